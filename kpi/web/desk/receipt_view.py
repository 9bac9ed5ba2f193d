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
) -> ReceiptView:
    """The page; taking back is offered to its author for a quarter of an hour."""
    upload = found.upload
    goal = names.goal(upload.goal, text)
    facts = {
        "number": text.say("submit.receipt.no", number=upload.seq),
        "when": text.moment(upload.at),
        "who": who(upload, text),
        "goal": f"{goal.code} {goal.name}",
        "file": upload.filename,
        "unfilled": text.number(found.unfilled) if found.unfilled else "",
    }
    lines = change_lines(found.changes, (), (), names, text)
    until = upload.at + OWN_TIME
    mine = upload.login == account.login and upload.undone_by is None and upload.kind == "goal" and now < until
    undone = text.say("submit.undo.done", number=upload.undone_by) if upload.undone_by is not None else ""
    return ReceiptView(
        desk=desk,
        number=upload.seq,
        heading=_heading(found, text),
        facts=tuple((text.say(f"submit.receipt.{key}"), value) for key, value in facts.items() if value.strip()),
        lines=tuple(replace(line, link=line.name.code in public) for line in lines),
        undo_until=f"{until.astimezone(KYIV):%H:%M}" if mine else "",
        undone=undone,
        notice="",
        others=(
            *_ground(upload, text),
            *plan_lines(found.changes, names, text),
            *other_lines(found.changes, names, text),
        ),
    )


def _ground(upload: Upload, text: Text) -> tuple[str, ...]:
    """Why a plan was changed, where that was asked for."""
    return (text.say("departments.ground", reason=upload.reason),) if upload.kind == "plan" and upload.reason else ()


def _heading(found: Publication, text: Text) -> str:
    if found.upload.undone_by is not None:
        return text.say("submit.undo.heading", number=found.upload.seq)
    values = found.changes.values
    return text.count("submit.receipt.heading", len(values)) if values else text.say("submit.receipt.heading_changes")
