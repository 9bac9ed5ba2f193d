"""The base of an indicator that goes on with one of the edition before: its last value there."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.model import Indicator, Kind, Language, Observation, Provenance, month_index
from kpi.text import Text
from tools.edition.sources import CALENDAR


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedBase:
    """`dated`: the period of the value for a Ukrainian reader, «III квартал 2026 року»."""

    code: str
    name: str
    year: int
    value: float
    dated: str


def carried_base(before: Indicator, observations: Sequence[Observation]) -> CarriedBase:
    """The last value of a level or a result; the last whole year of what is counted up within a year.

    observations  of that indicator in the edition before
    ValueError where it has none, or where a documented one would lose its source on the way.
    """
    totals = [o for o in observations if not o.breakdown and o.value is not None]
    found = _of_a_year(before, totals) if before.kind in (Kind.FLOW, Kind.YTD) else totals[-1:]
    if not found or any(o.provenance is Provenance.DOCUMENTED for o in found):
        raise ValueError(f"{before.code}: no illustrative value to begin from")
    period = CALENDAR.period(found[-1].period.year, 12) if before.kind is Kind.FLOW else found[-1].period
    value = round(sum(o.value for o in found if o.value is not None), 6)
    dated = Text(Language.UK).period_long(period)
    return CarriedBase(code=before.code, name=before.name, year=period.year, value=value, dated=dated)


def _of_a_year(before: Indicator, totals: Sequence[Observation]) -> list[Observation]:
    """The rows that make the last whole year: its running total, or all that was added in it."""
    if before.kind is Kind.YTD:
        return [o for o in totals if o.period.end % 12 == 0][-1:]
    last = max((o.period.year for o in totals if o.period.end % 12 == 0), default=0)
    rows = [o for o in totals if o.period.year == last]
    return rows if sum(o.period.span_months for o in rows) == month_index(0, 12) else []
