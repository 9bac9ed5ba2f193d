"""Sizes of a trajectory, and the trajectory made fit for one: usable numbers, labels that are not too long."""

import re
from dataclasses import dataclass, replace

from kpi.charts.labels import text_width
from kpi.charts.svg import usable
from kpi.views.common.series import PlanPoint, Trajectory


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLayout:
    """A drawing size in px; no text of the narrow and the small one is under 12 px on a phone of 320.

    ends  where the labels of target and continuation go: right, below, value
    """

    name: str
    width: float
    height: float
    font: float
    glyph: float
    ends: str
    most_ticks: int

    @property
    def small(self) -> bool:
        return self.ends == "value"


LAYOUTS = {
    layout.name: layout
    for layout in (
        ChartLayout(name="wide", width=1120, height=450, font=14, glyph=20, ends="right", most_ticks=6),
        ChartLayout(name="narrow", width=370, height=380, font=15.4, glyph=20, ends="below", most_ticks=6),
        ChartLayout(name="small", width=336, height=190, font=14, glyph=16, ends="value", most_ticks=4),
        ChartLayout(name="phone", width=300, height=380, font=13, glyph=20, ends="below", most_ticks=6),
        ChartLayout(name="print", width=700, height=330, font=11, glyph=16, ends="right", most_ticks=6),
        ChartLayout(name="embed", width=720, height=292, font=13, glyph=18, ends="right", most_ticks=5),
    )
}


def cleaned(t: Trajectory) -> Trajectory:
    """The trajectory with numbers that are no numbers turned into gaps or left out."""

    def ok(*values: float) -> bool:
        return all(usable(v) for v in values)

    def known(point: PlanPoint | None) -> PlanPoint | None:
        return point if point is not None and ok(point.value) else None

    c, former = t.continuation, t.previous
    if former is not None:
        there = tuple(p for p in former.points if p.value is not None and ok(p.value))
        former = replace(former, points=there) if there else None
    return replace(
        t,
        previous=former,
        points=tuple(p if p.value is None or ok(p.value) else replace(p, value=None) for p in t.points),
        revised=tuple(p for p in t.revised if p.value is not None and ok(p.value)),
        plan=tuple(p for p in t.plan if ok(p.value)),
        old_plan=tuple(p for p in t.old_plan if ok(p.value)),
        zones=tuple(z for z in t.zones if ok(z.baseline, z.off_track, z.at_risk)),
        baseline=known(t.baseline),
        target=known(t.target),
        range=t.range if t.range is not None and ok(*t.range) else None,
        continuation=c if c is not None and ok(c.start_value, c.value, c.low, c.high) else None,
    )


#: share of the width that a value with its unit may take; the unit is above the axis for the others
_LONGEST = {"right": 0.2, "below": 0.42, "value": 0.22}
_NUMBER = re.compile(r"[+−-]?\d[\d.,\u202f]*(?:–[+−-]?\d[\d.,\u202f]*)?")


def short(label: str, layout: ChartLayout) -> str:
    """The label, or its number alone where the unit is long."""
    number = _NUMBER.match(label)
    fits = text_width(label, layout.font) <= layout.width * _LONGEST[layout.ends]
    return label if fits or number is None or number[0] == label else number[0]


def with_short_labels(t: Trajectory, layout: ChartLayout) -> Trajectory:
    def cut(point: PlanPoint | None) -> PlanPoint | None:
        return None if point is None else replace(point, label=short(point.label, layout))

    so_far, c = t.so_far_label, t.continuation
    if so_far and text_width(so_far, layout.font) > layout.width * _LONGEST[layout.ends] * 1.25:
        so_far = short(so_far, replace(layout, width=0.0))
    if c is not None:
        value, bracket, rest = c.label.partition(" (")
        c = replace(c, label=f"{short(value, layout)}{bracket}{rest}")
    last = short(t.last_label, layout)
    return replace(
        t, baseline=cut(t.baseline), target=cut(t.target), last_label=last, so_far_label=so_far, continuation=c
    )
