"""A real server with the shipped edition and people of two departments; browsers without scripts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from kpi import signin
from kpi.model import Account, Role
from kpi.publish import ensure_loaded
from kpi.store import Store, open_store
from tests.browser.conftest import ROOT, running
from tests.web.conftest import PASSWORD, Served

PEOPLE = (
    Account(0, "koval", "О. Коваль", Role.HEAD, ("dep-zhkg",)),
    Account(0, "bondar", "І. Бондаренко", Role.HEAD, ("dep-zhkg",)),
    Account(0, "lys", "М. Лис", Role.HEAD, ("dep-edu",)),
    Account(0, "editor", "Р. Дактор", Role.EDITOR),
    Account(0, "chief", "А. Міністр", Role.ADMINISTRATOR),
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A store of its own for each module: what one publishes the others do not see."""
    folder = tmp_path_factory.mktemp("desk")
    where = str(folder / "postup.sqlite")
    store = open_store(where)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSTUP_STORE", where)
        ensure_loaded(ROOT / "data/2022-2026", today=datetime.now(UTC).date())
    for account in PEOPLE:
        signin.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    with running("serve", folder) as site:
        yield Served(site, store, folder / "server.log")


def day() -> date:
    return datetime.now(UTC).date()


__all__ = ["Connection", "Path", "Store", "day", "served"]
