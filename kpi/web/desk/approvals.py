"""What waits for an editor: each with its words, its file and its effect; decided one by one or many at once."""

from collections.abc import Iterator

from starlette.responses import Response

from kpi.model import Draft, DraftKind
from kpi.services.publishing.administration.replaced_drafts import draft_workbook
from kpi.services.publishing.administration.visibility_preview import look
from kpi.services.publishing.assessment import Assessment
from kpi.services.publishing.drafts import preview_draft, waiting
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.release_writer import RefusedError
from kpi.services.publishing.submission import NotReadyError, approve, send_back
from kpi.text import Text
from kpi.views.common.localized_name import LocalizedName
from kpi.views.desk.admin import WaitingLine
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.request import DeskRequest, file_answer, number_of
from kpi.web.desk.words.access_words import why_words
from kpi.web.desk.words.change_lines import other_lines, summary, value_sentences
from kpi.web.desk.words.plan_lines import plan_lines
from kpi.web.desk.words.public_words import public_words
from kpi.web.desk.words.review_view import blocker_words

#: drafts whose effect is told in the list; what more there are is looked at one by one
MOST_DETAILED = 20
#: changes that a line tells; its own page has all
MOST_SENTENCES = 8
#: the name of a tick before the number of its draft and the moment of what was shown
TICK = "draft:"


def waiting_lines(asked: DeskRequest) -> tuple[WaitingLine, ...]:
    """Other people's drafts that wait, the oldest first."""
    found = waiting(asked.account, store=asked.store)
    return tuple(_line(asked, draft, detailed=place < MOST_DETAILED) for place, draft in enumerate(found))


def _line(asked: DeskRequest, draft: Draft, *, detailed: bool) -> WaitingLine:
    text, names = asked.text, asked.names_of(draft.edition)
    effect: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    refusal = access = ""
    subject = names.goal(draft.subject, text)
    if draft.kind is DraftKind.VISIBILITY:
        subject = names.indicator(draft.subject, text)
        key = "admin.waiting.access" if draft.access.hidden is None else "editor.hidden.state"
        access = text.say(key, access=text.say(f"visibility.{draft.access.visibility}"))
        effect = tuple(_access_effect(asked, draft))
        why = why_words(draft.access, text)
        words = ((text.say("editor.waiting.why"), why),) if why else ()
    elif draft.kind is DraftKind.PLAN:
        subject = LocalizedName("", text.say("admin.waiting.plan"))
    if detailed and draft.kind is not DraftKind.VISIBILITY:
        try:
            found = preview_draft(asked.account, draft.number, today=asked.today, store=asked.store)
        except RefusedError:
            refusal = text.say("editor.waiting.refused")
        else:
            effect, words, refusal = (
                _effect(found, names, text),
                public_words(found, names, text),
                " ".join(blocker_words(found, text, deciding=True)),
            )
    return WaitingLine(
        number=draft.number,
        stamp=stamp(draft),
        subject=subject,
        who=draft.name,
        when=text.moment(draft.changed_at),
        filename=draft.filename,
        access=access,
        effect=effect,
        words=words,
        refusal=refusal,
    )


def stamp(draft: Draft) -> str:
    """Which state of a draft was shown."""
    return draft.changed_at.isoformat()


def _access_effect(asked: DeskRequest, draft: Draft) -> Iterator[str]:
    if draft.access.hidden is not None:
        yield asked.text.say("editor.hidden.now")
        return
    found = look(asked.account, draft, today=asked.today, store=asked.store)
    for key, values in (("appear", found.appear), ("vanish", found.vanish)):
        if values:
            yield asked.text.count(f"access_page.{key}", len(values))


def _effect(found: Assessment, names: LabelIndex, text: Text) -> tuple[str, ...]:
    """How much changes, then what, then which statuses."""
    told = [*plan_lines(found.changes, names, text), *other_lines(found.changes, names, text)]
    told += [_status(one.code, text, one.before, one.after) for one in found.statuses if one.before is not None]
    told += value_sentences(found.changes, names, text)
    counted = summary(found.changes, found.statuses, text)
    more = len(told) - MOST_SENTENCES
    rest = (text.count("editor.waiting.more", more),) if more > 0 else ()
    return (*filter(None, (counted,)), *told[:MOST_SENTENCES], *rest)


def _status(code: str, text: Text, before: object, after: object) -> str:
    return text.say(
        "editor.waiting.status", code=code, before=text.say(f"status.{before}"), after=text.say(f"status.{after}")
    )


def draft_file(asked: DeskRequest) -> Response:
    """GET /upload/draft-file: the workbook of a draft, as it was sent, for its author and for who decides on it."""
    filename, content = draft_workbook(asked.account, asked.number, store=asked.store)
    return file_answer(content, filename)


def decide(asked: DeskRequest) -> Response:
    """POST /upload/decide: approve another's submission, or send it back with a comment."""
    number, comment = asked.number, asked.given.get("comment", "")
    if asked.given.get("act") == "return":
        return _send_back(asked, number, comment)
    try:
        outcome = approve(asked.account, number, today=asked.today, store=asked.store)
    except NotReadyError:
        return asked.to("upload/draft", number=number, said="not_approved")
    if outcome.receipt is None:
        return asked.to("admin")
    return asked.to("upload/receipt", number=outcome.receipt.number)


def _send_back(asked: DeskRequest, number: int, comment: str) -> Response:
    found = {draft.number: draft for draft in waiting(asked.account, store=asked.store)}
    draft = found.get(number)
    access = draft is not None and draft.kind is DraftKind.VISIBILITY
    try:
        done = send_back(asked.account, number, comment, today=asked.today, store=asked.store)
    except ForbiddenError as error:
        if error.action != "comment":
            raise
        if draft is None:
            return asked.to("admin", said="no_comment")
        return asked.to("admin/visibility" if access else "upload/draft", number=number, said="no_comment")
    if done.receipt is not None:
        return asked.to("upload/receipt", number=done.receipt, said="reopened")
    return asked.to("admin", said="returned")


def approve_many(asked: DeskRequest) -> tuple[str, ...]:
    """Every submission that was ticked, one after another: what became of each, a sentence."""
    known = {draft.number: draft for draft in waiting(asked.account, store=asked.store)}
    done = []
    for name in asked.given:
        if name.startswith(TICK):
            written, _, shown = name.removeprefix(TICK).partition("@")
            number = number_of(written)
            if number is not None:
                done.append(_approved(asked, number, shown, known.get(number)))
    return tuple(done) or (asked.text.say("editor.approve.none"),)


def _approved(asked: DeskRequest, number: int, shown: str, draft: Draft | None) -> str:
    text = asked.text
    if draft is None:
        return text.say("editor.approve.gone", number=number)
    subject = draft.subject or text.say("admin.waiting.plan")
    said = {"number": number, "subject": subject, "who": draft.name}
    if stamp(draft) != shown:
        return text.say("editor.approve.changed", **said)
    try:
        outcome = approve(asked.account, number, today=asked.today, store=asked.store)
    except ForbiddenError as error:
        return text.say(
            "editor.approve.forbidden", why=text.say(f"flow.forbidden.{error.action}", **error.values), **said
        )
    except (NotReadyError, RefusedError):
        return text.say("editor.approve.not_ready", **said)
    receipt = "" if outcome.receipt is None else text.say("submit.receipt.no", number=outcome.receipt.number)
    return text.say("editor.approve.done", receipt=receipt, **said)
