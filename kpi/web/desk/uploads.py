"""The way of a draft: a file, its problems, its preview, its publication, its taking back."""

from dataclasses import replace
from datetime import UTC, datetime

from starlette.responses import Response

from kpi.html.desk import upload_problems as problems_document
from kpi.html.desk import upload_receipt as receipt_document
from kpi.html.desk import upload_review as review_document
from kpi.model import ACTIVE, Draft, DraftKind, DraftState, FileChoices, Period, Problem
from kpi.services.publishing import drafts
from kpi.services.publishing.administration.replaced_drafts import carry_explanations, successor_of
from kpi.services.publishing.administration.undo import UndoError, undo
from kpi.services.publishing.assessment import Assessment
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.release_writer import RefusedError
from kpi.services.publishing.submission import NotReadyError, Outcome, Publication, confirm, receipt
from kpi.services.publishing.uploaded_workbook import interpretation_of
from kpi.services.reporting.form import awaited_keys
from kpi.services.reporting.submission import publish_form
from kpi.views.desk.table_reading import table_view
from kpi.web.desk.rejected_uploads import RejectedUpload, RejectedUploads
from kpi.web.desk.report.receipt_mail import mail_address, mailed
from kpi.web.desk.request import DeskRequest, number_of
from kpi.web.desk.words.problems import problem_lines, problem_view
from kpi.web.desk.words.public_words import public_words
from kpi.web.desk.words.receipt_view import is_on_site
from kpi.web.desk.words.receipt_view import receipt as receipt_view
from kpi.web.desk.words.review_view import review
from kpi.workbook import MAX_BYTES

#: the name of an explanation's field before its key
EXPLAIN = "explain:"
#: the same of an answer about words that look like personal data
PERSONAL = "personal:"


def take(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """POST /upload: check a file; to its preview where it has no error, else to its problems."""
    if not asked.content:
        return asked.to("upload", said="missing")
    return checked_file(asked, shelf, asked.filename, asked.content[: MAX_BYTES + 1])


def as_read(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """POST /upload/as-read: a table that follows no template was read as its author means it."""
    file = shelf.take(asked.account.login)
    if file is None:
        return asked.to("upload", said="forgotten")
    return checked_file(asked, shelf, file.filename, file.content, asked.given.get("key", ""))


def checked_file(
    asked: DeskRequest,
    shelf: RejectedUploads,
    filename: str,
    content: bytes,
    confirmed: str | None = None,
    *,
    choices: FileChoices | None = None,
) -> Response:
    """A workbook through the door: to its preview, or to what is wrong with it.

    choices  what a form chose besides the workbook that it made
    """
    found = drafts.upload(
        asked.account,
        content,
        filename,
        today=asked.today,
        confirmed=confirmed,
        choices=choices,
        store=asked.store,
    )
    if found.known is not None:
        return asked.to("upload", said="same")
    if found.draft is not None:
        shelf.note(found.draft.sha256, tuple(found.checked.reading.problems))
        # a form of the plan carries the draft on; of a file it is told that it took another one's place
        told = {"said": "replaced"} if found.former is not None and choices is None else {}
        if found.former is not None:
            carry_explanations(asked.account, found.draft, found.former, today=asked.today, store=asked.store)
        return asked.to("upload/draft", number=found.draft.number, **told)
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
    newer = successor_of(asked.account, asked.number, store=asked.store)
    if newer is not None:
        return asked.to("upload/draft", number=newer, said="replaced")
    found = drafts.preview_draft(asked.account, asked.number, today=asked.today, store=asked.store)
    deciding = found.draft.login != asked.account.login
    remarks = () if found.draft.kind is DraftKind.FORM else _remarks(asked, found.draft, shelf)
    names = asked.names_of(found.draft.edition)
    view = review(asked.desk, found, remarks, names, asked.text, deciding=deciding)
    if deciding:
        view = replace(view, words=public_words(found, names, asked.text))
    if view.of_form:
        view = replace(view, left=_left_after(asked, found))
    title = asked.text.say("submit.review.title")
    return asked.page(title, review_document.review(replace(view, notice=asked.notice), asked.context))


def _left_after(asked: DeskRequest, found: Assessment) -> str:
    """How many reports are still due once the draft is published."""
    left = _awaited(asked.about(found.draft.edition)) - {(value.code, value.period) for value in found.changes.values}
    return asked.text.count("report.review.left", len(left)) if left else ""


def _awaited(asked: DeskRequest) -> frozenset[tuple[str, Period]]:
    """What of one's own is still to come: the rows of the form, so that the two never differ."""
    context = asked.report_context
    return awaited_keys(asked.account, context, asked.due) if context is not None else frozenset()


def _next(asked: DeskRequest, found: Publication) -> str:
    """What comes after a publication of one's own values; nothing of one that was taken back."""
    upload, say = found.upload, asked.text.say
    if upload.undone_by is not None or upload.login != asked.account.login or upload.kind not in ("goal", "form"):
        return ""
    left = _awaited(asked.about(upload.edition))
    owed = asked.text.count("report.receipt.next_left", len(left)) if left else say("report.receipt.next_done")
    if not found.changes.values:
        return owed
    where = say(
        "report.receipt.on_site"
        if is_on_site(found.changes.values, upload.edition)
        else "report.receipt.partly_on_site"
    )
    return f"{where} {owed}"


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
    draft = _own(asked, number)
    newer = successor_of(asked.account, number, store=asked.store)
    if newer is not None:
        return asked.to("upload/draft", number=newer, said="replaced")
    if act == "discard":
        return discard(asked)
    if act != "publish" and draft.state not in ACTIVE:
        return asked.to("upload/mine", said="closed")
    texts = {name.removeprefix(EXPLAIN): said for name, said in asked.given.items() if name.startswith(EXPLAIN)}
    if texts:
        drafts.explain(asked.account, number, texts, today=asked.today, store=asked.store)
    _tick(asked, number)
    _answer(asked, number)
    if act != "publish":
        return asked.to("upload/draft", number=number) if act == "look" else asked.to("upload", said="kept")
    return _confirmed(asked, draft)


def _confirmed(asked: DeskRequest, draft: Draft) -> Response:
    """To the receipt, to what stands in the way, or to where it waits for a second person."""
    number, of_form = draft.number, draft.kind is DraftKind.FORM
    if not of_form and asked.given.get("confirmed") != "yes":
        return asked.to("upload/draft", number=number, said="unchecked")
    try:
        outcome = _publish(asked, draft)
    except NotReadyError as error:
        busy = Blocker.CONFLICT in error.assessment.blockers
        return asked.to("upload/draft", number=number, said="busy" if busy else "not_ready")
    if outcome.receipt is None:
        return asked.to("upload/mine" if of_form else "upload", said="sent")
    return mailed(asked, asked.to("upload/receipt", number=outcome.receipt.number), outcome.receipt)


def _publish(asked: DeskRequest, draft: Draft) -> Outcome:
    if draft.kind is DraftKind.FORM:
        return publish_form(asked.account, draft, today=asked.today, store=asked.store)
    return confirm(asked.account, draft.number, today=asked.today, store=asked.store)


def _own(asked: DeskRequest, number: int) -> Draft:
    with asked.store.reading() as connection:
        return drafts.own(connection, asked.store, asked.account, number)


def _tick(asked: DeskRequest, number: int) -> None:
    """Keep the act of a changed plan and the goals that are to be dropped, as far as the form had them."""
    act, asks = asked.given.get("ground", "").strip(), "left_out" in asked.given
    if act or asks:
        taken = tuple(name.partition(":")[2] for name in asked.given if name.startswith("taken:"))
        drafts.set_choices(asked.account, number, taken=taken, act=act, store=asked.store)


def _answer(asked: DeskRequest, number: int) -> None:
    """Keep what was said to what was asked: periods that go on, words that look like personal data."""
    personal = {n.removeprefix(PERSONAL): said for n, said in asked.given.items() if n.startswith(PERSONAL)}
    early = asked.given.get("early") == "yes" if "early_asked" in asked.given else None
    if personal or early is not None:
        drafts.answer(asked.account, number, early=early, personal=personal, store=asked.store)


def discard(asked: DeskRequest) -> Response:
    """POST /upload/discard."""
    was = _own(asked, asked.number).state
    done = drafts.discard(asked.account, asked.number, store=asked.store)
    if done.kind is DraftKind.VISIBILITY:
        dropped = done.state is DraftState.DISCARDED
        return asked.to("admin/visibility", said="wish_dropped" if dropped else "hiding_stands")
    if was not in ACTIVE or done.state is not DraftState.DISCARDED:
        return asked.to("upload/mine", said="closed")
    return asked.to("upload", said="discarded")


def compared(asked: DeskRequest) -> Response:
    """POST /upload/compared: the author keeps to the own values after looking at the other's."""
    if _own(asked, asked.number).state not in ACTIVE:
        return asked.to("upload/mine", said="closed")
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
        asked.desk,
        found,
        asked.account,
        now=datetime.now(UTC),
        public=asked.public_of(found.upload.edition),
        names=asked.names_of(found.upload.edition),
        text=asked.text,
        next_words=_next(asked, found),
        sent_to=_sent_to(asked, found),
    )
    body = receipt_document.receipt(replace(view, notice=problem or asked.notice), asked.context)
    return asked.page(view.heading, body, 409 if problem else 200)


def _sent_to(asked: DeskRequest, found: Publication) -> str:
    """Where a copy of the receipt goes."""
    address = mail_address(asked, found) if found.upload.login == asked.account.login else ""
    return asked.text.say("report.receipt.mailed", address=address) if address else ""


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
