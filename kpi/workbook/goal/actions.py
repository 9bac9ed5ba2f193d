"""«Заходи» and «Кошти»: what is done for a goal and what it costs, each row of money held against its action."""

from collections import Counter
from collections.abc import Iterable, Sequence

from kpi.model import Action, ActionMoney, ActionState, CellRef, ResultLevel
from kpi.model.folding import fold
from kpi.model.web_address import read_number, register_meant
from kpi.workbook.goal.optional_sheets import any_bad, code_of
from kpi.workbook.reader.numbers import as_written
from kpi.workbook.sheet.codes import CodeBook, code_cell
from kpi.workbook.sheet.fields import (
    BAD,
    Unreadable,
    choice_field,
    date_field,
    number_field,
    required_text,
    text_field,
    year_field,
)
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.table import Row, SheetTable

_TEXTS = ("funding", "partners", "stop_reason", "act", "comment", "name_en")
#: of the sum of many rows: a hundredth, and what floats lose
_CENT = 0.01 + 1e-6


def read_actions(table: SheetTable, codes: CodeBook, goals: frozenset[str]) -> list[Action]:
    """Rows of «Заходи»; the code is an indicator's or one of `goals`."""
    found = []
    for row in table.rows():
        values: dict[str, object] = {
            "code": code_of(row, codes, goals),
            "name": required_text(row, "name"),
            "state": required_text(row, "state"),
            "start": date_field(row, "start"),
            "due": date_field(row, "due"),
            "done_pct": number_field(row, "done_pct", percent=True),
            "dream_id": _project_number(row),
            "indicator": _served(row, codes),
            **{key: number_field(row, key) for key in ("budget_plan_uah", "budget_actual_uah")},
            **{key: text_field(row, key) for key in _TEXTS},
            **{key: choice_field(row, key) for key in ("result_level", "investment_direction")},
        }
        if values["state"] is not BAD:
            values["state"] = choice_field(row, "state")
        if any_bad(values) or not _in_order(row, values):
            continue
        values["state"] = ActionState(str(values["state"]))
        values["result_level"] = ResultLevel(str(values["result_level"])) if values["result_level"] else None
        found.append(Action(**values, cell=row.place("code")))  # type: ignore[arg-type]
    return found


def _in_order(row: Row, values: dict[str, object]) -> bool:
    """Whether the end is not before the beginning."""
    start, due = values["start"], values["due"]
    if start is None or due is None or start <= due:  # type: ignore[operator]
        return True
    row.problem("date_order", "due", f"{due:%d.%m.%Y}", other=f"{start:%d.%m.%Y}")
    return False


def _served(row: Row, codes: CodeBook) -> str | Unreadable:
    """The code of the indicator that the action serves, "" for none."""
    raw = code_cell(row, "indicator")
    if raw is None:
        return ""
    return raw if isinstance(raw, Unreadable) else codes.find(raw)


def _project_number(row: Row) -> str | Unreadable:
    """The number as its register writes it; one that has not the register's form stays, with a remark."""
    text = text_field(row, "dream_id")
    if isinstance(text, Unreadable) or not text:
        return text
    if (number := read_number(text)) is not None:
        return number
    meant = register_meant(text, row.table.layout.language)
    if meant is not None:
        row.problem("project_number_form", "dream_id", text, register=meant.name, example=meant.example)
    return text


def read_money(
    table: SheetTable, codes: CodeBook, goals: frozenset[str], actions: Sequence[Action], *, known: bool = True
) -> list[ActionMoney]:
    """Rows of «Кошти».

    actions  those of «Заходи»; a row names one of them by its name or by which of its code it is
    known    whether «Заходи» could be read as a whole: else an action that is not there is nobody's fault
    """
    found: dict[tuple[object, ...], ActionMoney] = {}
    for row in table.rows():
        values: dict[str, object] = {
            "code": code_of(row, codes, goals),
            "action": required_text(row, "action"),
            "year": year_field(row, "year"),
            "source": required_text(row, "source"),
            **{key: number_field(row, key) for key in ("plan", "actual")},
        }
        if values["year"] is None:
            row.problem("required_missing", "year")
            values["year"] = BAD
        if any_bad(values):
            continue
        named = _named(str(values["code"]), str(values.pop("action")), actions)
        if named is None:
            if known:
                _tell_unknown(row, str(values["code"]), actions)
            continue
        money = ActionMoney(**values, name=named[0], number=named[1], cell=row.place("action"))  # type: ignore[arg-type]
        key = (money.code, money.name, money.number, money.year, fold(money.source))
        if key in found:
            row.problem("money_duplicate", "source", money.source, first=str(_cell(found[key].cell)))
            continue
        found[key] = money
    return list(found.values())


def _cell(cell: CellRef | None) -> str:
    return cell.cell if cell else ""


def _named(code: str, text: str, actions: Iterable[Action]) -> tuple[str, int] | None:
    """Name and number of the action that a row of money means; None where there is none or more than one."""
    seen: Counter[str] = Counter()
    keys: list[tuple[str, int]] = []
    for action in actions:
        if action.code == code:
            seen[action.name] += 1
            keys.append((action.name, seen[action.name]))
    alike = [key for key in keys if fold(key[0]) == fold(text)]
    if len(alike) == 1:
        return alike[0]
    place = int(text) if text.isdecimal() and len(text) <= len(str(len(keys))) else 0
    return keys[place - 1] if not alike and 0 < place <= len(keys) else None


def _tell_unknown(row: Row, code: str, actions: Iterable[Action]) -> None:
    own = [action.name for action in actions if action.code == code]
    names = "; ".join(f"{n} — {name}" for n, name in enumerate(own[:10], start=1))
    row.problem("money_of_no_action", "action", text_of(row), own=code, actions=names or "—")


def text_of(row: Row) -> str:
    """What stands for the action."""
    text = text_field(row, "action")
    return text if isinstance(text, str) else ""


def check_money(actions: Sequence[Action], money: Iterable[ActionMoney], problems: ProblemList) -> None:
    """The sums of «Кошти» are the budget of the action, where both stand."""
    rows: dict[tuple[str, str, int], list[ActionMoney]] = {}
    for one in money:
        rows.setdefault((one.code, one.name, one.number), []).append(one)
    seen: Counter[tuple[str, str]] = Counter()
    for action in actions:
        seen[action.code, action.name] += 1
        own = rows.get((action.code, action.name, seen[action.code, action.name]), [])
        _tell_sum("money_sum_plan", action, action.budget_plan_uah, [(m.plan, m.cell) for m in own], problems)
        _tell_sum("money_sum_actual", action, action.budget_actual_uah, [(m.actual, m.cell) for m in own], problems)


def is_same_money(total: float, budget: float) -> bool:
    """Whether a sum of rows is a budget."""
    return abs(total - budget) <= _CENT


def _tell_sum(
    code: str,
    action: Action,
    budget: float | None,
    rows: Iterable[tuple[float | None, CellRef | None]],
    problems: ProblemList,
) -> None:
    """A problem with both numbers at the first row that has one."""
    stated = [(value, cell) for value, cell in rows if value is not None]
    total = sum(value for value, _ in stated)
    if budget is None or not stated or is_same_money(total, budget):
        return
    told: dict[str, str | float] = {"action": action.name, "budget": as_written(budget), "row_code": action.code}
    problems.add(code, stated[0][1], as_written(round(total, 2)), None, **told)
