"""The receipt of a publication as a page says it."""

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
    goal = names.goal(upload.goal, text)
    of_form = upload.kind == "form"
    facts = {
        "number": text.say("submit.receipt.no", number=upload.seq),
        "when": text.moment(upload.at),
        "who": who(upload, text),
        "approved": found.approved_by,
        "goal": "" if of_form else f"{goal.code} {goal.name}",
        "file": "" if of_form else upload.filename,
        "unfilled": text.number(found.unfilled) if found.unfilled else "",
    }
    lines = change_lines(found.changes, (), (), names, text)
    until = undo_until(upload)
    own = upload.login == account.login and upload.kind in ("goal", "form")
    mine = own and upload.undone_by is None and now < until
    undone = text.say("submit.undo.done", number=upload.undone_by) if upload.undone_by is not None else ""
    return ReceiptView(
        desk=desk,
        number=upload.seq,
        heading=heading_of(found, text),
        facts=tuple((_label(key, text), value) for key, value in facts.items() if value.strip()),
        lines=tuple(replace(line, link=line.name.code in public, fix=line.key if own else "") for line in lines),
        undo_until=f"{until.astimezone(KYIV):%H:%M}" if mine else "",
        undone=undone,
        notice="",
        number_undone=upload.undone_by,
        undone_reason=found.undone_reason,
        next_words=next_words,
        sent_to=sent_to,
        others=(*plan_lines(found.changes, text), *other_lines(found.changes, names, text)),
    )


def _label(key: str, text: Text) -> str:
    return text.say(f"report.receipt.{key}" if key == "approved" else f"submit.receipt.{key}")


def undo_until(upload: Upload) -> datetime:
    """When its author can no longer take it back."""
    return upload.at + OWN_TIME


def heading_of(found: Publication, text: Text) -> str:
    """«Опубліковано 2 значення», or that it was taken back."""
    if found.upload.undone_by is not None:
        return text.say("submit.undo.heading", number=found.upload.seq)
    values = found.changes.values
    return text.count("submit.receipt.heading", len(values)) if values else text.say("submit.receipt.heading_changes")
