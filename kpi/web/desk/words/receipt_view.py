"""The receipt of a publication as a page says it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from kpi.access import Right, allows
from kpi.model import Account, Role
from kpi.services.published import releases
from kpi.services.publishing.administration.undo import OWN_TIME, may_undo
from kpi.services.publishing.differences.facts import ValueChange
from kpi.services.publishing.submission import Publication
from kpi.services.seals.proof import Proof
from kpi.store.uploads import Upload
from kpi.text import Text
from kpi.views.desk.uploads import Desk, ReceiptView
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.words.change_lines import change_lines, other_lines
from kpi.web.desk.words.plan_lines import plan_lines
from kpi.web.desk.words.review_view import who
from kpi.web.seals.served_log import sealed_as

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
    next_words: str = "",
    sent_to: str = "",
) -> ReceiptView:
    """The page; taking back is offered to its author for a quarter of an hour, to who may take back any at any time.

    next_words  what is left to be submitted
    sent_to     the address to which a copy goes, "" for none
    """
    upload, proof = found.upload, sealed_as(found.upload.edition, found.upload.published)
    lines = change_lines(found.changes, (), (), names, text)
    own = upload.login == account.login and upload.kind in ("goal", "form")
    return ReceiptView(
        desk=desk,
        number=upload.seq,
        heading=heading_of(found, text),
        facts=(*_facts(found, names, text), *(() if proof is None else (_sealed(proof, text),))),
        sealed=None if proof is None else upload.published,
        lines=tuple(replace(line, link=line.name.code in public, fix=line.key if own else "") for line in lines),
        undo=_undo_words(found, account, now, text),
        undone=_undone_words(found, text),
        undone_by=0 if found.undone is None else found.undone.seq,
        notice="",
        next_words=next_words,
        sent_to=sent_to,
        others=(
            *_ground(upload, text),
            *plan_lines(found.changes, names, text),
            *other_lines(found.changes, names, text),
        ),
        values_of=tuple(dict.fromkeys(line.name.code for line in lines)) if allows(account, Right.RELEASES) else (),
    )


def _undo_words(found: Publication, account: Account, now: datetime, text: Text) -> str:
    """Until when the account may take it back, "" where it may not."""
    if not may_undo(account, found.upload, now, of_decisions=found.changes.of_decisions):
        return ""
    if account.role is not Role.HEAD:
        return text.say("editor.undo.any_time")
    return text.say("submit.undo.words", time=text.time(undo_until(found.upload)))


def _undone_words(found: Publication, text: Text) -> str:
    """By whom, when and why it was taken back, "" while it is in force."""
    if found.undone is None:
        return ""
    said = {"number": found.undone.seq, "who": who(found.undone, text), "when": text.moment(found.undone.at)}
    return text.say("editor.undo.done", reason=found.undone.reason or text.say("editor.undo.no_reason"), **said)


def _ground(upload: Upload, text: Text) -> tuple[str, ...]:
    """Why a plan was changed, where that was asked for."""
    return (text.say("departments.ground", reason=upload.reason),) if upload.kind == "plan" and upload.reason else ()


def _facts(found: Publication, names: LabelIndex, text: Text) -> Iterator[tuple[str, str]]:
    """Number, when, who; of a workbook its goal and its file."""
    upload, say = found.upload, text.say
    yield say("submit.receipt.number"), say("submit.receipt.no", number=upload.seq)
    yield say("submit.receipt.when"), text.moment(upload.at)
    yield say("submit.receipt.who"), who(upload, text)
    if found.approver:
        yield say("editor.receipt.approver"), found.approver
    if found.decision:
        yield say("editor.receipt.decision"), found.decision
    if upload.kind != "form":
        goal = names.goal(upload.goal, text)
        yield from ((say("submit.receipt.goal"), f"{goal.code} {goal.name}"),) if upload.goal else ()
        yield from ((say("submit.receipt.file"), upload.filename),) if upload.filename else ()
    if found.unfilled:
        yield say("submit.receipt.unfilled"), text.number(found.unfilled)
    if upload.undoes is not None:
        yield say("editor.receipt.undoes"), say("submit.receipt.no", number=upload.undoes)
    if upload.reason and upload.kind != "plan":
        yield say("editor.receipt.reason"), upload.reason


def _sealed(proof: Proof, text: Text) -> tuple[str, str]:
    """Where the release stands in the book of releases; its path to the root is on the page of verification."""
    said = {"leaf": proof.leaf, "size": proof.size, "hash": proof.leaf_hash}
    return text.say("seal.receipt.label"), text.say("seal.receipt.words", **said)


def undo_until(upload: Upload) -> datetime:
    """When its author can no longer take it back."""
    return upload.at + OWN_TIME


def heading_of(found: Publication, text: Text) -> str:
    """«Опубліковано 2 значення», what was done, or that it was taken back."""
    upload = found.upload
    if upload.undone_by is not None:
        return text.say("submit.undo.heading", number=upload.seq)
    if upload.kind in _DEEDS:
        return text.say(f"editor.receipt.heading.{upload.kind}")
    values = sum(value.new is not None for value in found.changes.values)
    return text.count("submit.receipt.heading", values) if values else text.say("submit.receipt.heading_changes")


def is_on_site(values: Iterable[ValueChange], edition: str) -> bool:
    """Whether outsiders see every one of these values now."""
    rows = releases.survey(None, edition).dataset.observations
    known = rows["value"].astype(object).where(rows["value"].notna(), None)
    columns = (rows[name].tolist() for name in ("code", "end", "span_months", "breakdown"))
    shown = set(zip(*columns, known, strict=True))
    return all((v.code, v.period.end, v.period.span_months, v.breakdown, v.new) in shown for v in values)
