"""A store of its own with a plan in it, and a clock that a test moves."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.store import Store, audit, open_store
from kpi.store.people.account_tables import ACCOUNT
from kpi.store.schema import AUDIT
from tests.books import MAY, checked, plan
from tests.publishing import publish
from tests.shipped import NAME, copied

PASSWORD = "сім слонів ідуть до моря"
Make = Callable[..., Account]


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with the plan in it."""
    folder = tmp_path_factory.mktemp("planned")
    publish([checked(plan())], MAY, store=open_store(str(folder / NAME)))
    return folder


@pytest.fixture
def store(planned: Path, tmp_path: Path) -> Store:
    return open_store(copied(planned, tmp_path))


@pytest.fixture
def make(store: Store, clock: Clock) -> Make:
    def made(login: str = "koval", role: Role = Role.EDITOR, *departments: str, email: str = "") -> Account:
        account = Account(id=0, login=login, name=f"Особа {login}", role=role, departments=departments, email=email)
        return sign_in.create(store, account, PASSWORD, by="terminal", now=clock())

    return made


def actions(store: Store) -> list[tuple[str, str]]:
    """(actor, action) of the audit, without the publications; the chain must hold."""
    with store.reading() as connection:
        assert audit.broken_link(connection, store.community) is None
        rows = connection.execute(AUDIT.select().order_by(AUDIT.c.number))
        return [(row.actor, row.action) for row in rows if row.action not in {"publish", "load"}]


def everything_kept(store: Store) -> str:
    """All texts of the audit and of the accounts, to look for what must not be there."""
    with store.reading() as connection:
        return repr([tuple(row) for table in (AUDIT, ACCOUNT) for row in connection.execute(table.select())])
