"""The receipt of a publication as a page says it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from kpi.model import Account
from kpi.services.publishing.administration.undo import OWN_TIME
from kpi.services.publishing.submission import Publication
from kpi.store.uploads import Upload
from kpi.text import Text
from kpi.text.dates import KYIV
from kpi.views.desk.uploads import Desk, ReceiptView
from kpi.web.desk.change_lines import change_lines, other_lines
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.plan_lines import plan_lines
from kpi.web.desk.review_view import who


def receipt(
    desk: Desk,
    found: Publication,
    account: Account,
    *,
    now: datetime,
    public: frozenset[str],
    names: LabelIndex,
    text: Text,
    next_words: str = "",
    sent_to: str = "",
) -> ReceiptView:
    """The page; taking back is offered to its author for a quarter of an hour.

    next_words  what is left to be submitted
    sent_to     the address to which a copy goes, "" for none
    """
    upload = found.upload
    lines = change_lines(found.changes, (), (), names, text)
    until = undo_until(upload)
    own = upload.login == account.login and upload.kind in ("goal", "form")
    mine = own and upload.undone_by is None and now < until
    undone = text.say("submit.undo.done", number=upload.undone_by) if upload.undone_by is not None else ""
    return ReceiptView(
        desk=desk,
        number=upload.seq,
        heading=heading_of(found, text),
        facts=tuple(_facts(found, names, text)),
        lines=tuple(replace(line, link=line.name.code in public, fix=line.key if own else "") for line in lines),
        undo_until=f"{until.astimezone(KYIV):%H:%M}" if mine else "",
        undone=undone,
        notice="",
        number_undone=upload.undone_by,
        undone_reason=found.undone_reason,
        next_words=next_words,
        sent_to=sent_to,
        others=(
            *_ground(upload, text),
            *plan_lines(found.changes, names, text),
            *other_lines(found.changes, names, text),
        ),
    )


def _ground(upload: Upload, text: Text) -> tuple[str, ...]:
    """Why a plan was changed, where that was asked for."""
    return (text.say("departments.ground", reason=upload.reason),) if upload.kind == "plan" and upload.reason else ()


def _facts(found: Publication, names: LabelIndex, text: Text) -> Iterator[tuple[str, str]]:
    """Number, when, who; of a workbook its goal and its file."""
    upload, say = found.upload, text.say
    yield say("submit.receipt.number"), say("submit.receipt.no", number=upload.seq)
    yield say("submit.receipt.when"), text.moment(upload.at)
    yield say("submit.receipt.who"), who(upload, text)
    if found.approved_by:
        yield say("report.receipt.approved"), found.approved_by
    if upload.kind != "form":
        goal = names.goal(upload.goal, text)
        yield from ((say("submit.receipt.goal"), f"{goal.code} {goal.name}"),) if upload.goal else ()
        yield from ((say("submit.receipt.file"), upload.filename),) if upload.filename else ()
    if found.unfilled:
        yield say("submit.receipt.unfilled"), text.number(found.unfilled)


def undo_until(upload: Upload) -> datetime:
    """When its author can no longer take it back."""
    return upload.at + OWN_TIME


def heading_of(found: Publication, text: Text) -> str:
    """«Опубліковано 2 значення», or that it was taken back."""
    if found.upload.undone_by is not None:
        return text.say("submit.undo.heading", number=found.upload.seq)
    values = found.changes.values
    return text.count("submit.receipt.heading", len(values)) if values else text.say("submit.receipt.heading_changes")
