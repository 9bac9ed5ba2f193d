"""«Мої подання»: everything a department has sent in, with the files as they came."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.access import Right, allows
from kpi.model import ACTIVE, Account, Draft, DraftKind
from kpi.services.publishing.permissions import require_right
from kpi.services.publishing.submission import is_of_account
from kpi.store import Store
from kpi.store import drafts as kept
from kpi.store.books import source_file
from kpi.store.departments import community_index
from kpi.store.people.accounts import everybody
from kpi.store.uploads import Upload, upload, uploads

#: so many receipts are listed, the newest
MOST = 100
_SENT = ("goal", "form", "plan", "undo")


@dataclass(frozen=True, slots=True)
class SubmissionList:
    """Drafts that are not published yet, the newest first, then receipts likewise."""

    drafts: tuple[Draft, ...]
    receipts: tuple[Upload, ...]


def list_submissions(account: Account | None, *, store: Store) -> SubmissionList:
    """What the account and its department have sent in; an editor sees everybody's."""
    known = require_right(account, Right.SUBMIT)
    with store.reading() as connection:
        colleagues = _colleagues(known, everybody(connection, store.community))
        found = kept.list_drafts(connection, store.community, ACTIVE)
        drafts = [draft for draft in found if draft.login in colleagues and draft.kind is not DraftKind.VISIBILITY]
        sent = [one for one in uploads(connection, store.community) if one.login and one.kind in _SENT]
        index = community_index(connection, store.community)
    receipts = [one for one in sent if is_of_account(known, one, index)]
    return SubmissionList(tuple(reversed(drafts)), tuple(reversed(receipts))[:MOST])


def _colleagues(account: Account, people: Sequence[Account]) -> frozenset[str]:
    """Logins of who works for a department of the account; of everybody for an editor."""
    if allows(account, Right.REPORTING):
        return frozenset(one.login for one in people)
    own = set(account.departments)
    return frozenset({account.login, *(one.login for one in people if own & set(one.departments))})


def source_of(account: Account | None, number: int, *, store: Store) -> tuple[str, bytes]:
    """The file of a receipt by its name; LookupError where the account may not see it or there is none."""
    known = require_right(account, Right.SUBMIT)
    with store.reading() as connection:
        found = upload(connection, store.community, number)
        index = community_index(connection, store.community)
        content = source_file(connection, found.sha256) if is_of_account(known, found, index) else None
    if content is None:
        raise LookupError(str(number))
    return found.filename, content
