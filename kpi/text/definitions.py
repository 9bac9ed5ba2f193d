"""Fields of an indicator's definition as words: their names, their values, what a file says otherwise than the plan."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from kpi.model import PlanDifference, index_year
from kpi.text.numbers import DASH, decimals_of
from kpi.text.speaker import Text

#: so many differences are told one by one
_SHOWN = 6
#: fields whose value is a code with words of its own below this key
_CODES = MappingProxyType(
    {
        "direction": "direction",
        "kind": "kind",
        "frequency": "frequency",
        "visibility": "visibility",
        "result_level": "result_level",
        "provenance": "provenance",
        "baseline_provenance": "provenance",
    }
)
#: fields of the store that hold the index of a month
_MONTHS = frozenset({"baseline_end", "target_end"})


def field_name(field: str, text: Text) -> str:
    """«одиниця виміру»: in the middle of a sentence."""
    return text.say(f"definition.{field}")


def field_value(field: str, value: object, text: Text) -> str:
    """The value in words, «—» for none; numbers with all their digits."""
    if value is None or value == "":
        return DASH
    if field in _CODES:
        return text.say(f"{_CODES[field]}.{value}")
    if field in _MONTHS:
        return str(index_year(int(str(value))))
    if isinstance(value, int | float) and not field.endswith("year"):
        return text.number(value, decimals_of(value, most=9))
    return text.date(value) if isinstance(value, date) else f"{value}"


def differences_words(differences: Sequence[PlanDifference], text: Text) -> str:
    """«1.1.2, ціль 2026 року: у файлі 60, чинна 40; …», the first six one by one."""
    told = [_DIFFERENCES.get(one.field, _of_field)(one, text) for one in differences[:_SHOWN]]
    if rest := len(differences) - len(told):
        told.append(text.count("statements.more_differences", rest))
    return "; ".join(told)


def _of_field(one: PlanDifference, text: Text) -> str:
    stated, in_force = (field_value(one.field, value, text) for value in (one.stated, one.in_force))
    about = {"code": one.code, "field": field_name(one.field, text), "stated": stated, "in_force": in_force}
    return text.say("statements.difference", **about)


def _of_target(one: PlanDifference, text: Text) -> str:
    stated, in_force = (field_value("target", value, text) for value in (one.stated, one.in_force))
    return text.say("statements.difference_target", code=one.code, year=one.year, stated=stated, in_force=in_force)


def _of_row(one: PlanDifference, text: Text) -> str:
    stated = field_value(one.field, one.stated, text)
    return text.say(f"statements.row_differs.{one.field}", code=one.code, stated=stated, year=one.year)


_DIFFERENCES: Mapping[str, Callable[[PlanDifference, Text], str]] = MappingProxyType(
    {"target": _of_target, "indicator": _of_row, "suspension": _of_row, "decision": _of_row, "unread": _of_row}
)
