"""What a person typed into a row of the form, before anybody asks what it means."""

from dataclasses import astuple, dataclass, replace
from datetime import datetime

from kpi.model.period import Period

#: the fields of a row that make its corrective action, in the order in which they are asked for
ACTION_FIELDS = ("cause", "measure", "due", "responsible")

#: what may be said of it besides
EFFECT_FIELDS = ("expected_value", "money")

#: the fields that say what became of a corrective action of the row's period
OUTCOME_FIELDS = ("outcome", "outcome_day", "outcome_reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedFields:
    """The fields of a row, texts as they were typed.

    gap      a `GapReason`, "" where none was chosen
    restricted_until  of a restricted value, until which day; as `due`
    comment  why the value is so; of a correction why it changes
    outcome  an `ActionOutcome`, "" where none was chosen; with the day and the reason that it asks for
    expected_value, money  of a corrective action, where they are known
    cause, measure, due, responsible  of a corrective action; `due` as the browser gives it, YYYY-MM-DD, or as typed
    """

    value: str = ""
    gap: str = ""
    restricted_until: str = ""
    comment: str = ""
    cause: str = ""
    measure: str = ""
    due: str = ""
    responsible: str = ""
    expected_value: str = ""
    money: str = ""
    outcome: str = ""
    outcome_day: str = ""
    outcome_reason: str = ""

    @property
    def tells_outcome_alone(self) -> bool:
        """Whether nothing is said but what became of a corrective action."""
        rest = replace(self, outcome="", outcome_day="", outcome_reason="")
        return rest.is_blank and not self.is_blank

    @property
    def is_blank(self) -> bool:
        """Whether the row states nothing."""
        return not any(text.strip() for text in astuple(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRow:
    """A row of the draft that a department's people fill in together.

    origin   whence the fields came: «6.2.xlsx, Спостереження!M2»; "" where they were typed
    login, name, at  of the last change
    version  1, 2, 3… with each change
    """

    department: str
    code: str
    period: Period
    fields: TypedFields
    origin: str
    login: str
    name: str
    at: datetime
    version: int
