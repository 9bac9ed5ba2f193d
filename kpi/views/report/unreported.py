"""Who has not reported what was due, and what is suspended with the day of its review."""

from collections.abc import Sequence
from datetime import date

from kpi.text import DASH
from kpi.views.common.dossier import SuspensionSpan
from kpi.views.common.phrases import sentence_end
from kpi.views.common.rows import IndicatorRow
from kpi.views.indicator.dossiers import suspensions_of
from kpi.views.report.blocks import ReportCell, ReportColumn, ReportSentence, ReportTable, Section
from kpi.views.report.scope import ReportScope


def unreported(scope: ReportScope) -> Section | None:
    """Reports that were due and have not come, by department; None where nothing has been due yet."""
    text = scope.text
    if all(row.record.due_end is None for row in scope.rows):
        return None
    late = sorted((row for row in scope.rows if row.overdue), key=lambda row: row.department.name.casefold())
    title = text.say("session_report.unreported.title")
    here = scope.addresses.page("indicators", sector=scope.sector)
    if not late:
        return Section(
            title=title, level=1, blocks=(ReportSentence(text.say("session_report.unreported.none"), here),), wide=True
        )
    departments = len({row.department.code for row in late})
    words = text.count("session_report.unreported.count", len(late))
    words += text.count("session_report.unreported.departments", departments)
    return Section(title=title, level=1, blocks=(ReportSentence(words, here), _late(scope, late)), wide=True)


def _late(scope: ReportScope, late: Sequence[IndicatorRow]) -> ReportTable:
    text = scope.text
    heads = (("department", 24), ("indicator", 34), ("overdue", 26), ("last", 16))
    rows = tuple(
        (
            ReportCell(words=row.department.name or DASH),
            scope.named(row),
            ReportCell(words=row.overdue),
            ReportCell(words=_last(scope, row)),
        )
        for row in late
    )
    return ReportTable(
        sheet="unreported",
        caption=text.say("session_report.unreported.title"),
        columns=tuple(ReportColumn(text.say(f"session_report.column.{name}"), width) for name, width in heads),
        rows=rows,
    )


def _last(scope: ReportScope, row: IndicatorRow) -> str:
    """The last value with its period; that there is none."""
    if not row.has_value or row.period is None:
        return scope.text.say("rows.no_value")
    return f"{row.value_words} ({scope.text.period(row.period)})"


def suspended(scope: ReportScope) -> Section | None:
    """Suspensions in force with ground and day of review; None where nothing is suspended."""
    text, day = scope.text, scope.survey.now.as_of
    found = [one for one in suspensions_of(scope.survey, tuple(scope.codes)) if _in_force(one, day)]
    if not found:
        return None
    title = text.say("session_report.suspended.title")
    heads = (("subject", 34), ("since", 12), ("reason", 28), ("act", 24), ("review", 12))
    rows = tuple(_suspension(scope, one) for one in found)
    late = sum(one.review_by is not None and one.review_by < day for one in found)
    sentences = [ReportSentence(text.count("session_report.suspended.count", len(found)))]
    if late:
        sentences.append(ReportSentence(text.count("session_report.suspended.late", late, date=text.date(day))))
    table = ReportTable(
        sheet="suspended",
        caption=title,
        columns=tuple(ReportColumn(text.say(f"session_report.column.{name}"), width) for name, width in heads),
        rows=rows,
    )
    return Section(title=title, level=1, blocks=(*sentences, table), wide=True)


def _in_force(one: SuspensionSpan, day: date) -> bool:
    return one.since <= day and (one.until is None or one.until >= day)


def _suspension(scope: ReportScope, one: SuspensionSpan) -> tuple[ReportCell, ...]:
    text, row = scope.text, scope.board.row(one.code)
    node = next((node for (_, code), node in scope.board.nodes.items() if code == one.code), None)
    name = scope.named(row) if row else ReportCell(words=f"{one.code} {node.name.name}" if node else one.code)
    review = ReportCell(words=text.date(one.review_by), value=one.review_by)
    return (
        name,
        ReportCell(words=text.date(one.since), value=one.since),
        ReportCell(words=sentence_end(one.reason) or DASH),
        ReportCell(words=one.act or text.say("session_report.targets.no_act")),
        review,
    )
