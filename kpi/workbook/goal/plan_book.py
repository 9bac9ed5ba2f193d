"""The plan workbook: one edition of a strategy (docs/workbook.md)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace

from kpi.model import (
    Department,
    FiscalYear,
    FormColumn,
    MethodSettings,
    OperationalGoal,
    Plan,
    Provenance,
    ReportField,
    Sector,
    StrategicGoal,
    Strategy,
    Succession,
    SuccessionLink,
    form_text,
)
from kpi.model.contact import addresses, broken_addresses
from kpi.model.folding import fold
from kpi.workbook.goal.goal_book import Expected, open_tables, tell_missing
from kpi.workbook.goal.oversight import StrategyCodes, read_oversight
from kpi.workbook.goal.parameters import first_month_of, read_parameters
from kpi.workbook.sheet.alphabet import fold_code, script_of
from kpi.workbook.sheet.codes import CodeBook, code_cell
from kpi.workbook.sheet.fields import BAD, Unreadable, choice_field, required_text, text_field
from kpi.workbook.sheet.layout import WorkbookLayout
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.sheet_search import SheetMatch
from kpi.workbook.sheet.table import Row, SheetTable, open_table

_PARENTS = (("strategic_goals", "sector", "sectors"), ("operational_goals", "strategic_goal", "strategic_goals"))
_COLUMNS_OF_CODES = (
    ("strategic_goals", "code"),
    ("operational_goals", "code"),
    ("operational_goals", "strategic_goal"),
)


def read_plan(found: SheetMatch, layout: WorkbookLayout, problems: ProblemList, expected: Expected) -> Plan | None:
    """The plan; it counts only where `problems` holds no error. None where the strategy itself cannot be read.

    expected  its codes: a code of the file is written as it is there; the day of the plan: nothing was done after it
    """
    codes, day = expected.codes, expected.plan_day or expected.day
    tables = open_tables(found, layout, problems, _fiscal_year(found, layout))
    books = _code_books(tables, layout, problems, codes)
    named = _named_levels(tables)
    for parent in sorted(named - found.sheets.keys()):
        tell_missing(found, layout.sheets[parent], problems)
    strategy = _strategy(tables.get("strategy"), layout, problems)
    sectors = [Sector(**values) for _, values in _rows(tables, "sectors", books)]  # type: ignore[arg-type]
    strategic = list(_strategic_goals(tables, books, needed="sectors" in named))
    departments = [_department_of(row, values) for row, values in _rows(tables, "departments", books)]
    _letters(strategy, departments, tables, problems)
    operational = []
    for row, values in _rows(tables, "operational_goals", books):
        parent = _parent(row, "strategic_goal", books["strategic_goals"], needed="strategic_goals" in named)
        _department(row, str(values["department"]), departments)
        operational.append(OperationalGoal(**values, strategic_goal=parent))  # type: ignore[arg-type]
    known = StrategyCodes.of(
        [goal.code for goal in strategic], [goal.code for goal in operational], codes, expected.former
    )
    oversight = read_oversight(tables, strategy, known, lambda row, name: _department(row, name, departments), day)
    form = form_text(_form(tables["report_form"])) if "report_form" in tables else ""
    if strategy is None:
        return None
    return Plan(
        strategy=replace(strategy, report_form=form),
        sectors=tuple(sectors),
        strategic_goals=tuple(strategic),
        operational_goals=tuple(operational),
        departments=tuple(departments),
        successions=tuple(_links(tables["successions"])) if "successions" in tables else (),
        oversight=oversight,
    )


def _strategic_goals(
    tables: Mapping[str, SheetTable], books: Mapping[str, CodeBook], *, needed: bool
) -> Iterator[StrategicGoal]:
    """needed  whether each stands in a sector"""
    for row, values in _rows(tables, "strategic_goals", books):
        yield StrategicGoal(**values, sector=_parent(row, "sector", books["sectors"], needed=needed))  # type: ignore[arg-type]


def _code_books(
    tables: Mapping[str, SheetTable], layout: WorkbookLayout, problems: ProblemList, codes: Collection[str]
) -> dict[str, CodeBook]:
    """A book of codes for each sheet; those of goals are written as the strategy writes them."""
    texts = [text for key, column in _COLUMNS_OF_CODES if key in tables for text in tables[key].texts(column)]
    about = {"strategy": {fold_code(code): code for code in codes}, "script": script_of(codes) or script_of(texts)}
    goals = {key for key, _ in _COLUMNS_OF_CODES}
    return {
        key: CodeBook(problems=problems, min_parts=1, known=key in tables, **(about if key in goals else {}))  # type: ignore[arg-type]
        for key in layout.sheets
    }


def _fiscal_year(found: SheetMatch, layout: WorkbookLayout) -> FiscalYear:
    """The years that the sheet «Стратегія» tells, before its other parameters are read by them."""
    aside, key = ProblemList(), "strategy"
    table = open_table(found.sheets[key], layout.sheets[key], aside, FiscalYear(1)) if key in found.sheets else None
    month = None if table is None else first_month_of(table, layout)
    return FiscalYear(month or 1)


def _named_levels(tables: Mapping[str, SheetTable]) -> set[str]:
    """Sheets of levels that a row names a code of: those alone must be there."""
    return {parent for child, column, parent in _PARENTS if child in tables and any(tables[child].texts(column))}


def _department_of(row: Row, values: Mapping[str, object]) -> Department:
    _contact(row, str(values.get("contact", "")))
    return Department(**{**values, "provenance": Provenance(str(values["provenance"]))})  # type: ignore[arg-type]


def _strategy(table: SheetTable | None, layout: WorkbookLayout, problems: ProblemList) -> Strategy | None:
    if table is None:
        return None
    found = read_parameters(table, layout, problems)
    names = {field.name for field in fields(Strategy)}
    settings = {key.removeprefix("settings."): value for key, value in found.items() if key.startswith("settings.")}
    values = {key: value for key, value in found.items() if key in names}
    try:
        return Strategy(**values, settings=MethodSettings(**settings))  # type: ignore[arg-type]
    except TypeError:
        return None  # a parameter is missing; that has been told


def _rows(
    tables: Mapping[str, SheetTable], key: str, books: Mapping[str, CodeBook]
) -> list[tuple[Row, dict[str, object]]]:
    """The rows of a sheet with a code of their own: code, name and the plain fields; faulty rows are left out."""
    if key not in tables:
        return []
    found = []
    for row in tables[key].rows():
        raw = code_cell(row, "code")
        if raw is None:
            row.problem("required_missing", "code")
        code = books[key].define(raw) if raw is not None and not isinstance(raw, Unreadable) else BAD
        values: dict[str, object] = {"code": code, "name": required_text(row, "name")}
        for column in row.table.layout.columns:
            if column.type == "choice":
                values[column.key] = choice_field(row, column.key)
            elif column.type == "text" and column.key != "name":
                values[column.key] = text_field(row, column.key)
        if not any(isinstance(value, Unreadable) for value in values.values()):
            found.append((row, values))
    # a strategy may have no sectors and no strategic goals; without operational goals it says nothing
    if key == "operational_goals" and not any(True for _ in tables[key].rows()):
        tables[key].problems.add("sheet_empty", tables[key].sheet.title)
    return found


def _parent(row: Row, key: str, parents: CodeBook, *, needed: bool) -> str:
    """The code of what a row belongs to; "" where the strategy has no such level."""
    raw = code_cell(row, key)
    if raw is None and (needed or parents.places):
        row.problem("required_missing", key)
    if raw is None or isinstance(raw, Unreadable):
        return ""
    if not parents.known or raw.text in parents.places:
        return raw.text
    close = parents.like(raw.text)
    if close is None:
        row.problem("parent_unknown", key, raw.text)
        return ""
    row.problem("code_lookalike", key, raw.text, read=close)
    return close


def _contact(row: Row, contact: str) -> None:
    """A contact by which no letter arrives is told: reminders would go nowhere without a word."""
    broken = broken_addresses(contact)
    if contact and (broken or not addresses(contact)):
        row.problem("contact_no_address", "contact", ", ".join(broken) or contact)


def _letters(
    strategy: Strategy | None,
    departments: Sequence[Department],
    tables: Mapping[str, SheetTable],
    problems: ProblemList,
) -> None:
    """Addresses that no reminder will be sent to, for the plan names no term, are told."""
    silent = strategy is not None and not strategy.has_terms
    if silent and any(addresses(department.contact) for department in departments):
        problems.add("contacts_without_term", tables["departments"].sheet.title)


def _department(row: Row, name: str, departments: list[Department]) -> None:
    known = {fold(word) for department in departments for word in (department.code, department.name)}
    if name and departments and fold(name) not in known:
        row.problem("department_unknown", "department", name)


def _form(table: SheetTable) -> Iterator[FormColumn]:
    """The columns of the official form, in the order of their rows."""
    for row in table.rows():
        word, titles = required_text(row, "field"), [text_field(row, key) for key in ("title", "title_en")]
        field = choice_field(row, "field") if isinstance(word, str) else BAD
        if isinstance(field, str) and all(isinstance(title, str) for title in titles):
            yield FormColumn(ReportField(field), *map(_one_line, map(str, titles)))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _links(table: SheetTable) -> list[SuccessionLink]:
    found = []
    for row in table.rows():
        codes = {key: code_cell(row, key) for key in ("previous_code", "code")}
        word = required_text(row, "succession")
        kind = choice_field(row, "succession") if isinstance(word, str) else BAD
        if isinstance(kind, Unreadable) or any(isinstance(raw, Unreadable) for raw in codes.values()):
            continue
        succession = Succession(kind)
        texts = {key: "" if raw is None or isinstance(raw, Unreadable) else raw.text for key, raw in codes.items()}
        needed = {"previous_code", "code"}
        needed -= {"previous_code"} if succession is Succession.NEW else set()
        needed -= {"code"} if succession is Succession.DROPPED else set()
        missing = [key for key in sorted(needed) if not texts[key]]
        for key in missing:
            row.problem("succession_incomplete", key, word if isinstance(word, str) else None)
        if not missing:
            found.append(SuccessionLink(texts["previous_code"], texts["code"], succession))
    return found
