"""The optional sheets of a goal workbook about its plan: «Призупинення», «Зміни цілей»."""

from kpi.model import Suspension, TargetChange
from kpi.workbook.goal.indicators import IndicatorSheet, is_percent, is_yes_no
from kpi.workbook.goal.oversight import required_day
from kpi.workbook.sheet.codes import CodeBook, code_cell
from kpi.workbook.sheet.fields import (
    BAD,
    Unreadable,
    date_field,
    number_field,
    required_text,
    year_field,
)
from kpi.workbook.sheet.table import Row, SheetTable


def code_of(row: Row, codes: CodeBook, goals: frozenset[str]) -> str | Unreadable:
    """The code of a row, of an indicator or one of `goals`."""
    raw = code_cell(row, "code")
    if raw is None:
        row.problem("required_missing", "code")
        return BAD
    return raw if isinstance(raw, Unreadable) else codes.find(raw, goals)


def any_bad(values: dict[str, object]) -> bool:
    """Whether a field stands there that cannot be read."""
    return any(isinstance(value, Unreadable) for value in values.values())


def read_suspensions(table: SheetTable, codes: CodeBook, goals: frozenset[str]) -> list[Suspension]:
    """Rows of «Призупинення»; the code is an indicator's or one of `goals`."""
    found = []
    for row in table.rows():
        values: dict[str, object] = {
            "code": code_of(row, codes, goals),
            "since": required_day(row, "since"),
            "until": date_field(row, "until"),
            "reason": required_text(row, "reason"),
            "act": required_text(row, "act"),
            "review_by": date_field(row, "review_by"),
        }
        if any_bad(values):
            continue
        suspension = Suspension(**values, cell=row.place("code"))  # type: ignore[arg-type]
        if suspension.until is not None and suspension.until < suspension.since:
            row.problem("date_order", "until", f"{suspension.until:%d.%m.%Y}", other=f"{suspension.since:%d.%m.%Y}")
            continue
        found.append(suspension)
    return found


def read_target_changes(table: SheetTable, sheet: IndicatorSheet) -> list[TargetChange]:
    """Rows of «Зміни цілей»."""
    found = []
    for row in table.rows():
        code = code_of(row, sheet.codes, frozenset())
        unit = sheet.units.get(code, "%") if isinstance(code, str) else "%"
        values: dict[str, object] = {"code": code, "year": year_field(row, "year")}
        for key in ("old_value", "new_value"):
            values[key] = number_field(row, key, percent=is_percent(unit), yes_no=is_yes_no(unit), unit=unit)
        values |= {"decided": required_day(row, "decided"), "act": required_text(row, "act")}
        for key in ("year", "old_value", "new_value"):
            if values[key] is None:
                row.problem("required_missing", key)
                values[key] = BAD
        if not any_bad(values):
            found.append(TargetChange(**values, cell=row.place("old_value")))  # type: ignore[arg-type]
    return found
