"""What stands beside the figures of an indicator: its status in words, and what the department says of it."""

from dataclasses import dataclass

from kpi.measure.deadlines import reported_periods
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import Status
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.dossier import Dossier
from kpi.views.common.rows import IndicatorRow
from kpi.views.indicator.dossiers import extensions_of
from kpi.views.indicator.reason import reason_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """The status in words. `explanation` is the department's, None where the status asks for none."""

    status: Status
    word: str
    since: str
    reasons: tuple[str, ...]
    before: str
    explanation: str | None
    overdue: str


def banner(survey: Survey, shared: Board, dossier: Dossier, row: IndicatorRow, text: Text) -> Banner:
    status = dossier.record.status
    asks = status in {Status.AT_RISK, Status.OFF_TRACK, Status.MOVING_AWAY}
    before = ""
    past = shared.past.get(dossier.code)
    if past is not None and past is not status:
        before = text.say(f"indicator.banner.before.{shared.rhythm}", status=text.say(f"status.{past}"))
    return Banner(
        status=status,
        word=text.say(f"status.{status}"),
        since=row.since_words,
        reasons=reason_sentences(dossier, survey.dataset.strategy.settings, text),
        before=before,
        explanation=row.record.comment if asks or row.record.comment else None,
        overdue=row.overdue or _extended(survey, dossier, text),
    )


def _extended(survey: Survey, dossier: Dossier, text: Text) -> str:
    """«строк подання даних за III кв. 2026 продовжено до 30.11.2026: …» while such a report is awaited, else ""."""
    code, due, known_at = dossier.code, dossier.record.due_end, survey.now.known_at
    granted = None if due is None else extensions_of(survey).get((code, due))
    if due is None or granted is None or granted.deadline < known_at:
        return ""
    if (code, due) in _reported(survey):
        return ""
    period = dossier.record.fiscal_year.ending(due, dossier.record.frequency.months)
    day = text.date(granted.deadline)
    return text.say("editor.extension.open", period=text.period(period), deadline=day, reason=granted.reason)


@cache_by_survey
def _reported(survey: Survey) -> frozenset[tuple[str, int]]:
    """Code and end of the periods that have a report."""
    there = reported_periods(survey.dataset)
    return frozenset(zip(there["code"].tolist(), there["end"].tolist(), strict=True))
