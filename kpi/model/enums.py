"""The closed vocabularies of the project. Values are the language-neutral codes used in addresses, files and JSON."""

from enum import StrEnum


class Status(StrEnum):
    """The eight statuses (METHOD 1). Declared in the order of bars, left to right."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    MOVING_AWAY = "moving_away"
    NO_DATA = "no_data"
    SUSPENDED = "suspended"
    NOT_DUE = "not_due"


#: The order of severity, worst first, used wherever rows or glyphs are sorted.
SEVERITY_ORDER = (
    Status.MOVING_AWAY,
    Status.OFF_TRACK,
    Status.AT_RISK,
    Status.NO_DATA,
    Status.SUSPENDED,
    Status.NOT_DUE,
    Status.ON_TRACK,
    Status.ACHIEVED,
)

#: Statuses that say how an indicator stands against its plan; the others say why it cannot be judged.
#: `not_due` is judged: it counts as on track (METHOD 1).
JUDGED = frozenset(Status) - {Status.NO_DATA, Status.SUSPENDED}
ON_PLAN = frozenset({Status.ACHIEVED, Status.ON_TRACK, Status.NOT_DUE})
FAR_BEHIND = frozenset({Status.OFF_TRACK, Status.MOVING_AWAY})


class NoDataReason(StrEnum):
    """Why an indicator has the status `no_data` (METHOD 3, line 2)."""

    NO_OBSERVATION = "no_observation"
    NO_BASELINE = "no_baseline"
    NO_TARGET = "no_target"
    DIRECTION_CONFLICT = "direction_conflict"
    TOO_OLD = "too_old"
    SCALE_SUSPECT = "scale_suspect"
    NEGATIVE_INCREMENT = "negative_increment"


class Direction(StrEnum):
    INCREASE = "increase"
    DECREASE = "decrease"
    RANGE = "range"


class Kind(StrEnum):
    """How the entered numbers of an indicator add up over time."""

    LEVEL = "level"  # рівень: the latest period counts
    FLOW = "flow"  # потік за рік: only complete years count
    INCREMENT = "increment"  # приріст: the running sum since the baseline
    YTD = "ytd"  # наростаючим підсумком: the January-December value counts
    DELIVERABLE = "deliverable"  # результат: a step plan


class Frequency(StrEnum):
    YEAR = "year"
    HALF_YEAR = "half-year"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def months(self) -> int:
        return {"year": 12, "half-year": 6, "quarter": 3, "month": 1}[self.value]


class GapReason(StrEnum):
    """Why a period has no value. A gap is never a zero."""

    NO_VALUE = "no_value"  # blank, «-», «н/д»: nothing yet
    NOT_APPLICABLE = "not_applicable"  # «х»
    NOT_COLLECTED = "not_collected"  # не зібрано
    NOT_PROVIDED = "not_provided"  # не надано
    INACCESSIBLE = "inaccessible"  # територія недоступна
    RESTRICTED = "restricted"  # обмежено до ДАТА
    DESTROYED = "destroyed"  # об'єкт знищено
    NOT_DUE = "not_due"  # строк не настав


class Visibility(StrEnum):
    PUBLIC = "public"  # відкритий
    AGGREGATE = "aggregate"  # лише сума
    DELAYED = "delayed"  # із затримкою
    INTERNAL = "internal"  # службовий


#: from the most open to the most closed
STRICTNESS_ORDER = (Visibility.PUBLIC, Visibility.DELAYED, Visibility.AGGREGATE, Visibility.INTERNAL)


class Provenance(StrEnum):
    """Where a number or a name comes from. UNSAID is a blank «Походження»: the strategy's own answer stands for it."""

    UNSAID = ""
    DOCUMENTED = "documented"
    ILLUSTRATIVE = "illustrative"


class ResultLevel(StrEnum):
    """What an indicator or an action stands for on the way from money to life; an action has no impact of its own."""

    INPUT = "input"  # ресурс
    OUTPUT = "output"  # продукт
    OUTCOME = "outcome"  # результат
    IMPACT = "impact"  # вплив


class Level(StrEnum):
    STRATEGY = "strategy"
    SECTOR = "sector"
    STRATEGIC_GOAL = "strategic_goal"
    OPERATIONAL_GOAL = "operational_goal"


class ActionOutcome(StrEnum):
    """What a department says of a corrective action later; one that was moved goes on."""

    DONE = "done"
    MOVED = "moved"
    DROPPED = "dropped"


class ActionState(StrEnum):
    NOT_STARTED = "not_started"  # не розпочато
    IN_PROGRESS = "in_progress"  # триває
    DONE = "done"  # виконано
    STOPPED = "stopped"  # зупинено


class ActionStanding(StrEnum):
    """An action on a day in the five words of the ministry's reports on strategies."""

    FULFILLED = "fulfilled"  # виконано
    PARTLY = "partly"  # частково виконано
    NOT_FULFILLED = "not_fulfilled"  # не виконано
    NOT_DUE = "not_due"  # не настав час
    LAPSED = "lapsed"  # втратило актуальність


class CorrectiveFate(StrEnum):
    """What became of a corrective action."""

    OPEN = "open"
    MOVED = "moved"  # open, to a later day than was promised at first
    OVERDUE = "overdue"  # open, its day has passed
    DONE_ON_TIME = "done_on_time"  # by the day that was promised at first
    DONE_LATE = "done_late"
    DROPPED = "dropped"


class Succession(StrEnum):
    """What became of a code of the previous edition."""

    KEPT = "kept"
    MERGED = "merged"
    SPLIT = "split"
    DROPPED = "dropped"
    NEW = "new"


class Severity(StrEnum):
    ERROR = "error"  # blocks
    REMARK = "remark"  # asks


#: of a strategy in Ukrainian that does not say its own (the parameter «Часовий пояс»), and of a site without one
USUAL_ZONE = "Europe/Kyiv"
