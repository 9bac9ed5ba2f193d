"""The trajectory: every layer where it belongs, labels apart, any values survived."""

import re
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TypeVar
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi import charts
from kpi.charts.scale import round_ticks
from kpi.charts.trajectory_parts.frame import Frame, make_frame
from kpi.charts.trajectory_parts.labels import chart_labels
from kpi.charts.trajectory_parts.layout import LAYOUTS
from kpi.model import FiscalYear, Language, Status, month_index
from kpi.views.common.series import Band, Continuation, PlanPoint, Point, Trajectory, Zone
from tests.charts import gallery
from tests.charts.overlaps import shared
from tests.charts.reading import SVG, absolute_points, assert_sound, parsed, points_outside
from tests.languages import BOTH

SIZES = list(LAYOUTS)
Ended = TypeVar("Ended", Point, PlanPoint, Zone, Band)
NAMES = list(gallery.TRAJECTORIES)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_sound_at_every_size(name: str, size: str) -> None:
    root = assert_sound(charts.trajectory(gallery.TRAJECTORIES[name](), size=size))
    layout = LAYOUTS[size]
    assert root.attrib["viewBox"] == f"0 0 {layout.width} {layout.height}"


@pytest.mark.parametrize("size", ["wide", "narrow", "print"])
@pytest.mark.parametrize("name", NAMES)
def test_labels_do_not_lie_on_each_other(name: str, size: str) -> None:
    frame = make_frame(gallery.TRAJECTORIES[name](), Language.UK, size)
    for a, b in combinations(chart_labels(frame), 2):
        assert shared(a.box, b.box) < 2, (a.lines, b.lines)


@pytest.mark.parametrize("size", ["wide", "narrow", "print"])
@pytest.mark.parametrize("name", NAMES)
def test_labels_stay_inside(name: str, size: str) -> None:
    frame = make_frame(gallery.TRAJECTORIES[name](), Language.UK, size)
    for label in chart_labels(frame):
        box = label.box
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= frame.layout.width + 0.5, label.lines
        assert box.bottom <= frame.layout.height, label.lines


@pytest.mark.parametrize("size", SIZES)
def test_text_is_at_least_12_px_on_screens(size: str) -> None:
    sizes = [float(n) for n in re.findall(r'font-size="([\d.]+)"', charts.trajectory(gallery.water(), size=size))]
    assert min(sizes) >= (11 if size == "print" else 12)


def texts(svg: str) -> list[str]:
    return [" ".join(e.itertext()) for e in parsed(svg).iter(SVG + "text")]


def lines(svg: str, colour: str, width: str) -> list[Element]:
    return [
        e
        for e in parsed(svg).iter(SVG + "path")
        if colour in e.attrib.get("stroke", "") and e.attrib.get("stroke-width") == width
    ]


def test_water_has_its_labels() -> None:
    said = texts(charts.trajectory(gallery.water()))
    for words in (
        "База 2023: 62,0\u00a0%",
        "Ціль 2028: 95,0\u00a0%",
        "69,1 %",
        "станом на 30.09.2026",
        "немає",
        "72,6",
    ):
        assert words in said
    assert any("Якщо темп збережеться" in words for words in said)


def test_english() -> None:
    said = texts(charts.trajectory(gallery.water(), Language.EN))
    assert "Target 2028: 95,0\u00a0%" in said
    assert "100%" in said


def test_small_has_no_labels_but_the_target() -> None:
    said = texts(charts.trajectory(gallery.water(), size="small"))
    assert "95,0 %" in said
    assert not any("База" in words or "станом" in words or "темп" in words for words in said)


def test_the_line_breaks_at_a_gap() -> None:
    (line,) = lines(charts.trajectory(gallery.water()), "--p-ink,", "2.6")
    assert line.attrib["d"].count("M") == 1  # nine values before the gap; the last one stands alone
    assert len(absolute_points(line.attrib["d"])) == 9


def test_the_line_breaks_over_years_of_which_nothing_is_told() -> None:
    seen = tuple(
        Point(end=month_index(year, 12), value=60.0 + year % 10, title=str(year)) for year in (2016, 2021, 2022)
    )
    (line,) = lines(charts.trajectory(replace(gallery.water(), points=seen)), "--p-ink,", "2.6")
    assert len(absolute_points(line.attrib["d"])) == 2


def test_a_running_total_never_joins_december_to_january() -> None:
    (line,) = lines(charts.trajectory(gallery.planted()), "--p-ink,", "2.6")
    zero = make_frame(gallery.planted(), Language.UK, "wide").y(0.0)
    runs = line.attrib["d"].split("M")[1:]
    assert [len(absolute_points("M" + run)) for run in runs] == [13, 13, 10]
    assert [absolute_points("M" + run)[0][1] for run in runs] == [pytest.approx(zero)] * 3  # each year from 0


def test_a_series_break_is_marked_and_not_crossed() -> None:
    ends = (month_index(2021, 12), month_index(2022, 3), month_index(2022, 6))
    t = replace(gallery.suspended(), points=gallery.points(ends, (58.0, 57.0, 56.0)))
    (line,) = lines(charts.trajectory(t), "--p-ink,", "2.6")
    assert len(absolute_points(line.attrib["d"])) == 2
    assert "злам ряду: 24.02.2022" in texts(charts.trajectory(t))


def test_a_step_plan_has_only_right_angles() -> None:
    (plan,) = lines(charts.trajectory(gallery.clinics()), "--p-ink-2", "1.5")
    points = absolute_points(plan.attrib["d"])
    assert len(points) > 3
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))


def test_whole_numbers_have_whole_ticks() -> None:
    frame = make_frame(gallery.clinics(), Language.UK, "wide")
    assert frame.tick_labels == ("0", "1", "2")


def test_the_sign_stands_at_the_judged_value() -> None:
    t = replace(gallery.planted(), judged_end=month_index(2025, 12), last_label="рік 2025")
    frame = make_frame(t, Language.UK, "wide")
    judged = next(p for p in t.points if p.end == t.judged_end)
    assert judged.value is not None
    x, y = frame.at(judged.end, judged.value)
    sign = [g for g in parsed(charts.trajectory(t)).iter(SVG + "g") if "transform" in g.attrib]
    place = [float(n) for n in re.findall(r"translate\(([\d.]+) ([\d.]+)\)", sign[-1].attrib["transform"])[0]]
    assert place == pytest.approx([x - 10, y - 10], abs=0.1)
    label = next(label for label in chart_labels(frame) if label.lines == ("рік 2025",))
    assert abs(label.y - y) < 60
    walked = [g.attrib["data-point"] for g in parsed(charts.trajectory(t)).iter(SVG + "g") if "data-point" in g.attrib]
    assert walked == [p.title for p in t.points]


def test_the_axis_keeps_natural_bounds() -> None:
    def ends(values: list[float], bounds: tuple[float, float]) -> tuple[float, float]:
        ticks = round_ticks(values, 6, bounds).values
        return ticks[0], ticks[-1]

    assert ends([100.0, 100.0], (0.0, 100.0))[1] == 100
    assert ends([0.0, 5.0], (0.0, 5.0)) == (0, 5)
    assert ends([0.5, 6.9], (0.0, 7.0)) == (0, 7)
    assert ends([-3.0, 104.0], (0.0, 100.0))[0] < -2.9  # a value beyond the bound is still drawn
    assert ends([-3.0, 104.0], (0.0, 100.0))[1] >= 104


@given(
    st.lists(st.floats(-1e6, 1e6), max_size=8),
    st.none() | st.floats(-1e3, 1e3),
    st.none() | st.floats(-1e3, 1e3),
    st.integers(3, 8),
)
def test_ticks_hold_the_values_in_order(values: list[float], low: float | None, high: float | None, most: int) -> None:
    ticks = round_ticks(values, most, (low, high)).values
    assert 2 <= len(ticks) <= most + 1
    assert all(a < b for a, b in pairwise(ticks))
    if values:
        slack = 1e-6 * max(1.0, *(abs(v) for v in values))
        assert ticks[0] <= min(values) + slack
        assert ticks[-1] >= max(values) - slack


def test_zones_end_at_the_as_of_month_and_go_on_in_small() -> None:
    def right(size: str) -> tuple[float, Frame]:
        frame = make_frame(gallery.water(), Language.UK, size)
        root = parsed(charts.trajectory(gallery.water(), size=size))
        zone = next(e for e in root.iter(SVG + "path") if "--p-zone-off" in e.attrib.get("fill", ""))
        return max(x for x, _ in absolute_points(zone.attrib["d"])), frame

    edge, frame = right("wide")
    assert edge == pytest.approx(frame.x(gallery.AS_OF), abs=0.1)
    edge, frame = right("small")
    assert edge == pytest.approx(frame.x(gallery.END), abs=0.1)


def test_partial_coverage_is_broken_and_preliminary_is_hollow() -> None:
    svg = charts.trajectory(gallery.partial())
    dashed = [e for e in lines(svg, "--p-ink,", "2.6") if e.attrib.get("stroke-dasharray")]
    assert len(dashed) == 1
    assert len(absolute_points(dashed[0].attrib["d"])) == 2
    last = [g for g in parsed(svg).iter(SVG + "g") if "transform" in g.attrib][-1]
    assert "--p-page" in last[0].attrib["fill"]


def test_old_plan_and_its_decision_are_shown() -> None:
    svg = charts.trajectory(gallery.changed_target())
    assert lines(svg, "--p-ink-3", "1.2")
    assert any("№ 214" in words for words in texts(svg))


def test_range_has_limits_and_no_plan() -> None:
    svg = charts.trajectory(gallery.kept())
    assert "Межі: 40,0–55,0" in texts(svg)
    assert not lines(svg, "--p-ink-2", "1.5")


def test_points_can_be_walked_in_time_order() -> None:
    t = gallery.water()
    walked = [g.attrib["data-point"] for g in parsed(charts.trajectory(t)).iter(SVG + "g") if "data-point" in g.attrib]
    assert walked == [p.title for p in t.points]


def test_last_label_is_below_when_behind_and_above_otherwise() -> None:
    def offset(t: Trajectory, words: str) -> float:
        frame = make_frame(t, Language.UK, "wide")
        label = next(label for label in chart_labels(frame) if label.lines == (words,))
        value = next(p.value for p in reversed(t.points) if p.value is not None)
        return label.y - frame.y(value)

    assert offset(gallery.water(), "69,1 %") > 0
    assert offset(gallery.achieved(), "6,1 млн ₴") < 0
    assert offset(gallery.losses(), "43,5 %") < 0  # a decrease that is behind lies above its plan


def test_legend_names_only_what_is_drawn() -> None:
    full = charts.trajectory_legend(gallery.water())
    assert "зона «відстає»" in full
    assert "даних немає" not in full  # the bands say it themselves
    assert "злам" not in full
    assert "продовження" not in charts.trajectory_legend(gallery.losses())
    assert charts.trajectory_legend(gallery.empty()).count("<li>") == 1


def test_responsive_holds_both() -> None:
    both = charts.trajectory_responsive(gallery.water())
    assert both.count("<svg") == 3
    assert "p-chart-wide" in both
    assert "p-chart-narrow" in both


def test_hostile_text_is_text() -> None:
    bad = "</text><script>x</script>\" onload='x'&\x00\ud800"
    t = gallery.partial()
    t = replace(
        t,
        label=bad,
        unit=bad,
        as_of_label=bad,
        last_label=bad,
        break_end=month_index(2024, 2),
        break_label=bad,
        old_plan=t.plan,
        old_plan_label=bad,
        points=tuple(replace(p, title=bad) for p in t.points),
        bands=(Band(t.start + 3, t.start + 9, bad),),
        target=PlanPoint(t.end, 400, bad),
    )
    for size in SIZES:
        root = parsed(charts.trajectory(t, size=size))
        assert not any(e.tag.endswith("script") or "onload" in e.attrib for e in root.iter())


NUMBERS = st.floats(allow_nan=True, allow_infinity=True) | st.floats(-1e9, 1e9) | st.integers(-100, 100).map(float)
ENDS = st.integers(month_index(2015, 1), month_index(2035, 12))
WORDS = st.text(max_size=40)
PLAN = st.builds(PlanPoint, ENDS, NUMBERS, WORDS)
POINTS = st.builds(
    Point,
    end=ENDS,
    value=st.none() | NUMBERS,
    title=WORDS,
    preliminary=st.booleans(),
    partial_coverage=st.booleans(),
)


def ordered(items: st.SearchStrategy[Ended], most: int) -> st.SearchStrategy[tuple[Ended, ...]]:
    return st.lists(items, max_size=most).map(lambda found: tuple(sorted(found, key=lambda item: item.end)))


TRAJECTORIES = st.builds(
    Trajectory,
    fiscal_year=st.integers(1, 12).map(FiscalYear),
    code=WORDS,
    title=WORDS,
    subtitle=WORDS,
    label=WORDS,
    unit=WORDS,
    decimals=st.integers(0, 4),
    status=st.sampled_from(Status),
    start=ENDS,
    end=ENDS,
    as_of=ENDS,
    as_of_label=WORDS,
    points=ordered(POINTS, 12),
    revised=ordered(POINTS, 2),
    plan=ordered(PLAN, 5),
    step=st.booleans(),
    restart=st.booleans(),
    own=st.sampled_from(BOTH),
    zones=ordered(st.builds(Zone, ENDS, NUMBERS, NUMBERS, NUMBERS), 4),
    bands=ordered(st.builds(Band, ENDS, ENDS, WORDS), 2),
    baseline=st.none() | PLAN,
    target=st.none() | PLAN,
    old_plan=ordered(PLAN, 3),
    old_plan_label=WORDS,
    range=st.none() | st.tuples(NUMBERS, NUMBERS),
    continuation=st.none()
    | st.builds(
        Continuation,
        start_end=ENDS,
        start_value=NUMBERS,
        end=ENDS,
        value=NUMBERS,
        low=NUMBERS,
        high=NUMBERS,
        label=WORDS,
    ),
    last_label=WORDS,
    break_end=st.none() | ENDS,
    break_label=WORDS,
    judged_end=st.none() | ENDS,
    bounds=st.tuples(st.none() | NUMBERS, st.none() | NUMBERS),
)


@settings(max_examples=120, deadline=None)
@given(TRAJECTORIES, st.sampled_from(SIZES), st.sampled_from(BOTH))
def test_any_trajectory_is_drawn_soundly(t: Trajectory, size: str, language: Language) -> None:
    svg = charts.trajectory(t, language, size)
    root = parsed(svg)
    assert points_inside(root)
    assert charts.trajectory_legend(t, language).startswith("<ul")


def points_inside(root: Element) -> bool:
    return points_outside(root) == []
