"""The chart's value: zones, bands, points, plan, labels."""

from datetime import date
from typing import Unpack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.model import (
    Direction,
    Frequency,
    GapReason,
    Kind,
    Observation,
    SeriesBreak,
    Status,
    Suspension,
    TargetChange,
    month_index,
)
from kpi.views.common.series import Trajectory
from kpi.views.indicator.plan_path import share, zones
from kpi.views.indicator.trajectory import build
from tests.views.one import CODE, EN, UK, Differences, dossier, measured, plain, seen

Q3 = month_index(2026, 9)
END_2021, END_2026 = month_index(2021, 12), month_index(2026, 12)


def drawn(*observations: Observation, small: bool = False, **changes: Unpack[Differences]) -> Trajectory:
    made = build(measured(observations, **changes), CODE, UK, small=small)
    assert made is not None
    return made


def test_an_unknown_code_is_none() -> None:
    assert build(measured([]), "9.9.9", UK) is None


def test_zones_lie_at_the_cut_offs_of_the_plan_up_to_the_as_of_month() -> None:
    t = drawn(seen("2026-Q3", 69.1))
    assert [z.end for z in t.zones] == [END_2021, *(month_index(y, 12) for y in (2022, 2023, 2024, 2025)), Q3]
    year = t.zones[4]
    assert (year.baseline, year.off_track, year.at_risk) == pytest.approx((62, 62 + 0.6 * 20, 62 + 0.95 * 20))
    now = t.zones[-1]
    assert now.off_track == pytest.approx(62 + 0.6 * (91.75 - 62))


def test_zones_of_the_small_chart_run_to_the_target_date() -> None:
    t = drawn(seen("2026-Q3", 69.1), small=True)
    assert t.zones[-1].end == END_2026
    assert t.zones[-1].at_risk == pytest.approx(62 + 0.95 * 33)


@pytest.mark.parametrize("small", [False, True])
def test_after_the_target_date_the_zones_stay_at_the_target(small: bool) -> None:
    t = drawn(seen("2026-Q3", 70.0), small=small, targets=((2024, 82.0),), target_year=2024)
    assert t.zones[-1].end == Q3
    assert t.zones[-1].at_risk == pytest.approx(62 + 0.95 * 20)


def test_zones_of_a_deliverable_are_steps() -> None:
    t = drawn(
        seen("2026-Q3", 1.0), kind=Kind.DELIVERABLE, unit="од.", baseline_value=0.0, targets=((2024, 1.0), (2026, 2.0))
    )
    assert t.step
    rise = [z.off_track for z in t.zones if z.end == month_index(2024, 12)]
    assert rise == pytest.approx([0.0, 0.6])


def test_zones_of_a_range_end_at_its_nearest_limit() -> None:
    t = drawn(
        seen("2026-Q3", 50.0),
        small=True,
        direction=Direction.RANGE,
        range_low=60.0,
        range_high=85.0,
        targets=(),
        baseline_value=40.0,
    )
    assert t.range == (60.0, 85.0)
    assert t.zones[-1].at_risk == pytest.approx(40 + 0.95 * 20)
    assert plain(t.target.label if t.target else "") == "60–85 %"


@pytest.mark.parametrize(
    "changes",
    [
        {"targets": ((2026, 62.0),)},
        {"baseline_value": None, "baseline_year": None},
        {"suspensions": [Suspension(code=CODE, since=date(2022, 2, 24), reason="", act="")]},
    ],
)
def test_what_p_and_e_do_not_judge_has_no_zones(changes: Differences) -> None:
    assert drawn(seen("2026-Q3", 62.0), **changes).zones == ()


@settings(max_examples=40, deadline=None)
@given(
    baseline=st.integers(-200, 200).map(float),
    target=st.integers(-200, 200).map(float),
    until=st.integers(END_2021 + 1, END_2026),
)
def test_zones_agree_with_the_plan_that_is_measured(baseline: float, target: float, until: int) -> None:
    if baseline == target:
        return
    direction = Direction.INCREASE if target > baseline else Direction.DECREASE
    survey = measured(
        [seen("2026-Q3", baseline + 0.3 * (target - baseline))],
        baseline_value=baseline,
        targets=((2026, target),),
        direction=direction,
    )
    column = zones(dossier(survey), until, 1.0, 0.5)[-1]
    planned = dossier(survey).record.planned_value
    assert column.end == until
    way = share(dossier(survey), column.at_risk)
    assert way == pytest.approx((until - END_2021) / 60)
    if until == Q3:
        assert column.at_risk == pytest.approx(planned)


def test_the_plan_prints_its_values_and_ends_with_the_target() -> None:
    t = drawn(seen("2026-Q3", 69.1))
    assert [((p.end - 1) // 12, p.label) for p in t.plan][-2:] == [(2025, "82,0"), (2026, "95,0")]
    assert plain(t.baseline.label if t.baseline else "") == "62,0 %"
    assert plain(t.as_of_label) == "станом на 30.09.2026"
    assert plain(t.last_label) == "69,1 %"
    assert t.judged_end == Q3


def test_a_point_says_period_value_plan_and_status() -> None:
    t = drawn(seen("2026-Q2", 69.1, preliminary=True, coverage_pct=71.0))
    point = next(p for p in t.points if p.end == month_index(2026, 6))
    assert plain(point.title) == "II кв. 2026: 69,1 %; план 88,5 %; суттєво відстає; попередні дані; охоплення 71 %"
    assert point.preliminary and point.partial_coverage and point.status is Status.OFF_TRACK


def test_a_gap_says_its_reason_and_is_hatched() -> None:
    t = drawn(
        seen("2026-Q1", 69.1),
        seen("2026-Q2", GapReason.RESTRICTED, restricted_until=date(2027, 3, 1)),
        seen("2026-Q3", 70.0),
    )
    point = next(p for p in t.points if p.end == month_index(2026, 6))
    assert point.value is None
    assert plain(point.title).startswith("II кв. 2026: даних немає, обмежено до 01.03.2027")
    assert [(b.start, b.end, b.label) for b in t.bands][-1] == (month_index(2026, 3), month_index(2026, 6), "немає")


def test_a_period_that_never_came_is_a_gap_too() -> None:
    t = drawn(
        seen("2021", 62.0),
        *(seen(f"{y}-Q{q}", 70.0) for y in range(2022, 2026) for q in range(1, 5)),
        seen("2026-Q3", 70.0),
    )
    assert [(b.start, b.end) for b in t.bands] == [(month_index(2025, 12), month_index(2026, 6))]
    missing = [p for p in t.points if p.value is None]
    assert [plain(p.title) for p in missing] == [
        "I кв. 2026: даних немає, не подано",
        "II кв. 2026: даних немає, не подано",
    ]


def test_what_was_not_to_be_measured_is_not_hatched() -> None:
    t = drawn(
        *(
            seen(f"{y}-Q{q}", GapReason.NOT_APPLICABLE)
            for y in range(2022, 2027)
            for q in range(1, 5)
            if (y, q) < (2026, 4)
        )
    )
    assert t.bands == ()


def test_a_suspension_is_one_band_and_swallows_the_gaps_inside() -> None:
    suspension = Suspension(code=CODE, since=date(2022, 2, 24), reason="бойові дії", act="№ 1", until=date(2023, 6, 30))
    t = drawn(
        seen("2021", 62.0),
        *(seen(f"{y}-Q{q}", 70.0) for y in (2024, 2025, 2026) for q in range(1, 5) if (y, q) < (2026, 4)),
        suspensions=[suspension],
    )
    words = [(b.start, b.end, b.label) for b in t.bands]
    assert words == [
        (month_index(2022, 1), month_index(2023, 6), "оцінювання призупинено"),
        (month_index(2023, 6), month_index(2023, 12), "немає"),
    ]


def test_a_value_of_a_suspended_time_is_kept_but_not_judged() -> None:
    suspension = Suspension(
        code="1.1", since=date(2022, 2, 24), reason="бойові дії", act="№ 1", until=date(2023, 6, 30)
    )
    t = drawn(seen("2022-Q4", 50.0), seen("2026-Q3", 92.0), suspensions=[suspension])
    assert {p.end: p.status for p in t.points if p.value is not None} == {
        month_index(2022, 12): Status.SUSPENDED,
        Q3: Status.ON_TRACK,
    }


def test_a_replaced_value_stays_as_a_hollow_point() -> None:
    t = drawn(seen("2026-Q2", 68.0), before=[seen("2026-Q2", 71.9)])
    assert [(p.end, p.value) for p in t.revised] == [(month_index(2026, 6), 71.9)]
    assert plain(t.revised[0].title) == "II кв. 2026: 71,9 % до виправлення 14.11.2026"


def test_the_plan_before_a_changed_target_is_drawn_with_its_decision() -> None:
    change = TargetChange(code=CODE, year=2026, old_value=95.0, new_value=90.0, decided=date(2026, 3, 1), act="№ 12")
    t = drawn(seen("2026-Q3", 69.1), target_changes=[change], targets=((2025, 82.0), (2026, 90.0)))
    assert (t.old_plan[-1].value, t.plan[-1].value) == (95.0, 90.0)
    assert plain(t.old_plan_label) == "План до рішення № 12 від 01.03.2026"


def test_running_totals_restart_and_their_status_stands_at_december() -> None:
    months = [seen("2025-Q4", 40.0), seen("2026-Q2", 20.0), seen("2026-Q3", 33.0)]
    t = drawn(*months, kind=Kind.YTD, unit="од.", baseline_value=0.0, targets=((2025, 40.0), (2026, 60.0)))
    assert t.restart
    assert t.judged_end == month_index(2025, 12)
    assert [p.end for p in t.points if p.value is not None] == [month_index(2025, 12), month_index(2026, 6), Q3]


def test_a_yearly_flow_by_quarters_is_drawn_as_the_sum_since_january() -> None:
    quarters = [seen(f"2025-Q{q}", 10.0) for q in range(1, 5)] + [seen("2026-Q1", 9.0), seen("2026-Q2", 8.0)]
    t = drawn(*quarters, kind=Kind.FLOW, unit="од.", baseline_value=20.0, targets=((2026, 60.0),))
    assert t.restart
    assert t.zones == ()
    shown = {p.end: p.value for p in t.points if p.value is not None}
    ends = [month_index(2025, m) for m in (3, 6, 9, 12)] + [month_index(2026, m) for m in (3, 6)]
    assert shown == dict(zip(ends, (10.0, 20.0, 30.0, 40.0, 9.0, 17.0), strict=True))
    assert plain(t.so_far_label) == "17 од. з початку року"
    assert "17 од. з початку року; 28 % річного плану, минуло 50 % року" in plain(t.label)


def test_a_part_of_a_year_is_never_told_beside_the_plan_of_a_year() -> None:
    months = [seen("2025-Q4", 40.0), seen("2026-Q2", 20.0)]
    t = drawn(*months, kind=Kind.YTD, unit="од.", baseline_value=0.0, targets=((2025, 40.0), (2026, 60.0)))
    part = next(p for p in t.points if p.end == month_index(2026, 6))
    assert plain(part.title) == "II кв. 2026: 20 од. з початку року; 33 % річного плану, минуло 50 % року"
    whole = next(p for p in t.points if p.end == month_index(2025, 12))
    assert "план 40 од." in plain(whole.title)


def test_a_year_that_the_plan_does_not_name_has_its_plan_between_its_neighbours() -> None:
    t = drawn(
        seen("2025-Q4", 40.0), seen("2026-Q2", 20.0),
        kind=Kind.YTD, unit="од.", baseline_value=10.0, targets=((2023, 20.0), (2026, 80.0)),
    )  # fmt: skip
    years = {p.end: (p.value, p.label) for p in t.plan}
    assert [round(value) for value, _ in years.values()] == [15, 20, 40, 60, 80]
    value, label = years[month_index(2024, 12)]
    assert value == pytest.approx(40.0)
    assert label == ""
    assert years[month_index(2023, 12)][1] == "20"


def test_a_sum_that_misses_a_part_of_its_year_is_not_drawn() -> None:
    quarters = [seen("2026-Q1", 9.0), seen("2026-Q3", 8.0)]
    t = drawn(*quarters, kind=Kind.FLOW, unit="од.", baseline_value=20.0, targets=((2026, 60.0),))
    assert {p.end: p.value for p in t.points if p.value is not None} == {month_index(2026, 3): 9.0}


def test_yearly_sums_alone_make_one_line_with_zones() -> None:
    years = [seen(str(y), 20.0 + y - 2021) for y in (2022, 2023, 2024, 2025)]
    t = drawn(*years, kind=Kind.FLOW, unit="од.", frequency=Frequency.YEAR, baseline_value=20.0)
    assert not t.restart
    assert t.zones


def test_a_value_of_another_scale_is_doubtful_and_an_ordinary_one_is_not() -> None:
    t = drawn(seen("2025", 70.0), seen("2026-Q3", 6910.0))
    assert [(p.value, p.doubtful) for p in t.points if p.value is not None] == [(70.0, False), (6910.0, True)]


def test_a_range_that_the_base_lies_in_has_no_plan_and_the_target_points_at_its_middle() -> None:
    t = drawn(
        seen("2026-Q3", 11.0),
        direction=Direction.RANGE,
        range_low=10.0,
        range_high=15.0,
        targets=(),
        baseline_value=12.0,
    )
    assert (t.plan, t.range) == ((), (10.0, 15.0))
    assert t.target is not None
    assert t.target.value == 12.5


def test_a_break_is_marked_with_its_reason() -> None:
    t = drawn(seen("2026-Q3", 69.1), series_break=SeriesBreak(date(2022, 2, 24), "нова методика"))
    assert t.break_end == month_index(2022, 1)
    assert t.break_label == "Злам ряду: нова методика"


def test_the_continuation_says_value_band_and_share() -> None:
    values = {2022: 66.0, 2023: 67.0, 2024: 70.0, 2025: 71.0}
    t = drawn(*(seen(str(y), v) for y, v in values.items()), frequency=Frequency.YEAR)
    assert t.continuation is not None
    assert t.continuation.start_value == 71.0
    assert t.continuation.low < t.continuation.value < t.continuation.high
    assert plain(t.continuation.label).partition(" (")[2].startswith("приблизно 80 %: ")


def test_the_text_alternative_tells_base_target_last_value_and_status() -> None:
    words = plain(drawn(seen("2026-Q3", 69.1)).label)
    assert words == (
        "Безперебійне водопостачання; база 2021 року — 62,0 %; ціль 2026 року — 95,0 %; "
        "останнє значення — 69,1 % за III кв. 2026; статус — суттєво відстає."
    )


def test_the_axis_spans_the_plan_and_knows_natural_limits() -> None:
    t = drawn(seen("2026-Q3", 69.1))
    assert (t.start, t.end) == (END_2021, END_2026)
    assert t.bounds == (0.0, 100.0)
    assert drawn(seen("2026-Q3", 120.0)).bounds == (0.0, None)


def test_the_plan_on_a_date_is_the_plan_of_measuring() -> None:
    survey = measured([seen("2026-Q3", 69.1)])
    assert dossier(survey, EN).record.planned_value == pytest.approx(91.75)


@pytest.mark.parametrize(
    ("act", "label"),
    [
        ("№ 12", "План до рішення № 12 від 01.03.2026"),
        ("№ 12 від 01.03.2026", "План до рішення № 12 від 01.03.2026"),
        ("", "План до зміни 01.03.2026"),
    ],
)
def test_a_decision_is_dated_once(act: str, label: str) -> None:
    change = TargetChange(code=CODE, year=2026, old_value=95.0, new_value=90.0, decided=date(2026, 3, 1), act=act)
    t = drawn(seen("2026-Q3", 69.1), target_changes=[change], targets=((2026, 90.0),))
    assert plain(t.old_plan_label) == label
