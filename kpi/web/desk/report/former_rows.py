"""What of the former edition is still to come, as the form of the one in force tells it."""

from functools import partial

from kpi.model import Period
from kpi.services.publishing.due_list import due_list
from kpi.services.publishing.keys import row_key
from kpi.services.reporting.form import FormRow, report_form
from kpi.services.reporting.report_context import ReportContext, report_context
from kpi.text import Text
from kpi.text.editions import edition_words
from kpi.views.desk.report import FormerRow, FormerRows
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.request import DeskRequest


def former_rows(asked: DeskRequest) -> FormerRows | None:
    """The account's own rows that are still to come; None on the former edition's own form, and where nothing is."""
    former = asked.still_asked
    context = None if former is None or asked.former else report_context(asked.store, asked.today, former)
    if former is None or context is None:
        return None
    due = due_list(asked.account, asked.today, former=former, store=asked.store)
    form = report_form(asked.account, context, due, store=asked.store)
    line = partial(_line, names=asked.names_of(former.edition), text=asked.text)
    rows = tuple(line(row, row.period) for row in form.rows if row.is_awaited and row.period is not None)
    return FormerRows(former.edition, years_of(context, asked.text), rows) if rows else None


def _line(row: FormRow, period: Period, names: LabelIndex, text: Text) -> FormerRow:
    return FormerRow(
        key=row_key(row.code, period),
        name=names.indicator(row.code, text),
        period=text.period(period),
        term=term_words(row, text),
        late=row.late_days > 0,
    )


def years_of(context: ReportContext, text: Text) -> str:
    """The edition of a context in words: «2022–2026»."""
    return edition_words(context.dataset.strategy, text)


def term_words(row: FormRow, text: Text) -> str:
    """«строк до 15.01.2027», or since when it has passed."""
    if row.deadline is None:
        return ""
    day = text.date(row.deadline)
    if row.late_days:
        return text.count("report.row.late", row.late_days, deadline=day)
    return text.say("report.row.until", deadline=day)
