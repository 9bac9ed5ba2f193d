"""The SQL of accounts. Who may change them, and what is a good password, is decided by those who call."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from kpi.model import Account, Role
from kpi.store.account_tables import ACCOUNT
from kpi.store.schema import DEPARTMENT, NODE


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
    return [_account(row) for row in rows]


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


def department_names(connection: Connection, community: str) -> set[str]:
    """What a plan calls its departments: by their codes, and by names, which goals may give instead."""
    of_goals = select(NODE.table.c.department).where(NODE.table.c.community == community)
    listed = _departments(connection, community)
    return {*listed, *listed.values(), *connection.scalars(of_goals)} - {""}


def names_of_departments(connection: Connection, community: str, departments: Iterable[str]) -> tuple[str, ...]:
    """The departments by code and by name: goals and indicators refer to them in either way."""
    listed = _departments(connection, community)
    given = list(departments)
    pairs = [(code, name) for code, name in listed.items() if code in given or name in given]
    return tuple(dict.fromkeys([*given, *(one for pair in pairs for one in pair if one)]))


def names(connection: Connection, community: str, departments: Iterable[str]) -> tuple[str, ...]:
    """The departments by name alone, each once; what the plan does not list stays as it is."""
    listed = _departments(connection, community)
    return tuple(dict.fromkeys(listed.get(one) or one for one in departments))


def _departments(connection: Connection, community: str) -> dict[str, str]:
    """Code -> name, as the last plan that names the code has it."""
    table = DEPARTMENT.table
    rows = connection.execute(
        select(table.c.code, table.c.name, table.c.removed)
        .where(table.c.community == community)
        .order_by(table.c.published, table.c.seq)
    )
    last = {row.code: row for row in rows}
    return {code: row.name for code, row in last.items() if not row.removed}


def _is(community: str, number: int) -> Any:
    return (ACCOUNT.c.community == community) & (ACCOUNT.c.id == number)


def _one(connection: Connection, community: str, which: Any) -> Account | None:
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.community == community, which)).first()
    return None if row is None else _account(row)


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
