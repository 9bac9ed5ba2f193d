"""A store with a publication, an account and a session in it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.services.sign_in import ClientInfo
from kpi.store import Store, open_store
from kpi.store.copies.contents import TableContents, contents
from tests.books import MAY, checked, hospitals, plan
from tests.publishing import publish
from tests.shipped import NAME, copied

#: when these tests were collected: a little before the publication of `filled`, which carries the machine's moment
NOW = datetime.now(UTC).replace(microsecond=0)
PASSWORD = "сім слонів ідуть до моря"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that has something in its tables of every kind."""
    folder = tmp_path_factory.mktemp("filled")
    store = open_store(str(folder / NAME))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    koval = Account(id=0, login="koval", name="О. Коваль", role=Role.ADMINISTRATOR, email="koval@example.org")
    sign_in.create(store, koval, PASSWORD, by="terminal", now=NOW)
    assert sign_in.enter_by_email(store, "koval@example.org", ClientInfo("192.0.2.7"), NOW)
    return folder


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Store:
    return open_store(copied(filled, tmp_path / "var"))


def held(store: Store) -> dict[str, TableContents]:
    """What is in every table."""
    with store.reading() as connection:
        return contents(connection)
