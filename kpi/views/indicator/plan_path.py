"""The plan of one indicator as a line: vertices in the unit, shares of the way, and the status zones under it.

The arithmetic of METHOD 3 (`plan(v)`, piecewise linear `e`) for drawing; statuses come from `kpi.measure` alone.
"""

from dataclasses import dataclass

from kpi.model import Direction, Kind
from kpi.views.common.dossier import Dossier
from kpi.views.common.series import Zone


@dataclass(frozen=True, slots=True)
class Vertex:
    """A planned value in the unit at the month `end`."""

    end: int
    value: float


def target_value(dossier: Dossier, *, original: bool = False) -> float | None:
    """The final target as a value on the chart: for a range the limit nearest to the baseline."""
    record = dossier.record
    if record.range is not None:
        return _nearest_limit(dossier)
    return record.first_target_value if original else record.target_value


def _nearest_limit(dossier: Dossier) -> float | None:
    record = dossier.record
    if record.range is None:
        return None
    low, high = record.range
    baseline = record.baseline_value
    return None if baseline is None else min(max(baseline, low), high)


def plan_vertices(dossier: Dossier, *, original: bool = False) -> tuple[Vertex, ...]:
    """Milestones between the baseline and the target date, then the target; the baseline is not among them.

    original  the first plan instead of the one in force
    """
    record = dossier.record
    ends: dict[int, float] = {}
    for planned in dossier.targets:  # in the order of their decisions: the last one counts
        if planned.decided is None or not original:
            ends[planned.end] = planned.value
    start = record.baseline_end if record.baseline_end is not None else 0
    last = record.target_end
    found = [Vertex(end, ends[end]) for end in sorted(ends) if start < end < last]
    final = target_value(dossier, original=original)
    if final is None:
        final = ends.get(last)
    return tuple(found) if final is None else (*found, Vertex(last, final))


def share(dossier: Dossier, value: float) -> float | None:
    """plan(v): the share of the way at which `value` lies; None where there is no way to go."""
    record = dossier.record
    baseline, target = record.baseline_value, record.target_value
    if baseline is None:
        return None
    if record.range is not None:
        far = _distance(dossier, baseline)
        return None if far == 0 else 1 - _distance(dossier, value) / far
    if target is None or target == baseline:
        return None
    return (value - baseline) / (target - baseline)


def _distance(dossier: Dossier, value: float) -> float:
    low, high = dossier.record.range or (value, value)
    return max(low - value, 0.0, value - high)


def value_at_share(dossier: Dossier, way: float) -> float | None:
    """The value that lies at the share `way` of the way: the inverse of `share` on the baseline's side."""
    baseline, target = dossier.record.baseline_value, target_value(dossier)
    return None if baseline is None or target is None else baseline + way * (target - baseline)


def _steps(vertices: list[tuple[int, float]], step: bool) -> list[tuple[int, float]]:
    """For a step plan every rise is upright: the former share stands until the month of the due date."""
    if not step:
        return vertices
    found = vertices[:1]
    for end, way in vertices[1:]:
        found += [(end, found[-1][1]), (end, way)]
    return found


def _cut(vertices: list[tuple[int, float]], until: int) -> list[tuple[int, float]]:
    """The line up to the month `until`, with the share reached there; flat after its last vertex."""
    kept = [v for v in vertices if v[0] <= until]
    after = next((v for v in vertices if v[0] > until), None)
    if not kept or kept[-1][0] == until:
        return kept
    start, way = kept[-1]
    if after is not None:
        way += (after[1] - way) * (until - start) / (after[0] - start)
    return [*kept, (until, way)]


def zones(dossier: Dossier, until: int, on_track: float, at_risk: float) -> tuple[Zone, ...]:
    """Status zones from the baseline to the month `until`; () where p and e do not judge the indicator.

    on_track, at_risk  the cut-offs of the strategy's settings
    """
    record = dossier.record
    baseline = record.baseline_value
    if baseline is None or record.baseline_end is None or record.hold or record.progress is None:
        return ()
    ways = [(v.end, share(dossier, v.value)) for v in plan_vertices(dossier)]
    line = [(record.baseline_end, 0.0)] + [(end, max(way, 0.0)) for end, way in ways if way is not None]
    found = []
    for end, way in _cut(_steps(line, record.kind is Kind.DELIVERABLE), until):
        low, high = value_at_share(dossier, at_risk * way), value_at_share(dossier, on_track * way)
        if low is not None and high is not None:
            found.append(Zone(end, baseline, low, high))
    return tuple(found)


def bounds(dossier: Dossier) -> tuple[float | None, float | None]:
    """Natural limits for an axis: nothing below 0 where nothing was ever below it, no percent above 100 likewise."""
    record = dossier.record
    shown = [r.value for r in dossier.readings] + [t.value for t in dossier.targets]
    values = [v for v in (*shown, record.baseline_value, *(record.range or ())) if v is not None]
    low = 0.0 if values and min(values) >= 0 else None
    high = 100.0 if values and record.scale.unit == "%" and max(values) <= 100 else None
    return low, high


def worse(dossier: Dossier, value: float, planned: float) -> bool | None:
    """Whether `value` is worse than `planned`; None where both are equally good."""
    if dossier.record.range is not None:
        far, allowed = _distance(dossier, value), _distance(dossier, planned)
        return None if far == allowed else far > allowed
    if value == planned:
        return None
    return (value < planned) is (dossier.record.direction is not Direction.DECREASE)
