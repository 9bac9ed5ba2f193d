"""Codes: what Excel made of them, look-alike letters, and which indicator a row means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from kpi.model import CODE_PATTERN, SLUG_PATTERN, CellRef, Severity, parent_code
from kpi.model.folding import fold
from kpi.workbook.reader.clean import TO_DIGITS, clean
from kpi.workbook.reader.displayed_values import shown_number
from kpi.workbook.reader.grid import Cell, CellKind
from kpi.workbook.reader.numbers import stored_number
from kpi.workbook.sheet.alphabet import Script, fold_code, in_script, uniform
from kpi.workbook.sheet.fields import BAD, Unreadable, is_visible, usable
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.table import Row

MAX_CODE = 40
_FIXED = re.compile(r"0\.(0+)")
_DATE_LIKE = re.compile(r"(?:[0-9]{1,2}\.[0-9]{1,2}\.(?:19|20)[0-9]{2})|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}.*")
#: words that people write before a code
_BEFORE = re.compile(
    r"(?:(?:оц|сц|пц|ціль|цілі|goal|оперативна|стратегічна|operational|strategic|показник|індикатор|indicator|код|code"
    r"|завдання|пріоритет|п|№)\.?\s*)+(?=[0-9A-ZА-ЯҐЄІЇ]+(?:[.\u2010-\u2013-]|$))",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"(?<=[0-9A-Za-zА-Яа-яҐґЄєІіЇї])\s*[\u2010-\u2013-]\s*(?=[0-9])")
_WHOLE = frozenset(fold(word) for word in ("усього", "всього", "разом", "загалом", "підсумок", "total", "итого"))


@dataclass(frozen=True, slots=True)
class RawCode:
    """A code as it stands in its cell. `number`: Excel keeps it as a number, so closing zeros may be lost."""

    text: str
    place: CellRef
    number: bool = False


def code_cell(row: Row, key: str) -> RawCode | Unreadable | None:
    """The code in the field `key`, None for a blank."""
    cell = row.cell(key)
    if cell is None:
        return None
    if not usable(row, key, cell):
        return BAD
    if cell.kind is CellKind.DATE or (cell.kind is CellKind.NUMBER and cell.number_format.is_date):
        row.problem("code_is_date", key, is_visible(row, cell))
        return BAD
    if cell.kind is CellKind.NUMBER:
        return _from_number(row, key, cell)
    if cell.kind is not CellKind.TEXT:
        row.problem("code_format", key, is_visible(row, cell))
        return BAD
    return _from_text(row, key, cell)


def _from_number(row: Row, key: str, cell: Cell) -> RawCode | Unreadable:
    value = stored_number(cell.text)
    text = f"{value:.15g}" if value is not None and value >= 0 else ""
    if not CODE_PATTERN.fullmatch(text) or "e" in text:
        row.problem("code_format", key, is_visible(row, cell))
        return BAD
    written = shown_number(value or 0.0, cell.number_format)
    if written.problem:
        # the cell shows «1.1.3» and holds 3
        row.problem("code_format", key, written.text or text)
        return BAD
    fixed = _FIXED.fullmatch(cell.number_format.code)
    if fixed and value is not None and (seen := f"{value:.{len(fixed[1])}f}") != text:
        # the cell shows 1.10 and holds 1.1
        row.problem("code_ambiguous_number", key, seen, read=text, other=seen)
        return BAD
    return RawCode(text, row.place(key), number=True)


def _from_text(row: Row, key: str, cell: Cell) -> RawCode | Unreadable | None:
    text, told = clean(cell.text)
    if not text:
        return None
    slug = row.column(key).type == "slug"
    bare = re.sub(r"\s*\.\s*", ".", text).rstrip(".")
    if _DATE_LIKE.fullmatch(bare):
        row.problem("code_is_date", key, text)
        return BAD
    if fold(text) in _WHOLE:
        row.problem("row_is_total", key, text)
        return BAD
    if not slug and not CODE_PATTERN.fullmatch(bare):
        bare = _HYPHEN.sub(".", _BEFORE.sub("", bare, count=1))
    pattern = SLUG_PATTERN if slug else CODE_PATTERN
    if len(bare) > MAX_CODE or not pattern.fullmatch(bare):
        row.problem("code_format", key, text)
        return BAD
    if told:
        row.table.problems.add("text_cleaned", row.place(key), text, column=row.column(key).label)
    if bare != text:
        row.problem("code_read_as", key, text, read=bare)
    return RawCode(bare, row.place(key))


def _digit_key(code: str) -> str:
    return fold_code(code.translate(TO_DIGITS))


@dataclass(slots=True, kw_only=True)
class CodeBook:
    """The codes of «Показники», against which all other sheets are read."""

    problems: ProblemList
    #: how many parts a code must have: an indicator's stands below a goal
    min_parts: int = 2
    places: dict[str, CellRef] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)
    by_digits: dict[str, set[str]] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    #: the goal of an indicator that is numbered below a task of it
    goals: dict[str, str] = field(default_factory=dict)
    #: the codes of the strategy's goals and indicators, where they are known: a code is written as it is there
    strategy: Mapping[str, str] = field(default_factory=dict)
    #: the alphabet of the strategy's codes
    script: Script | None = None
    #: the problem of a code that is not among them
    unknown: str = "code_unknown"
    #: False where «Показники» could not be read: then codes of other sheets are not held against it
    known: bool = True

    def define(self, raw: RawCode) -> str | Unreadable:
        """Take the code of a row of «Показники»; doubles and lost zeros are told."""
        code = uniform(raw.text)
        if raw.number and self._zero_may_be_lost(raw, code):
            return BAD
        if code.count(".") + 1 < self.min_parts:
            self.problems.add("code_format", raw.place, raw.text, column="Код")
            return BAD
        code = self.as_written(code)
        key = fold_code(code)
        if key in self.by_key:
            first = self.by_key[key]
            self.problems.add("code_duplicate", raw.place, raw.text, first=str(self.places[first].cell))
            return BAD
        if code != raw.text:
            self.problems.add("code_lookalike", raw.place, raw.text, read=code)
        if raw.number and "." in code:
            self.numbers.add(code)
            self.problems.add("code_is_number", raw.place, raw.text, read=code, other=f"{code}0")
        self.know(code, raw.place)
        return code

    def as_written(self, text: str) -> str:
        """A code of elsewhere in the strategy, in the letters that the strategy writes codes with."""
        code = uniform(text)
        return self.strategy.get(fold_code(code)) or in_script(code, self.script)

    def place_below(self, code: str, task: str) -> None:
        """Take an indicator that is numbered below a task as one of the task's goal."""
        goal = parent_code(self.as_written(task)) if task else None
        if goal and fold_code(parent_code(code) or "") == fold_code(task):
            self.goals[code] = goal

    def goal(self, code: str) -> str:
        """The goal of an indicator by its code; "" where the code tells none."""
        return self.goals.get(code) or parent_code(code) or ""

    def know(self, code: str, place: CellRef) -> None:
        """Take a code that is known from elsewhere and certain."""
        self.places[code] = place
        self.by_key[fold_code(code)] = code
        self.by_digits.setdefault(_digit_key(code), set()).add(code)

    def _zero_may_be_lost(self, raw: RawCode, code: str) -> bool:
        """1.1 after 1.9, or a second 1.1: perhaps 1.10."""
        head, _, last = code.rpartition(".")
        before = f"{head}.{int(last) * 10 - 1}" if head and last.isdigit() and len(last) == 1 else ""
        if before in self.places or code in self.numbers or f"{code}0" in self.places:
            self.problems.add("code_ambiguous_number", raw.place, raw.text, read=code, other=f"{code}0")
            return True
        return False

    def find(self, raw: RawCode, goals: frozenset[str] = frozenset()) -> str | Unreadable:
        """The indicator (or one of `goals`) that a row of another sheet means."""
        if not self.known:
            return raw.text
        if raw.number and raw.text not in goals:
            return self._find_number(raw)
        if raw.text in self.places or raw.text in goals:
            return raw.text
        code = next((goal for goal in goals if fold_code(goal) == fold_code(raw.text)), self.like(raw.text))
        if code is None:
            return self._unknown(raw)
        if raw.text not in self.told:
            self.told.add(raw.text)
            self.problems.add("code_lookalike", raw.place, raw.text, read=code)
        return code

    def like(self, text: str) -> str | None:
        """The one code that looks like `text`, None where there is none or more than one."""
        if (code := self.by_key.get(fold_code(text))) is not None:
            return code
        found = self.by_digits.get(_digit_key(text), set())
        return next(iter(found)) if len(found) == 1 else None

    def _find_number(self, raw: RawCode) -> str | Unreadable:
        longer = [f"{raw.text}0"] if f"{raw.text}0" in self.places else []
        if longer:
            self.problems.add("code_ambiguous_number", raw.place, raw.text, read=raw.text, other=longer[0])
            return BAD
        if raw.text not in self.places:
            return self._unknown(raw)
        if raw.text not in self.told and "." in raw.text:
            self.told.add(raw.text)
            self.problems.add("code_is_number", raw.place, raw.text, read=raw.text, other=f"{raw.text}0")
        return raw.text

    def _unknown(self, raw: RawCode) -> Unreadable:
        close = get_close_matches(raw.text, self.places, n=1, cutoff=0.5)
        self.problems.add(self.unknown, raw.place, raw.text, close=close[0] if close else "")
        return BAD


def with_ancestors(goal: str) -> frozenset[str]:
    """A goal and the goals above it."""
    found = set()
    code: str | None = goal
    while code:
        found.add(code)
        code = parent_code(code)
    return frozenset(found)


def leading_code(text: str) -> str:
    """«Завдання 1.1.1. Ремонт шкіл» is 1.1.1; "" where no code with a point stands in front."""
    match = re.match(rf"({CODE_PATTERN.pattern})\.?(?:\s|$)", _BEFORE.sub("", text.strip(), count=1))
    return match[1] if match and "." in match[1] else ""


def goal_of(book: CodeBook) -> str:
    """The goal most of the indicators belong to; of several the first."""
    parents = [book.goal(code) for code in book.places]
    return max(parents, key=parents.count) if parents else ""


def check_goal(book: CodeBook, goal: str | None) -> str:
    """The goal of the book; codes of other goals are refused where `goal` is asked for, remarked on otherwise."""
    own = goal_of(book)
    # the name of a file may be typed in the other alphabet
    expected = own if goal is None or fold_code(own) == fold_code(goal) else goal
    for code in list(book.places):
        if fold_code(book.goal(code)) != fold_code(expected):
            severity = Severity.REMARK if goal is None else None
            book.problems.add("wrong_goal", book.places[code], code, severity, goal=expected)
    return expected
