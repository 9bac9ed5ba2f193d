"""METHOD 9: a target without a number is judged by the change since the baseline."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.measure import continuation, measure, second_opinion
from kpi.measure.books import dataset_from_books
from kpi.measure.results import Moment
from kpi.model import Direction, Indicator, Status, month_index
from tests.measure.one import PLAIN, book, dataset, flags, result, values

AIMLESS = replace(PLAIN, targets=())
FALLING = replace(AIMLESS, direction=Direction.DECREASE)
DURING, AFTER = date(2024, 12, 31), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("given", "value", "status"),
    [
        (AIMLESS, 60.0, Status.ON_TRACK),
        (AIMLESS, 52.5, Status.AT_RISK),  # within 5 % of the baseline 50
        (AIMLESS, 52.6, Status.ON_TRACK),
        (AIMLESS, 50.0, Status.AT_RISK),
        (AIMLESS, 47.5, Status.AT_RISK),
        (AIMLESS, 47.4, Status.MOVING_AWAY),
        (FALLING, 47.4, Status.ON_TRACK),
        (FALLING, 60.0, Status.MOVING_AWAY),
        (replace(AIMLESS, baseline_value=0.0), 0.1, Status.ON_TRACK),
        (replace(AIMLESS, baseline_value=0.0), 0.0, Status.AT_RISK),
        (replace(AIMLESS, baseline_value=-50.0), -40.0, Status.ON_TRACK),
        (replace(AIMLESS, baseline_value=-50.0), -60.0, Status.MOVING_AWAY),
        (replace(AIMLESS, baseline_value=None, baseline_year=None), 60.0, Status.NO_DATA),
    ],
)
def test_status_by_direction(given: Indicator, value: float, status: Status) -> None:
    row = result(given, DURING, ("2024", value))
    assert row["status"] == status
    assert row[["progress", "expected", "pace", "target_value", "planned_value"]].isna().all()
    assert "direction_only" in flags(row)


def test_better_at_the_target_date_is_achieved() -> None:
    assert result(AIMLESS, AFTER, ("2026", 60.0))["status"] == Status.ACHIEVED
    assert result(AIMLESS, AFTER, ("2026", 50.0))["status"] == Status.AT_RISK
    assert {"early", "late", "partly", "missed"}.isdisjoint(flags(result(AIMLESS, AFTER, ("2026", 60.0))))


def test_a_plan_that_is_not_known_yet_is_no_direction() -> None:
    published = dataset_from_books([(book(PLAIN, values(("2022", 60.0))), date(2023, 5, 1))])
    row = measure(published, date(2022, 12, 31), date(2022, 12, 31)).indicators.iloc[0]
    assert "direction_only" not in flags(row)


def test_it_counts_in_its_goal_as_kept_or_not() -> None:
    other = replace(AIMLESS, code="1.1.2")
    observed = [*values(("2024", 60.0)), *(replace(o, code="1.1.2") for o in values(("2024", 30.0)))]
    whole = dataset_from_books([(replace(book(AIMLESS, observed), indicators=(AIMLESS, other)), None)])
    goal = measure(whole, DURING).nodes.set_index("level").loc["operational_goal"]
    assert (goal["progress"], goal["expected"], goal["assessed"]) == (0.5, 1.0, 2)


def test_nothing_is_drawn_on_and_no_rate_is_told() -> None:
    whole = dataset(AIMLESS, ("2022", 52.0), ("2023", 57.0), ("2024", 60.0))
    moment = Moment(month_index(2024, 12), DURING, DURING)
    assert continuation(whole, moment)["reason"].tolist() == ["direction_only"]
    assert second_opinion(whole, moment)["reason"].tolist() == ["direction_only"]
