"""The workbooks to fill in by one click, of all goals and of one, and the marked copy of a file that was not taken."""

import io
from pathlib import PurePath

from starlette.responses import Response

from kpi.model import USUAL_LANGUAGE, Period
from kpi.services.publishing.assessment import publication_day
from kpi.services.publishing.editions import last_quarter, present_edition
from kpi.services.publishing.file_check import present_departments
from kpi.services.publishing.permissions import require_goal
from kpi.services.publishing.release_writer import former_books
from kpi.services.reporting.form import report_form
from kpi.store.as_of import AsOf
from kpi.store.books import plan as stored_plan
from kpi.store.read import of_plan
from kpi.store.write import last_seq
from kpi.web.desk.rejected_uploads import RejectedUploads
from kpi.web.desk.report.form_page import context_of
from kpi.web.desk.request import DeskRequest, file_answer
from kpi.workbook.writer.annotated_copy import marked_copy
from kpi.workbook.writer.due import DueRow
from kpi.workbook.writer.template import write_template
from kpi.workbook.writer.value_table import write_value_table


def value_table(asked: DeskRequest) -> Response:
    """GET /upload/values.xlsx: one workbook for all own values that are due; LookupError where nothing is."""
    context, out = context_of(asked), io.BytesIO()
    form = report_form(asked.account, context, asked.due, store=asked.store)
    rows = [
        DueRow(context.basis.indicators[row.code], row.period, "", row.last, row.deadline)
        for row in form.rows
        if row.is_awaited and row.period is not None
    ]
    if not rows:
        raise LookupError(asked.account.login)
    write_value_table(
        rows,
        out,
        department=asked.desk.who,
        on=asked.today,
        text=asked.text,
        language=context.dataset.strategy.language,
    )
    mark = context.dataset.strategy.file_mark
    name = asked.text.say("template.values.filename", mark=mark, day=asked.today.isoformat())
    return file_answer(out.getvalue(), name)


def template(asked: DeskRequest) -> Response:
    """The workbook of a goal with all that is due up to the last quarter; LookupError for an unknown goal."""
    goal, store = asked.query.get("goal", ""), asked.store
    with store.reading() as connection:
        require_goal(asked.account, present_departments(connection, store, asked.today), goal)
        edition = present_edition(connection, store, asked.today) or ""
        day = publication_day(connection, store, edition, asked.today)
        until = AsOf(store.community, edition, day, last_seq(connection, store.community))
        plan = stored_plan(connection, of_plan(connection, until))
    book = former_books(day, edition, goal=goal, store=store).get(goal)
    if book is None:
        raise LookupError(goal)
    years = range(plan.strategy.first_year, plan.strategy.last_year + 1) if plan else ()
    period, out = _until(asked, goal), io.BytesIO()
    language = plan.strategy.language if plan else USUAL_LANGUAGE
    write_template(book, out, asked.fiscal_year, period=period, years=years, text=asked.text, language=language)
    return file_answer(out.getvalue(), asked.text.say("submit.template.filename", goal=goal, period=period.code))


def _until(asked: DeskRequest, goal: str) -> Period:
    """What the template asks for ends with the last quarter, or with the month that is due after it."""
    quarter = last_quarter(asked.today, asked.fiscal_year)
    ends = [item.period.end for item in asked.due.items if item.goal == goal and item.period is not None]
    last = max(ends, default=quarter.end)
    return asked.fiscal_year.ending(last, 1) if last > quarter.end else quarter


def marked(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """The file that was not taken, its cells marked; back to its page where that cannot be done."""
    file = shelf.take(asked.account.login)
    copy = marked_copy(file.content, file.problems, asked.text) if file is not None else None
    if file is None or copy is None:
        return asked.to("upload/file", said="unmarked")
    return file_answer(copy, asked.text.say("submit.problems.marked_name", name=PurePath(file.filename).stem))
