"""«Кошти» of a file beside the rows that stand: what a file leaves out stays, so the budget is held against both."""

from collections import Counter
from collections.abc import Iterable, Iterator

from kpi.model import ActionMoney, CellRef, GoalBook, Problem
from kpi.model.folding import fold
from kpi.workbook.goal.actions import is_same_money
from kpi.workbook.reader.numbers import as_written
from kpi.workbook.sheet.problems import CATALOGUE

#: (code, name, number) of an action, year, folded source
_Key = tuple[tuple[str, str, int], int, str]


def money_against(book: GoalBook, standing: Iterable[ActionMoney]) -> Iterator[Problem]:
    """An error for each action of the book whose budget is not the sum of its own rows and those that stay."""
    own = {_key(row): row for row in book.action_money}
    left: dict[tuple[str, str, int], list[ActionMoney]] = {}
    for row in standing:
        if _key(row) not in own:
            left.setdefault(_key(row)[0], []).append(row)
    seen: Counter[tuple[str, str]] = Counter()
    for action in book.actions:
        seen[action.code, action.name] += 1
        key = action.code, action.name, seen[action.code, action.name]
        rows = [*(row for row in own.values() if _key(row)[0] == key), *left.get(key, ())]
        if key not in left:
            continue
        named = "; ".join(f"{row.source}, {row.year}" for row in left[key])
        for budget, column in ((action.budget_plan_uah, "plan"), (action.budget_actual_uah, "actual")):
            sums = [value for row in rows if (value := getattr(row, column)) is not None]
            if budget is None or not sums or is_same_money(sum(sums), budget):
                continue
            about = {"action": action.name, "budget": as_written(budget), "rows": named, "row_code": action.code}
            yield _problem(action.cell, as_written(round(sum(sums), 2)), about)


def _key(row: ActionMoney) -> _Key:
    return (row.code, row.name, row.number), row.year, fold(row.source)


def _problem(cell: CellRef | None, found: str, about: dict[str, str]) -> Problem:
    sheet, address = (cell.sheet, cell.cell) if cell else (None, None)
    code = "money_sum_standing"
    return Problem(code=code, severity=CATALOGUE[code], sheet=sheet, cell=address, found=found, values={**about})
