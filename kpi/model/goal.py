"""The content of a goal workbook (docs/workbook.md): indicators, observations, suspensions, target changes, actions."""

from dataclasses import dataclass, field
from datetime import date

from kpi.model.enums import ActionOutcome, ActionState, Direction, Frequency, GapReason, Kind, Provenance, Visibility
from kpi.model.period import Period
from kpi.model.problem import CellRef


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """«Злам ряду»: from `day` on values are not comparable with earlier ones."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One row of «Показники». Values are in `unit`; «%» means 45 is 45 %.

    targets          (year, value) ascending; the last is the target, the others milestones. May be empty for a range:
                     its target is the range, due at the end of `target_year`
    target_year      year of the target date (the last year with a target; for a range the last «Ціль» column)
    range_low, range_high   limits of «утримання», both or neither
    open_from        «Дата відкриття»: a delayed indicator is public from this day
    task             «Завдання»: of the goal's tasks the one that it belongs to, its code and name; "" where none
    also_under       «Також у цілях»: codes of further goals that show the indicator, apart by a space, in the order
                     of their codes; it is counted in its own goal alone
    delay_months     «Затримка, міс.»: each value of a delayed indicator is public this long after its period's end
    catalogue_code   «Код каталогу»: what the indicator is called in a catalogue that several communities follow
    """

    code: str
    name: str
    unit: str
    direction: Direction
    department: str
    targets: tuple[tuple[int, float], ...]
    target_year: int
    baseline_year: int | None = None
    baseline_value: float | None = None
    weight: float | None = None
    source: str = ""
    name_en: str = ""
    unit_en: str = ""
    kind: Kind = Kind.LEVEL
    frequency: Frequency = Frequency.YEAR
    range_low: float | None = None
    range_high: float | None = None
    visibility: Visibility = Visibility.PUBLIC
    ground: str = ""
    open_from: date | None = None
    delay_months: int | None = None
    definition: str = ""
    provenance: Provenance = Provenance.UNSAID
    baseline_provenance: Provenance = Provenance.UNSAID
    also_under: str = ""
    task: str = ""
    series_break: SeriesBreak | None = None
    catalogue_code: str = ""
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One row of «Спостереження»: a value or a gap with its reason, never both, never neither."""

    code: str
    period: Period
    value: float | None
    gap: GapReason | None = None
    comment: str = ""
    restricted_until: date | None = None
    preliminary: bool = False
    coverage_pct: float | None = None
    breakdown: str = ""
    provenance: Provenance = Provenance.UNSAID
    source: str = ""
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """`code` is an indicator's or a goal's; `until` None = still in force."""

    code: str
    since: date
    reason: str
    act: str
    until: date | None = None
    review_by: date | None = None
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetChange:
    code: str
    year: int
    old_value: float
    new_value: float
    decided: date
    act: str
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A measure (захід) of a goal or an indicator. Budgets in UAH."""

    code: str
    name: str
    state: ActionState
    due: date | None = None
    done_pct: float | None = None
    budget_plan_uah: float | None = None
    budget_actual_uah: float | None = None
    funding: str = ""
    dream_id: str = ""
    comment: str = ""
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectiveAction:
    """What a department does about a value that lies far behind its plan (захід виправлення).

    period       of the value
    measure      what will be done, by `due`
    responsible  a position or a department, never a person's name
    outcome      None at first; one that was `moved` has its new day in `due`
    outcome_day  on which it was done
    outcome_reason  why it was moved or dropped, by what it is confirmed that it is done
    """

    code: str
    period: Period
    cause: str
    measure: str
    due: date
    responsible: str
    outcome: ActionOutcome | None = None
    outcome_day: date | None = None
    outcome_reason: str = ""
    cell: CellRef | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.outcome in (None, ActionOutcome.MOVED)


#: where a value stands that was typed in the form, in place of a sheet's title; the cell is «рядок 3»
FORM_SHEET = "форма"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalBook:
    """A goal workbook as read. `goal` is the common parent code of its indicators.

    What was typed in the form is one too: its `goal` is "", its observations may be of several goals.

    edition  the edition of the strategy that the file names, "" where it names none
    """

    goal: str
    indicators: tuple[Indicator, ...] = ()
    observations: tuple[Observation, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    target_changes: tuple[TargetChange, ...] = ()
    actions: tuple[Action, ...] = ()
    corrective_actions: tuple[CorrectiveAction, ...] = ()
    edition: str = field(default="", compare=False)
