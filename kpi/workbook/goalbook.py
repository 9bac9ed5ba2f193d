"""A goal workbook: its sheets read in order, held against each other, and put together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kpi.model import GoalBook, parent_code
from kpi.workbook.checks import check_departments, check_former, check_target_changes, check_weights
from kpi.workbook.codes import CodeBook, check_goal
from kpi.workbook.extras import read_actions, read_suspensions, read_target_changes
from kpi.workbook.faults import Faults
from kpi.workbook.grid import Sheet
from kpi.workbook.indicators import IndicatorSheet, read_indicators
from kpi.workbook.layout import Layout
from kpi.workbook.observations import check_observations, read_observations
from kpi.workbook.table import Table, open_table


def open_tables(sheets: Mapping[str, Sheet], layout: Layout, faults: Faults) -> dict[str, Table]:
    """The tables of the sheets that can be read, by key; missing sheets are told."""
    tables = {}
    for key, sheet_layout in layout.sheets.items():
        if key not in sheets:
            if sheet_layout.required:
                faults.add("sheet_missing", None, sheet_layout.title, sheet_title=sheet_layout.title)
            continue
        table = open_table(sheets[key], sheet_layout, faults)
        if table is not None:
            tables[key] = table
    return tables


def _with_ancestors(goal: str) -> frozenset[str]:
    found = set()
    code: str | None = goal
    while code:
        found.add(code)
        code = parent_code(code)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a workbook is held against.

    goal         code of the operational goal it must belong to; None = any
    former       the book in force, against which targets are held
    departments  the uploader's departments, as «Відповідальний підрозділ» names them; None = any
    confirmed    the key of the interpretation that a person has confirmed (kpi.workbook.interpretation)
    day          the day of checking in the strategy's zone, or of a publication of the past: a period that has not
                 begun has no value; None = not judged
    """

    goal: str | None = None
    former: GoalBook | None = None
    departments: Collection[str] | None = None
    confirmed: str | None = None
    day: date | None = None


def read_goal_book(sheets: Mapping[str, Sheet], layout: Layout, faults: Faults, expected: Expected) -> GoalBook:
    """The book; it counts only where `faults` holds no error."""
    tables = open_tables(sheets, layout, faults)
    sheet = _indicator_sheet(tables, faults)
    code = check_goal(sheet.codes, expected.goal) if sheet.rows else expected.goal or ""
    goals = _with_ancestors(code)
    check_weights(sheet, faults)
    observations = []
    if "observations" in tables:
        stated = read_observations(tables["observations"], sheet)
        observations = check_observations(tables["observations"], stated.observations, sheet, expected.day)
    suspensions = tables.get("suspensions")
    actions = tables.get("actions")
    changes = read_target_changes(tables["target_changes"], sheet) if "target_changes" in tables else []
    book = GoalBook(
        goal=code,
        indicators=tuple(sheet.indicators),
        observations=tuple(observations),
        suspensions=tuple(read_suspensions(suspensions, sheet.codes, goals)) if suspensions else (),
        target_changes=tuple(changes),
        actions=tuple(read_actions(actions, sheet.codes, goals)) if actions else (),
    )
    check_target_changes(changes, sheet, faults)
    if expected.former is not None:
        check_former(sheet, changes, expected.former, faults)
    if expected.departments is not None:
        check_departments(sheet, expected.departments, faults)
    return book


def _indicator_sheet(tables: Mapping[str, Table], faults: Faults) -> IndicatorSheet:
    table = tables.get("indicators")
    if table is None:
        return IndicatorSheet(CodeBook(faults, known=False))
    sheet = read_indicators(table, CodeBook(faults))
    if not sheet.rows and not table.data_merges() and not any(True for _ in table.rows()):
        faults.add("sheet_empty", table.sheet.title)
        sheet.codes.known = False
    return sheet
