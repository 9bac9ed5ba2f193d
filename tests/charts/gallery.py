"""Invented values for every case of every chart: the tests draw them, tools/gallery.py makes one page to look at."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypedDict, Unpack

from kpi.model import Language, Status, month_index
from kpi.views.common.series import (
    Band,
    Continuation,
    GoalLine,
    GoalLines,
    Heat,
    HeatCell,
    HeatRow,
    PlanPoint,
    Point,
    Segment,
    ShareLine,
    SharePoint,
    Spark,
    StatusBar,
    Track,
    Trajectory,
    Zone,
)
from tests.fiscal_years import CALENDAR

BASE = month_index(2021, 12)
AS_OF = month_index(2026, 9)
END = month_index(2028, 12)
QUARTERS = tuple(range(month_index(2024, 3), AS_OF + 1, 3))
ROMAN = {3: "I", 6: "II", 9: "III", 12: "IV"}


def uk(value: float, decimals: int = 1) -> str:
    return f"{value:,.{decimals}f}".replace(",", "\u202f").replace(".", ",").replace("-", "−")


def year_end(year: int) -> int:
    return month_index(year, 12)


def quarter_name(end: int) -> str:
    year, month = divmod(end - 1, 12)
    return f"{ROMAN.get(month + 1, str(month + 1))} кв. {year}"


def points(ends: Iterable[int], values: Iterable[float | None], unit: str = "%") -> tuple[Point, ...]:
    found = []
    for end, value in zip(ends, values, strict=True):
        said = "дані не подано" if value is None else f"{uk(value)} {unit}"
        found.append(Point(end=end, value=value, title=f"{quarter_name(end)}: {said}"))
    return tuple(found)


def plan(pairs: Iterable[tuple[int, float]], decimals: int = 1) -> tuple[PlanPoint, ...]:
    return tuple(PlanPoint(year_end(y), v, uk(v, decimals)) for y, v in pairs)


def planned_at(end: int, base: PlanPoint, steps: Iterable[PlanPoint]) -> float:
    vertices = [(base.end, base.value), *((p.end, p.value) for p in steps)]
    for (e0, v0), (e1, v1) in pairwise(vertices):
        if e0 <= end <= e1:
            return v0 + (v1 - v0) * (end - e0) / (e1 - e0)
    raise ValueError(end)


def zones(base: PlanPoint, steps: Sequence[PlanPoint], as_of: int = AS_OF) -> tuple[Zone, ...]:
    ends = sorted({base.end, *(p.end for p in steps if p.end < as_of), as_of})
    found = []
    for end in ends:
        way = planned_at(end, base, steps) - base.value
        found.append(Zone(end, base.value, base.value + 0.6 * way, base.value + 0.95 * way))
    return tuple(found)


class TrajectoryFields(TypedDict, total=False):
    """The fields of a trajectory that a case changes."""

    code: str
    unit: str
    decimals: int
    start: int
    end: int
    points: tuple[Point, ...]
    revised: tuple[Point, ...]
    step: bool
    restart: bool
    zones: tuple[Zone, ...]
    bands: tuple[Band, ...]
    old_plan: tuple[PlanPoint, ...]
    old_plan_label: str
    range: tuple[float, float] | None
    continuation: Continuation | None
    break_end: int | None
    break_label: str


def make(
    base: PlanPoint | None,
    steps: tuple[PlanPoint, ...],
    values: Sequence[float | None],
    status: Status,
    last: str,
    *,
    ends: Sequence[int] | None = None,
    **more: Unpack[TrajectoryFields],
) -> Trajectory:
    """A trajectory of quarterly values where no `ends` are given; `more` overrides any field."""
    made = Trajectory(
        code="1.1.1",
        own=Language.UK,
        title="Безперебійне водопостачання суттєво відстає: на 9,2 в. п. гірше за план",
        subtitle="Безперебійне водопостачання, % часу, громада, 2023–2028",
        label="База 62,0 %, ціль 2028 95,0 %, останнє значення 69,1 %, суттєво відстає",
        unit="%",
        decimals=1,
        status=status,
        start=base.end if base else BASE,
        end=steps[-1].end if steps else AS_OF + 3,
        as_of=AS_OF,
        as_of_label="станом на 30.09.2026",
        points=points(QUARTERS[-len(values) :] if ends is None else ends, values),
        revised=(),
        plan=steps,
        step=False,
        restart=False,
        zones=zones(base, steps) if base and steps else (),
        bands=(),
        baseline=base,
        target=steps[-1] if steps else None,
        last_label=last,
        fiscal_year=CALENDAR,
    )
    return replace(made, **more)


B23 = PlanPoint(year_end(2023), 62.0, "62,0 %")
WATER = (*plan([(2024, 66.0), (2025, 72.6), (2026, 80.2), (2027, 88.4)]), PlanPoint(END, 95.0, "95,0 %"))
WATER_VALUES = (63.4, 64.0, 66.1, 66.4, 68.2, 70.9, 72.6, 71.8, 70.4, None, 69.1)


def water() -> Trajectory:
    return make(
        B23,
        WATER,
        WATER_VALUES,
        Status.OFF_TRACK,
        "69,1 %",
        revised=(
            Point(end=month_index(2024, 12), value=66.0, title="було 66,0 %"),
            Point(end=month_index(2026, 3), value=71.9, title="було 71,9 %"),
        ),
        bands=(Band(month_index(2026, 3), month_index(2026, 6), "немає"),),
        continuation=Continuation(
            start_end=AS_OF, start_value=69.1, end=END, value=74.0, low=66.0, high=82.0, label="74 % (66–82, 80 %)"
        ),
    )


def losses() -> Trajectory:
    base = PlanPoint(year_end(2023), 41.5, "41,5 %")
    steps = plan([(2024, 40.0), (2025, 37.2), (2026, 34.0), (2027, 30.7), (2028, 28.0)])
    values = (41.5, 40.9, 40.5, 41.4, 41.4, 41.4, 42.4, 42.6, 43.0, 43.7, 43.5)
    return make(base, steps, values, Status.MOVING_AWAY, "43,5 %", code="1.1.2")


def repaired() -> Trajectory:
    base = PlanPoint(year_end(2023), 0.0, "0 км")
    steps = plan([(2024, 6), (2025, 15), (2026, 26), (2027, 37), (2028, 46)])
    values = (0.6, 2.4, 4.9, 7.8, 10.5, 11.2, 13.9, 13.6, 18.4, 18.6, 18.9)
    return make(base, steps, values, Status.AT_RISK, "18,9 км", unit="км", code="1.1.3")


def planted() -> Trajectory:
    """A running total of the year by month: every January starts anew."""
    base = PlanPoint(year_end(2023), 1200, "1 200 шт.")
    steps = plan([(2024, 1500), (2025, 1900), (2026, 2300), (2027, 2700), (2028, 3000)], 0)
    ends = tuple(range(month_index(2024, 1), AS_OF + 1))
    values = tuple(float(130 * ((e - 1) % 12 + 1) * (1 + (e - ends[0]) / 90)) for e in ends)
    return make(
        base, steps, values, Status.ON_TRACK, "1 545 шт.", ends=ends, unit="шт.", restart=True, decimals=0, zones=()
    )


def clinics() -> Trajectory:
    """A deliverable: a step plan."""
    base = PlanPoint(BASE, 0, "0")
    steps = (PlanPoint(year_end(2025), 1, "1"), PlanPoint(year_end(2027), 2, "2"))
    return make(
        base,
        steps,
        (0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0),
        Status.ON_TRACK,
        "1",
        step=True,
        unit="амбулаторій на територію громади",
        decimals=0,
        zones=(),
    )


def kept() -> Trajectory:
    """«Утримання»: a range, no progress drawn."""
    return make(
        PlanPoint(BASE, 47.0, "47,0 дБ"),
        (),
        (47.5, 49.0, 52.0, 50.1, 55.3, 56.2),
        Status.MOVING_AWAY,
        "56,2 дБ",
        range=(40.0, 55.0),
        unit="дБ",
        end=year_end(2026),
    )


def suspended() -> Trajectory:
    base = PlanPoint(BASE, 58.0, "58 %")
    steps = plan([(2024, 70), (2025, 75), (2026, 80), (2027, 85)], 0)
    ends = tuple(range(month_index(2022, 3), month_index(2025, 9) + 1, 3))
    values = tuple(58 + 0.55 * i - (6 if 1 <= i <= 3 else 0) for i in range(len(ends)))
    return make(
        base,
        steps,
        values,
        Status.SUSPENDED,
        "64 %",
        ends=ends,
        zones=(),
        bands=(
            Band(month_index(2022, 6), month_index(2022, 9), "немає"),
            Band(month_index(2025, 9), AS_OF, "оцінювання призупинено"),
        ),
        break_end=month_index(2022, 2),
        break_label="злам ряду: 24.02.2022",
    )


def changed_target() -> Trajectory:
    base = PlanPoint(BASE, 120.0, "120 тис.")
    steps = plan([(2023, 140), (2024, 165), (2025, 190), (2026, 210)], 0)
    return make(
        base,
        steps,
        (140.0, 160.0, 171.0, 182.5, 199.0),
        Status.ON_TRACK,
        "199,0 тис. м²",
        unit="тис. м²",
        old_plan=plan([(2023, 160), (2024, 205), (2025, 250), (2026, 290)], 0),
        old_plan_label="до рішення № 214 від 12.03.2025",
        ends=(*(year_end(y) for y in (2022, 2023, 2024, 2025)), AS_OF),
    )


def partial() -> Trajectory:
    """Partial coverage, preliminary last value, yearly dots, a continuation wider than the rest."""
    base = PlanPoint(BASE, 200.0, "200")
    steps = plan([(2024, 260), (2026, 330), (2028, 400)], 0)
    ends = tuple(year_end(y) for y in (2022, 2023, 2024, 2025))
    raw = points(ends, (214.0, 236.0, 255.0, 291.0), "осіб")
    marked = (
        raw[0],
        Point(end=raw[1].end, value=raw[1].value, title=raw[1].title, partial_coverage=True),
        raw[2],
        Point(end=raw[3].end, value=raw[3].value, title=raw[3].title, preliminary=True),
    )
    return make(
        base,
        steps,
        (1.0,) * 4,
        Status.ON_TRACK,
        "291 особа",
        ends=ends,
        points=marked,
        unit="осіб",
        decimals=0,
        continuation=Continuation(
            start_end=ends[-1],
            start_value=291.0,
            end=END,
            value=362.0,
            low=120.0,
            high=700.0,
            label="362 особи (120–700, 80 %)",
        ),
    )


def achieved() -> Trajectory:
    base = PlanPoint(BASE, -12.5, "−12,5 млн ₴")
    steps = plan([(2023, -5.0), (2024, 0.0), (2025, 3.0), (2026, 5.0)])
    return make(
        base,
        steps,
        (-8.0, -1.2, 2.4, 6.1),
        Status.ACHIEVED,
        "6,1 млн ₴",
        unit="млн ₴",
        ends=tuple(year_end(y) for y in (2022, 2023, 2024, 2025)),
    )


def large() -> Trajectory:
    base = PlanPoint(BASE, 1.2e9, "1 200 000 000 ₴")
    steps = plan([(2024, 1.6e9), (2026, 2.4e9)], 0)
    return make(base, steps, (1.31e9, 1.5e9, 1.82e9), Status.AT_RISK, "1 820 000 000 ₴", unit="₴", decimals=0)


def empty() -> Trajectory:
    """Nothing reported yet, no baseline."""
    steps = plan([(2024, 10), (2026, 20)], 0)
    return make(None, steps, (), Status.NO_DATA, "", ends=(), start=BASE)


def lone() -> Trajectory:
    """One value beside its plan, flat numbers."""
    base = PlanPoint(BASE, 5.0, "5")
    return make(base, (PlanPoint(year_end(2026), 5.0, "5"),), (5.0,), Status.ON_TRACK, "5", unit="", zones=())


def monthly() -> Trajectory:
    base = PlanPoint(BASE, 18.0, "18,0 тис. т")
    steps = plan([(2022, 17.0), (2023, 16.0), (2024, 15.0), (2025, 14.0), (2026, 13.0)])
    ends = tuple(range(month_index(2022, 1), AS_OF + 1))
    values = tuple(18 - 0.075 * i + 0.5 * ((i * 7) % 5 - 2) / 2 for i in range(len(ends)))
    return make(base, steps, values, Status.ON_TRACK, "14,0 тис. т", unit="тис. т", ends=ends)


TRAJECTORIES: dict[str, Callable[[], Trajectory]] = {
    maker.__name__: maker
    for maker in (
        water,
        losses,
        repaired,
        planted,
        clinics,
        kept,
        suspended,
        changed_target,
        partial,
        achieved,
        large,
        empty,
        lone,
        monthly,
    )
}

BAR = StatusBar(
    (
        Segment(Status.ACHIEVED, 5),
        Segment(Status.ON_TRACK, 38),
        Segment(Status.AT_RISK, 13),
        Segment(Status.OFF_TRACK, 9),
        Segment(Status.MOVING_AWAY, 3),
        Segment(Status.NO_DATA, 4),
        Segment(Status.SUSPENDED, 5),
        Segment(Status.NOT_DUE, 3),
    ),
    "Ціль досягнуто — 5, за планом — 38, відстає — 13, суттєво відстає — 9, віддаляється — 3, немає даних — 4, …",
)
EMPTY_BAR = StatusBar((), "Показники ще не оцінювали")
SHARE = ShareLine(
    title="Частка показників за планом серед оцінених",
    points=tuple(
        SharePoint(end, share, f"{quarter_name(end)}: {round((share or 0) * 68)} із 68")
        for end, share in zip(QUARTERS, (0.5, 0.53, 0.58, 0.72, 0.6, 0.62, 0.65, None, 0.64, 0.63, 0.63), strict=True)
    ),
    last_label="63 %",
    label="Частка за планом зросла з 50 % до 63 %",
    fiscal_year=CALENDAR,
)
TRACKS = (
    Track(0.22, 0.49, Status.OFF_TRACK, "Пройдено 22 % шляху до цілі; за планом — 49 %"),
    Track(0.57, 0.49, Status.ON_TRACK, "Пройдено 57 %"),
    Track(0.40, 0.49, Status.AT_RISK, "Пройдено 40 %"),
    Track(-0.15, 0.49, Status.MOVING_AWAY, "Віддаляється"),
    Track(-0.8, 0.49, Status.MOVING_AWAY, "Віддаляється дуже"),
    Track(1.0, 0.8, Status.ACHIEVED, "Ціль досягнуто"),
    Track(1.8, 1.0, Status.ACHIEVED, "Пройдено 180 %"),
    Track(0.0, 0.1, Status.OFF_TRACK, "Пройдено 0 %"),
    Track(None, None, Status.SUSPENDED, "Призупинено"),
    Track(None, 0.5, Status.NO_DATA, "Немає даних"),
)
SPARKS = (
    Spark(QUARTERS, WATER_VALUES, tuple(62 + 1.6 * i for i in range(11)), Status.OFF_TRACK),
    Spark(QUARTERS, tuple(62 + 1.7 * i for i in range(11)), tuple(62 + 1.6 * i for i in range(11)), Status.ON_TRACK),
    Spark(QUARTERS, (None,) * 6 + (5.0, None, 6.0, 7.0, None), (5.5,) * 11, Status.AT_RISK),
    Spark(QUARTERS, (1.0,) * 11, (None,) * 11, Status.SUSPENDED),
    Spark((), (), (), Status.NO_DATA),
)


def _row(code: str, name: str, counts: Iterable[tuple[int, int]]) -> HeatRow:
    return HeatRow(code, name, tuple(HeatCell(e, n, m) for e, (n, m) in zip(QUARTERS, counts, strict=True)))


HEAT = Heat(
    (
        _row("2.1.1", "Водопостачання та тепло", [(n, 5) for n in (2, 2, 4, 3, 3, 3, 2, 1, 1, 1, 1)]),
        _row("2.1.2", "Дороги, транспорт і доступність", [(n, 5) for n in (3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 5)]),
        _row("2.2.1", "Відходи та зелені зони", [(n, 5) for n in (2, 2, 3, 4, 2, 2, 4, 3, 3, 2, 0)]),
        _row("2.2.2", "Енергоефективність і якість повітря", [(0, 0)] * 3 + [(n, 4) for n in (2, 1, 4, 3, 3, 3, 3, 2)]),
    ),
    QUARTERS,
    fiscal_year=CALENDAR,
)


def _goal(code: str, name: str, progress: Sequence[float | None], statuses: Iterable[Status]) -> GoalLine:
    expected = tuple(0.08 + 0.06 * i for i in range(len(QUARTERS)))
    titles = tuple(
        f"{code}, {quarter_name(e)}: {'—' if p is None else round(100 * p)} %"
        for e, p in zip(QUARTERS, progress, strict=True)
    )
    return GoalLine(
        code=code,
        name=name,
        ends=QUARTERS,
        progress=tuple(progress),
        expected=expected,
        statuses=tuple(statuses),
        titles=titles,
    )


GOALS = GoalLines(
    "Дві з чотирьох цілей відстають дедалі більше",
    "Середній рівень досягнення показників, % шляху від бази до цілі",
    "Чотири цілі за 11 кварталів",
    (
        _goal("2.1", "Надійна інфраструктура", [0.05 + 0.03 * i for i in range(11)], [Status.OFF_TRACK] * 11),
        _goal("2.2", "Чисте довкілля", [0.09 + 0.061 * i for i in range(11)], [Status.ON_TRACK] * 11),
        _goal(
            "2.3",
            "Енергоефективність і якість атмосферного повітря",
            [0.06 + 0.05 * i if i not in (4, 5) else None for i in range(11)],
            [Status.AT_RISK] * 11,
        ),
        _goal("2.4", "Доступність", [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1, 1, 1, 1, 1], [Status.ACHIEVED] * 11),
    ),
    fiscal_year=CALENDAR,
)
