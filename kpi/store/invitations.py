"""The SQL of invitations. Tokens never come here, only their hashes."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from kpi.store.account_tables import INVITATION


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that was made. `used`: its link was followed, or a newer one took its place."""

    account: int
    expires: datetime
    used: bool


def add(
    connection: Connection, community: str, account: int, token_hash: str, *, at: datetime, expires: datetime
) -> None:
    """Store an invitation; earlier ones of the account work no longer."""
    withdraw(connection, community, account, at)
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


def withdraw(connection: Connection, community: str, account: int, at: datetime) -> None:
    """End the invitations of an account, whether used now or not wanted any more."""
    its = (INVITATION.c.community == community) & (INVITATION.c.account == account) & (INVITATION.c.used_at == "")
    connection.execute(update(INVITATION).where(its).values(used_at=_written(at)))


def by_token(connection: Connection, token_hash: str) -> Invitation | None:
    row = connection.execute(select(INVITATION).where(INVITATION.c.token_hash == token_hash)).first()
    if row is None:
        return None
    return Invitation(row.account, datetime.fromisoformat(row.expires_at), bool(row.used_at))


def waiting(connection: Connection, community: str, now: datetime) -> dict[int, datetime]:
    """The accounts whose invitations may still be followed, and until when."""
    rows = connection.execute(
        select(INVITATION.c.account, INVITATION.c.expires_at).where(
            INVITATION.c.community == community, INVITATION.c.used_at == "", INVITATION.c.expires_at > _written(now)
        )
    )
    return {row.account: datetime.fromisoformat(row.expires_at) for row in rows}


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
