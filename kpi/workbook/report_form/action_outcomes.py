"""What became of a corrective action, as the form says it: done, moved to another day, dropped."""

from dataclasses import dataclass, replace
from datetime import date

from kpi.model import ActionOutcome, CellRef, CorrectiveAction, Problem, TypedFields
from kpi.workbook.reader.calendar import written_date
from kpi.workbook.reader.clean import clean

#: letters of the words of an action
LONGEST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong in a field: a problem as workbooks have it, or the `reason` (a key below `report.problem`)."""

    field: str
    problem: Problem | None = None
    reason: str = ""


def read_outcome(
    typed: TypedFields, standing: CorrectiveAction | None, place: CellRef, day: date
) -> tuple[CorrectiveAction | None, tuple[FieldProblem, ...]]:
    """The standing action with its outcome, or what is wrong with the fields; `day` is the day of reading."""
    text, words = clean(typed.outcome_day)[0], clean(typed.outcome_reason, lines=True)[0]
    if standing is None or not standing.is_open:
        return None, (FieldProblem("outcome", reason="outcome_of_none"),)
    if not typed.outcome:
        return None, (FieldProblem("outcome", reason="outcome_missing"),)
    outcome, written = ActionOutcome(typed.outcome), written_date(text)
    wrong = _of_day(outcome, text, written, standing, day)
    if outcome is not ActionOutcome.DONE and not words:
        wrong += (FieldProblem("outcome_reason", reason=f"outcome_why_{outcome}"),)
    if len(words) > LONGEST_WORDS:
        wrong += (FieldProblem("outcome_reason", reason="too_long"),)
    if wrong:
        return None, wrong
    told = replace(standing, outcome=outcome, outcome_day=None, outcome_reason=words, cell=place)
    if outcome is ActionOutcome.MOVED and written is not None:
        return replace(told, due=written), ()
    return replace(told, outcome_day=written), ()


def _of_day(
    outcome: ActionOutcome, text: str, written: date | None, standing: CorrectiveAction, day: date
) -> tuple[FieldProblem, ...]:
    """What is wrong with the day: done not in the future, moved to a later one, dropped without any."""
    reason = ""
    if outcome is ActionOutcome.DROPPED:
        reason = "outcome_day_unneeded" if text else ""
    elif written is None:
        reason = "outcome_day_invalid" if text else f"outcome_day_{outcome}"
    elif outcome is ActionOutcome.DONE and written > day:
        reason = "outcome_day_future"
    elif outcome is ActionOutcome.MOVED and written <= max(standing.due, day):
        reason = "outcome_day_early"
    return (FieldProblem("outcome_day", reason=reason),) if reason else ()
