"""«Заходи виправлення»: what is done about values that lie far behind, and what became of it."""

from datetime import date

from kpi.model import ActionOutcome, CorrectiveAction, Period
from kpi.workbook.goal.indicators import IndicatorSheet, is_percent, is_yes_no
from kpi.workbook.goal.optional_sheets import any_bad, code_of
from kpi.workbook.goal.periods import read_period
from kpi.workbook.sheet.fields import BAD, choice_field, date_field, number_field, required_text, text_field
from kpi.workbook.sheet.table import Row, SheetTable

_WORDS = ("cause", "measure", "responsible")


def read_corrective(table: SheetTable, sheet: IndicatorSheet, day: date | None) -> list[CorrectiveAction]:
    """Rows of «Заходи виправлення», one an indicator and period; `day` of checking, None where it is not judged by."""
    found: dict[tuple[str, Period], CorrectiveAction] = {}
    for row in table.rows():
        action = _action(row, sheet, day)
        if action is None:
            continue
        key = (action.code, action.period)
        if key in found:
            first = found[key].cell
            about = {"period": action.period.code, "first": str(first.cell if first else "")}
            row.problem("corrective_duplicate", "code", action.code, **about)
            continue
        found[key] = action
    return list(found.values())


def _action(row: Row, sheet: IndicatorSheet, day: date | None) -> CorrectiveAction | None:
    code = code_of(row, sheet.codes, frozenset())
    unit = sheet.unit_of(code) or "%"
    values: dict[str, object] = {
        "code": code,
        "period": read_period(row),
        **{key: required_text(row, key) for key in _WORDS},
        "due": date_field(row, "due"),
        "expected_value": number_field(
            row, "expected_value", percent=is_percent(unit), yes_no=is_yes_no(unit), unit=unit
        ),
        "money": number_field(row, "money"),
        "outcome": choice_field(row, "outcome"),
        "outcome_day": date_field(row, "outcome_day"),
        "outcome_reason": text_field(row, "outcome_reason"),
    }
    if values["due"] is None:
        row.problem("required_missing", "due")
        values["due"] = BAD
    if any_bad(values) or not _outcome_whole(row, values, day):
        return None
    outcome = ActionOutcome(str(values.pop("outcome"))) if values["outcome"] else None
    return CorrectiveAction(**{**values, "outcome": outcome}, cell=row.place("code"))  # type: ignore[arg-type]


def _outcome_whole(row: Row, values: dict[str, object], day: date | None) -> bool:
    """Whether what became of it says all: done with its day, which is not to come; moved and dropped with why."""
    outcome, done_on, why = values["outcome"], values["outcome_day"], values["outcome_reason"]
    if outcome == ActionOutcome.DONE and done_on is None:
        row.problem("outcome_incomplete", "outcome_day", None, outcome=str(outcome))
        return False
    if outcome != ActionOutcome.DONE and done_on is not None:
        row.problem("outcome_unsaid", "outcome", f"{done_on:%d.%m.%Y}")
        return False
    if outcome in (ActionOutcome.MOVED, ActionOutcome.DROPPED) and not why:
        row.problem("outcome_incomplete", "outcome_reason", None, outcome=str(outcome))
        return False
    if day is not None and isinstance(done_on, date) and done_on > day:
        row.problem("outcome_to_come", "outcome_day", f"{done_on:%d.%m.%Y}", day=f"{day:%d.%m.%Y}")
        return False
    return True
