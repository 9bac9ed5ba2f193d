"""Publishing a draft, at once or after another person's approval, and its receipt."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from kpi import clock
from kpi.access import Right, allows
from kpi.clock import now
from kpi.model import Account, Draft, DraftKind, DraftState, FileChoices
from kpi.services.publishing.assessment import Assessment, assess
from kpi.services.publishing.checks.blockers import Blocker, Second
from kpi.services.publishing.checks.public_words import reasons
from kpi.services.publishing.differences.changes import Changes, changes_of
from kpi.services.publishing.drafts import UnknownDraftError, own, reread
from kpi.services.publishing.editions import years_of_edition
from kpi.services.publishing.permissions import ForbiddenError, approval_rights, require_right
from kpi.services.publishing.snapshot import refresh_after
from kpi.services.publishing.visibility import reopen, settle
from kpi.store import Store, open_store
from kpi.store import drafts as kept
from kpi.store.audit import record
from kpi.store.departments import DepartmentIndex, community_index
from kpi.store.people import accounts
from kpi.store.uploads import Upload, add_receipt, steps, upload


class NotReadyError(Exception):
    """The draft cannot be confirmed; nothing was stored. `assessment.blockers` says why."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(", ".join(assessment.blockers))
        self.assessment = assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A receipt: number, who and when, and all that was changed.

    unfilled  how many rows of its workbook stated nothing
    decision  number and date of the decision that its author named, "" for none
    approver  the name of the second person, "" where there was none
    undone    the upload that took it back, None while it is in force
    """

    upload: Upload
    changes: Changes
    unfilled: int = 0
    decision: str = ""
    approver: str = ""
    undone: Upload | None = None

    @property
    def number(self) -> int:
        return self.upload.seq


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft: published (with its receipt), or waiting for a second person, for these reasons."""

    draft: Draft
    receipt: Publication | None
    second: tuple[Second, ...] = ()


def confirm(account: Account | None, number: int, *, today: date, store: Store | None = None, via: str = "") -> Outcome:
    """Publish the account's draft in one transaction, or hand it to a second person where one is needed.

    via  how it was done, for the audit, where it was not by the pages

    Asked again, it tells what was done the first time. Raises NotReadyError, RefusedError, UnknownDraftError.
    """
    opened = store or open_store()
    with opened.reading() as connection:
        draft = own(connection, opened, account, number)
        if draft.state in (DraftState.PUBLISHED, DraftState.AWAITING):
            return _told(connection, opened, draft)
        checked = reread(connection, opened, draft, today)
    known = require_right(account, Right.SUBMIT)
    with opened.writing() as connection:
        draft = own(connection, opened, known, number)
        if draft.state in (DraftState.PUBLISHED, DraftState.AWAITING):
            return _told(connection, opened, draft)
        attempt = connection.begin_nested()
        found = assess(connection, opened, draft, checked, account=known, today=today)
        _refuse_blocked(found)
        if found.second:
            attempt.rollback()
            outcome = _asked(connection, opened, found, via)
        else:
            attempt.commit()
            outcome = _published(connection, opened, found, approved_by="", via=via)
    refresh_after(opened)
    return outcome


def _refuse_blocked(found: Assessment) -> None:
    """NotReadyError where anything but the second person's decision is missing."""
    if set(found.blockers) - {Blocker.AWAITING}:
        raise NotReadyError(found)


def _asked(connection: Connection, store: Store, found: Assessment, via: str) -> Outcome:
    """The draft handed to a second person."""
    draft = found.draft
    asked = kept.change(connection, store.community, draft.number, state=DraftState.AWAITING, changed_at=now())
    detail = {"draft": draft.number, "reasons": sorted(found.second), **_about(draft), **_via(via)}
    record(connection, store.community, actor=draft.login, action="ask", detail=detail, at=now())
    return Outcome(asked, None, found.second)


def _published(connection: Connection, store: Store, found: Assessment, *, approved_by: str, via: str) -> Outcome:
    release, draft = found.receipt.release, found.draft
    if release is None:
        raise NotReadyError(found)
    reason = " ".join(filter(None, (draft.choices.reason, *reasons(draft).values())))
    people = {"login": draft.login, "name": draft.name, "approved_by": approved_by, "reason": reason}
    add_receipt(connection, store.community, release.seq, draft=draft.number, **people)
    values: dict[str, object] = {"state": DraftState.PUBLISHED, "receipt": release.seq, "changed_at": now()}
    if approved_by:
        values |= {"decided_by": approved_by, "decided_at": now()}
    done = kept.change(connection, store.community, draft.number, **values)
    if approved_by or via:
        detail = {"draft": draft.number, "login": draft.login, "number": release.seq, **_via(via)}
        action = "approve" if approved_by else "confirm"
        record(connection, store.community, actor=approved_by or draft.login, action=action, detail=detail, at=now())
    return Outcome(done, receipt_of(connection, store, release.seq))


def approve(account: Account | None, number: int, *, today: date, store: Store | None = None, via: str = "") -> Outcome:
    """Publish another person's draft that waits. Whoever asked is never the one who approves.

    What opens an internal value takes the right to do so as well, unless its author has it.
    """
    opened = store or open_store()
    known = require_right(account, Right.APPROVE)
    with opened.reading() as connection:
        draft = _asked_by_another(connection, opened, known, number)
        checked = None if draft.kind is DraftKind.VISIBILITY else reread(connection, opened, draft, today)
    with opened.writing() as connection:
        draft = _asked_by_another(connection, opened, known, number)
        if checked is None:
            seq = _settled(connection, opened, draft, known, today=today, via=via)
            values = {"decided_by": known.login, "decided_at": now(), "changed_at": now(), "receipt": seq}
            done = kept.change(connection, opened.community, number, state=DraftState.PUBLISHED, **values)
            outcome = Outcome(done, receipt_of(connection, opened, seq))
        else:
            found = assess(connection, opened, draft, checked, account=known, today=today)
            _demand_of_second(known, found)
            _refuse_blocked(found)
            outcome = _published(connection, opened, found, approved_by=known.login, via=via)
    refresh_after(opened)
    return outcome


def _settled(connection: Connection, store: Store, draft: Draft, account: Account, *, today: date, via: str) -> int:
    """The number of the release by which a wished access stands; one that was hidden at once is only confirmed."""
    if draft.access.hidden is not None:
        detail = {
            "draft": draft.number,
            "login": draft.login,
            "number": draft.access.hidden,
            **_about(draft),
            **_via(via),
        }
        record(connection, store.community, actor=account.login, action="confirm_hiding", detail=detail, at=now())
        return draft.access.hidden
    for right in approval_rights(draft):
        require_right(account, right)
    return settle(connection, store, draft, today=today, approved_by=account.login, via=via)


def _demand_of_second(account: Account, found: Assessment) -> None:
    """The right that an approval takes besides that of approving.

    A plan is an administrator's draft already: the one of the two who may change it has asked.
    """
    if Second.OPENS in found.second and found.draft.kind is not DraftKind.PLAN:
        require_right(account, Right.VISIBILITY)


def send_back(
    account: Account | None,
    number: int,
    comment: str,
    *,
    today: date | None = None,
    store: Store | None = None,
    via: str = "",
) -> Draft:
    """Return a draft that waits to its author for mending, with a comment that says what to mend.

    An indicator that its author had hidden at once is open again by it: `receipt` is that publication.

    today  default: the present day
    """
    opened = store or open_store()
    known = require_right(account, Right.APPROVE)
    if not comment.strip():
        raise ForbiddenError("comment")
    with opened.writing() as connection:
        draft = _asked_by_another(connection, opened, known, number)
        moment = now()
        values: dict[str, object] = {"decided_by": known.login, "decided_at": moment, "changed_at": moment}
        values["comment"] = comment.strip()
        if draft.kind is DraftKind.VISIBILITY and draft.access.hidden is not None:
            day = today or clock.today()
            values["receipt"] = reopen(connection, opened, draft, known, comment.strip(), today=day)
        done = kept.change(connection, opened.community, draft.number, state=DraftState.RETURNED, **values)
        detail = {"draft": draft.number, "login": draft.login, "reason": comment.strip(), **_about(draft), **_via(via)}
        record(connection, opened.community, actor=known.login, action="send_back", detail=detail, at=now())
    if done.receipt is not None:
        refresh_after(opened)
    return done


def _asked_by_another(connection: Connection, store: Store, account: Account, number: int) -> Draft:
    found = [d for d in kept.list_drafts(connection, store.community, (DraftState.AWAITING,)) if d.number == number]
    if not found:
        raise UnknownDraftError(str(number))
    if found[0].login == account.login:
        raise ForbiddenError("own_approval")
    return found[0]


def _told(connection: Connection, store: Store, draft: Draft) -> Outcome:
    return Outcome(draft, None if draft.receipt is None else receipt_of(connection, store, draft.receipt))


def receipt_of(connection: Connection, store: Store, number: int) -> Publication:
    """The receipt of a publication; LookupError where there is none of this number."""
    found = upload(connection, store.community, number)
    chosen = FileChoices() if found.draft is None else kept.one(connection, store.community, found.draft).choices
    undone = None if found.undone_by is None else upload(connection, store.community, found.undone_by)
    approver = ""
    if found.approved_by:
        second = accounts.by_login(connection, store.community, found.approved_by)
        approver = second.name if second else found.approved_by
    changes = changes_of(steps(connection, found, store.community), years_of_edition(connection, store, found.edition))
    return Publication(
        upload=found,
        changes=changes,
        unfilled=chosen.unfilled,
        decision=chosen.act,
        approver=approver,
        undone=undone,
    )


def receipt(account: Account | None, number: int, *, store: Store | None = None) -> Publication:
    """A receipt, for its author, its author's department and for editors; `ForbiddenError` else."""
    opened = store or open_store()
    known = require_right(account, Right.SUBMIT)
    with opened.reading() as connection:
        found = receipt_of(connection, opened, number)
        own = is_of_account(known, found.upload, community_index(connection, opened.community))
    if not own:
        raise ForbiddenError("others_receipt")
    return found


def is_of_account(account: Account, found: Upload, index: DepartmentIndex) -> bool:
    """Whether an upload is the account's own or its department's; an editor looks after all.

    index  of the community: uploads keep the name that their department had on their day
    """
    sender = index.code_of(found.department)
    return found.login == account.login or sender in account.departments or allows(account, Right.RELEASES)


def _about(draft: Draft) -> dict[str, str]:
    """What a draft is of, for the audit: a goal, or an indicator whose access is to change."""
    return {"code" if draft.kind is DraftKind.VISIBILITY else "goal": draft.subject}


def _via(via: str) -> dict[str, str]:
    return {"via": via} if via else {}
