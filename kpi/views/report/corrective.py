"""Corrective actions of an indicator in words, with what became of them by the day of the release."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kpi.measure.chain.corrective_fates import fates
from kpi.model import CorrectiveFate
from kpi.text import Text
from kpi.views.common.page_frame import release_day
from kpi.views.common.phrases import decapitalise, sentence_end
from kpi.views.common.values import Record, number_or_none, records
from kpi.views.indicator.dossiers import day_or_none
from kpi.views.report.scope import ReportScope

#: what is still awaited
AWAITED = frozenset({CorrectiveFate.OPEN, CorrectiveFate.MOVED, CorrectiveFate.OVERDUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectiveWords:
    """One of them: what is promised by whom until when, and what became of it; `words` say it in one sentence."""

    cause: str
    due: date | None
    fate: CorrectiveFate
    words: str

    @property
    def awaited(self) -> bool:
        return self.fate in AWAITED


def corrective_actions(scope: ReportScope) -> Mapping[str, tuple[CorrectiveWords, ...]]:
    """By the code of the indicator, the newest period first."""
    frame = scope.survey.dataset.corrective_actions
    found: dict[str, list[CorrectiveWords]] = {}
    for row in reversed(records(frame.assign(fate=fates(frame, release_day(scope.survey))))):
        found.setdefault(str(row["code"]), []).append(_action(scope, row))
    return {code: tuple(actions) for code, actions in found.items()}


def _action(scope: ReportScope, row: Record) -> CorrectiveWords:
    due, fate = day_or_none(row["due"]), CorrectiveFate(str(row["fate"]))
    return CorrectiveWords(cause=str(row["cause"]), due=due, fate=fate, words=_words(scope, row, due, fate))


def _words(scope: ReportScope, row: Record, due: date | None, fate: CorrectiveFate) -> str:
    """«Оголосити закупівлю повторно; до 15.12.2026, перенесено 2 рази; відповідає відділ закупівель»."""
    text = scope.text
    told = [str(row["measure"]).strip().rstrip(".")]
    if due is not None:
        told.append(text.say("session_report.corrective.until", date=text.date(due)))
    if fate not in {CorrectiveFate.OPEN, CorrectiveFate.MOVED}:
        told[-1] += f", {decapitalise(text.say(f'corrective_fate.{fate}'))}"
    if moved := int(row["times_moved"]):
        told[-1] += text.count("session_report.corrective.moved", moved)
    if row["responsible"]:
        told.append(text.say("session_report.corrective.responsible", who=row["responsible"]))
    told += _promised(scope, row, text)
    return sentence_end("; ".join(told))


def _promised(scope: ReportScope, row: Record, text: Text) -> list[str]:
    """The value that is expected of it and its money, where they are said."""
    told, expected, money = [], number_or_none(row["expected_value"]), number_or_none(row["money"])
    indicator = scope.board.row(str(row["code"]))
    if expected is not None and indicator is not None:
        told.append(text.say("session_report.corrective.expected", value=indicator.record.scale.amount(expected)))
    if money is not None:
        told.append(text.money(money, scope.survey.dataset.strategy.currency))
    return told
