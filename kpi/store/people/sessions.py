"""The SQL of sessions, invitations, known browsers and wrong tries. Tokens never come here, only their hashes."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from kpi.store.people.account_tables import DEVICE, INVITATION, SESSION, TRY

_LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session that was opened. `closed`: signed out, or ended from elsewhere."""

    token_hash: str
    account: int
    created: datetime
    seen: datetime
    agent: str
    closed: bool


@dataclass(frozen=True, slots=True)
class TryOrigin:
    """Whose password was tried, from where, and from which known browser ("" for an unknown one), all as hashes."""

    login_hash: str
    address_hash: str
    device_hash: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that was made. `used`: its link was followed, or a newer one took its place."""

    account: int
    expires: datetime
    used: bool


def open_session(
    connection: Connection, community: str, account: int, token_hash: str, *, agent: str, at: datetime
) -> None:
    moment = _written(at)
    connection.execute(
        insert(SESSION),
        {
            "token_hash": token_hash,
            "community": community,
            "account": account,
            "created_at": moment,
            "seen_at": moment,
            "closed_at": "",
            "agent": "".join(sign for sign in agent[:_LONGEST_AGENT] if sign.isprintable()),
        },
    )


def session(connection: Connection, community: str, token_hash: str) -> Session | None:
    """A session of the community's; a token of another one, whose accounts have the same ids, is none."""
    row = connection.execute(select(SESSION).where(_session_is(community, token_hash))).first()
    return None if row is None else _session(row)


def note_seen(connection: Connection, community: str, token_hash: str, at: datetime) -> None:
    connection.execute(update(SESSION).where(_session_is(community, token_hash)).values(seen_at=_written(at)))


def sessions_of(connection: Connection, community: str, account: int) -> list[Session]:
    """The sessions of an account that were not closed, the newest first."""
    rows = connection.execute(
        select(SESSION)
        .where(SESSION.c.community == community, SESSION.c.account == account, SESSION.c.closed_at == "")
        .order_by(SESSION.c.created_at.desc())
    )
    return [_session(row) for row in rows]


def close(connection: Connection, community: str, token_hash: str, at: datetime) -> None:
    connection.execute(
        update(SESSION)
        .where(_session_is(community, token_hash), SESSION.c.closed_at == "")
        .values(closed_at=_written(at))
    )


def close_all(connection: Connection, community: str, account: int, at: datetime, keep: str = "") -> int:
    """Close the sessions of an account but one; returns how many were open."""
    return connection.execute(
        update(SESSION)
        .where(
            SESSION.c.community == community,
            SESSION.c.account == account,
            SESSION.c.closed_at == "",
            SESSION.c.token_hash != keep,
        )
        .values(closed_at=_written(at))
    ).rowcount


def forget_before(connection: Connection, community: str, at: datetime) -> None:
    """Remove sessions that were opened before a moment: they have ended long ago."""
    connection.execute(delete(SESSION).where(SESSION.c.community == community, SESSION.c.created_at < _written(at)))


def add_invitation(
    connection: Connection, community: str, account: int, token_hash: str, *, at: datetime, expires: datetime
) -> None:
    """Store an invitation; earlier ones of the account work no longer."""
    withdraw_invitations(connection, community, account, at)
    connection.execute(
        insert(INVITATION),
        {
            "token_hash": token_hash,
            "community": community,
            "account": account,
            "created_at": _written(at),
            "expires_at": _written(expires),
            "used_at": "",
        },
    )


def withdraw_invitations(connection: Connection, community: str, account: int, at: datetime) -> None:
    """End the invitations of an account, whether used now or not wanted any more."""
    its = (INVITATION.c.community == community) & (INVITATION.c.account == account) & (INVITATION.c.used_at == "")
    connection.execute(update(INVITATION).where(its).values(used_at=_written(at)))


def invitation(connection: Connection, community: str, token_hash: str) -> Invitation | None:
    its = (INVITATION.c.community == community) & (INVITATION.c.token_hash == token_hash)
    row = connection.execute(select(INVITATION).where(its)).first()
    if row is None:
        return None
    return Invitation(row.account, datetime.fromisoformat(row.expires_at), bool(row.used_at))


def waiting_invitations(connection: Connection, community: str, now: datetime) -> dict[int, datetime]:
    """The accounts whose invitations may still be followed, and until when."""
    rows = connection.execute(
        select(INVITATION.c.account, INVITATION.c.expires_at).where(
            INVITATION.c.community == community, INVITATION.c.used_at == "", INVITATION.c.expires_at > _written(now)
        )
    )
    return {row.account: datetime.fromisoformat(row.expires_at) for row in rows}


def remember_device(connection: Connection, community: str, account: int, token_hash: str, at: datetime) -> None:
    connection.execute(
        insert(DEVICE),
        {"token_hash": token_hash, "community": community, "account": account, "created_at": _written(at)},
    )


def knows_device(connection: Connection, community: str, account: int, token_hash: str, since: datetime) -> bool:
    """Whether the account was signed in from this browser after `since`."""
    found = select(DEVICE.c.token_hash).where(
        DEVICE.c.community == community,
        DEVICE.c.token_hash == token_hash,
        DEVICE.c.account == account,
        DEVICE.c.created_at >= _written(since),
    )
    return connection.execute(found).first() is not None


def forget_devices(connection: Connection, community: str, account: int) -> None:
    connection.execute(delete(DEVICE).where(DEVICE.c.community == community, DEVICE.c.account == account))


def add_try(connection: Connection, community: str, origin: TryOrigin, at: datetime) -> str:
    """Note a try before it is checked, so that many at once are counted; returns its id."""
    number = secrets.token_hex(16)
    connection.execute(
        insert(TRY),
        {
            "id": number,
            "community": community,
            "at": _written(at),
            "login_hash": origin.login_hash,
            "address_hash": origin.address_hash,
            "device_hash": origin.device_hash,
        },
    )
    return number


def tries_on_account(connection: Connection, community: str, origin: TryOrigin) -> list[datetime]:
    """Moments of the tries on this login from browsers like this one: from this known one, or from all unknown ones."""
    return _moments(connection, community, _alike(origin))


def tries_from_address(connection: Connection, community: str, origin: TryOrigin) -> list[datetime]:
    return _moments(connection, community, TRY.c.address_hash == origin.address_hash)


def forgive(connection: Connection, community: str, number: str, origin: TryOrigin) -> None:
    """After the right password: this try was none, and earlier ones from browsers like this count no more."""
    connection.execute(delete(TRY).where(TRY.c.id == number))
    connection.execute(update(TRY).where(TRY.c.community == community, _alike(origin)).values(login_hash=""))


def _alike(origin: TryOrigin) -> Any:
    return (TRY.c.login_hash == origin.login_hash) & (TRY.c.device_hash == origin.device_hash)


def _moments(connection: Connection, community: str, which: Any) -> list[datetime]:
    return [_read(at) for at in connection.scalars(select(TRY.c.at).where(TRY.c.community == community, which))]


def forget_tries(connection: Connection, community: str, before: datetime) -> None:
    connection.execute(delete(TRY).where(TRY.c.community == community, TRY.c.at < _written(before)))


def forgive_all(connection: Connection, community: str, login_hash: str) -> None:
    """After a password set by an administrator: the account may be tried again at once."""
    which = (TRY.c.community == community) & (TRY.c.login_hash == login_hash)
    connection.execute(update(TRY).where(which).values(login_hash=""))


def _session_is(community: str, token_hash: str) -> Any:
    return (SESSION.c.community == community) & (SESSION.c.token_hash == token_hash)


def _session(row: Row[Any]) -> Session:
    return Session(
        token_hash=row.token_hash,
        account=row.account,
        created=_read(row.created_at),
        seen=_read(row.seen_at),
        agent=row.agent,
        closed=bool(row.closed_at),
    )


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _read(at: str) -> datetime:
    return datetime.fromisoformat(at)
