"""The content of a goal workbook (docs/workbook.md): indicators, observations, decisions, actions, money."""

from dataclasses import dataclass, field
from datetime import date

from kpi.model.enums import (
    ActionOutcome,
    ActionState,
    Direction,
    Frequency,
    GapReason,
    Kind,
    Provenance,
    ResultLevel,
    Visibility,
)
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
    task_en          the same in English
    also_under       «Також у цілях»: codes of further goals that show the indicator, apart by a space, in the order
                     of their codes; it is counted in its own goal alone
    delay_months     «Затримка, міс.»: each value of a delayed indicator is public this long after its period's end
    catalogue_code   «Код каталогу»: what the indicator is called in a catalogue that several communities follow
    result_level     «Рівень»; None where it is not said
    verification, accuracy, limitations, compensation   of the quality statement: how values are verified, the accuracy
                     that is needed, what limits the data, how that is compensated; `source` is its fifth fact
    checked_by, checked_on, evidence   who verified last and when, and what proves it: words or an https address
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
    task_en: str = ""
    series_break: SeriesBreak | None = None
    catalogue_code: str = ""
    result_level: ResultLevel | None = None
    verification: str = ""
    accuracy: str = ""
    limitations: str = ""
    compensation: str = ""
    checked_by: str = ""
    checked_on: date | None = None
    evidence: str = ""
    cell: CellRef | None = None


#: the fields of the quality statement beside the source
QUALITY_FIELDS = ("verification", "accuracy", "limitations", "compensation", "checked_by", "checked_on", "evidence")


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
    """A measure (захід) of a goal or an indicator. Money is in the strategy's currency.

    start         «Початок»; `due` is its end
    partners      «Співвиконавці»
    result_level  input, output or outcome; None where it is not said
    indicator     code of the indicator that it serves, "" for none
    investment_direction  «Напрям СПІ»: a word of the layout by its code, "" for none
    stop_reason   why it was stopped
    act           number and date of the act by which it lost its purpose
    dream_id      its number in a register of projects (`kpi.model.web_address`)
    """

    code: str
    name: str
    state: ActionState
    start: date | None = None
    due: date | None = None
    done_pct: float | None = None
    budget_plan_uah: float | None = None
    budget_actual_uah: float | None = None
    funding: str = ""
    dream_id: str = ""
    partners: str = ""
    result_level: ResultLevel | None = None
    indicator: str = ""
    investment_direction: str = ""
    stop_reason: str = ""
    act: str = ""
    comment: str = ""
    name_en: str = ""
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionMoney:
    """One row of «Кошти»: money of an action in a year from a source, in the strategy's currency.

    code, name, number  those of the action; number: which of the goal's actions of this name, from 1
    """

    code: str
    name: str
    year: int
    source: str
    number: int = 1
    plan: float | None = None
    actual: float | None = None
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectiveAction:
    """What a department does about a value that lies far behind its plan (захід виправлення).

    period       of the value
    measure      what will be done, by `due`
    responsible  a position or a department, never a person's name
    expected_value  of the indicator once it is done, in its unit; None where it is not said
    money        what it costs, in the strategy's currency; None where it is not said
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
    expected_value: float | None = None
    money: float | None = None
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
    action_money: tuple[ActionMoney, ...] = ()
    corrective_actions: tuple[CorrectiveAction, ...] = ()
    edition: str = field(default="", compare=False)
