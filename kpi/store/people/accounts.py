"""The SQL of accounts. Who may change them, and what is a good password, is decided by those who call."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from kpi.model import Account, ActingTerm, Role
from kpi.store.people.account_tables import ACCOUNT, ACTING
from kpi.store.schema import NODE


def add(connection: Connection, community: str, account: Account, password_hash: str, at: datetime) -> Account:
    """Store a new account; its `id` is given here. The caller has made sure that the login is free."""
    last = connection.scalar(select(func.max(ACCOUNT.c.id)).where(ACCOUNT.c.community == community))
    number = int(last or 0) + 1
    connection.execute(
        insert(ACCOUNT),
        {
            "community": community,
            "id": number,
            "login": account.login,
            "name": account.name,
            "email": account.email,
            "role": account.role.value,
            "departments": json.dumps(account.departments),
            "password_hash": password_hash,
            "disabled": account.disabled,
            "created_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        },
    )
    found = by_login(connection, community, account.login)
    assert found is not None, "it was written in this transaction"  # noqa: S101
    return found


def change(connection: Connection, community: str, number: int, **values: object) -> None:
    """Set columns of one account: name, email, role, departments (a tuple), disabled, password_hash."""
    written = {name: json.dumps(value) if name == "departments" else value for name, value in values.items()}
    connection.execute(update(ACCOUNT).where(_is(community, number)).values(written))


def note_sign_in(connection: Connection, community: str, number: int, at: datetime) -> None:
    change(connection, community, number, signed_in_at=at.astimezone(UTC).isoformat(timespec="seconds"))


def everybody(connection: Connection, community: str) -> list[Account]:
    """All accounts by login, disabled ones too."""
    rows = connection.execute(select(ACCOUNT).where(ACCOUNT.c.community == community).order_by(ACCOUNT.c.login))
    terms = acting_terms(connection, community)
    return [replace(account, acting=terms.get(account.id, ())) for account in map(_account, rows)]


def by_login(connection: Connection, community: str, login: str) -> Account | None:
    return _one(connection, community, ACCOUNT.c.login == login)


def by_id(connection: Connection, community: str, number: int) -> Account | None:
    return _one(connection, community, ACCOUNT.c.id == number)


def by_email(connection: Connection, community: str, email: str) -> list[Account]:
    """The accounts of an address: more than one is a mistake that lets nobody in."""
    if not email:
        return []
    found = (ACCOUNT.c.community == community) & (ACCOUNT.c.email == email)
    return [_account(row) for row in connection.execute(select(ACCOUNT).where(found))]


def password_hash(connection: Connection, community: str, number: int) -> str:
    return str(connection.scalar(select(ACCOUNT.c.password_hash).where(_is(community, number))) or "")


def goal_departments(connection: Connection, community: str) -> set[str]:
    """The words by which goals name their departments: codes, and names that «Підрозділи» does not have."""
    of_goals = select(NODE.table.c.department).where(NODE.table.c.community == community).distinct()
    return set(connection.scalars(of_goals)) - {""}


def add_acting(connection: Connection, community: str, number: int, term: ActingTerm) -> None:
    """Let an account stand in for the head of a department; a term that begins on the same day is replaced."""
    end_acting(connection, community, number, term)
    row = {"community": community, "account": number, "department": term.department}
    connection.execute(insert(ACTING), row | {"since": term.since, "until": term.until})


def end_acting(connection: Connection, community: str, number: int, term: ActingTerm) -> None:
    """Take a term back."""
    which = (ACTING.c.department == term.department) & (ACTING.c.since == term.since)
    connection.execute(delete(ACTING).where(ACTING.c.community == community, ACTING.c.account == number, which))


def acting_terms(connection: Connection, community: str) -> dict[int, tuple[ActingTerm, ...]]:
    """The terms of all accounts by their ids, the earliest first."""
    query = select(ACTING).where(ACTING.c.community == community).order_by(ACTING.c.since, ACTING.c.department)
    found: dict[int, tuple[ActingTerm, ...]] = {}
    for row in connection.execute(query):
        found[row.account] = (*found.get(row.account, ()), ActingTerm(row.department, row.since, row.until))
    return found


def _is(community: str, number: int) -> Any:
    return (ACCOUNT.c.community == community) & (ACCOUNT.c.id == number)


def _one(connection: Connection, community: str, which: Any) -> Account | None:
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.community == community, which)).first()
    if row is None:
        return None
    return replace(_account(row), acting=acting_terms(connection, community).get(row.id, ()))


def _account(row: Row[Any]) -> Account:
    departments = tuple(json.loads(row.departments))
    return Account(
        id=row.id,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        departments=departments,
        disabled=row.disabled,
        email=row.email,
        signed_in=datetime.fromisoformat(row.signed_in_at) if row.signed_in_at else None,
    )
