"""What a plan does not say of its indicators, what its targets ask, which reviews are overdue."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kpi.measure import survey
from kpi.measure.dataset import SUSPENSIONS, frame
from kpi.measure.health.plan_gaps import (
    INDICATOR_GAPS,
    NEEDED,
    OPTIONAL,
    goals_without_result,
    indicator_gaps,
    overdue_reviews,
    unused,
)
from kpi.measure.results import Survey
from kpi.measure.schemas.oversight import RISKS
from kpi.model import Direction, Indicator, Kind, Level, ResultLevel
from tests.measure.one import DELIVERABLE
from tests.measure.test_clock import one, strategy
from tests.model_fields import IndicatorFields

DAY = date(2026, 9, 30)
FULL: IndicatorFields = {"definition": "Що рахують", "source": "Звіт"}


def test_a_plan_without_indicators_lacks_nothing() -> None:
    given = strategy([one()])
    empty = survey(replace(given, indicators=given.indicators[:0], targets=given.targets[:0]), as_of=DAY)
    assert indicator_gaps(empty).empty
    assert goals_without_result(empty).empty


def surveyed(indicators: Sequence[Indicator], rows: Sequence[tuple[str, str, float]] = ()) -> Survey:
    return survey(strategy(indicators, rows), as_of=DAY)


def gaps(indicator: Indicator, rows: Sequence[tuple[str, str, float]] = ()) -> pd.Series:
    return indicator_gaps(surveyed([indicator], rows)).iloc[0]


def lacking(row: pd.Series) -> set[str]:
    return {name for name in (*NEEDED, *OPTIONAL) if row[f"no_{name}"]}


def test_the_columns_are_those_that_are_documented() -> None:
    made = indicator_gaps(surveyed([one()]))
    assert {name: str(dtype) for name, dtype in made.dtypes.items()} == dict(INDICATOR_GAPS)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, set()),
        ({"definition": " "}, {"definition"}),
        ({"source": ""}, {"source"}),
        ({"department": ""}, {"department"}),
        ({"baseline_year": None, "baseline_value": None}, {"baseline"}),
        ({"result_level": None}, {"result_level"}),
        ({"verification": ""}, {"quality"}),
    ],
)
def test_each_thing_that_is_not_stated_is_told(changes: IndicatorFields, missing: set[str]) -> None:
    whole: IndicatorFields = {**FULL, "result_level": ResultLevel.OUTCOME, "verification": "Вибірково"}
    row = gaps(replace(one(**whole), **changes), [("1.1.1", "2022", 60.0)])
    assert lacking(row) == missing


def test_an_indicator_without_a_value_is_told_and_a_gap_is_none() -> None:
    assert "value" in lacking(gaps(one()))
    assert "value" not in lacking(gaps(one(), [("1.1.1", "2022", 0.0)]))
    assert "value" in lacking(gaps(one(), [("1.1.1", "2022", float("nan"))]))


def test_what_no_indicator_says_is_not_asked_for() -> None:
    plain = one("1.1.2")
    assert unused(indicator_gaps(surveyed([one(), plain]))) == ("result_level", "quality")
    used = replace(plain, result_level=ResultLevel.OUTPUT, limitations="Неповний облік")
    assert unused(indicator_gaps(surveyed([one(), used]))) == ()
    nobody = [replace(each, department="") for each in (one(), used)]
    assert unused(indicator_gaps(surveyed(nobody))) == ("department",)


@pytest.mark.parametrize(
    ("changes", "met"),
    [
        ({}, False),
        ({"targets": ((2026, 50.0),)}, True),
        ({"direction": Direction.DECREASE, "targets": ((2026, 40.0),)}, False),
        ({"direction": Direction.DECREASE, "targets": ((2026, 50.0),)}, True),
        ({"direction": Direction.RANGE, "targets": (), "range_low": 40.0, "range_high": 60.0}, True),
        ({"direction": Direction.RANGE, "targets": (), "range_low": 55.0, "range_high": 60.0}, False),
        ({"baseline_year": None, "baseline_value": None}, False),
    ],
)
def test_a_target_that_the_base_meets_is_told(changes: IndicatorFields, met: bool) -> None:
    assert gaps(one(**changes))["met_at_start"] == met


LEVEL = [("1.1.1", "2018", 20.0)]  # to the base of 50 in 2021: 10 a year; the target of 100 in 2026 asks for 10


def test_a_target_is_easy_where_it_asks_for_less_than_the_pace_before() -> None:
    same = gaps(one(), LEVEL)
    assert (same["former_pace"], same["asked_pace"], same["easy"]) == (10.0, 10.0, False)
    assert gaps(one(targets=((2026, 99.0),)), LEVEL)["easy"]
    assert not gaps(one(targets=((2026, 101.0),)), LEVEL)["easy"]
    down: IndicatorFields = {"direction": Direction.DECREASE, "targets": ((2026, 40.0),)}
    falling = gaps(one(**down), [("1.1.1", "2018", 80.0)])
    assert (falling["former_pace"], falling["asked_pace"], falling["easy"]) == (10.0, 2.0, True)
    assert not gaps(one(**down), LEVEL)["easy"]


def test_the_earliest_value_before_the_base_is_taken() -> None:
    rows = [("1.1.1", "2020", 49.0), ("1.1.1", "2011", 0.0), ("1.1.1", "2022", 60.0)]
    assert gaps(one(), rows)["former_pace"] == 5.0


@pytest.mark.parametrize(
    ("changes", "rows"),
    [
        ({}, [("1.1.1", "2022", 60.0)]),
        ({}, []),
        ({"baseline_year": None, "baseline_value": None}, LEVEL),
        (DELIVERABLE, LEVEL),
        ({"kind": Kind.INCREMENT}, LEVEL),
        ({"direction": Direction.RANGE, "targets": (), "range_low": 55.0, "range_high": 60.0}, LEVEL),
        ({"targets": ((2026, 50.0),)}, LEVEL),
    ],
)
def test_no_pace_is_told_where_it_would_mean_nothing(
    changes: IndicatorFields, rows: Sequence[tuple[str, str, float]]
) -> None:
    row = gaps(one(**changes), rows)
    assert pd.isna(row["former_pace"])
    assert pd.isna(row["asked_pace"])
    assert not row["easy"]


def test_across_a_break_no_pace_is_told() -> None:
    made = surveyed([one()], LEVEL)
    for year, told in ((2020, False), (2024, False), (2017, True)):
        facts = made.dataset.indicators.assign(break_end=pd.array([12 * year + 12], dtype="Int32"))
        cut = replace(made, dataset=replace(made.dataset, indicators=facts))
        assert pd.notna(indicator_gaps(cut).iloc[0]["former_pace"]) == told


def test_of_flows_and_running_totals_whole_years_alone_are_held_beside_the_base() -> None:
    for kind in (Kind.FLOW, Kind.YTD):
        quarterly = replace(one(**FULL), kind=kind)
        assert gaps(quarterly, [("1.1.1", "2018", 20.0)])["former_pace"] == 10.0
        part = surveyed([quarterly], [("1.1.1", "2018", 20.0)])
        rows = part.series.assign(span_months=3, end=part.series["end"] - 3).astype(part.series.dtypes)
        assert pd.isna(indicator_gaps(replace(part, series=rows)).iloc[0]["former_pace"])


@pytest.mark.parametrize(
    ("levels", "found"),
    [
        (("input", "output"), {"1.1": True}),
        (("output", ""), {"1.1": False}),
        (("output", "outcome"), {}),
        (("", "impact"), {}),
        (("", ""), {"1.1": False}),
    ],
)
def test_a_goal_without_a_result_is_told(levels: Sequence[str], found: Mapping[str, bool]) -> None:
    listed = [
        replace(one(f"1.1.{n}"), result_level=ResultLevel(level) if level else None) for n, level in enumerate(levels)
    ]
    rows = goals_without_result(surveyed(listed))
    assert dict(zip(rows["code"], rows["activity"], strict=True)) == found


def test_a_goal_without_indicators_is_not_told() -> None:
    made = surveyed([one()])
    empty = made.dataset.nodes.iloc[[-1]].assign(code="1.2", level=Level.OPERATIONAL_GOAL)
    dataset = replace(made.dataset, nodes=pd.concat([made.dataset.nodes, empty], ignore_index=True))
    assert goals_without_result(replace(made, dataset=dataset))["code"].tolist() == ["1.1"]


def test_reviews_are_overdue_from_the_day_after_and_not_of_what_has_ended() -> None:
    def stop(review: date | None, until: date | None = None) -> dict[str, object]:
        return {"code": "1.1", "since": date(2026, 1, 1), "until": until, "reason": "Бої", "review_by": review}

    stops = [stop(DAY), stop(date(2026, 9, 29)), stop(date(2026, 9, 1), DAY), stop(date(2026, 9, 1), date(2026, 9, 29))]
    risks = [{"goal": "1.1", "name": "Кошти", "review_by": day} for day in (DAY, date(2026, 9, 28), None)]
    made = surveyed([one()])
    given = replace(made.dataset, suspensions=frame([*stops, stop(None)], SUSPENSIONS), risks=frame(risks, RISKS))
    found = overdue_reviews(replace(made, dataset=given), DAY)
    told = [(kind, day.date()) for kind, day in zip(found["kind"], found["review_by"], strict=True)]
    assert told == [("suspension", date(2026, 9, 29)), ("suspension", date(2026, 9, 1)), ("risk", date(2026, 9, 28))]
    assert overdue_reviews(made, DAY).empty
