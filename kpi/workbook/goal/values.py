"""A department's workbook: its values by the indicators in force; what it says of the plan is stated, never taken."""

from collections.abc import Iterable
from dataclasses import replace

from kpi.model import CellRef, GoalBook, Indicator
from kpi.workbook.goal.goal_book import Expected, in_force_sheet, open_tables, read_goal_book, read_promises, read_work
from kpi.workbook.goal.indicators import IndicatorSheet
from kpi.workbook.goal.observations import check_observations, read_observations
from kpi.workbook.goal.stated import StatedFields
from kpi.workbook.sheet.alphabet import fold_code
from kpi.workbook.sheet.codes import with_ancestors
from kpi.workbook.sheet.layout import WorkbookLayout
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.sheet_search import SheetMatch

#: the sheets whose rows a department answers for
_VALUES = frozenset({"observations", "actions", "action_money", "corrective_actions"})


def read_values(
    found: SheetMatch, layout: WorkbookLayout, problems: ProblemList, expected: Expected, former: GoalBook
) -> tuple[GoalBook, StatedFields | None]:
    """The book by the indicators of `former`, and what the file states of the plan; None where it states nothing.

    Problems of the sheets of the plan are nobody's concern here: they are not taken, whatever stands there. A row of an
    indicator that only the file has is left out; `kpi.workbook.in_force` tells it with the other differences.
    """
    plan = replace(layout, sheets={key: one for key, one in layout.sheets.items() if key not in _VALUES})
    own = replace(layout, sheets={key: one for key, one in layout.sheets.items() if key in _VALUES})
    stated = read_goal_book(found, plan, ProblemList(), expected)[1] if "indicators" in found.sheets else None
    sheet = in_force_sheet(former, problems)
    unplanned = _know_unplanned(sheet, stated.indicators if stated else ())
    tables = open_tables(found, own, problems, expected.fiscal_year)
    observations = []
    if "observations" in tables:
        rows = read_observations(tables["observations"], sheet).observations
        planned = [row for row in rows if row.code not in unplanned]
        observations = check_observations(tables["observations"], planned, sheet, expected.day)
    actions, money = read_work(tables, sheet.codes, with_ancestors(former.goal), problems)
    book = GoalBook(
        goal=former.goal,
        indicators=former.indicators,
        observations=tuple(observations),
        actions=tuple(one for one in actions if one.code not in unplanned),
        action_money=tuple(one for one in money if one.code not in unplanned),
        corrective_actions=tuple(
            one for one in read_promises(tables, sheet, expected.day) if one.code not in unplanned
        ),
        edition=stated.edition if stated else former.edition,
    )
    return book, stated


def _know_unplanned(sheet: IndicatorSheet, stated: Iterable[Indicator]) -> frozenset[str]:
    """Let the rows of indicators that only the file has be read, so that they can be left out; returns their codes."""
    own = [one for one in stated if fold_code(one.code) not in sheet.codes.by_key]
    for indicator in own:
        sheet.codes.know(indicator.code, indicator.cell or CellRef("", ""))
        sheet.units[indicator.code] = indicator.unit
    return frozenset(indicator.code for indicator in own)
