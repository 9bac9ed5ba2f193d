"""What is shown and done on the way from an administrator's tables to the first release."""

import logging

from starlette.responses import Response

from kpi.html.page_frame import RELOADING
from kpi.html.setup import page as document
from kpi.services.publishing.release_writer import RefusedError
from kpi.services.setup import first_release, strategy_draft
from kpi.services.setup.first_release import UnansweredError
from kpi.services.setup.strategy_draft import AlreadyPublishedError, StrategyTables
from kpi.views.desk.setup import SetupReceipt, TableProblem
from kpi.web.desk.request import file_answer
from kpi.web.responses import refused
from kpi.web.setup.fields import answers_of
from kpi.web.setup.preview import PreviewFailedError
from kpi.web.setup.request import SetupRequest
from kpi.web.setup.view import problems_of, proposed_columns, setup_view
from kpi.workbook import MAX_BYTES

log = logging.getLogger(__name__)
#: the preview is nobody's to keep, to list or to frame
_UNLISTED = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "same-origin"}
_WORKBOOKS = "strategy.zip"


def start(asked: SetupRequest) -> Response:
    """GET /start for an administrator: the place for tables, or the questions about those that are there."""
    tables = _tables(asked)
    return _beginning(asked) if tables is None else _questions(asked, tables)


def _tables(asked: SetupRequest) -> StrategyTables | None:
    return strategy_draft.strategy_tables(asked.account, store=asked.store)


def _beginning(asked: SetupRequest, problems: tuple[TableProblem, ...] = ()) -> Response:
    body = document.beginning(asked.token, asked.context, asked.notice, problems)
    return asked.page(asked.text.say("setup.title"), body, 422 if problems else 200)


def _questions(asked: SetupRequest, tables: StrategyTables) -> Response:
    reading = tables.reading(asked.today, asked.text)
    if reading.draft is None:
        return _beginning(asked)
    seen = asked.previews.is_of(tables)
    view = setup_view(tables, reading, reading.draft, asked.text, token=asked.token, previewed=seen)
    return asked.page(asked.text.say("setup.title"), document.setup(view, asked.context, asked.notice))


def brought(asked: SetupRequest) -> Response:
    """POST /start/tables: read them; to the questions, or to what is wrong with them."""
    files = tuple((name, content[: MAX_BYTES + 1]) for name, content in asked.form.files)
    if not files:
        return asked.to("start", said="missing")
    try:
        strategy_draft.begin(asked.account, files, today=asked.today, store=asked.store)
    except RefusedError as error:
        return _beginning(asked, problems_of(error, asked.text))
    except AlreadyPublishedError:
        return asked.to("overview")
    asked.previews.drop(asked.account.login)
    return asked.to("start")


def answered(asked: SetupRequest) -> Response:
    """POST /start: keep the answers and read the tables by them."""
    tables = _tables(asked)
    if tables is None:
        return asked.to("start")
    draft = tables.reading(asked.today).draft
    proposed = {} if draft is None else proposed_columns(draft)
    given = answers_of(asked.form.fields, tables.given, proposed)
    strategy_draft.answer(asked.account, given, store=asked.store)
    return asked.to("start", said="kept")


def previewed(asked: SetupRequest) -> Response:
    """POST /start/preview: begin to make the pages and show the first of them as soon as it is there."""
    tables = _tables(asked)
    if tables is None or tables.key != asked.form.fields.get("key"):
        return asked.to("start", said="changed")
    try:
        asked.previews.begin(tables, asked.today)
    except UnansweredError:
        return asked.to("start", said="not_ready")
    except RefusedError as error:
        return _beginning(asked, problems_of(error, asked.text))
    except PreviewFailedError:
        return _failed(asked)
    return asked.to("start/preview/")


def _failed(asked: SetupRequest) -> Response:
    log.exception("the preview could not be made")
    return asked.to("start", said="preview_failed")


def preview_page(asked: SetupRequest) -> Response:
    """GET /start/preview/…: a page of the preview, for the one whose tables it is made of."""
    tables = _tables(asked)
    try:
        made = None if tables is None else asked.previews.pages_so_far(tables)
    except RefusedError as error:
        return _beginning(asked, problems_of(error, asked.text))
    except PreviewFailedError:
        return _failed(asked)
    if made is not None:
        title, body = asked.text.say("setup.preview.making.title"), document.making(made, asked.context)
        return asked.page(title, body, 202, head=RELOADING)
    page = None if tables is None else asked.previews.page(tables, asked.name)
    if page is None:
        return refused(asked.text, 404, asked.text.say("setup.preview.gone"))
    return Response(page.body, 200, _UNLISTED, page.media_type)


def workbooks(asked: SetupRequest) -> Response:
    """GET /start/workbooks.zip: plan and goal workbooks as they would be published."""
    tables = _tables(asked)
    if tables is None:
        return refused(asked.text, 404, asked.text.say("setup.absent"))
    try:
        draft = first_release.ready_draft(tables, asked.today)
        content = first_release.archive(draft, asked.today)
    except UnansweredError:
        return asked.to("start", said="not_ready")
    except RefusedError as error:
        return _beginning(asked, problems_of(error, asked.text))
    return file_answer(content, _WORKBOOKS, "application/zip")


def published(asked: SetupRequest) -> Response:
    """POST /start/publish: what was looked at, and nothing else, becomes the first release."""
    tables = _tables(asked)
    if tables is None or tables.key != asked.form.fields.get("key") or not asked.previews.is_of(tables):
        return asked.to("start", said="changed")
    try:
        first_release.publish(asked.account, tables, today=asked.today, store=asked.store)
    except UnansweredError:
        return asked.to("start", said="not_ready")
    except RefusedError as error:
        return _beginning(asked, problems_of(error, asked.text))
    except LookupError:
        return asked.to("start", said="changed")
    except AlreadyPublishedError:
        asked.previews.drop()
        return asked.to("overview")
    asked.previews.drop()
    return asked.to("start/done")


def done(asked: SetupRequest) -> Response:
    """GET /start/done: the receipt."""
    told = strategy_draft.published_by(asked.account, store=asked.store)
    if told is None:
        return refused(asked.text, 404, asked.text.say("setup.absent"))
    title = asked.text.say("setup.done.title")
    return asked.page(title, document.receipt(SetupReceipt(**told), asked.context))


def discarded(asked: SetupRequest) -> Response:
    """POST /start/discard: throw the tables and the answers away."""
    strategy_draft.discard(asked.account, store=asked.store)
    asked.previews.drop(asked.account.login)
    return asked.to("start", said="discarded")
