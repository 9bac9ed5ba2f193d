"""What needs the session's attention: indicators that lag with cause, action and what is proposed to decide."""

from kpi.model import FAR_BEHIND, Status
from kpi.text import DASH
from kpi.views.common.phrases import sentence_end
from kpi.views.common.rows import IndicatorRow, pace_key
from kpi.views.report.blocks import Block, Cell, Column, Section, Sentence, Table
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
        words = Sentence(text.say(f"overview.attention.{none}"), scope.addresses.page("overview"))
        return Section(title=title, level=1, blocks=(words,))
    heads = (("indicator", 25), ("status", 15), ("value", 15), ("reason", 22), ("action", 22), ("proposal", 21))
    table = Table(
        sheet="attention",
        caption=text.say("session_report.attention.caption"),
        columns=tuple(Column(text.say(f"session_report.column.{name}"), width) for name, width in heads),
        rows=tuple(_row(scope, row) for row in rows),
    )
    blocks: tuple[Block, ...] = (*_counted(scope), Sentence(text.say("session_report.attention.note")), table)
    return Section(title=title, level=1, blocks=blocks, wide=True)


def _counted(scope: ReportScope) -> list[Sentence]:
    """«Суттєво відстають 12 показників; відстають 6.», each with the list that holds them."""
    text, counts, found = scope.text, scope.counts, []
    for name, number, statuses in (
        ("far", counts.far_behind, [status for status in Status if status in FAR_BEHIND]),
        ("behind", counts[Status.AT_RISK], [Status.AT_RISK]),
    ):
        if number:
            href = scope.addresses.page("indicators", status=",".join(statuses), sector=scope.sector)
            found.append(Sentence(text.count(f"session_report.attention.{name}", number), href))
    return found


def _row(scope: ReportScope, row: IndicatorRow) -> tuple[Cell, ...]:
    text, record = scope.text, row.record
    status = ", ".join(filter(None, (text.say(f"status.{row.status}"), row.since_words)))
    planned = text.say("overview.attention.planned", planned=record.planned_words(record.planned_value))
    value = "; ".join(filter(None, (row.value_words, planned, row.overdue)))
    return (
        scope.named(row),
        Cell(words=status, status=row.status),
        Cell(words=value, href=scope.addresses.indicator(row.code)),
        Cell(words=sentence_end(record.comment) or text.say("rows.no_explanation")),
        Cell(words=DASH),
        Cell(words=proposal(scope, row)),
    )


def proposal(scope: ReportScope, row: IndicatorRow) -> str:
    """What a session may decide, by a rule that the report states; the council decides what it finds right."""
    key = "action" if row.record.comment else "reason"
    return scope.text.say(f"session_report.proposal.{key}")
