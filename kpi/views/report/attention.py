"""What needs the session's attention: indicators that lag with cause, action and what is proposed to decide."""

from collections.abc import Sequence

from kpi.model import FAR_BEHIND, CorrectiveFate, Status
from kpi.text import DASH, Text
from kpi.views.common.phrases import sentence_end
from kpi.views.common.rows import IndicatorRow, pace_key
from kpi.views.report.blocks import Block, ReportCell, ReportColumn, ReportSentence, ReportTable, Section
from kpi.views.report.corrective import CorrectiveWords, corrective_actions
from kpi.views.report.form_fields import LAGGING
from kpi.views.report.scope import ReportScope


def lagging(scope: ReportScope) -> tuple[IndicatorRow, ...]:
    """The indicators behind their plan: what is far behind first, the slowest first within a status."""
    behind = [row for row in scope.rows if row.status in LAGGING]
    return tuple(
        sorted(behind, key=lambda row: (row.status not in FAR_BEHIND, pace_key(row.record.pace), row.severity))
    )


def attention(scope: ReportScope) -> Section:
    """A row for each of them; that there is none, where there is none."""
    text, rows = scope.text, lagging(scope)
    title = text.say("overview.attention.title")
    if not rows:
        none = "empty" if scope.counts.judged else "not_judged"
        words = ReportSentence(text.say(f"overview.attention.{none}"), scope.addresses.page("overview"))
        return Section(title=title, level=1, blocks=(words,), wide=True)
    known = corrective_actions(scope)
    heads = (("indicator", 25), ("status", 15), ("value", 17), ("reason", 22), ("action", 21), ("proposal", 20))
    table = ReportTable(
        sheet="attention",
        caption=text.say("session_report.attention.caption"),
        columns=tuple(ReportColumn(text.say(f"session_report.column.{name}"), width) for name, width in heads),
        rows=tuple(_row(scope, row, known.get(row.code, ())) for row in rows),
    )
    blocks: tuple[Block, ...] = (*_counted(scope), ReportSentence(text.say("session_report.attention.note")), table)
    return Section(title=title, level=1, blocks=blocks, wide=True)


def _counted(scope: ReportScope) -> list[ReportSentence]:
    """«Суттєво відстають 12 показників; відстають 6.», each with the list that holds them."""
    text, counts, found = scope.text, scope.counts, []
    for name, number, statuses in (
        ("far", counts.far_behind, [status for status in Status if status in FAR_BEHIND]),
        ("behind", counts[Status.AT_RISK], [Status.AT_RISK]),
    ):
        if number:
            href = scope.addresses.page("indicators", status=",".join(statuses), sector=scope.sector)
            found.append(ReportSentence(text.count(f"session_report.attention.{name}", number), href))
    return found


def _row(scope: ReportScope, row: IndicatorRow, actions: Sequence[CorrectiveWords]) -> tuple[ReportCell, ...]:
    text, record = scope.text, row.record
    status = ", ".join(filter(None, (text.say(f"status.{row.status}"), row.since_words)))
    planned = text.say("overview.attention.planned", planned=record.planned_words(record.planned_value))
    value = "; ".join(filter(None, (row.value_words, planned, row.overdue)))
    return (
        scope.named(row),
        ReportCell(words=status, status=row.status),
        ReportCell(words=value),
        ReportCell(words=sentence_end(_cause(row, actions)) or text.say("rows.no_explanation")),
        ReportCell(words=" ".join(one.words for one in actions if one.awaited) or DASH),
        ReportCell(words=proposal(text, row, actions)),
    )


def _cause(row: IndicatorRow, actions: Sequence[CorrectiveWords]) -> str:
    """The explanation of the value; without one the cause that its corrective action names."""
    return row.record.comment or next((one.cause for one in actions if one.cause), "")


def proposal(text: Text, row: IndicatorRow, actions: Sequence[CorrectiveWords]) -> str:
    """What a session may decide, by rules that the report states; the council decides what it finds right."""
    awaited = [one for one in actions if one.awaited]
    late = [one.due for one in awaited if one.fate is CorrectiveFate.OVERDUE and one.due]
    if not _cause(row, actions):
        return text.say("session_report.proposal.reason")
    if late:
        return text.say("session_report.proposal.overdue", date=text.date(min(late)))
    if not awaited:
        return text.say("session_report.proposal.action")
    due = [one.due for one in awaited if one.due]
    return (
        text.say("session_report.proposal.wait", date=text.date(max(due)))
        if due
        else text.say("session_report.proposal.term")
    )
