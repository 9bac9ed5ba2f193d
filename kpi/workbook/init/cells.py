"""What a cell of a planner's table says: a number, a bound, a range, words, nothing yet, or that it does not apply.

Nothing is taken silently: what the format hides or scales and what can be read in two ways is told as a doubt.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kpi.model import Direction
from kpi.workbook.goal.targets import bound_in, direction_in_words
from kpi.workbook.init.vocabulary import capitals, typed_in_any
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.displayed_values import shown_number
from kpi.workbook.reader.grid import Cell, CellKind, Sheet
from kpi.workbook.reader.numbers import shifted, stored_number, written_number
from kpi.workbook.sheet.fields import is_not_applicable, is_nothing

_YES = frozenset(map(capitals, ("так", "yes", "є", "виконано", "done", "completed", "complete", *typed_in_any("yes"))))
_NO = frozenset(
    map(capitals, ("ні", "no", "немає", "не виконано", "not done", "not started", "incomplete", *typed_in_any("no")))
)
_NUMBER = r"[+−–-]?\s?[0-9][0-9\s\u00a0\u202f\u2009.,]*[0-9]|[+−–-]?[0-9]"
#: signs of money: the common three and Unicode's block of them
_MONEY = r"$£¥\u20a0-\u20cf"
_WITH_UNIT = re.compile(
    rf"(?P<before>[{_MONEY}]\s?)?(?P<number>{_NUMBER})\s*(?P<unit>(?:[^\W\d_]|[%‰°{_MONEY}*¹²³]).*)?"
)
_AROUND = re.compile(rf"^[\s%{_MONEY}]+|[\s%{_MONEY}]+$")
_FOOTNOTE = re.compile(r"[*¹²³⁴⁵]+")
_RANGE = re.compile(
    rf"(?:від|from|between)?\s*(?P<low>{_NUMBER})\s*(?:[–—…-]|до|to|and|\.\.\.?)\s*(?P<high>{_NUMBER})(?P<unit>\s*[^0-9]*)",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"(?P<most>до|up\s+to|no\s+more\s+than|under|below)\s+(?P<number>[0-9].*)", re.IGNORECASE)
_FROM = re.compile(r"(?P<least>від|from|min\.?|no\s+less\s+than|over|above)\s+(?P<number>[0-9].*)", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"(?P<number>[0-9][^+]*?)\s*(?:\+|(?:і|й|та|або)\s+(?:більше|вище)|(?:or|and)\s+(?:more|above|higher))",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:[≈~∼]|(?:близько|приблизно|орієнтовно|about|approx\.?|approximately|ca\.?|c\.|około)\s)\s*(?P<number>[0-9].*)",
    re.IGNORECASE,
)
#: «8 з 12» is no number of a unit «з 12»
_OUT_OF = re.compile(r"(?:з|із|of|out\s+of|z)\s+[0-9]", re.IGNORECASE)
#: «12’600»
_BETWEEN_THOUSANDS = re.compile(r"(?<=[0-9])['’ʼ](?=[0-9]{3}(?![0-9]))")
#: of a table whose decimals stand behind a comma these are thousands
_POINT_BY_THREE = re.compile(r"[+−–-]?[1-9][0-9]{0,2}\.[0-9]{3}")
_THOUSANDS = re.compile(r"[+−–-]?[0-9]{1,3}(?:,[0-9]{3}){2,}|[+−–-]?[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_NOTHING = frozenset(
    map(capitals, ("tbd", "n/a", "na", "not available", "not reported", "не визначено", "буде визначено", "?"))
)
_DECIMAL_COMMA = re.compile(r"[−–-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[−–-]?[0-9\s\u00a0]+,[0-9]{1,2}|[−–-]?0,[0-9]+")
_DECIMAL_POINT = re.compile(r"[−–-]?[0-9\s\u00a0,]+\.[0-9]{1,2}|[−–-]?0\.[0-9]{3,}")
_BY_THREE = re.compile(r"[−–-]?[1-9][0-9]{0,2},[0-9]{3}")
_LONGEST_NUMBER, _SEVERAL = 40, 2
_SCALES = {"ТИС": 1e3, "МЛН": 1e6, "МЛРД": 1e9, "THOUSAND": 1e3, "MILLION": 1e6, "K": 1e3}


_DOUBTS = {CellKind.NO_VALUE: "formula", CellKind.STRUCK: "struck", CellKind.DATE: "date"}


class Says(StrEnum):
    """What a cell says."""

    BLANK = "blank"
    NUMBER = "number"
    RANGE = "range"
    WORDS = "words"
    ABSENT = "absent"  # «н.д.», «—»
    NOT_APPLICABLE = "not_applicable"  # «х»
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellValue:
    """What one cell says, and as what it stands there.

    number   of a range its end
    written  the words of a bound, a range or a target without a number
    unit     what stands behind the number, or in its format; «%» of a percent format
    doubt    why it must be asked about: hidden, scaled, ambiguous, date, error, formula, struck; "" for none
    """

    says: Says
    number: float | None = None
    low: float | None = None
    written: str = ""
    unit: str = ""
    direction: Direction | None = None
    yes_no: bool = False
    doubt: str = ""


BLANK = CellValue(says=Says.BLANK)


def cell_value(cell: Cell, sheet: Sheet, decimal: str) -> CellValue:
    """What a cell says.

    decimal  the mark before decimals in this table, «,» or «.»: it settles what «1,234» is
    """
    if cell.kind is CellKind.NUMBER:
        return _stored(cell, sheet)
    if cell.kind is CellKind.BOOL:
        return CellValue(says=Says.NUMBER, number=float(cell.text == "1"), yes_no=True)
    if cell.kind is CellKind.TEXT:
        return _text(clean(cell.text)[0], decimal)
    return CellValue(says=Says.UNREADABLE, written=clean(cell.text)[0], doubt=_DOUBTS.get(cell.kind, "error"))


def _stored(cell: Cell, sheet: Sheet) -> CellValue:
    """A number cell as Excel shows it: of 0,452 in a percent format 45,2 %."""
    value = stored_number(cell.text)
    if value is None:
        return CellValue(says=Says.UNREADABLE, written=cell.text, doubt="error")
    shape = cell.number_format
    if shape.is_date:
        return CellValue(says=Says.UNREADABLE, written=cell.text, doubt="date")
    shown = shown_number(value, shape)
    hidden = shown.problem == "number_hidden" or (sheet.zeros_hidden and value == 0)
    if hidden or (shown.problem == "number_replaced" and value == 0 and not any(c.isdigit() for c in shown.text)):
        # what a person sees there is a blank, or a dash
        return CellValue(says=Says.BLANK, number=value, doubt="hidden")
    unit = "%" if shape.is_percent else _unit_of_format(shown.text)
    number = shifted(value, 100) if shape.is_percent else value
    if shown.problem == "number_scaled":
        return CellValue(says=Says.NUMBER, number=shifted(value, 1 / shown.divisor), unit=unit, doubt="scaled")
    return CellValue(says=Says.NUMBER, number=number, unit=unit, doubt="hidden" if shown.problem else "")


def _unit_of_format(shown: str) -> str:
    """The words that a format puts behind a number: «4 км»."""
    found = re.fullmatch(r"[−\d\s\u00a0.,]*\d\s*(?P<unit>[^\d\s.,].*)", shown)
    return found["unit"].strip() if found else ""


def _text(text: str, decimal: str) -> CellValue:
    text = _BETWEEN_THOUSANDS.sub("", text)
    key = capitals(text)
    if is_nothing(text) or key in _NOTHING:
        return CellValue(says=Says.ABSENT, written=text)
    if is_not_applicable(text):
        return CellValue(says=Says.NOT_APPLICABLE, written=text)
    if key in _YES or key in _NO:
        return CellValue(says=Says.NUMBER, number=float(key in _YES), written=text, yes_no=True)
    about = _about(text, decimal)
    return about or _bounded(text, decimal) or _ranged(text, decimal) or _number(text, decimal) or _worded(text)


def _about(text: str, decimal: str) -> CellValue | None:
    """«≈20», «близько 20 км»: the number, and the words kept."""
    found = _ABOUT.fullmatch(text)
    value = _number(found["number"], decimal) if found is not None else None
    return replace(value, written=text) if value is not None else None


def _number(text: str, decimal: str) -> CellValue | None:
    """A number with or without a unit: «1 120», «12 км», «58,4 %», «$1,250»; None where it is none."""
    found = _WITH_UNIT.fullmatch(text)
    if found is None or _OUT_OF.match(found["unit"] or ""):
        return None
    value = _read(found["number"], decimal)
    if value is None:
        return None
    unit = (found["unit"] or "").strip()
    unit = "" if _FOOTNOTE.fullmatch(unit) else unit
    before = (found["before"] or "").strip()
    number, doubt = value
    return CellValue(says=Says.NUMBER, number=number, unit=unit or before, doubt=doubt)


def _read(text: str, decimal: str) -> tuple[float, str] | None:
    """(the number, doubt) of its digits, None where they are none."""
    bare = re.sub(r"^([+−–-])\s", r"\1", text)
    if _THOUSANDS.fullmatch(bare):
        return float(re.sub("[.,]", "", bare).replace("−", "-").replace("–", "-")), ""
    if decimal == "," and _POINT_BY_THREE.fullmatch(bare):
        return float(bare.replace(".", "").replace("−", "-").replace("–", "-")), ""
    value = written_number(bare, percent=False)
    if value == "number_ambiguous":
        mark = "," if "," in bare else "."
        digits = bare.replace(mark, "." if mark == decimal.strip("?") else "").replace("−", "-").replace("–", "-")
        return float(digits), "ambiguous" if decimal.endswith("?") else ""
    return (value, "") if isinstance(value, float) else None


def _bounded(text: str, decimal: str) -> CellValue | None:
    """«не менше 65,2», «≥ 28,8», «до 150»: the number, and the words kept."""
    bound = bound_in(text)
    number, direction = (bound.number, bound.direction) if bound else ("", None)
    for pattern, leads in (
        (_UP_TO, Direction.DECREASE),
        (_FROM, Direction.INCREASE),
        (_AT_LEAST, Direction.INCREASE),
    ):
        if direction is None and (found := pattern.fullmatch(text)) and not _RANGE.fullmatch(text):
            number, direction = found["number"], leads
    value = _number(number.strip(), decimal) if number else None
    return replace(value, written=text, direction=direction) if value else None


def _ranged(text: str, decimal: str) -> CellValue | None:
    """«20–30», «від 20 до 30 %»: a range."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    low, high = _read(found["low"], decimal), _read(found["high"], decimal)
    if low is None or high is None or low[0] >= high[0]:
        return None
    unit = found["unit"].strip()
    return CellValue(says=Says.RANGE, low=low[0], number=high[0], written=text, unit=unit, direction=Direction.RANGE)


def _worded(text: str) -> CellValue:
    direction = direction_in_words(text)
    return CellValue(says=Says.WORDS, written=text, direction=direction)


def says_a_number(text: str) -> bool:
    """Whether a text is a number, a bound or a range."""
    return _text(text, ",").says in {Says.NUMBER, Says.RANGE}


def says_nothing_of_a_number(text: str) -> bool:
    """Whether words are neither a number, a direction, yes or no, nor a sign that there is nothing."""
    said = _text(text, ",")
    return said.says is Says.WORDS and said.direction is None


def scale_of(unit: str) -> float:
    """By what a word of scale behind a number multiplies it: «тис.» → 1000; 1 for any other unit."""
    word = capitals(unit).strip(" .")
    return _SCALES.get(word, 1.0)


def _digits(text: str) -> str:
    """A number without its unit: «18,5 км»."""
    bare = _AROUND.sub("", text)
    found = _WITH_UNIT.fullmatch(bare)
    return found["number"] if found is not None else bare


def decimal_mark(cells: Iterable[Cell], *, english: bool) -> str:
    """The mark before decimals in the numbers of tables that are texts; «,?» or «.?» where none tells."""
    texts = [_digits(cell.text) for cell in cells if cell.kind is CellKind.TEXT and len(cell.text) <= _LONGEST_NUMBER]
    commas = sum(bool(_DECIMAL_COMMA.fullmatch(text)) for text in texts)
    points = sum(bool(_DECIMAL_POINT.fullmatch(text) or (_THOUSANDS.fullmatch(text) and "," in text)) for text in texts)
    if not commas and english:
        # several numbers with three digits behind each comma are thousands where English is written
        points += sum(bool(_BY_THREE.fullmatch(text)) for text in texts) >= _SEVERAL
    if commas != points:
        return "," if commas > points else "."
    return ".?" if english else ",?"
