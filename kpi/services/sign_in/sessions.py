"""A session in use: who it is, the own password, leaving here and elsewhere."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection

from kpi.access import passwords
from kpi.access.sessions import SEEN_EVERY, alive, digest, new_token, tag
from kpi.model import Account
from kpi.model.community_time import local
from kpi.services.sign_in.accounts import AccountError
from kpi.store import Store, StoreError, audit
from kpi.store.departments import community_index
from kpi.store.people import accounts, sessions
from kpi.store.people.sessions import Session


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody signed in. `tag` names the session without telling its token.

    account  with the departments that are its own today (`account_on`)
    """

    account: Account
    tag: str
    token_hash: str = field(repr=False)


def account_on(connection: Connection, community: str, account: Account, day: date) -> Account:
    """The account as it is on a day: its departments by their present codes, with those that it stands in for.

    A department that was merged into another one gives its accounts to that one. `acting`: the terms that hold.
    """
    index = community_index(connection, community)
    acting = tuple(
        replace(term, department=index.code_of(term.department)) for term in account.acting if term.holds_on(day)
    )
    own = [*map(index.code_of, account.departments), *(term.department for term in acting)]
    return replace(account, departments=tuple(dict.fromkeys(own)), acting=acting)


def session_for_token(store: Store, token: str, now: datetime) -> SignedIn | None:
    """Whose session this is; None where it has ended, was closed, or its account is disabled.

    Asked at every request and rerun, so leaving elsewhere and a changed role take effect at once.
    """
    token_hash = digest(token)
    if not token_hash:
        return None
    with store.reading() as connection:
        session = sessions.session(connection, store.community, token_hash)
        if session is None or session.closed or not alive(session.created, session.seen, now):
            return None
        account = accounts.by_id(connection, store.community, session.account)
        if account is None or account.disabled:
            return None
        account = account_on(connection, store.community, account, local(now).date())
    if now - session.seen >= SEEN_EVERY:
        # a store that takes nothing can be read all the same: who is signed in stays so for as long as was noted before
        with suppress(StoreError), store.writing() as connection:
            sessions.note_seen(connection, store.community, token_hash, now)
    return SignedIn(account, tag(token_hash), token_hash)


def department_names(store: Store, account: Account) -> tuple[str, ...]:
    """The account's departments as people call them, each once."""
    with store.reading() as connection:
        index = community_index(connection, store.community)
    return tuple(dict.fromkeys(map(index.name_of, account.departments)))


def leave(store: Store, token: str, now: datetime) -> None:
    """Sign out here; a token that is no session changes nothing."""
    signed = session_for_token(store, token, now)
    if signed is None:
        return
    with store.writing() as connection:
        sessions.close(connection, store.community, signed.token_hash, now)
        login = signed.account.login
        audit.record(connection, store.community, actor=login, action="signout", detail={"login": login}, at=now)


def leave_elsewhere(store: Store, signed: SignedIn, now: datetime) -> int:
    """Sign out everywhere but here; browsers known so far are forgotten. Returns how many sessions ended."""
    account = signed.account
    with store.writing() as connection:
        ended = sessions.close_all(connection, store.community, account.id, now, keep=signed.token_hash)
        sessions.forget_devices(connection, store.community, account.id)
        detail = {"login": account.login, "sessions": ended}
        audit.record(
            connection, store.community, actor=account.login, action="signout_elsewhere", detail=detail, at=now
        )
    return ended


def open_sessions(store: Store, signed: SignedIn, now: datetime) -> list[Session]:
    """The account's sessions that still work, the newest first."""
    with store.reading() as connection:
        found = sessions.sessions_of(connection, store.community, signed.account.id)
    return [session for session in found if alive(session.created, session.seen, now)]


def change_password(store: Store, signed: SignedIn, current: str, new: str, now: datetime) -> str:
    """A new password of one's own: every session ends and a new one begins, whose token is returned.

    AccountError where the current password is wrong or the new one is too weak. Twice 40 ms: call it in a thread.
    """
    account = signed.account
    with store.reading() as connection:
        known = accounts.password_hash(connection, store.community, account.id)
        session = sessions.session(connection, store.community, signed.token_hash)
    if session is None or not passwords.matches(current, known):
        raise AccountError("current_password")
    if reason := passwords.password_problem(new, account.login):
        raise AccountError(f"password_{reason}", shortest=passwords.SHORTEST, longest=passwords.LONGEST)
    written, token = passwords.hash_password(new), new_token()
    with store.writing() as connection:
        if accounts.password_hash(connection, store.community, account.id) != known:
            raise AccountError("current_password")
        accounts.change(connection, store.community, account.id, password_hash=written)
        sessions.close_all(connection, store.community, account.id, now)
        sessions.forget_devices(connection, store.community, account.id)
        sessions.open_session(connection, store.community, account.id, digest(token), agent=session.agent, at=now)
        detail = {"login": account.login}
        audit.record(connection, store.community, actor=account.login, action="password_changed", detail=detail, at=now)
    return token
