"""Everything measured of one indicator as plain values: the pages of one goal and one indicator speak of single rows.

`kpi.views.indicator.dossiers` lifts them out of the frames of a survey.
"""

from dataclasses import dataclass
from datetime import date

from kpi.model import FiscalYear, Period, Status
from kpi.views.common.indicator_record import IndicatorRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueReading:
    """A value or a gap of one period; `value` is what the method computed (running sums, full years)."""

    end: int
    span_months: int
    value: float | None
    gap: str
    judged: bool
    planned: float | None
    status: Status | None
    preliminary: bool
    coverage_pct: float | None
    comment: str
    restricted_until: date | None
    provenance: str
    source: str
    sheet: str
    source_file: str
    published: date | None
    fiscal_year: FiscalYear

    @property
    def period(self) -> Period:
        return self.fiscal_year.ending(self.end, self.span_months)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSoFar:
    """What a year of a flow or of a running total has brought from its first month to the month `end` (METHOD 9).

    value      in the unit; a lower bound where `incomplete`
    plan       of the whole year, None without one; `share_of_plan` None where there is no share to tell
    """

    end: int
    value: float
    plan: float | None
    share_of_plan: float | None
    share_of_year: float
    incomplete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A published value or gap that a later release replaced."""

    end: int
    span_months: int
    old_value: float | None
    new_value: float | None
    old_gap: str
    new_gap: str
    published: date | None
    comment: str
    deed: str
    department: str
    fiscal_year: FiscalYear

    @property
    def period(self) -> Period:
        return self.fiscal_year.ending(self.end, self.span_months)


@dataclass(frozen=True, slots=True)
class PlannedValue:
    """A planned value of a year's end; `decided` None is the original plan."""

    end: int
    value: float
    decided: date | None
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionSpan:
    """A suspension that touches the indicator: its own, or one of a goal or sector above it (`code`)."""

    code: str
    since: date
    until: date | None
    reason: str
    act: str
    review_by: date | None


@dataclass(frozen=True, slots=True)
class Opinion:
    """Second opinion (METHOD 6): status and ratio, or the reason why it does not apply."""

    ratio: float | None
    status: Status | None
    reason: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """Continuation at constant pace (METHOD 5), or the reason why it is not drawn."""

    value: float | None
    low: float | None
    high: float | None
    end: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One indicator: its record, and everything that was ever said of it.

    mixed  documented and illustrative numbers stand side by side in this strategy: each says which it is
    """

    record: IndicatorRecord
    mixed: bool
    readings: tuple[ValueReading, ...]
    years: tuple[YearSoFar, ...]
    revisions: tuple[Revision, ...]
    targets: tuple[PlannedValue, ...]
    suspensions: tuple[SuspensionSpan, ...]
    outlook: Outlook
    opinion: Opinion

    @property
    def code(self) -> str:
        return self.record.code

    @property
    def last_valued(self) -> ValueReading | None:
        """The latest row with a value, judged or not."""
        return next((r for r in reversed(self.readings) if r.value is not None), None)

    def part_of_year(self, reading: ValueReading) -> YearSoFar | None:
        """The year up to this row, where the row is a part of a year and so is not held against the plan."""
        if reading.judged or reading.value is None:
            return None
        return next((year for year in self.years if year.end == reading.end), None)

    def running_year(self) -> YearSoFar | None:
        """The year that is newer than the judged value and not told whole yet."""
        last = self.years[-1] if self.years else None
        if last is None or (last.share_of_year >= 1 and not last.incomplete):
            return None
        return last if self.record.end is None or last.end > self.record.end else None

    def suspended_on(self, day: date) -> bool:
        """Whether a suspension of the indicator or of something above it was in force on `day`."""
        return any(p.since <= day and (p.until is None or p.until >= day) for p in self.suspensions)

    def suspension_now(self) -> SuspensionSpan | None:
        """The suspension in force at the as-of date, the earliest where several are."""
        day = self.record.as_of
        active = [p for p in self.suspensions if p.since <= day and (p.until is None or p.until >= day)]
        return min(active, key=lambda p: p.since) if active else None
