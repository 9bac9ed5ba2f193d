"""A goal workbook: its sheets read in order, held against each other, and put together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kpi.model import Action, ActionMoney, CellRef, CorrectiveAction, FiscalYear, GoalBook, fold_edition
from kpi.workbook.goal.actions import check_money, read_actions, read_money
from kpi.workbook.goal.checks import check_target_changes, check_weights, decided_targets
from kpi.workbook.goal.corrective import read_corrective
from kpi.workbook.goal.indicators import IndicatorSheet, read_indicators
from kpi.workbook.goal.observations import ObservationSheet, check_observations, read_observations
from kpi.workbook.goal.optional_sheets import read_suspensions, read_target_changes
from kpi.workbook.goal.stated import StatedFields
from kpi.workbook.sheet.alphabet import fold_code, script_of
from kpi.workbook.sheet.codes import CodeBook, check_goal, with_ancestors
from kpi.workbook.sheet.fields import Unreadable, text_field
from kpi.workbook.sheet.layout import SheetLayout, WorkbookLayout
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.sheet_search import SheetMatch
from kpi.workbook.sheet.table import SheetTable, open_table


def open_tables(
    found: SheetMatch,
    layout: WorkbookLayout,
    problems: ProblemList,
    fiscal_year: FiscalYear,
    without: frozenset[str] = frozenset(),
) -> dict[str, SheetTable]:
    """The tables of the sheets that can be read, by key; missing sheets are told, but those of `without`."""
    tables = {}
    for key, sheet_layout in layout.sheets.items():
        if key not in found.sheets:
            if sheet_layout.required and key not in without:
                tell_missing(found, sheet_layout, problems)
            continue
        table = open_table(found.sheets[key], sheet_layout, problems, fiscal_year)
        if table is not None:
            tables[key] = table
    return tables


def tell_missing(found: SheetMatch, sheet: SheetLayout, problems: ProblemList) -> None:
    about = {"sheet_title": sheet.label, "near": found.near.get(sheet.key, "")}
    problems.add("sheet_missing", None, sheet.label, None, **about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a workbook is held against.

    fiscal_year  the years of the strategy that it is of; a plan tells its own
    goal       code of the operational goal it must belong to; None = any
    books      books in force, of which a file without «Показники» finds its own; without their observations will do
    confirmed  the key of the interpretation that a person has confirmed (kpi.workbook.period_tables.interpretation)
    day        the day of checking in the strategy's zone, or of a publication of the past: a period that has not
               begun has no value; None = not judged
    plan_day   the day by which a plan is judged, that stands beside goals of the past as well; None = `day`
    codes      the goals and indicators of the strategy: a code of the file is written as it is there
    former     codes that goals and indicators of the strategy have ever had: what was decided about them may name them
    values_only  a department's file: it is read by the indicators of its book in force, its own plan is only compared
    """

    fiscal_year: FiscalYear
    goal: str | None = None
    books: tuple[GoalBook, ...] = ()
    confirmed: str | None = None
    day: date | None = None
    codes: Collection[str] = ()
    plan_day: date | None = None
    former: Collection[str] = ()
    values_only: bool = False


def is_observations_alone(found: SheetMatch) -> bool:
    """Whether there is «Спостереження» and no «Показники»: the indicators are those of the book in force."""
    return "observations" in found.sheets and not {"indicators"} & (found.sheets.keys() | found.near.keys())


def read_goal_book(
    found: SheetMatch, layout: WorkbookLayout, problems: ProblemList, expected: Expected
) -> tuple[GoalBook, StatedFields]:
    """The book, which counts only where `problems` holds no error; and what it states of indicators and targets."""
    tables = open_tables(found, layout, problems, expected.fiscal_year)
    sheet = _indicator_sheet(tables, problems, expected.codes)
    code = check_goal(sheet.codes, expected.goal) if sheet.rows else expected.goal or ""
    goals = with_ancestors(code)
    check_weights(sheet, problems)
    observations = []
    if "observations" in tables:
        stated = read_observations(tables["observations"], sheet)
        observations = check_observations(tables["observations"], stated.observations, sheet, expected.day)
    suspensions = tables.get("suspensions")
    actions, money = read_work(tables, sheet.codes, goals, problems)
    changes = read_target_changes(tables["target_changes"], sheet) if "target_changes" in tables else []
    book = GoalBook(
        goal=code,
        indicators=tuple(sheet.indicators),
        observations=tuple(observations),
        suspensions=tuple(read_suspensions(suspensions, sheet.codes, goals)) if suspensions else (),
        target_changes=tuple(changes),
        actions=actions,
        action_money=money,
        corrective_actions=read_promises(tables, sheet, expected.day),
        edition=_edition(sheet),
    )
    check_target_changes(changes, sheet, problems)
    # what the cells themselves say is held against what is in force
    return replace(book, indicators=decided_targets(changes, book.indicators)), _stated(book, sheet)


def read_work(
    tables: Mapping[str, SheetTable], codes: CodeBook, goals: frozenset[str], problems: ProblemList
) -> tuple[tuple[Action, ...], tuple[ActionMoney, ...]]:
    """The actions and their money, which is that of actions of the same file."""
    before = problems.count()
    actions = read_actions(tables["actions"], codes, goals) if "actions" in tables else []
    whole = problems.count() == before
    money = read_money(tables["action_money"], codes, goals, actions, known=whole) if "action_money" in tables else []
    check_money(actions, money, problems)
    return tuple(actions), tuple(money)


def read_promises(
    tables: Mapping[str, SheetTable], sheet: IndicatorSheet, day: date | None
) -> tuple[CorrectiveAction, ...]:
    """The corrective actions of the file."""
    table = tables.get("corrective_actions")
    return tuple(read_corrective(table, sheet, day)) if table else ()


def _edition(sheet: IndicatorSheet) -> str:
    """The edition that the rows of «Показники» name, "" for none; a second one is told at its cell."""
    found = ""
    for row in sheet.rows.values():
        named = text_field(row, "edition")
        if isinstance(named, Unreadable) or not named:
            continue
        if found and fold_edition(named) != fold_edition(found):
            row.problem("edition_mixed", "edition", named, first=found)
            break
        found = found or named
    return found


def _stated(book: GoalBook, sheet: IndicatorSheet) -> StatedFields:
    rows = [(indicator.code, sheet.rows[indicator.code]) for indicator in book.indicators]
    cells = {
        (code, year): row.place_of(cell)
        for code, row in rows
        for year in row.table.header.years
        if (cell := row.year_cell(year)) is not None
    }
    header = next(iter(sheet.rows.values())).table.header if sheet.rows else None
    return StatedFields(
        goal=book.goal,
        edition=book.edition,
        indicators=book.indicators,
        changes=book.target_changes,
        suspensions=book.suspensions,
        unread=tuple(code for code in sheet.rows if code not in {one.code for one in book.indicators}),
        columns=frozenset(header.columns) if header else frozenset(),
        years=frozenset(header.years) if header else frozenset(),
        target_cells=cells,
        department_at={code: row.place("department") for code, row in rows},
        also_under_at={code: row.place("also_under") for code, row in rows},
    )


#: the cure of a workbook without «Показники»: the indicators can come from the book in force
BOOK_NEEDED = "book"


def read_observations_alone(
    found: SheetMatch, layout: WorkbookLayout, problems: ProblemList, expected: Expected, former: GoalBook | None
) -> GoalBook:
    """«Спостереження» without «Показники»: the indicators are those of the book in force, where it is known."""
    tables = open_tables(found, layout, problems, expected.fiscal_year, frozenset({"indicators"}))
    table = tables.get("observations")
    sheet = in_force_sheet(former, problems)
    if former is None:
        title = layout.sheets["indicators"].label
        problems.add("sheet_missing", None, title, None, sheet_title=title, near="", cure=BOOK_NEEDED)
    elif expected.goal is not None and fold_code(former.goal) != fold_code(expected.goal):
        problems.add("wrong_goal", table.sheet.title if table else None, former.goal, goal=expected.goal)
    stated = read_observations(table, sheet) if table else ObservationSheet()
    rows = check_observations(table, stated.observations, sheet, expected.day) if table else []
    if former is None:
        return GoalBook(goal=expected.goal or "", observations=tuple(rows))
    return GoalBook(goal=former.goal, indicators=former.indicators, observations=tuple(rows), edition=former.edition)


def in_force_sheet(former: GoalBook | None, problems: ProblemList) -> IndicatorSheet:
    """The indicators of a book in force in place of «Показники»; None: nobody knows them."""
    sheet = IndicatorSheet(CodeBook(problems=problems, known=former is not None, unknown="code_not_in_force"))
    for indicator in former.indicators if former else ():
        sheet.codes.know(indicator.code, indicator.cell or CellRef("", ""))
        sheet.units[indicator.code] = indicator.unit
        sheet.indicators.append(indicator)
    return sheet


def _indicator_sheet(tables: Mapping[str, SheetTable], problems: ProblemList, codes: Collection[str]) -> IndicatorSheet:
    table = tables.get("indicators")
    if table is None:
        return IndicatorSheet(CodeBook(problems=problems, known=False))
    known = {fold_code(code): code for code in codes}
    script = script_of(codes) or script_of(table.texts("code"))
    sheet = read_indicators(table, CodeBook(problems=problems, strategy=known, script=script))
    if not sheet.rows and not table.data_merges() and not any(True for _ in table.rows()):
        problems.add("sheet_empty", table.sheet.title)
        sheet.codes.known = False
    return sheet
