"""Which indicator a row of a table of periods means: by its code, else by its exact name in the book in force."""

import unicodedata
from dataclasses import dataclass, field
from difflib import get_close_matches

from kpi.model import CellRef, GoalBook, Indicator
from kpi.model.folding import fold
from kpi.workbook.goal.indicators import is_percent, is_yes_no
from kpi.workbook.reader.clean import clean, label_key
from kpi.workbook.sheet.codes import CodeBook, code_cell
from kpi.workbook.sheet.fields import BAD, Unreadable, is_nothing, text_field
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.table import Row

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose values a row holds. `code` and `unit` are BAD where that is not certain; the problem has been told."""

    code: str | Unreadable
    name: str
    unit: str | Unreadable
    by_name: bool = False


@dataclass(slots=True, kw_only=True)
class TableRows:
    """The indicators of the rows read so far; each may have one row."""

    problems: ProblemList
    former: GoalBook | None
    #: an indicator may have many rows, one for each period
    repeated: bool = False
    codes: CodeBook = field(init=False)
    found: dict[str, Row] = field(default_factory=dict)
    _known: dict[str, Indicator] = field(default_factory=dict)
    _by_name: dict[str, list[Indicator]] = field(default_factory=dict)
    _asked_for_codes: bool = False

    def __post_init__(self) -> None:
        self.codes = CodeBook(problems=self.problems, unknown="code_not_in_force")
        for indicator in self.former.indicators if self.former else ():
            self._known[indicator.code] = indicator
            self._by_name.setdefault(label_key(indicator.name), []).append(indicator)
            self.codes.know(indicator.code, indicator.cell or CellRef("", ""))

    def indicator(self, code: str | Unreadable) -> Indicator | None:
        """The indicator in force with this code."""
        return None if isinstance(code, Unreadable) else self._known.get(code)

    def identify(self, row: Row) -> Identity:
        """The indicator of a row; what is not certain is told at its cell."""
        raw = code_cell(row, "code")
        name = text_field(row, "name")
        named = "" if isinstance(name, Unreadable) else name
        if isinstance(raw, Unreadable):
            code: str | Unreadable = BAD
        elif raw is None:
            code = self._named(row, named)
        elif self.former is None:
            code = self.codes.define(raw)
        else:
            code = self._agreed(row, self.codes.find(raw), named)
        code = self._once(row, code)
        return Identity(code, named, self._unit(row, code), by_name=raw is None)

    def _named(self, row: Row, name: str) -> str | Unreadable:
        if self.former is None:
            return self._ask_for_code(row)
        if not name:
            row.problem("required_missing", "name" if "name" in row.table.header.columns else "code")
            return BAD
        found = self._by_name.get(label_key(name), []) or self._with_unit(name)
        if len(found) == 1:
            return found[0].code
        if found:
            row.problem("name_ambiguous", "name", name, codes=", ".join(i.code for i in found[:_SHOWN]))
        else:
            close = get_close_matches(label_key(name), self._by_name, n=1, cutoff=0.6)
            near = self._by_name[close[0]][0].name if close else ""
            row.problem("name_unknown", "name", name, close=near)
        return BAD

    def _with_unit(self, name: str) -> list[Indicator]:
        """The indicators whose name stands there with their unit after it: «Відремонтовано доріг, км»."""
        for sign in (",", "(", ";"):
            head, found, unit = name.rpartition(sign)
            if found:
                known = self._by_name.get(label_key(head), [])
                fit = [i for i in known if same_unit(unit.strip(" ().,"), i.unit)]
                if fit:
                    return fit
        return []

    def _ask_for_code(self, row: Row) -> Unreadable:
        if "code" in row.table.header.columns:
            row.problem("required_missing", "code")
        elif not self._asked_for_codes:
            self._asked_for_codes = True
            row.table.problems.add("codes_missing", row.table.sheet.title)
        return BAD

    def _agreed(self, row: Row, code: str | Unreadable, name: str) -> str | Unreadable:
        """The code, where the name beside it is not another indicator's."""
        known = self.indicator(code)
        if known is None or not name or label_key(known.name) == label_key(name):
            return code
        if known in self._with_unit(name):
            return code
        others = [other.code for other in self._by_name.get(label_key(name), [])]
        if others:
            row.problem("name_of_other", "name", name, read=known.code, other=", ".join(others[:_SHOWN]))
            return BAD
        row.problem("name_differs", "name", name, read=known.code, name=known.name)
        return code

    def _once(self, row: Row, code: str | Unreadable) -> str | Unreadable:
        if isinstance(code, Unreadable):
            return code
        first = self.found.get(code)
        if first is None:
            self.found[code] = row
        elif not self.repeated:
            key = "code" if row.cell("code") else "name"
            found = clean(row.cells[row.table.header.columns[key]].text)[0]
            told = "code_duplicate" if key == "code" else "name_duplicate"
            row.problem(told, key, found, first=str(first.place(key).cell))
            return BAD
        return code

    def _unit(self, row: Row, code: str | Unreadable) -> str | Unreadable:
        """The unit in force, which the file must not contradict; without it the file's own, "" where there is none."""
        text = text_field(row, "unit")
        if isinstance(text, Unreadable):
            return text
        unit = "" if is_nothing(text) else text
        known = self.indicator(code)
        if known is None:
            return unit if unit or self.former is None else BAD
        if unit and not same_unit(unit, known.unit):
            row.problem("unit_differs", "unit", unit, read=known.code, unit=known.unit)
            return BAD
        return known.unit


def same_unit(one: str, other: str) -> bool:
    """Whether two units are one in other spelling: «М²» and «м2», «відсотків» and «%»."""
    plain_one, plain_other = (unicodedata.normalize("NFKC", unit).casefold().strip() for unit in (one, other))
    if plain_one == plain_other:
        return True
    if is_percent(one) or is_percent(other):
        # «% від плану» is not «%»: what follows the sign must agree
        return is_percent(one) and is_percent(other) and _of(one) == _of(other)
    if is_yes_no(one) or is_yes_no(other):
        return is_yes_no(one) and is_yes_no(other)
    return fold(plain_one) == fold(plain_other) != ""


def _of(percent: str) -> str:
    return fold(percent.removeprefix("%")) if percent.startswith("%") else ""
