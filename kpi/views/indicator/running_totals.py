"""Sums since January: how a yearly flow or a running total grows within its years, and the plan of each year."""

from dataclasses import dataclass
from itertools import pairwise

from kpi.model import Kind
from kpi.text import Text
from kpi.views.common.dossier import Dossier
from kpi.views.indicator.plan_path import Vertex, plan_vertices

_YEAR = 12


@dataclass(frozen=True, slots=True)
class RunningTotal:
    """What was reached from January to the month `end`, in the unit; the shares are 0..1 of the year and its plan."""

    end: int
    value: float
    of_year: float
    of_plan: float | None

    @property
    def whole(self) -> bool:
        return self.end % _YEAR == 0


def restarts(dossier: Dossier) -> bool:
    """Whether parts of years are known: only yearly sums make one line from year to year."""
    if dossier.record.kind is Kind.YTD:
        return any(r.value is not None and r.end % _YEAR for r in dossier.readings)
    return dossier.record.kind is Kind.FLOW and any(
        r.value is not None and r.span_months < _YEAR for r in dossier.readings
    )


def sums(dossier: Dossier) -> tuple[RunningTotal, ...]:
    """The sums by month, ascending; those that miss a part of their year are left out, being lower bounds."""
    return tuple(
        RunningTotal(one.end, one.value, one.share_of_year, one.share_of_plan)
        for one in dossier.years
        if not one.incomplete
    )


def yearly_plan(dossier: Dossier, *, original: bool = False) -> tuple[tuple[Vertex, bool], ...]:
    """The plan of every December after the baseline, and whether the plan itself names that year."""
    named = plan_vertices(dossier, original=original)
    if not named:
        return ()
    value, start = dossier.record.baseline_value, dossier.record.baseline_end
    line = [*(() if value is None or start is None else (Vertex(start, value),)), *named]
    ends = {vertex.end: (vertex, True) for vertex in named}
    for a, b in pairwise(line):
        for end in range(a.end - a.end % _YEAR + _YEAR, b.end, _YEAR):
            between = a.value + (b.value - a.value) * (end - a.end) / (b.end - a.end)
            ends.setdefault(end, (Vertex(end, between), False))
    return tuple(ends[end] for end in sorted(ends))


def sum_words(dossier: Dossier, reached: RunningTotal, text: Text) -> str:
    """«483 т з початку року; 54 % річного плану, минуло 75 % року»."""
    amount = dossier.record.scale.amount(reached.value)
    words = text.of_year("trajectory.so_far.value", dossier.record.fiscal_year, value=amount)
    passed = text.percent(reached.of_year)
    if reached.of_plan is None:
        return text.say("trajectory.so_far.year", so_far=words, passed=passed)
    return text.say("trajectory.so_far.plan", so_far=words, share=text.percent(reached.of_plan), passed=passed)
