"""Drafts: kept on the server from the upload on, whatever becomes of the session."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from sqlalchemy import Connection

from kpi.access import Right
from kpi.clock import now
from kpi.model import ACTIVE, Account, Draft, DraftKind, DraftState, FileChoices
from kpi.services.publishing.assessment import Assessment, assess
from kpi.services.publishing.checks.personal_data import KEEP, REMOVE
from kpi.services.publishing.editions import last_quarter, years_of_edition
from kpi.services.publishing.file_check import check_for, read_again, remember
from kpi.services.publishing.keys import code_of
from kpi.services.publishing.permissions import ForbiddenError, changes_values_only, require_right
from kpi.services.publishing.repeated_files import edition_of, published_as
from kpi.services.publishing.uploaded_workbook import (
    CheckedWorkbook,
    count_unfilled,
    has_own_indicators,
    interpretation_of,
)
from kpi.store import Store, open_store
from kpi.store import drafts as kept
from kpi.store.write import last_seq

LONGEST_EXPLANATION = 1000
_Values = Callable[[Draft], Mapping[str, object]]


class UnknownDraftError(LookupError):
    """There is no such draft for this account."""


@dataclass(frozen=True, slots=True)
class UploadResult:
    """A workbook as checked.

    draft  None where it has an error, or says what stands already: then nothing was kept
    known  the publication of this very file, where all that it says is in force
    former the draft whose place it took, with what was said to it; None where there was none
    """

    checked: CheckedWorkbook
    draft: Draft | None
    known: int | None = None
    former: Draft | None = None


def upload(
    account: Account | None,
    content: bytes,
    filename: str,
    *,
    today: date,
    goal: str | None = None,
    confirmed: str | None = None,
    choices: FileChoices | None = None,
    store: Store | None = None,
) -> UploadResult:
    """Check a workbook and keep it as the account's draft of its goal (or of the plan), in place of the former one.

    goal       the goal that it must hold; None = any of the account's
    confirmed  the key of the interpretation that the account has confirmed, of a table that follows no template
    choices    what a form chose besides the workbook that it made
    `ForbiddenError` where neither the goal nor an indicator of it is the account's.
    """
    opened = store or open_store()
    known = require_right(account, Right.SUBMIT)
    chosen = choices or FileChoices()
    only = chosen.oversight_only
    first = check_for(
        known, content, filename, today=today, goal=goal, confirmed=confirmed, store=opened, oversight_only=only
    )
    if not first.reading.accepted:
        return UploadResult(first, None)
    kind = DraftKind.PLAN if first.reading.plan is not None else DraftKind.GOAL
    subject = first.reading.goal_book.goal if first.reading.goal_book is not None else ""
    with opened.writing() as connection:
        same = published_as(connection, opened, known, first, today)
        if same is not None:
            return UploadResult(first, None, same)
        standing = unfinished(connection, opened, known.login, kind, subject)
        draft = _keep(connection, opened, known, first, (kind, subject, today), standing=standing, choices=chosen)
        remember(connection, opened, draft, first, today)
        return UploadResult(first, draft, former=next((one for one in standing[:1] if one != draft), None))


def unfinished(connection: Connection, store: Store, login: str, kind: DraftKind, subject: str) -> list[Draft]:
    """An account's unfinished drafts of one goal, or of the plan, the oldest first."""
    found = kept.list_drafts(connection, store.community, login=login)
    return [one for one in found if (one.kind, one.subject) == (kind, subject)]


def _keep(
    connection: Connection,
    store: Store,
    account: Account,
    checked: CheckedWorkbook,
    about: tuple[DraftKind, str, date],
    *,
    standing: Sequence[Draft],
    choices: FileChoices,
) -> Draft:
    """The draft of a file in the place of those that are `standing`; one of them where it is of the same file."""
    kind, subject, today = about
    for old in standing:
        if old.sha256 == checked.sha256:
            return old
        kept.change(connection, store.community, old.number, state=DraftState.DISCARDED, changed_at=now())
    edition = edition_of(connection, store, checked, today)
    draft = new_draft(account, kind, subject, edition=edition, seen_seq=last_seq(connection, store.community))
    draft = replace(
        draft,
        period=last_quarter(today, years_of_edition(connection, store, edition)).code,
        sha256=hashlib.sha256(checked.content).hexdigest(),
        filename=checked.reading.file,
        wishes=_choices(checked, account, choices),
    )
    return kept.add(connection, store.community, draft, checked.content)


def _choices(checked: CheckedWorkbook, account: Account, choices: FileChoices) -> FileChoices:
    """What the draft remembers besides its file: also the interpretation confirmed, how many rows state nothing."""
    found = interpretation_of(checked)
    return replace(
        choices,
        confirmed=found.key if found else None if has_own_indicators(checked) else "",
        unfilled=count_unfilled(checked.reading),
        values_only=checked.reading.plan is None and changes_values_only(account),
    )


def new_draft(account: Account, kind: DraftKind, subject: str, *, edition: str, seen_seq: int) -> Draft:
    """A draft without a workbook, not kept yet."""
    moment = now()
    return Draft(
        number=0,
        login=account.login,
        name=account.name,
        kind=kind,
        edition=edition,
        subject=subject,
        period="",
        sha256="",
        filename="",
        seen_seq=seen_seq,
        state=DraftState.OPEN,
        at=moment,
        changed_at=moment,
        explanations={},
        wishes=FileChoices(),
    )


def my_drafts(account: Account | None, *, store: Store | None = None) -> list[Draft]:
    """The account's drafts that may still be published, the oldest first."""
    known = require_right(account, Right.SUBMIT)
    with (opened := store or open_store()).reading() as connection:
        return kept.list_drafts(connection, opened.community, ACTIVE, login=known.login)


def waiting(account: Account | None, *, store: Store | None = None) -> list[Draft]:
    """Other people's drafts that wait for an approval."""
    known = require_right(account, Right.APPROVE)
    with (opened := store or open_store()).reading() as connection:
        found = kept.list_drafts(connection, opened.community, (DraftState.AWAITING,))
    return [draft for draft in found if draft.login != known.login]


def own(connection: Connection, store: Store, account: Account | None, number: int) -> Draft:
    """The account's own draft; another's is as unknown as one that never was."""
    known = require_right(account, Right.SUBMIT)
    try:
        draft = kept.one(connection, store.community, number)
    except LookupError:
        raise UnknownDraftError(str(number)) from None
    if draft.login != known.login:
        raise UnknownDraftError(str(number))
    return draft


def seen_by(connection: Connection, store: Store, account: Account | None, number: int) -> Draft:
    """A draft that the account may look at: the own one, or one that waits for its approval."""
    try:
        return own(connection, store, account, number)
    except UnknownDraftError:
        found = {d.number: d for d in kept.list_drafts(connection, store.community, (DraftState.AWAITING,))}
        if account is not None and number in found:
            try:
                require_right(account, Right.APPROVE)
            except ForbiddenError:
                raise UnknownDraftError(str(number)) from None
            return found[number]
        raise


def discard(account: Account | None, number: int, *, store: Store | None = None) -> Draft:
    """Throw the account's draft away, its workbook too; one that hid something at once waits for its second person."""
    with (opened := store or open_store()).writing() as connection:
        draft = own(connection, opened, account, number)
        if draft.state not in ACTIVE or (draft.state is DraftState.AWAITING and draft.access.hidden is not None):
            return draft
        return kept.change(connection, opened.community, number, state=DraftState.DISCARDED, changed_at=now())


def reread(connection: Connection, store: Store, draft: Draft, today: date) -> CheckedWorkbook:
    """The draft's workbook as it was read; a table as its author confirmed it."""
    content = kept.file(connection, draft.sha256)
    if content is None:
        raise UnknownDraftError(str(draft.number))
    return read_again(connection, store, draft, content, today)


def preview_draft(account: Account | None, number: int, *, today: date, store: Store | None = None) -> Assessment:
    """The preview of a draft; nothing is stored. `RefusedError` where the store no longer takes it."""
    with (opened := store or open_store()).reading() as connection:
        draft = seen_by(connection, opened, account, number)
        checked = reread(connection, opened, draft, today)
    with opened.trying() as connection:
        return assess(connection, opened, draft, checked, account=require_right(account, Right.SUBMIT), today=today)


def explain(
    account: Account | None, number: int, texts: Mapping[str, str], *, today: date, store: Store | None = None
) -> Draft:
    """Keep explanations by row key; one given for a whole indicator goes to each of its rows that needs one.

    An empty text takes an explanation back. A draft that awaits an approval becomes open again.
    """
    opened = store or open_store()
    keys: dict[str, list[str]] = {}
    for need in preview_draft(account, number, today=today, store=opened).needs:
        keys.setdefault(need.code, []).append(need.key)
    given: dict[str, str] = {}
    for key, text in sorted(texts.items(), key=lambda item: "@" in item[0]):
        targets = keys.get(key, [key]) if key == code_of(key) else [key]
        given |= dict.fromkeys(targets, " ".join(text.split())[:LONGEST_EXPLANATION])

    def merged(draft: Draft) -> Mapping[str, object]:
        return {"explanations": {key: text for key, text in {**draft.explanations, **given}.items() if text}}

    return _changed(account, number, opened, merged)


def set_choices(
    account: Account | None,
    number: int,
    *,
    taken: tuple[str, ...] = (),
    act: str = "",
    store: Store | None = None,
) -> Draft:
    """Keep what was ticked: keys of rows to take away (of a plan: codes of goals), the decision on the plan."""
    return _changed(
        account,
        number,
        store or open_store(),
        lambda draft: {"wishes": replace(draft.choices, taken=taken, act=act.strip())},
    )


def answer(
    account: Account | None,
    number: int,
    *,
    early: bool | None = None,
    personal: Mapping[str, str] = MappingProxyType({}),
    store: Store | None = None,
) -> Draft:
    """Keep what the author says to what was asked.

    early     whether values of periods that have not ended are meant; None = not asked
    personal  «keep» or «remove» for words that look like personal data, by the key of the row
    """

    def wishes(draft: Draft) -> Mapping[str, object]:
        said = {key: one for key, one in personal.items() if one in (KEEP, REMOVE)}
        meant = draft.choices.early if early is None else early
        return {"wishes": replace(draft.choices, early=meant, answers={**draft.choices.answers, **said})}

    return _changed(account, number, store or open_store(), wishes)


def acknowledge_conflict(account: Account | None, number: int, seq: int, *, store: Store | None = None) -> Draft:
    """Note that the account has compared its draft with the store up to the upload `seq` and keeps to it."""
    return _changed(account, number, store or open_store(), lambda draft: {"seen_seq": max(seq, draft.seen_seq)})


def _changed(account: Account | None, number: int, store: Store, values: _Values) -> Draft:
    with store.writing() as connection:
        draft = own(connection, store, account, number)
        if draft.state not in ACTIVE:
            return draft
        opened = {DraftState.AWAITING: DraftState.OPEN}.get(draft.state, draft.state)
        return kept.change(connection, store.community, number, state=opened, changed_at=now(), **values(draft))
