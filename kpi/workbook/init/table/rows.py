"""The rows below the header, one by one: a node of the tree, an indicator, or a row that is neither."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kpi.workbook.init.answers import Answers
from kpi.workbook.init.cells import BLANK, CellValue, Says, cell_value
from kpi.workbook.init.periods import HeaderPeriod, header_period
from kpi.workbook.init.section import (
    SectionText,
    code_at,
    is_note,
    is_total,
    section_of,
    split_code,
    without_department,
)
from kpi.workbook.init.table.code_cells import code_text
from kpi.workbook.init.table.columns import address
from kpi.workbook.init.table.header import Spread, TableColumn, TableHeader
from kpi.workbook.init.table.level_columns import LevelColumns
from kpi.workbook.init.table.row_kinds import BOLD, DroppedRow, Item, RowLook, SectionRow, TableIndicator, ValueAt
from kpi.workbook.init.table.row_periods import may_stand_behind, period_behind, row_period
from kpi.workbook.init.units import split_unit
from kpi.workbook.init.vocabulary import LEVELS, NUMBERS, Holds, begins, capitals, words
from kpi.workbook.reader.grid import Cell, CellKind, CellLook, Sheet

_TEXTS = (Holds.SOURCE, Holds.NOTE, Holds.DEFINITION, Holds.DIRECTION, Holds.KIND, Holds.FREQUENCY, Holds.WEIGHT)
_FEWEST_NUMBERED = 4
_NO_PERIOD = HeaderPeriod(None, "", touched=False)
_MARKS = "*¹²³⁴⁵⁶"  # of footnotes


@dataclass(kw_only=True)
class TableReader:
    """The rows of one table. `sheet_year`: the year of a sheet per year, 0 for none."""

    spread: Spread
    title: str
    header: TableHeader
    answers: Answers
    decimal: str

    @property
    def sheet(self) -> Sheet:
        return self.spread.sheet

    @cached_property
    def _by_role(self) -> Mapping[Holds, TableColumn]:
        return {c.role: c for c in reversed(self.header.columns) if c.role is not None}

    @cached_property
    def _numbers(self) -> list[TableColumn]:
        return self.header.of(*NUMBERS)

    @cached_property
    def _level_columns(self) -> LevelColumns:
        return LevelColumns((row for row in self.sheet.rows if row > self.header.last), self._text)

    @cached_property
    def _notes(self) -> Mapping[str, str]:
        """The footnotes below the table by their marks: «* без урахування відомчих»."""
        rows = (row for row in self.sheet.rows if row > self.header.last and self.sheet.rows[row])
        texts = (self.spread.text(min(self.sheet.rows[row].items())[1]) for row in rows)
        return {text[: -len(bare)]: bare.strip() for text in texts if (bare := text.lstrip(_MARKS)) and bare != text}

    @cached_property
    def _unit(self) -> str:
        """The unit that every header of numbers ends with, «План 2025, тис. грн»; "" where they do not agree."""
        units = {split_unit(column.text, in_names=False)[1] for column in self._numbers}
        return units.pop() if len(units) == 1 else ""

    def _without_mark(self, name: str) -> str:
        """A name without the mark of a footnote; «м²» stays where no note has that mark."""
        bare = name.rstrip(_MARKS)
        return bare.rstrip() if bare != name and name[len(bare) :] in self._notes else name

    def items(self) -> Iterator[Item]:
        """Every row below the header; what stands above it and names a goal comes first."""
        found = list(self._below())
        yield from self._cover(alone=not any(isinstance(item, SectionRow) for item in found))
        yield from found

    def _below(self) -> Iterator[Item]:
        levels: dict[Holds, str] = {}
        before: TableIndicator | None = None
        named: SectionRow | None = None
        for row in sorted(self.sheet.rows):
            if row <= self.header.last or not self.sheet.rows[row] or self._is_header(row):
                continue
            yield from self._levels(row, levels)
            item = self._item(row, before, named)
            if isinstance(item, TableIndicator) and item is not before:
                item.goal = levels.get(Holds.OPERATIONAL, "") if self._level_columns.refers else ""
                before = item
                yield item
            elif isinstance(item, SectionRow | DroppedRow):
                yield item
            named = item if isinstance(item, SectionRow) else None if isinstance(item, TableIndicator) else named

    def _cover(self, *, alone: bool) -> Iterator[SectionRow]:
        """Goals above the header; «Ціль: …» without a code is one where no row below it is (`alone`)."""
        for row in sorted(row for row in self.sheet.rows if row < self.header.first):
            for cell in self.sheet.rows[row].values():
                written = self.spread.text(cell)
                text = section_of(written)
                colon = alone and written.strip()[len(text.prefix) :].lstrip().startswith(":")
                if text.level not in {"", "task"} and text.name and (text.code or colon or text.level != "goal"):
                    yield SectionRow(at=f"{self.title}!{cell.ref}", text=text, look=BOLD)

    def _is_header(self, row: int) -> bool:
        """Whether a row repeats the header on the next page, or numbers the columns."""
        texts = [self.spread.text(cell) for _, cell in sorted(self.sheet.rows[row].items())]
        numbered = [str(n) for n in range(1, len(texts) + 1)]
        if len(texts) >= _FEWEST_NUMBERED and texts == numbered:
            return True
        name = self._by_role.get(Holds.NAME)
        text = self._text(row, Holds.NAME)
        return name is not None and len(text) > 3 and (text == name.text or name.text.startswith(f"{text} "))

    def _text(self, row: int, role: Holds) -> str:
        """The words of a column in a row; of cells merged down, of the first."""
        column = self._by_role.get(role)
        if column is None:
            return ""
        own = self.sheet.rows.get(row, {}).get(column.column)
        merge = self.spread.merge(row, column.column)
        if own is None and merge is not None and merge.left != column.column:
            return ""  # a section that runs over the columns
        cell = own or self.spread.cell(row, column.column)
        return code_text(cell, self.spread) if role is Holds.CODE and cell is not None else self.spread.text(cell)

    def _levels(self, row: int, levels: dict[Holds, str]) -> Iterator[SectionRow]:
        """Levels in columns of their own: a new text begins a new node, a blank goes on."""
        if self._is_across(row):
            levels.clear()
            return
        for role in LEVELS:
            column = self._by_role.get(role)
            text = self._text(row, role) if column is not None else ""
            if column is None or not text or text == levels.get(role) or is_total(text, alone=True):
                continue
            levels[role] = text
            for lower in LEVELS[LEVELS.index(role) + 1 :]:
                levels.pop(lower, None)
            found = self._level_columns
            if role is Holds.OPERATIONAL and found.refers:
                continue
            cell = self.spread.cell(row, column.column)
            at = f"{self.title}!{cell.ref if cell else row}"
            yield SectionRow(at=at, text=found.section(text, role), role=found.named(role))

    def _item(self, row: int, before: TableIndicator | None, named: SectionRow | None) -> Item | None:
        cells = self.sheet.rows[row]
        name, code = self._text(row, Holds.NAME), self._text(row, Holds.CODE)
        values = {c.column for c in self._numbers} & cells.keys()
        side = self._side(row, name)
        first = next((t for _, cell in sorted(cells.items()) if (t := self.spread.text(cell))), "")
        at = f"{self.title}!{row}"
        alone = not (code and code_at(code)) and not self._text(row, Holds.UNIT)
        if is_total(first, alone=alone) or is_total(name, alone=alone):
            return DroppedRow(at=at, why="total")
        if side and begins(capitals(name), words("contents", side)) and not self._by_role.get(Holds.PLAN_OR_FACT):
            name = before.name if before is not None and named is None else named.text.name if named else ""
        if not values and not (name and self._text(row, Holds.UNIT) and (code or self._text(row, Holds.DEPARTMENT))):
            levels_only = any(c.role in LEVELS and c.column in cells for c in self.header.columns)
            if levels_only and not name and not self._is_across(row):
                return None
            if not self._has_sides_below(row, name):
                return self._section(row, code, name, first)
        if not name and before is not None and side:
            name, code = before.name, before.code
        found = self._indicator(row, code, name, side)
        says = self._by_role.get(Holds.YEAR) is None or found.base or found.targets or found.facts
        if not name or not (says or self._row_period(row)):
            return DroppedRow(at=at, why="no_period" if name else "no_name")
        if before is not None and side and (found.name, found.code or before.code) == (before.name, before.code):
            before.take(found)
            return before
        return found

    def _is_across(self, row: int) -> bool:
        """Whether a row is one text merged over a column of levels and that of names."""
        column, name = min(self.sheet.rows[row]), self._by_role.get(Holds.NAME)
        merge = self.spread.merge(row, column)
        return merge is not None and name is not None and merge.top == row and column < name.column <= merge.right

    def _has_sides_below(self, row: int, name: str) -> bool:
        """Whether a row without numbers names the indicator of which the next rows say «план» and «факт»."""
        below = min((n for n in self.sheet.rows if n > row), default=row)
        says = self._by_role.get(Holds.PLAN_OR_FACT) is None and self._side(below, self._text(below, Holds.NAME))
        return bool(says) and not self._side(row, name) and not section_of(name).level

    def _section(self, row: int, code: str, name: str, first: str) -> SectionRow | DroppedRow:
        at = f"{self.title}!{row}"
        text = name or first
        if is_note(first) or is_note(text):
            return DroppedRow(at=at, why="note")
        parsed = section_of(text)
        if code and (bare := code_at(code)) and not parsed.code and text != code:
            level = section_of(code)
            parsed = SectionText(
                level=level.level or parsed.level, rank=max(level.rank, parsed.rank), prefix=level.prefix,
                code=code.removeprefix(level.prefix).strip() or bare, name=parsed.name,
            )  # fmt: skip
        department, own = self._text(row, Holds.DEPARTMENT), without_department(parsed.name)
        if own is not None:
            parsed, department = replace(parsed, name=own.name), department or own.department
        return SectionRow(at=at, text=parsed, look=self._look(row), department=department if department != text else "")

    def _look(self, row: int) -> RowLook:
        column, cell = min(self.sheet.rows[row].items())
        look = self.sheet.looks.get((cell.row, cell.column), CellLook())
        merge = self.spread.merge(row, column)
        across = merge is not None and merge.right - merge.left >= len(self.header.columns) // 2
        text = self.spread.text(cell)
        spaces = (len(cell.text) - len(cell.text.lstrip(" \u00a0"))) // 2
        return look.bold, look.indent + spaces, across, text.isupper()

    def _side(self, row: int, name: str) -> str:
        """«plan», «fact» or «base» where a word of the row says so."""
        for text in (self._text(row, Holds.PLAN_OR_FACT), name):
            for side in ("plan", "fact", "base"):
                if capitals(text).strip(" .:") in words("contents", side):
                    return side
        return ""

    def _indicator(self, row: int, code: str, name: str, side: str) -> TableIndicator:
        own, bare = split_code(self._without_mark(name))
        found = TableIndicator(
            at=f"{self.title}!{row}",
            code=code if code_at(code) else own,
            name=bare or name,
            unit=self._text(row, Holds.UNIT) or self._unit,
            department=self._text(row, Holds.DEPARTMENT),
            texts={role: text for role in _TEXTS if (text := self._text(row, role))},
        )
        if name != bare and (note := self._notes.get(name[len(name.rstrip(_MARKS)) :])):
            found.texts[Holds.NOTE] = " ".join(filter(None, (found.texts.get(Holds.NOTE), note)))
        column = self._by_role[Holds.NAME] if row in self.sheet.hidden_rows and not self.spread.turned else None
        found.hidden = address(self.title, column) if column is not None else ""
        year = header_period(self._text(row, Holds.BASE_YEAR), self.answers.fiscal_year).period
        found.base_year = year.year if year else None
        told = self._row_period(row)
        found.by_year = told is not None or bool(side)
        for column in self._numbers:
            said = HeaderPeriod(column.period, "", touched=True, running=column.running) if column.period else told
            self._put(found, row, column, said or _NO_PERIOD, side)
        return found

    def _row_period(self, row: int) -> HeaderPeriod | None:
        """The period of a row of a long table."""
        year, month = self._text(row, Holds.YEAR), self._text(row, Holds.MONTH)
        part = month or self._text(row, Holds.QUARTER)
        found = row_period(year, part, self.answers.fiscal_year, of_month=bool(month)) if year else _NO_PERIOD
        return found if found.period is not None else None

    def _put(self, found: TableIndicator, row: int, column: TableColumn, said: HeaderPeriod, side: str) -> None:
        cell = self.sheet.rows[row].get(column.column)
        if cell is None:
            return
        role = column.role
        if role in {Holds.PERIOD, Holds.VALUE}:
            role = {"plan": Holds.TARGET, "base": Holds.BASE}.get(side, Holds.FACT)
        cell, said = self._of_its_own_period(cell, role, column, said)
        at, period = f"{self.title}!{cell.ref}", said.period
        value = self._value(cell, column, at)
        if value.says is Says.BLANK and not value.doubt:
            return
        stands = ValueAt(value=value, at=at, head=address(self.title, column), running=said.running)
        if role is Holds.BASE:
            found.base, found.base_year = stands, found.base_year or (period.year if period else None)
        elif period is not None and role is Holds.TARGET and period.is_year:
            found.targets[period.year] = stands
        elif period is not None and role is Holds.TARGET:
            found.left_out.append(DroppedRow(at=at, why="target_of_part"))
        elif period is not None and role is Holds.FACT:
            found.facts[period] = stands

    def _of_its_own_period(
        self, cell: Cell, role: Holds | None, column: TableColumn, said: HeaderPeriod
    ) -> tuple[Cell, HeaderPeriod]:
        """The cell without the period behind its number, and that one where it may be (`may_stand_behind`)."""
        behind = period_behind(self.spread.text(cell), said.period, self.answers.fiscal_year)
        if behind is None or cell.kind is not CellKind.TEXT or not may_stand_behind(behind[1], role, column, said):
            return cell, said
        return cell._replace(text=behind[0]), behind[1]

    def _value(self, cell: Cell, column: TableColumn, at: str) -> CellValue:
        if at in self.answers.cells:
            number = self.answers.cells[at]
            return BLANK if number is None else CellValue(says=Says.NUMBER, number=number)
        value = cell_value(cell, self.sheet, self.decimal)
        answer = self.answers.columns.get(f"{self.title}!{column.place}")
        if answer is not None and answer.zeros and value.says is Says.BLANK and value.number == 0:
            return CellValue(says=Says.NUMBER, number=0.0)
        return value
