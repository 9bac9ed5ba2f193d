"""Targets as plans write them: a number, a number with a bound («не менше 65,2»), or words without a number."""

import re
from typing import NamedTuple

from kpi.model import Direction, Indicator, Language
from kpi.model.folding import fold
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.grid import Cell, CellKind
from kpi.workbook.reader.numbers import as_written, written_number
from kpi.workbook.sheet.fields import BAD, Unreadable, is_not_applicable, is_nothing, number_cell
from kpi.workbook.sheet.table import Row

_AT_LEAST = r"≥|⩾|>=|>|не\s+менше(?:\s+ніж)?|не\s+нижче|не\s+менш(?:\s+як)?|щонайменше|мінімум|понад|більше|at\s+least"
_AT_MOST = r"≤|⩽|<=|<|не\s+більше(?:\s+ніж)?|не\s+вище|не\s+більш(?:\s+як)?|щонайбільше|максимум|менше|at\s+most"


def _further(name: str, known: str) -> str:
    """The pattern with the words of further languages (`typed` of their folders)."""
    words = (word.split() for language in Language for word in language.typed(name))
    return "|".join((known, *(r"\s+".join(map(re.escape, one)) for one in words)))


_AT_LEAST, _AT_MOST = _further("at_least", _AT_LEAST), _further("at_most", _AT_MOST)
_BOUND = re.compile(rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST}))\s*(?P<number>[0-9].*)", re.IGNORECASE)
#: beginnings of words that say where a target leads and not how far, by the direction that they agree with
_BETTER = ("покращ", "поліпш", "позитивн", "improv")
_WORDS = {
    "increase": ("зроста", "зрост", "збільш", "підвищ", "розшир", "increas", "grow", "rise", *_BETTER),
    "decrease": ("зменш", "зниж", "скороч", "спад", "decreas", "reduc", "fall", *_BETTER),
    "range": ("збереж", "стабіл", "утрим", "підтрим", "keep", "hold", "maintain"),
}
_BEGINNINGS = {
    direction: tuple(map(fold, (*words, *(word for language in Language for word in language.typed(direction)))))
    for direction, words in _WORDS.items()
}


class Bound(NamedTuple):
    """«не менше 65,2»: where the bound leads, and the words of its number."""

    direction: Direction
    number: str


def bound_in(text: str) -> Bound | None:
    """The bound that a text is, None where it is none."""
    found = _BOUND.fullmatch(text)
    if found is None:
        return None
    return Bound(Direction.INCREASE if found["least"] else Direction.DECREASE, found["number"])


def direction_in_words(text: str) -> Direction | None:
    """Where a target without a number leads: «зростає», «зменшується»; None where the words do not tell."""
    if any(c.isdigit() for c in text):
        return None
    led = [code for code, beginnings in _BEGINNINGS.items() if fold(text).startswith(beginnings)]
    return Direction(led[0]) if len(led) == 1 else None


def target_cell(
    row: Row, cell: Cell | None, *, percent: bool, yes_no: bool, unit: str | None
) -> float | Unreadable | str | None:
    """The number of a target, None for a blank, and for words without a number the words."""
    if cell is not None and cell.kind is CellKind.TEXT:
        text = clean(cell.text)[0]
        bound = _BOUND.fullmatch(text)
        if bound is not None:
            return _bounded(row, cell, bound, percent=percent)
        if _is_worded(text):
            return text if _agrees(row, cell, text) else BAD
    return number_cell(row, "target", cell, percent=percent, yes_no=yes_no, unit=unit)


def _is_worded(text: str) -> bool:
    words = fold(text)
    return any(map(words.startswith, _BEGINNINGS.values())) and not any(c.isdigit() for c in text)


def _agrees(row: Row, cell: Cell, text: str) -> bool:
    """Whether the words lead where «Напрям» does; told where they do not."""
    word, meant = _direction(row)
    if meant is None or fold(text).startswith(_BEGINNINGS[meant]):
        return True
    row.table.problems.add("target_bound", row.place_of(cell), text, None, direction=word, **row.subject)
    return False


def _direction(row: Row) -> tuple[str, str | None]:
    """«Напрям» as written and what it means; None for a blank or another word, which is told at its own cell."""
    cell = row.cell("direction")
    word = clean(cell.text)[0] if cell is not None else ""
    return word, row.column("direction").choice(word) if word else None


def _bounded(row: Row, cell: Cell, bound: re.Match[str], *, percent: bool) -> float | Unreadable:
    """The number of a bound that agrees with the direction; one against it is told."""
    text, place = bound[0], row.place_of(cell)
    value = written_number(bound["number"], percent=percent)
    if not isinstance(value, float):
        row.table.problems.add(value, place, text, None, column="", cure="plain", example="", unit="", **row.subject)
        return BAD
    word, meant = _direction(row)
    if meant is not None and meant != ("increase" if bound["least"] else "decrease"):
        row.table.problems.add("target_bound", place, text, None, direction=word, **row.subject)
        return BAD
    row.table.problems.add("target_bound_read", place, text, None, value=as_written(value), **row.subject)
    return value


def is_no_base(cell: Cell | None) -> bool:
    """Whether «Базове значення» says in words that there is none: «х», «н.д.», «—»."""
    if cell is None or cell.kind is not CellKind.TEXT:
        return False
    text = clean(cell.text)[0]
    return bool(text) and (is_nothing(text) or is_not_applicable(text))


def tell_milestones(row: Row, indicator: Indicator, base: float, sign: int) -> None:
    """A milestone that turns back is allowed with a remark (METHOD 3)."""
    before = base
    for year, value in indicator.targets:
        cell = row.year_cell(year)
        if sign * (value - before) < 0 and cell is not None:
            row.table.problems.add("milestone_order", row.place_of(cell), as_written(value), before=as_written(before))
            return
        before = value
