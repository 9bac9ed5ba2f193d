"""Entering: from a login and a password, or from an address that an identity provider has verified, to a session."""

import ipaddress
import socket
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from kpi.access import passwords, throttle
from kpi.access.sessions import ABSOLUTE, DEVICE_DAYS, digest, new_token
from kpi.access.throttle import LoginDelay
from kpi.model import Account
from kpi.store import Store, audit
from kpi.store.people import accounts, sessions
from kpi.store.people.sessions import TryOrigin


@dataclass(frozen=True, slots=True)
class ClientInfo:
    """From where somebody enters.

    address  of the network
    agent    what the browser calls itself
    device   the token of a browser that signed in before, "" else
    before   the token of the session that the browser has had so far: it ends
    """

    address: str
    agent: str = ""
    device: str = field(default="", repr=False)
    before: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A try that is noted and not yet checked.

    known    the hash to check against, "" where there is none
    renewed  the same password's hash with today's parameters, "" where `known` has them
    """

    verdict: LoginDelay
    account: Account | None
    known: str = field(repr=False)
    origin: TryOrigin = field(repr=False)
    number: str = ""
    renewed: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NewSession:
    """Signed in. The two tokens go into cookies and nowhere else."""

    account: Account
    token: str = field(repr=False)
    device: str = field(repr=False)


def begin(store: Store, login: str, visit: ClientInfo, now: datetime) -> Attempt:
    """Note a try before anything is checked. Where `verdict.until` is set, nothing may be checked."""
    written = login.strip().lower()
    with store.writing() as connection:
        sessions.forget_tries(connection, store.community, now - throttle.MEMORY)
        account = accounts.by_login(connection, store.community, written)
        device = digest(visit.device)
        if account is None or not sessions.knows_device(
            connection, store.community, account.id, device, now - timedelta(days=DEVICE_DAYS)
        ):
            device = ""
        origin = TryOrigin(digest(written[:100]) or digest("-"), digest(network_of(visit.address)), device)
        on_account = sessions.tries_on_account(connection, store.community, origin)
        nearby = [] if device else sessions.tries_from_address(connection, store.community, origin)
        verdict = throttle.verdict(on_account, nearby, now)
        if verdict.until is not None:
            return Attempt(verdict=verdict, account=None, known="", origin=origin)
        number = sessions.add_try(connection, store.community, origin, now)
        if len(on_account) + 1 == throttle.ACCOUNT_TRIES:
            _record(connection, store, account, "signin_limited", now=now)
        usable = account is not None and not account.disabled
        known = accounts.password_hash(connection, store.community, account.id) if account and usable else ""
    return Attempt(verdict=verdict, account=account, known=known, origin=origin, number=number)


def finish(store: Store, attempt: Attempt, right: bool, visit: ClientInfo, now: datetime) -> NewSession | None:
    """Open a session where the password was `right`; None, and a row in the audit, where it was not.

    A renewed hash takes the place of the one that was checked, unless that has been changed since.
    """
    with store.writing() as connection:
        account = attempt.account and accounts.by_id(connection, store.community, attempt.account.id)
        if not right or account is None or account.disabled:
            _record(connection, store, attempt.account, "signin_failed", now=now)
            return None
        sessions.forgive(connection, store.community, attempt.number, attempt.origin)
        if attempt.renewed and accounts.password_hash(connection, store.community, account.id) == attempt.known:
            accounts.change(connection, store.community, account.id, password_hash=attempt.renewed)
        return open_session(connection, store, account, visit, way="password", now=now)


def enter_by_email(store: Store, email: str, visit: ClientInfo, now: datetime) -> NewSession | None:
    """Open a session for the one account that an administrator has given this verified address; None else."""
    with store.writing() as connection:
        found = accounts.by_email(connection, store.community, email.strip().lower())
        if len(found) != 1 or found[0].disabled:
            _record(connection, store, found[0] if len(found) == 1 else None, "signin_failed", way="oidc", now=now)
            return None
        return open_session(connection, store, found[0], visit, way="oidc", now=now)


def open_session(
    connection: Connection, store: Store, account: Account, visit: ClientInfo, *, way: str, now: datetime
) -> NewSession:
    """A session for somebody whose way in was found good: password, oidc or invitation."""
    if visit.before:
        sessions.close(connection, store.community, digest(visit.before), now)
    # a week beyond the longest session nobody asks for it any more
    sessions.forget_before(connection, store.community, now - ABSOLUTE - timedelta(days=7))
    token, device = new_token(), new_token()
    sessions.open_session(connection, store.community, account.id, digest(token), agent=visit.agent, at=now)
    sessions.remember_device(connection, store.community, account.id, digest(device), now)
    accounts.note_sign_in(connection, store.community, account.id, now)
    _record(connection, store, account, "signin", way=way, now=now)
    return NewSession(account, token, device)


def _record(
    connection: Connection, store: Store, account: Account | None, action: str, *, now: datetime, way: str = "password"
) -> None:
    """What was typed is never written: people type passwords into the field of the login."""
    login = account.login if account else ""
    audit.record(connection, store.community, actor=login, action=action, detail={"login": login, "way": way}, at=now)


def network_of(address: str) -> str:
    """The address that tries are counted by: a whole /64 of IPv6, which is one customer."""
    try:
        # what most requests come by, at a tenth of the price
        return socket.inet_ntop(socket.AF_INET, socket.inet_pton(socket.AF_INET, address))
    except (OSError, ValueError):
        return _network(address)


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def check(attempt: Attempt, password: str) -> bool:
    """Whether the password is right: 40 ms of one core, the same for a login that does not exist."""
    return passwords.matches(password, attempt.known)


def renew(attempt: Attempt, password: str) -> Attempt:
    """The try with a renewed hash, where the one in force was made with weaker parameters; the password is right."""
    return (
        replace(attempt, renewed=passwords.hash_password(password))
        if passwords.needs_rehash(attempt.known)
        else attempt
    )
