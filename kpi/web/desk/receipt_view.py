"""The receipt of a publication as a page says it."""

from dataclasses import replace
from datetime import datetime

from kpi.access import Right, allows
from kpi.model import Account, Role
from kpi.services.publishing.administration.undo import OWN_TIME, may_undo
from kpi.services.publishing.submission import Publication
from kpi.text import Text
from kpi.text.dates import KYIV
from kpi.views.desk.uploads import Desk, ReceiptView
from kpi.web.desk.change_lines import change_lines, other_lines
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.plan_lines import plan_lines
from kpi.web.desk.review_view import who

#: publications that are told by what they did, not by how many values they brought
_DEEDS = ("undo", "restore", "visibility", "withdrawal", "extension")


def receipt(
    desk: Desk,
    found: Publication,
    account: Account,
    *,
    now: datetime,
    public: frozenset[str],
    names: LabelIndex,
    text: Text,
) -> ReceiptView:
    """The page; taking back is offered to its author for a quarter of an hour, to who may take back any at any time."""
    upload = found.upload
    lines = change_lines(found.changes, (), (), names, text)
    until, undone = "", ""
    if may_undo(account, upload, now):
        until = text.say("editor.undo.any_time")
        if account.role is Role.HEAD:
            until = text.say("submit.undo.words", time=f"{(upload.at + OWN_TIME).astimezone(KYIV):%H:%M}")
    if found.undone is not None:
        said = {"number": found.undone.seq, "who": who(found.undone, text), "when": text.moment(found.undone.at)}
        undone = text.say("editor.undo.done", reason=found.undone.reason or text.say("editor.undo.no_reason"), **said)
    return ReceiptView(
        desk=desk,
        number=upload.seq,
        heading=_heading(found, text),
        facts=_facts(found, names, text),
        lines=tuple(replace(line, link=line.name.code in public) for line in lines),
        undo=until,
        undone=undone,
        undone_by=0 if found.undone is None else found.undone.seq,
        notice="",
        others=(*plan_lines(found.changes, text), *other_lines(found.changes, names, text)),
        values_of=tuple(dict.fromkeys(line.name.code for line in lines)) if allows(account, Right.RELEASES) else (),
    )


def _facts(found: Publication, names: LabelIndex, text: Text) -> tuple[tuple[str, str], ...]:
    upload = found.upload
    goal = names.goal(upload.goal, text)
    facts = {
        "submit.receipt.number": text.say("submit.receipt.no", number=upload.seq),
        "submit.receipt.when": text.moment(upload.at),
        "submit.receipt.who": who(upload, text),
        "editor.receipt.approver": found.approver,
        "submit.receipt.goal": f"{goal.code} {goal.name}",
        "submit.receipt.file": upload.filename,
        "submit.receipt.unfilled": text.number(found.unfilled) if found.unfilled else "",
        "editor.receipt.undoes": "" if upload.undoes is None else text.say("submit.receipt.no", number=upload.undoes),
        "editor.receipt.reason": upload.reason,
    }
    return tuple((text.say(key), value) for key, value in facts.items() if value.strip())


def _heading(found: Publication, text: Text) -> str:
    upload = found.upload
    if upload.undone_by is not None:
        return text.say("submit.undo.heading", number=upload.seq)
    if upload.kind in _DEEDS:
        return text.say(f"editor.receipt.heading.{upload.kind}")
    values = found.changes.values
    return text.count("submit.receipt.heading", len(values)) if values else text.say("submit.receipt.heading_changes")
