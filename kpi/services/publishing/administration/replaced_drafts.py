"""Drafts that a newer file replaced, and the files of drafts."""

from datetime import date

from kpi.model import Account, Draft, DraftKind, DraftState
from kpi.services.publishing.drafts import UnknownDraftError, explain, own, preview_draft, seen_by, unfinished
from kpi.store import Store, open_store
from kpi.store import drafts as kept


def carry_explanations(account: Account, draft: Draft, former: Draft, *, today: date, store: Store) -> None:
    """Give a draft the explanations of the one whose place it took, as far as the same rows still need them."""
    if not former.explanations:
        return
    found = preview_draft(account, draft.number, today=today, store=store)
    needed = {need.key for need in found.needs} | {one.key(name) for one in found.actions for name in one.texts}
    carried = {key: text for key, text in former.explanations.items() if key in needed}
    if carried:
        explain(account, draft.number, carried, today=today, store=store)


def successor_of(account: Account | None, number: int, *, store: Store | None = None) -> int | None:
    """The number of the account's unfinished draft that a newer file put in the place of this own one, or None."""
    with (opened := store or open_store()).reading() as connection:
        try:
            draft = own(connection, opened, account, number)
        except UnknownDraftError:
            return None
        if draft.state is not DraftState.DISCARDED or draft.kind not in (DraftKind.GOAL, DraftKind.PLAN):
            return None
        found = unfinished(connection, opened, draft.login, draft.kind, draft.subject)
    return next((one.number for one in found if one.number > number), None)


def draft_workbook(account: Account | None, number: int, *, store: Store | None = None) -> tuple[str, bytes]:
    """Name and bytes of a draft's workbook as it was sent, for its author and for who decides; LookupError for none."""
    with (opened := store or open_store()).reading() as connection:
        draft = seen_by(connection, opened, account, number)
        content = kept.file(connection, draft.sha256)
    if content is None:
        raise UnknownDraftError(str(number))
    return draft.filename, content
