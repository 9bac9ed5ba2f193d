"""A real server with the shipped edition and people of two departments; browsers without scripts."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.store import Store, open_store
from tests.servers import running
from tests.shipped import Shipped, copied
from tests.web.conftest import PASSWORD, Served

PEOPLE = (
    Account(id=0, login="koval", name="О. Коваль", role=Role.HEAD, departments=("dep-zhkg",)),
    Account(id=0, login="bondar", name="І. Бондаренко", role=Role.HEAD, departments=("dep-zhkg",)),
    Account(id=0, login="lys", name="М. Лис", role=Role.HEAD, departments=("dep-edu",)),
    Account(id=0, login="editor", name="Р. Дактор", role=Role.EDITOR),
    Account(id=0, login="chief", name="А. Міністр", role=Role.ADMINISTRATOR),
)


@pytest.fixture(scope="session")
def peopled(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with these people: their passwords, slow to keep by design, are kept once."""
    folder = tmp_path_factory.mktemp("peopled")
    store = open_store(shipped_store(folder))
    for account in PEOPLE:
        sign_in.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    return folder


@pytest.fixture(scope="module")
def served(peopled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A store of its own for each module: what one publishes the others do not see."""
    folder = tmp_path_factory.mktemp("desk")
    store = open_store(copied(peopled, folder))
    with running(folder) as site:
        yield Served(site, store, folder / "server.log")


__all__ = ["Connection", "Path", "Store", "served"]
