"""A goal workbook: its sheets read in order, held against each other, and put together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kpi.model import CellRef, GoalBook, parent_code
from kpi.workbook.alphabet import fold_code, script_of
from kpi.workbook.checks import check_departments, check_former, check_target_changes, check_weights
from kpi.workbook.codes import CodeBook, check_goal
from kpi.workbook.extras import read_actions, read_suspensions, read_target_changes
from kpi.workbook.faults import Faults
from kpi.workbook.indicators import IndicatorSheet, read_indicators
from kpi.workbook.layout import Layout
from kpi.workbook.observations import ObservationSheet, check_observations, read_observations
from kpi.workbook.sheets_found import Found
from kpi.workbook.table import Table, open_table


def open_tables(
    found: Found, layout: Layout, faults: Faults, without: frozenset[str] = frozenset()
) -> dict[str, Table]:
    """The tables of the sheets that can be read, by key; missing sheets are told, but those of `without`."""
    tables = {}
    for key, sheet_layout in layout.sheets.items():
        if key not in found.sheets:
            if sheet_layout.required and key not in without:
                about = {"sheet_title": sheet_layout.title, "near": found.near.get(key, "")}
                faults.add("sheet_missing", None, sheet_layout.title, None, **about)
            continue
        table = open_table(found.sheets[key], sheet_layout, faults)
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
    codes        the goals and indicators of the strategy: a code of the file is written as it is there
    """

    goal: str | None = None
    former: GoalBook | None = None
    departments: Collection[str] | None = None
    confirmed: str | None = None
    day: date | None = None
    codes: Collection[str] = ()


def read_goal_book(found: Found, layout: Layout, faults: Faults, expected: Expected) -> GoalBook:
    """The book; it counts only where `faults` holds no error."""
    if "observations" in found.sheets and not {"indicators"} & (found.sheets.keys() | found.near.keys()):
        return _observations_alone(found, layout, faults, expected)
    tables = open_tables(found, layout, faults)
    sheet = _indicator_sheet(tables, faults, expected.codes)
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


#: the cure of a workbook without «Показники»: the indicators can come from the book in force
BOOK_NEEDED = "book"


def _observations_alone(found: Found, layout: Layout, faults: Faults, expected: Expected) -> GoalBook:
    """«Спостереження» without «Показники»: the indicators are those of the book in force, where it is known."""
    tables = open_tables(found, layout, faults, frozenset({"indicators"}))
    table, former = tables.get("observations"), expected.former
    codes = CodeBook(faults, known=former is not None, unknown="code_not_in_force")
    sheet = IndicatorSheet(codes)
    for indicator in former.indicators if former else ():
        codes.know(indicator.code, indicator.cell or CellRef("", ""))
        sheet.units[indicator.code] = indicator.unit
        sheet.indicators.append(indicator)
    if former is None:
        title = layout.sheets["indicators"].title
        faults.add("sheet_missing", None, title, None, sheet_title=title, near="", cure=BOOK_NEEDED)
    elif expected.goal is not None and fold_code(former.goal) != fold_code(expected.goal):
        faults.add("wrong_goal", table.sheet.title if table else None, former.goal, goal=expected.goal)
    stated = read_observations(table, sheet) if table else ObservationSheet()
    rows = check_observations(table, stated.observations, sheet, expected.day) if table else []
    if former is None:
        return GoalBook(expected.goal or "", observations=tuple(rows))
    if expected.departments is not None:
        touched = [indicator for indicator in former.indicators if indicator.code in stated.rows]
        check_departments(IndicatorSheet(codes, touched, stated.rows), expected.departments, faults)
    return GoalBook(former.goal, former.indicators, tuple(rows))


def _indicator_sheet(tables: Mapping[str, Table], faults: Faults, codes: Collection[str]) -> IndicatorSheet:
    table = tables.get("indicators")
    if table is None:
        return IndicatorSheet(CodeBook(faults, known=False))
    known = {fold_code(code): code for code in codes}
    script = script_of(codes) or script_of(table.texts("code"))
    sheet = read_indicators(table, CodeBook(faults, strategy=known, script=script))
    if not sheet.rows and not table.data_merges() and not any(True for _ in table.rows()):
        faults.add("sheet_empty", table.sheet.title)
        sheet.codes.known = False
    return sheet
