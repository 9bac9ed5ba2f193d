"""The survey: one pass that agrees with measuring each moment alone, and the frames beside it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy.special import stdtrit

from kpi.measure import (
    continuation,
    default_times,
    in_hindsight,
    measure,
    moments,
    revisions,
    second_opinion,
    survey,
)
from kpi.measure.books import dataset_from_books
from kpi.measure.core.student import quantile90
from kpi.measure.results import (
    CONTINUATION,
    INDICATOR_RESULT,
    NODE_RESULT,
    REVISIONS,
    SECOND_OPINION,
    SERIES,
    YEAR_SO_FAR,
    Moment,
    Survey,
)
from kpi.measure.trend import t90
from kpi.model import Direction, Frequency, GapReason, Kind, Observation, SeriesBreak, TargetChange, month_index
from tests.fiscal_years import CALENDAR
from tests.measure import community
from tests.measure.one import DELIVERABLE, PLAIN, QUARTERLY, RANGE, book, dataset, values
from tests.measure.steps import planned_values, series, year_so_far
from tests.model_fields import IndicatorFields

END = Moment(month_index(2024, 12), date(2024, 12, 31), date(2024, 12, 31))


@pytest.fixture(scope="module")
def whole() -> Survey:
    return survey(community.dataset())


def test_frames_have_exactly_their_columns(whole: Survey) -> None:
    moment = {"moment": "int32"}
    for frame, schema in (
        (whole.now.indicators, INDICATOR_RESULT),
        (whole.now.nodes, NODE_RESULT),
        (whole.indicator_history, {**INDICATOR_RESULT, **moment}),
        (whole.node_history, {**NODE_RESULT, **moment}),
        (whole.series, SERIES),
        (whole.revisions, REVISIONS),
        (whole.continuation, CONTINUATION),
        (whole.second_opinion, SECOND_OPINION),
        (whole.year_so_far, YEAR_SO_FAR),
    ):
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == dict(schema)
        assert frame.index.equals(pd.RangeIndex(len(frame)))


def test_the_last_release_is_shown_at_the_end_of_its_last_quarter(whole: Survey) -> None:
    assert (whole.now.as_of, whole.now.known_at) == (date(2026, 9, 30), community.LAST)
    assert [m.end for m in whole.moments] == list(range(month_index(2022, 3), month_index(2026, 9) + 1, 3))


def test_a_quarter_is_judged_by_what_was_known_by_the_end_of_the_next() -> None:
    found = {m.end: m.known_at for m in moments(community.dataset(), date(2026, 9, 30), community.LAST)}
    assert found[month_index(2022, 3)] == community.FIRST  # before the first release
    assert found[month_index(2026, 3)] == community.FIRST
    assert found[month_index(2026, 6)] == community.FIRST  # the second release came after the third quarter's end
    assert found[month_index(2026, 9)] == community.LAST


def test_without_releases_everything_is_known() -> None:
    given = dataset(replace(PLAIN, **QUARTERLY), ("2023-Q1", 60.0), ("2023-Q3", 61.0))
    assert default_times(given) == (date(2023, 9, 30), date(2023, 9, 30))
    assert default_times(dataset(PLAIN))[0] == date(2021, 12, 31)


def test_one_pass_equals_measuring_each_moment_alone(whole: Survey) -> None:
    for moment in whole.moments:
        alone = measure(whole.dataset, moment.as_of, moment.known_at)
        for history, frame in ((whole.indicator_history, alone.indicators), (whole.node_history, alone.nodes)):
            then = history[history["moment"] == moment.end].drop(columns="moment").reset_index(drop=True)
            pd.testing.assert_frame_equal(then, frame)
    now = measure(whole.dataset, whole.now.as_of, whole.now.known_at)
    pd.testing.assert_frame_equal(whole.now.indicators, now.indicators)
    pd.testing.assert_frame_equal(whole.now.nodes, now.nodes)


def test_hindsight_is_the_measurement_of_each_day_by_what_is_known_now(whole: Survey) -> None:
    told = in_hindsight(whole)
    assert [(m.end, m.as_of) for m in told.moments] == [(m.end, m.as_of) for m in whole.moments]
    assert {m.known_at for m in told.moments} == {whole.now.known_at}
    for moment in told.moments[::6]:
        alone = measure(whole.dataset, moment.as_of, whole.now.known_at)
        for history, frame, schema in (
            (told.indicator_history, alone.indicators, INDICATOR_RESULT),
            (told.node_history, alone.nodes, NODE_RESULT),
        ):
            then = history[history["moment"] == moment.end].reset_index(drop=True)
            pd.testing.assert_frame_equal(then[list(schema)], frame)
    for name in ("now", "series", "continuation", "second_opinion", "year_so_far", "revisions"):
        assert getattr(told, name) is getattr(whole, name)


def test_the_parts_equal_the_public_functions(whole: Survey) -> None:
    now = Moment(month_index(2026, 9), whole.now.as_of, whole.now.known_at)
    pd.testing.assert_frame_equal(whole.series, series(whole.dataset, now))
    pd.testing.assert_frame_equal(whole.revisions, revisions(whole.dataset, now))
    pd.testing.assert_frame_equal(whole.continuation, continuation(whole.dataset, now))
    pd.testing.assert_frame_equal(whole.second_opinion, second_opinion(whole.dataset, now))
    pd.testing.assert_frame_equal(whole.year_so_far, year_so_far(whole.dataset, now))


def test_the_last_judged_value_of_the_series_is_the_result(whole: Survey) -> None:
    last = whole.series[whole.series["judged"]].groupby("code").last()
    active = whole.now.indicators[whole.now.indicators["end"].notna()].set_index("code")
    found = last.loc[active.index]
    assert (found["end"] == active["end"]).all()
    assert (found["value"] == active["value"]).all()
    pd.testing.assert_series_equal(found["planned_value"], active["planned_value"])
    judged = active[active["status"] != "no_data"]
    assert (found.loc[judged.index, "status"] == judged["status"]).all()


def shown(given: pd.DataFrame) -> list[tuple[str, float, bool]]:
    codes = [CALENDAR.ending(int(e), int(s)).code for e, s in zip(given["end"], given["span_months"], strict=True)]
    return list(zip(codes, given["value"].fillna(-1.0), given["judged"], strict=True))


def test_a_series_of_a_flow_has_its_years_and_their_parts() -> None:
    rows = [*((f"2022-Q{n}", float(n)) for n in range(1, 5)), ("2023-Q1", 5.0)]
    found = series(dataset(replace(PLAIN, kind=Kind.FLOW, **QUARTERLY), *rows), END)
    assert shown(found) == [
        ("2022-Q1", 1.0, False),
        ("2022-Q2", 2.0, False),
        ("2022-Q3", 3.0, False),
        ("2022-Q4", 4.0, False),
        ("2022", 10.0, True),
        ("2023-Q1", 5.0, False),
    ]


def test_a_series_of_increments_is_the_running_sum() -> None:
    gap = Observation(code="1.1.1", period=CALENDAR.parse("2023"), value=None, gap=GapReason.INACCESSIBLE)
    rows = [*values(("2021", 7.0), ("2022", 5.0)), gap, *values(("2024", 6.0), preliminary=True)]
    found = series(dataset_from_books([(book(replace(PLAIN, kind=Kind.INCREMENT), rows), None)]), END)
    assert shown(found) == [("2022", 55.0, True), ("2023", -1.0, False), ("2024", 61.0, True)]
    assert found["gap"].tolist() == ["", "inaccessible", ""]
    assert found["preliminary"].tolist() == [False, False, True]
    assert found["planned_value"].tolist() == [60.0, 70.0, 80.0]


def test_a_series_shows_what_is_not_judged() -> None:
    found = series(dataset(replace(PLAIN, kind=Kind.YTD), ("2020", 3.0), ("2022-Q3", 4.0), ("2022-Q4", 60.0)), END)
    assert shown(found) == [("2020", 3.0, False), ("2022-Q3", 4.0, False), ("2022", 60.0, True)]
    assert np.isnan(found["planned_value"].iloc[0])
    assert found["status"].tolist() == ["", "", "on_track"]


def test_revisions_are_values_that_a_release_changed() -> None:
    days = (date(2024, 2, 1), date(2024, 5, 1), date(2024, 8, 1))
    nothing = Observation(code="1.1.1", period=CALENDAR.parse("2023"), value=None, gap=GapReason.NO_VALUE)
    books = [
        (book(PLAIN, [*values(("2022", 60.0)), nothing]), days[0]),
        (book(PLAIN, values(("2022", 61.0), ("2023", 65.0), comment="Уточнено")), days[1]),
        (book(PLAIN, values(("2022", 61.0), ("2023", 65.0))), days[2]),
    ]
    found = revisions(dataset_from_books(books), END)
    assert found[["old_value", "new_value", "comment"]].to_numpy().tolist() == [[60.0, 61.0, "Уточнено"]]
    assert found["published"].item() == pd.Timestamp(days[1])
    earlier = replace_known(END, days[0])
    assert revisions(dataset_from_books(books), earlier).empty


def replace_known(moment: Moment, known_at: date) -> Moment:
    return Moment(moment.end, moment.as_of, known_at)


def test_the_plan_can_be_read_at_any_month_and_in_its_first_version() -> None:
    change = TargetChange(
        code="1.1.1", year=2026, old_value=100.0, new_value=75.0, decided=date(2024, 6, 1), act="Рішення 7"
    )
    given = dataset_from_books([(book(PLAIN, [], changes=[change]), None)])
    at = pd.DataFrame(
        {"code": "1.1.1", "end": [month_index(y, m) for y, m in ((2021, 6), (2022, 6), (2026, 12), (2027, 3))]}
    )
    assert planned_values(given, at, END).tolist()[1:] == [52.5, 75.0, 75.0]
    first = planned_values(given, at, END, original=True)
    assert np.isnan(first[0])
    assert first[1:].tolist() == [55.0, 100.0, 100.0]
    with pytest.raises(KeyError):
        planned_values(given, at.assign(code="9.9"), END)


YEARLY = (("2022", 55.0), ("2023", 62.0), ("2024", 70.0))


def drawn(given: pd.DataFrame) -> str:
    return str(given["reason"].item())


def test_the_continuation_is_drawn_only_where_it_may_be() -> None:
    def reason(changes: IndicatorFields, *rows: tuple[str, float]) -> str:
        return drawn(continuation(dataset(replace(PLAIN, **changes), *rows), END))

    assert reason({}, *YEARLY) == ""
    assert reason({}) == "not_judged"
    assert reason({}, *YEARLY[:2], ("2024", 100.0)) == "achieved"
    assert reason(DELIVERABLE, ("2022", 0.0), ("2023", 0.5), ("2024", 1.0)) == "deliverable"
    assert reason({"targets": ((2026, 50.0),)}, *YEARLY) == "hold"
    assert reason({"series_break": SeriesBreak(date(2022, 2, 24), "Війна")}, *YEARLY) == "break"
    assert reason({"series_break": SeriesBreak(date(2020, 2, 24), "Перепис")}, *YEARLY) == ""
    assert reason({"kind": Kind.INCREMENT}, ("2022", 1.0), ("2024", 3.0)) == "incomplete"
    assert reason({"targets": ((2024, 100.0),), "target_year": 2024}, *YEARLY) == "past_target"
    assert reason({}, *YEARLY[1:]) == "few_observations"
    assert reason({"targets": ((2028, 100.0),), "target_year": 2028}, *YEARLY) == "long_horizon"
    assert reason({}, ("2022", 55.0), ("2023", 60.0), ("2024", 65.0)) == "no_variance"
    assert drawn(continuation(dataset(RANGE, ("2024", 30.0)), END)) == "range"
    late = Moment(month_index(2026, 9), date(2026, 9, 30), date(2026, 9, 30))
    assert drawn(continuation(dataset(PLAIN, *YEARLY), late)) == "stale"


def test_the_continuation_leaves_out_a_value_of_suspect_scale() -> None:
    given = replace(PLAIN, baseline_value=50.0, targets=((2026, 60.0),))
    rows = (("2022", 52.0), ("2023", 53.0), ("2024", 56.0))
    one, other = (continuation(dataset(given, *more), END) for more in (rows, (*rows, ("2023-Q2", 5300.0))))
    assert drawn(one) == ""
    pd.testing.assert_frame_equal(one, other)


def test_the_continuation_keeps_to_natural_bounds() -> None:
    given = replace(PLAIN, unit="%", targets=((2026, 99.0),), baseline_value=60.0)
    row = continuation(dataset(given, ("2022", 80.0), ("2023", 75.0), ("2024", 97.0)), END).iloc[0]
    assert row["value"] == row["high"] == 100.0
    falling = replace(PLAIN, direction=Direction.DECREASE, targets=((2026, 1.0),), baseline_value=30.0)
    row = continuation(dataset(falling, ("2022", 28.0), ("2023", 9.0), ("2024", 4.0)), END).iloc[0]
    assert row["low"] == 0.0


def test_the_quantile_is_the_printed_one_and_then_the_exact_one() -> None:
    found = t90(np.array([0, 2, 8, 9, 30, 9]))
    assert np.isnan(found[0])
    assert found[1:3].tolist() == [1.886, 1.397]
    assert found[3:] == pytest.approx(stdtrit([9, 30, 9], 0.9), rel=1e-12)
    assert t90(np.arange(2, 9)) == pytest.approx(stdtrit(np.arange(2, 9), 0.9), abs=5e-4)


def test_the_exact_quantile_is_that_of_a_library_that_only_tests_have() -> None:
    degrees = [*range(1, 200), 1000, 1001, 20_000]
    found = [quantile90(one) for one in degrees]
    assert found == pytest.approx(stdtrit(degrees, 0.9), rel=1e-11)
    with pytest.raises(ValueError, match="0 degrees"):
        quantile90(0)


def test_the_same_fact_told_as_light_and_as_dark_differs_in_growth_rates_only() -> None:
    """METHOD 6: «освітлено 90 → 94 із 100» and «темно 10 → 6 із 0»."""
    light = replace(PLAIN, baseline_value=90.0, targets=((2026, 100.0),))
    dark = replace(light, direction=Direction.DECREASE, baseline_value=10.0, targets=((2026, 0.0),))
    found = second_opinion(dataset(light, ("2024", 94.0)), END).iloc[0]
    assert found["ratio"] == pytest.approx(((94 / 90) ** (1 / 3) - 1) / ((100 / 90) ** (1 / 5) - 1))
    assert found["status"] == "at_risk"
    assert second_opinion(dataset(dark, ("2024", 6.0)), END)["reason"].tolist() == ["zero"]
    paces = [
        measure(dataset(i, ("2024", v)), END.as_of).indicators["pace"].item() for i, v in ((light, 94.0), (dark, 6.0))
    ]
    assert paces == [pytest.approx(2 / 3)] * 2


def test_the_second_opinion_says_why_it_does_not_apply() -> None:
    def reason(changes: IndicatorFields, *rows: tuple[str, float]) -> str:
        return drawn(second_opinion(dataset(replace(PLAIN, **changes), *rows), END))

    assert reason({}, ("2024", 60.0)) == ""
    assert reason({}) == "not_judged"
    assert reason(DELIVERABLE, ("2024", 1.0)) == "deliverable"
    assert reason({"targets": ((2026, 50.0),)}, ("2024", 60.0)) == "hold"
    assert reason({"frequency": Frequency.QUARTER}, ("2024-Q4", 60.0)) == "not_yearly"
    assert reason({"baseline_value": 0.0}, ("2024", 60.0)) == "zero"
    assert reason({"baseline_value": -5.0}, ("2024", 60.0)) == "sign"
    assert drawn(second_opinion(dataset(RANGE, ("2024", 30.0)), END)) == "range"


def test_negative_baselines_turn_the_growth_rate() -> None:
    given = replace(PLAIN, baseline_value=-50.0, targets=((2026, -10.0),))
    row = second_opinion(dataset(given, ("2024", -30.0)), END).iloc[0]
    assert row["ratio"] > 0
    worse = second_opinion(dataset(given, ("2024", -60.0)), END).iloc[0]
    assert (worse["ratio"] < 0, worse["status"]) == (True, "moving_away")


def test_a_release_on_the_last_day_of_the_next_quarter_still_counts() -> None:
    books = [
        (book(replace(PLAIN, **QUARTERLY), []), day) for day in (date(2024, 5, 1), date(2024, 9, 30), date(2024, 10, 1))
    ]
    given = dataset_from_books(books)
    found = {m.end: m.known_at for m in moments(given, date(2024, 6, 30), date(2024, 10, 1))}
    assert found[month_index(2024, 6)] == date(2024, 9, 30)
