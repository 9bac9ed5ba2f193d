"""The key that names a row in explanations and ticks: CODE, CODE@PERIOD or CODE@PERIOD@BREAKDOWN."""

from collections.abc import Iterable
from datetime import date

from kpi.model import FiscalYear, Observation, Period, named_period

_JOINT = "@"
_DEPARTMENT = "department:"
#: after the code of an indicator or goal: not its value but what else is said of it
_ASIDE = "#"


def row_key(code: str, period: Period | None = None, breakdown: str = "") -> str:
    """The key of an observation, or of a whole indicator where no period is given."""
    parts = [code] if period is None else [code, period.code, *([breakdown] if breakdown else [])]
    return _JOINT.join(parts)


def observation_key(observation: Observation) -> str:
    return row_key(observation.code, observation.period, observation.breakdown)


def code_of(key: str) -> str:
    """The code that a key begins with."""
    return key.partition(_JOINT)[0]


def parse(key: str, fiscal_year: FiscalYear | None) -> tuple[str, Period | None, str]:
    """(code, period, breakdown) of a key; ValueError where the period is none.

    fiscal_year  of the strategy; None: the period is good for its name alone (`named_period`)
    """
    code, _, rest = key.partition(_JOINT)
    period, _, breakdown = rest.partition(_JOINT)
    parsed = named_period if fiscal_year is None else fiscal_year.parse
    return code, parsed(period) if period else None, breakdown


def department_key(code: str) -> str:
    """The key of a department among the ticks of a plan, beside codes of goals."""
    return f"{_DEPARTMENT}{code}"


def department_of(key: str) -> str:
    """The code of the department that a key names, "" where it names none."""
    return key.removeprefix(_DEPARTMENT) if key.startswith(_DEPARTMENT) else ""


def action_key(code: str, name: str) -> str:
    """The key of the words of an action (захід); all actions of that name share it."""
    return f"{code}{_ASIDE}{name}"


def suspension_key(code: str, since: date) -> str:
    """The key of the words of a suspension."""
    return f"{code}{_ASIDE}{_JOINT}{since.isoformat()}"


def quality_key(code: str) -> str:
    """The key of what is said of an indicator itself: its source, definition and quality statement."""
    return f"{code}{_ASIDE}"


def corrective_key(code: str, period: Period) -> str:
    """The key of the words of a corrective action; its period's value has the key without the sign."""
    return f"{row_key(code, period)}{_ASIDE}"


def action_field_key(code: str, period: Period, name: str) -> str:
    """The key of a field of the corrective action that a preview asks for."""
    return f"{corrective_key(code, period)}{name}"


def action_field_of(key: str) -> tuple[str, str]:
    """The key of the row and the name of the field that `action_field_key` joined; the name is "" of another key."""
    row, _, name = key.rpartition(_ASIDE)
    return (row, name) if _JOINT in row else (key, "")


def table_key(table: str, parts: Iterable[object]) -> str:
    """The key of a row that is told by its table and what it is called by there."""
    return f"{table}:{_JOINT.join(map(str, parts))}"


def subject_of(key: str) -> str:
    """The code of the indicator or goal that words are about."""
    return code_of(key).partition(_ASIDE)[0]
