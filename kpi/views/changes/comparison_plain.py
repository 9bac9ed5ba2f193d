"""A comparison as plain values for programs: codes, days as «2026-11-14», periods as «2026-Q3», numbers, null."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from enum import Enum

from kpi.model import Period
from kpi.views.changes.comparison import Comparison

Plain = dict[str, object]


def plain(comparison: Comparison) -> Plain:
    """The names of the fields are part of the open data: they are added to, never changed."""
    found: Plain = {
        "from": comparison.old.isoformat(),
        "to": comparison.new.isoformat(),
        "as_of_from": comparison.old_as_of.isoformat(),
        "as_of_to": comparison.new_as_of.isoformat(),
        "statuses_from": _counts(comparison.old_counts.present()),
        "statuses_to": _counts(comparison.new_counts.present()),
        "new_values": [{"code": code, "values": n} for code, n in comparison.new_values.items()],
    }
    return found | {NAMES.get(name, name): [_plain(one) for one in getattr(comparison, name)] for name in _LISTS}


#: what programs read, where our own word is another one
NAMES = {
    "moves": "status_changes",
    "filled": "gaps_closed",
    "opened": "gaps_opened",
    "redefinitions": "definition_changes",
    "kind": "change",
}


_LISTS = (
    *("moves", "corrections", "target_changes", "filled", "opened", "suspensions", "redefinitions", "added", "dropped"),
    *("decisions", "assignments"),
)
#: the names that these lists have for programs
LISTS = tuple(NAMES.get(name, name) for name in _LISTS)


def _counts(present: Iterable[tuple[str, int]]) -> Plain:
    return {str(status): n for status, n in present}


def _plain(value: object) -> object:
    for kind, made in _MADE:
        if isinstance(value, kind):
            return made(value)
    if hasattr(value, "__dataclass_fields__"):
        return {NAMES.get(f.name, f.name): _plain(getattr(value, f.name)) for f in fields(value)}  # type: ignore[arg-type]
    return value


_MADE: tuple[tuple[type, Callable[..., object]], ...] = (
    (Enum, lambda one: one.value),
    (Period, lambda one: one.code),
    (date, date.isoformat),
)
