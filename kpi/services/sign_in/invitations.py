"""Invitations: a link with which a person sets the own password, so that nobody else ever knows it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from kpi.access import Right, may, passwords
from kpi.access.sessions import digest, new_token
from kpi.model import Account
from kpi.services.sign_in.accounts import AccountError, By
from kpi.services.sign_in.login import ClientInfo, NewSession, open_session
from kpi.store import Store, audit
from kpi.store.people import accounts, sessions

#: how long a link may be followed
VALID = timedelta(days=7)


def invite(store: Store, login: str, *, by: By, now: datetime) -> tuple[str, datetime]:
    """A new link's token for an account, and until when it works; earlier links of the account work no longer.

    The password in force stays until the link is followed. The store keeps a hash: the token is shown once.
    """
    if isinstance(by, Account) and not may(by, Right.ACCOUNTS):
        raise AccountError("forbidden")
    token, expires = new_token(), now + VALID
    with store.writing() as connection:
        account = accounts.by_login(connection, store.community, login.strip().lower())
        if account is None:
            raise AccountError("unknown_login", login=login)
        if account.disabled:
            raise AccountError("invited_disabled")
        sessions.add_invitation(connection, store.community, account.id, digest(token), at=now, expires=expires)
        actor = by.login if isinstance(by, Account) else by
        detail = {"login": account.login}
        audit.record(connection, store.community, actor=actor, action="invited", detail=detail, at=now)
    return token, expires


def invited(store: Store, token: str, now: datetime) -> Account | None:
    """Whose invitation it is; None where the link was used, is too old, or was never made."""
    with store.reading() as connection:
        return _invited(connection, store, token, now)


def accept(store: Store, token: str, password: str, visit: ClientInfo, now: datetime) -> NewSession | None:
    """Set the password and sign the person in; None where the link works no longer.

    AccountError where the password is too weak: the link can be tried again. 40 ms: call it in a thread.
    """
    account = invited(store, token, now)
    if account is None:
        return None
    if reason := passwords.password_problem(password, account.login):
        raise AccountError(f"password_{reason}", shortest=passwords.SHORTEST, longest=passwords.LONGEST)
    written = passwords.hash_password(password)
    with store.writing() as connection:
        # of two who follow it at once one comes first
        if _invited(connection, store, token, now) is None:
            return None
        sessions.withdraw_invitations(connection, store.community, account.id, now)
        accounts.change(connection, store.community, account.id, password_hash=written)
        sessions.close_all(connection, store.community, account.id, now)
        sessions.forget_devices(connection, store.community, account.id)
        sessions.forgive_all(connection, store.community, digest(account.login))
        detail = {"login": account.login, "way": "invitation"}
        audit.record(connection, store.community, actor=account.login, action="password_changed", detail=detail, at=now)
        return open_session(connection, store, account, visit, way="invitation", now=now)


def waiting(store: Store, now: datetime) -> dict[int, datetime]:
    """The accounts that were invited and have not answered yet, by id, and until when they may."""
    with store.reading() as connection:
        return sessions.waiting_invitations(connection, store.community, now)


def _invited(connection: Connection, store: Store, token: str, now: datetime) -> Account | None:
    found = sessions.invitation(connection, store.community, digest(token)) if digest(token) else None
    if found is None or found.used or found.expires <= now:
        return None
    account = accounts.by_id(connection, store.community, found.account)
    return None if account is None or account.disabled else account
