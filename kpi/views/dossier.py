"""Everything measured of one indicator as plain values: the pages of one goal and one indicator speak of single rows.

`kpi.views.dossiers` lifts them out of the frames of a survey.
"""

from dataclasses import dataclass
from datetime import date

from kpi.model import Direction, Frequency, Kind, NoDataReason, Period, Provenance, Status, Visibility, reached_index
from kpi.views.values import Scale


@dataclass(frozen=True, slots=True)
class Reading:
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
    cell: str
    source_file: str
    published: date | None

    @property
    def period(self) -> Period:
        return Period.ending(self.end, self.span_months)


@dataclass(frozen=True, slots=True)
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

    @property
    def period(self) -> Period:
        return Period.ending(self.end, self.span_months)


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned value of a year's end; `decided` None is the original plan."""

    end: int
    value: float
    decided: date | None
    act: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension that touches the indicator: its own, or one of a goal or sector above it (`code`)."""

    code: str
    since: date
    until: date | None
    reason: str
    act: str
    review_by: date | None


@dataclass(frozen=True, slots=True)
class Result:
    """How the indicator stands as of the day (INDICATOR_RESULT)."""

    status: Status
    reason: NoDataReason | None
    end: int | None
    span_months: int | None
    value: float | None
    planned: float | None
    baseline: float | None
    target: float | None
    first_target: float | None
    target_end: int
    progress: float | None
    expected: float | None
    pace: float | None
    age_months: int | None
    due_end: int | None
    overdue: bool
    comment: str
    flags: frozenset[str]

    @property
    def period(self) -> Period | None:
        return None if self.end is None else Period.ending(self.end, self.span_months or 12)


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


@dataclass(frozen=True, slots=True)
class Dossier:
    """One indicator: what it is, how it stands, everything that was ever said of it."""

    code: str
    goal: str
    name: str
    direction: Direction
    kind: Kind
    frequency: Frequency
    department: str
    source: str
    definition: str
    visibility: Visibility
    ground: str
    delay_months: int
    provenance: Provenance
    baseline_provenance: Provenance
    baseline_end: int | None
    range: tuple[float, float] | None
    break_end: int | None
    break_reason: str
    sheet: str
    cell: str
    source_file: str
    as_of: date
    scale: Scale
    result: Result
    readings: tuple[Reading, ...]
    revisions: tuple[Revision, ...]
    targets: tuple[Planned, ...]
    pauses: tuple[Pause, ...]
    outlook: Outlook
    opinion: Opinion

    @property
    def hold(self) -> bool:
        return "hold" in self.result.flags

    @property
    def as_of_end(self) -> int:
        """Month index of the as-of date."""
        return reached_index(self.as_of)

    def suspended_on(self, day: date) -> bool:
        """Whether a suspension of the indicator or of something above it was in force on `day`."""
        return any(p.since <= day and (p.until is None or p.until >= day) for p in self.pauses)

    def pause_now(self) -> Pause | None:
        """The suspension in force at the as-of date, the earliest where several are."""
        active = [p for p in self.pauses if p.since <= self.as_of and (p.until is None or p.until >= self.as_of)]
        return min(active, key=lambda p: p.since) if active else None
