"""What the charts are given: plain values that figures draw. Months are month indexes (METHOD 2), values in the unit.

All text in here is already in the reader's language.
"""

from dataclasses import dataclass
from enum import StrEnum

from kpi.model import FiscalYear, Frequency, Language, Status


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a status bar."""

    status: Status
    count: int


@dataclass(frozen=True, slots=True)
class StatusBar:
    """Counts by status in the order of bars (kpi.model.Status), zero counts left out; `label` says it all in words."""

    segments: tuple[Segment, ...]
    label: str


@dataclass(frozen=True, slots=True)
class SharePoint:
    end: int
    share: float | None  # 0..1 of judged on plan; None where nothing was judged
    title: str  # «III кв. 2026: 43 із 68»


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """Share on track by quarter."""

    title: str
    points: tuple[SharePoint, ...]
    last_label: str  # «63 %»
    label: str
    fiscal_year: FiscalYear
    base: str = ""  # of how many indicators, where that number changes


@dataclass(frozen=True, slots=True)
class Spark:
    """Sparkline: actual values with gaps (None) and the plan at the same ends."""

    ends: tuple[int, ...]
    actual: tuple[float | None, ...]
    plan: tuple[float | None, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Track:
    """Bullet of the way from baseline to target. `progress` and `expected` are shares of the way."""

    progress: float | None  # None = not judged: hatched bed, no bar
    expected: float | None
    status: Status
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value of the trajectory. `value` None is a gap; `title` is the tooltip."""

    end: int
    value: float | None
    title: str
    status: Status | None = None
    preliminary: bool = False
    partial_coverage: bool = False
    doubtful: bool = False  # its scale or sign is in doubt: it does not set the axis


@dataclass(frozen=True, slots=True)
class PlanPoint:
    """A yearly target or milestone. `label` is the printed value."""

    end: int
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Band:
    """A hatched span of months (start, end]: a gap or a suspension, with its printed words."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Zone:
    """One vertex column of the status zones: between baseline and `at_risk` is far behind, up to `on_track` behind."""

    end: int
    baseline: float
    off_track: float  # value at 60 % of the planned progress
    at_risk: float  # value at 95 % of the planned progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """Band and median from the last value to the target date (METHOD 5)."""

    start_end: int
    start_value: float
    end: int
    value: float
    low: float
    high: float
    label: str  # «74 % (66–82, 80 %)»


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousPoints:
    """Values of the edition before, in time order: drawn apart, held against nothing.

    label      «за стратегією 2022–2026», `edition` «2022–2026»
    break_end  of their own series, None without one
    until      the month before the first of the edition that is shown: there the two are divided
    """

    label: str
    edition: str
    points: tuple[Point, ...]
    break_end: int | None
    until: int

    @property
    def divided(self) -> bool:
        """Whether a divider says something: values on its left."""
        return any(point.end <= self.until for point in self.points)


class MarkKind(StrEnum):
    """What a mark under the axis of months stands for."""

    EVENT = "event"
    DECISION = "decision"
    ACTION = "action"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartMark:
    """Something that happened, or that was said of a value, at its place in time.

    at     month index with the share of its month that had passed
    title  with its day or period: «24.02.2022, подія: …»
    """

    at: float
    kind: MarkKind
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trajectory:
    """The chart of one indicator, for the wide, narrow and small drawings and for Plotly.

    points      actual values and gaps in time order; the last with a value is the judged one
    restart     True where each year starts anew from 0 (sums of the year): the end of a year is not joined to
                the next one, the plan of each year rises from 0
    zones       ascending, from the baseline to the as-of month; empty where the indicator is not judged by p and e
    old_plan    the plan before a target change, () where none
    range       (low, high) for «утримання», None otherwise
    judged_end  month of the judged value where later points are only information (a running total of the year, a part
                of a yearly flow): the status glyph stands here; None = the last point with a value
    bounds      natural limits of the values, which an axis never passes; None = none
    previous    what the indicator was measured at in the edition before, None where it is not its successor
    as_of_label  «станом на 30.09.2026», "" of a plan that has not begun: nothing stands as of a day then
    marks       events, decisions, corrective actions, explanations, in time order, within the axis
    so_far_label  the sum of the year that is not over, at the last point; "" where there is none
    own         the language of the strategy, in which words of its workbooks are
    """

    code: str
    title: str
    subtitle: str
    label: str
    unit: str
    decimals: int
    status: Status
    start: int
    end: int
    as_of: int
    as_of_label: str
    points: tuple[Point, ...]
    revised: tuple[Point, ...]
    plan: tuple[PlanPoint, ...]
    step: bool
    restart: bool
    fiscal_year: FiscalYear
    own: Language
    zones: tuple[Zone, ...]
    bands: tuple[Band, ...]
    baseline: PlanPoint | None = None
    target: PlanPoint | None = None
    old_plan: tuple[PlanPoint, ...] = ()
    old_plan_label: str = ""
    range: tuple[float, float] | None = None
    continuation: Continuation | None = None
    last_label: str = ""
    break_end: int | None = None
    break_label: str = ""
    judged_end: int | None = None
    bounds: tuple[float | None, float | None] = (None, None)
    so_far_label: str = ""
    previous: PreviousPoints | None = None
    marks: tuple[ChartMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """One goal over the quarters: weighted progress P and expected E (METHOD 4), shares of the way."""

    code: str
    name: str
    ends: tuple[int, ...]
    progress: tuple[float | None, ...]
    expected: tuple[float | None, ...]
    statuses: tuple[Status, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalLines:
    """How a sector's goals moved against the plan over the quarters: the sector's Plotly chart."""

    title: str
    subtitle: str
    label: str
    lines: tuple[GoalLine, ...]
    fiscal_year: FiscalYear


@dataclass(frozen=True, slots=True)
class HeatCell:
    end: int
    on_plan: int
    judged: int  # 0 = hatched
    few: bool = False  # so few of the goal's indicators are judged that the share says nothing of the goal


@dataclass(frozen=True, slots=True)
class HeatRow:
    """`above` heads the rows that follow one another with the same, "" without a heading."""

    code: str
    name: str
    cells: tuple[HeatCell, ...]
    above: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """Goal × period: counts on plan of judged; `rhythm` is what ends with the months `ends`."""

    rows: tuple[HeatRow, ...]
    ends: tuple[int, ...]
    fiscal_year: FiscalYear
    rhythm: Frequency = Frequency.QUARTER
