"""The first page of editors: what waits for a decision, how much is not reported, the journal."""

from starlette.responses import Response

from kpi.access import Right, allows
from kpi.html.desk import admin as document
from kpi.services.publishing.due_list import missing_reports
from kpi.services.publishing.permissions import ForbiddenError
from kpi.views.desk.admin import Admin
from kpi.web.desk.approvals import approve_many, waiting_lines
from kpi.web.desk.journal_page import journal_part
from kpi.web.desk.request import DeskRequest


def overview(asked: DeskRequest, done: tuple[str, ...] = ()) -> Response:
    """GET /admin; `done`: what became of the submissions that were just decided on."""
    if not allows(asked.account, Right.REPORTING):
        raise ForbiddenError("reporting")
    view = Admin(
        token=asked.token,
        notice=asked.notice,
        administrator=allows(asked.account, Right.ACCOUNTS),
        waiting=waiting_lines(asked),
        done=done,
        missing=_missing(asked),
        journal=journal_part(asked),
    )
    return asked.page(asked.text.say("admin.title"), document.body(view, asked.context))


def _missing(asked: DeskRequest) -> str:
    """«Не подано 12 звітів, із них прострочено 4»; "" where everything is there."""
    found = missing_reports(asked.account, asked.today, store=asked.store)
    if not found:
        return ""
    awaited, overdue = sum(len(one.codes) for one in found), sum(one.overdue for one in found)
    departments = len({one.department for one in found})
    return asked.text.count("editor.chase.awaited", awaited, departments=departments, overdue=overdue)


def approve_ticked(asked: DeskRequest) -> Response:
    """POST /admin/approve: the ticked submissions, then the page with what became of each."""
    return overview(asked, approve_many(asked))
