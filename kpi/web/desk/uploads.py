"""The way of a department head: what is due, a file, its problems, its preview, its publication, its taking back."""

from dataclasses import replace
from datetime import UTC, datetime

from starlette.responses import Response

from kpi.access import Right, allows
from kpi.html.desk import upload_problems as problems_document
from kpi.html.desk import upload_review as review_document
from kpi.html.desk import uploads as document
from kpi.model import Draft, Problem
from kpi.services.publishing import drafts
from kpi.services.publishing.administration.undo import UndoError, undo
from kpi.services.publishing.assessment import Blocker
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.release_writer import RefusedError
from kpi.services.publishing.submission import NotReadyError, confirm, receipt
from kpi.services.publishing.uploaded_workbook import interpretation_of
from kpi.views.desk.table_reading import table_view
from kpi.web.desk.due_view import build_start
from kpi.web.desk.problems import problem_lines, problem_view
from kpi.web.desk.public_words import public_words
from kpi.web.desk.receipt_view import receipt as receipt_view
from kpi.web.desk.rejected_uploads import RejectedUpload, RejectedUploads
from kpi.web.desk.request import DeskRequest, number_of
from kpi.web.desk.review_view import review
from kpi.workbook import MAX_BYTES

#: the name of an explanation's field before its key
EXPLAIN = "explain:"


def first(asked: DeskRequest) -> Response:
    """GET /upload."""
    waiting = drafts.my_drafts(asked.account, store=asked.store)
    view = build_start(asked.desk, asked.due, waiting, public=asked.public, names=asked.names, text=asked.text)
    view = replace(view, notice=asked.notice, editor=allows(asked.account, Right.REPORTING))
    return asked.page(view.desk.heading, document.start(view, asked.context))


def take(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """POST /upload: check a file; to its preview where it has no error, else to its problems."""
    if not asked.content:
        return asked.to("upload", said="missing")
    return checked_file(asked, shelf, asked.filename, asked.content[: MAX_BYTES + 1])


def as_read(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """POST /upload/as-read: a table that follows no template was read as its author means it."""
    file = shelf.take(asked.account.login)
    if file is None:
        return asked.to("upload", said="missing")
    return checked_file(asked, shelf, file.filename, file.content, asked.given.get("key", ""))


def checked_file(
    asked: DeskRequest, shelf: RejectedUploads, filename: str, content: bytes, confirmed: str | None = None
) -> Response:
    """A workbook through the door: to its preview, or to what is wrong with it."""
    found = drafts.upload(asked.account, content, filename, today=asked.today, confirmed=confirmed, store=asked.store)
    if found.known is not None:
        return asked.to("upload", said="same")
    if found.draft is not None:
        shelf.note(found.draft.sha256, tuple(found.checked.reading.problems))
        return asked.to("upload/draft", number=found.draft.number)
    reading = found.checked.reading
    table = interpretation_of(found.checked)
    certain = reading.goal_book is not None
    shelf.put(asked.account.login, RejectedUpload(reading.file, content, tuple(reading.problems), table, certain))
    return asked.to("upload/file")


def untaken(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """GET /upload/file: what is wrong with the last file."""
    file = shelf.take(asked.account.login)
    if file is None:
        return asked.to("upload")
    lines = problem_lines(file.problems, asked.names, asked.text)
    whole = any(problem.code.startswith("file_") for problem in file.problems)
    goals = asked.due.goals
    goal = goals[0] if whole and len(goals) == 1 else ""
    view = problem_view(file.filename, lines, goal, marked=not whole, text=asked.text)
    if asked.query.get("said") == "unmarked":
        view = replace(view, words=asked.text.say("submit.problems.no_marked"), marked=False)
    if file.certain:
        words = asked.text.say("submit.table.first", file=file.filename)
        view = replace(view, heading=asked.text.say("submit.table.heading"), words=words, marked=False)
    table = None if file.table is None else table_view(file.table, asked.text, certain=file.certain)
    return asked.page(view.heading, problems_document.checked(asked.desk, view, asked.context, table))


def draft(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """GET /upload/draft: the preview."""
    found = drafts.preview_draft(asked.account, asked.number, today=asked.today, store=asked.store)
    deciding = found.draft.login != asked.account.login
    view = review(asked.desk, found, _remarks(asked, found.draft, shelf), asked.names, asked.text, deciding=deciding)
    if deciding:
        view = replace(view, words=public_words(found, asked.names, asked.text))
    title = asked.text.say("submit.review.title")
    return asked.page(title, review_document.review(replace(view, notice=asked.notice), asked.context))


def _remarks(asked: DeskRequest, draft: Draft, shelf: RejectedUploads) -> tuple[Problem, ...]:
    """The remarks on a draft's file, read again only where this process has not read it."""
    noted = shelf.remarks(draft.sha256)
    if noted is None:
        with asked.store.reading() as connection:
            noted = tuple(drafts.reread(connection, asked.store, draft, asked.today).reading.problems)
        shelf.note(draft.sha256, noted)
    return noted


def decide_draft(asked: DeskRequest) -> Response:
    """POST /upload/draft: keep the explanations; then publish, leave it for later, or throw it away."""
    number, act = asked.number, asked.given.get("act", "")
    with asked.store.reading() as connection:
        drafts.own(connection, asked.store, asked.account, number)
    if act == "discard":
        return discard(asked)
    texts = {name.removeprefix(EXPLAIN): said for name, said in asked.given.items() if name.startswith(EXPLAIN)}
    if texts:
        drafts.explain(asked.account, number, texts, today=asked.today, store=asked.store)
    _tick(asked, number)
    if act != "publish":
        return asked.to("upload/draft", number=number) if act == "look" else asked.to("upload", said="kept")
    if asked.given.get("confirmed") != "yes":
        return asked.to("upload/draft", number=number, said="unchecked")
    try:
        outcome = confirm(asked.account, number, today=asked.today, store=asked.store)
    except NotReadyError as error:
        busy = Blocker.CONFLICT in error.assessment.blockers
        return asked.to("upload/draft", number=number, said="busy" if busy else "not_ready")
    if outcome.receipt is None:
        return asked.to("upload", said="sent")
    return asked.to("upload/receipt", number=outcome.receipt.number)


def _tick(asked: DeskRequest, number: int) -> None:
    """Keep the act of a changed plan and the goals that are to be dropped, as far as the form had them."""
    act, asks = asked.given.get("ground", "").strip(), "left_out" in asked.given
    if act or asks:
        taken = tuple(name.partition(":")[2] for name in asked.given if name.startswith("taken:"))
        drafts.set_choices(asked.account, number, taken=taken, act=act, store=asked.store)


def discard(asked: DeskRequest) -> Response:
    """POST /upload/discard."""
    drafts.discard(asked.account, asked.number, store=asked.store)
    return asked.to("upload", said="discarded")


def compared(asked: DeskRequest) -> Response:
    """POST /upload/compared: the author keeps to the own values after looking at the other's."""
    found = drafts.preview_draft(asked.account, asked.number, today=asked.today, store=asked.store)
    seen = number_of(asked.given.get("seq", ""))
    if seen is None:
        return asked.to("upload/draft", number=asked.number)
    drafts.acknowledge_conflict(asked.account, asked.number, min(found.seq, seen), store=asked.store)
    return asked.to("upload/draft", number=asked.number, said="compared")


def published(asked: DeskRequest, problem: str = "") -> Response:
    """GET /upload/receipt."""
    found = receipt(asked.account, asked.number, store=asked.store)
    view = receipt_view(
        asked.desk, found, asked.account, now=datetime.now(UTC), public=asked.public, names=asked.names, text=asked.text
    )
    body = review_document.receipt(replace(view, notice=problem or asked.notice), asked.context)
    return asked.page(view.heading, body, 409 if problem else 200)


def take_back(asked: DeskRequest) -> Response:
    """POST /upload/undo."""
    try:
        undo(asked.account, asked.number, asked.given.get("reason", ""), today=asked.today, store=asked.store)
    except UndoError as error:
        later = ", ".join(asked.text.say("submit.receipt.no", number=upload.seq) for upload in error.later)
        return published(asked, asked.text.say(f"flow.undo.{error.reason}", uploads=later))
    except ForbiddenError as error:
        if error.action != "too_late":
            raise
        return published(asked, asked.text.say("flow.forbidden.too_late"))
    return asked.to("upload/receipt", number=asked.number, said="undone")


def refused(asked: DeskRequest, error: RefusedError) -> Response:
    """A draft that the store no longer takes: what stands now makes its file wrong."""
    problems = [problem for found in error.problems.values() for problem in found]
    lines = problem_lines(problems, asked.names, asked.text)
    name = next(iter(error.problems), "")
    view = problem_view(name, lines, "", marked=False, text=asked.text)
    return asked.page(view.heading, problems_document.checked(asked.desk, view, asked.context), 409)
