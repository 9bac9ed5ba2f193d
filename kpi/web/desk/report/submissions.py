"""«Мої подання»: drafts and receipts of the department, their files, what may still be done with them."""

from datetime import UTC, datetime

from starlette.responses import Response

from kpi.html.desk import submissions as document
from kpi.model import Draft, DraftKind, DraftState
from kpi.services.reporting.submission import withdraw
from kpi.services.reporting.submissions import list_submissions, source_of
from kpi.store.uploads import Upload
from kpi.text import Text
from kpi.views.desk.report import SubmissionLine, Submissions
from kpi.web.desk.due_view import draft_name
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.request import DeskRequest, file_answer
from kpi.web.desk.words.receipt_view import undo_until
from kpi.web.desk.words.review_view import who

_TONES = {DraftState.RETURNED: "warn", DraftState.AWAITING: "warn"}


def shown(asked: DeskRequest) -> Response:
    """GET /upload/mine."""
    found = list_submissions(asked.account, store=asked.store)
    login, text = asked.account.login, asked.text
    lines = [_draft(draft, asked.names_of(draft.edition), text, own=draft.login == login) for draft in found.drafts]
    lines += [_receipt(one, asked.names_of(one.edition), text, own=one.login == login) for one in found.receipts]
    view = Submissions(asked.desk, tuple(lines), asked.notice)
    title = text.say("report.mine.title")
    return asked.page(title, document.submissions(view, asked.context))


def _draft(draft: Draft, names: LabelIndex, text: Text, *, own: bool) -> SubmissionLine:
    name = draft_name(draft, names, text)
    acts = {DraftState.AWAITING: "withdraw", DraftState.OPEN: "discard", DraftState.RETURNED: "discard"}
    return SubmissionLine(
        title=text.say("report.mine.draft", number=draft.number),
        page="upload/draft" if own else "",
        number=draft.number,
        who=f"{draft.name or draft.login}, {text.moment(draft.changed_at)}",
        state=text.say(f"report.state.{draft.state}", comment=draft.comment),
        tone=_TONES.get(draft.state, ""),
        what=f"{name.code} {name.name}".strip(),
        file="",
        act=acts[draft.state] if own else "",
    )


def _receipt(one: Upload, names: LabelIndex, text: Text, *, own: bool) -> SubmissionLine:
    goal = names.goal(one.goal, text)
    of_form = one.kind == "form"
    state = text.say("report.state.published")
    if one.undone_by is not None:
        state = text.say("report.state.undone", number=one.undone_by)
    elif one.undoes is not None:
        state = text.say("report.state.undo", number=one.undoes)
    fresh = own and one.undone_by is None and one.kind in ("goal", "form") and datetime.now(UTC) < undo_until(one)
    return SubmissionLine(
        title=text.say("report.mine.receipt", number=one.seq),
        page="upload/receipt",
        number=one.seq,
        who=f"{who(one, text)}, {text.moment(one.at)}",
        state=state,
        tone="" if one.undone_by is not None else "ok",
        what=text.say("report.draft.name") if of_form else f"{goal.code} {goal.name}".strip(),
        file=one.filename if one.undoes is None else "",
        act="undo" if fresh else "",
    )


def source(asked: DeskRequest) -> Response:
    """GET /upload/source: the file of a receipt as it came."""
    name, content = source_of(asked.account, asked.number, store=asked.store)
    return file_answer(content, name)


def taken_back(asked: DeskRequest) -> Response:
    """POST /upload/withdraw: a draft that waits for an approval comes back to its author."""
    draft = withdraw(asked.account, asked.number, store=asked.store)
    if draft.state is not DraftState.OPEN:
        return asked.to("upload/mine", said="not_awaited")
    onward = "upload" if draft.kind is DraftKind.FORM else "upload/mine"
    return asked.to(onward, said="withdrawn")
