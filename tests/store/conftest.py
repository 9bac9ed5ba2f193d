from pathlib import Path

import pytest

from kpi.store import Store, open_store
from tests.postgresql import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store in each database: what it keeps and tells is the same in both."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        return open_store(server.store())
    made: Store = request.getfixturevalue("sqlite_store")
    return made


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Store:
    """An empty store where a test is about SQLite itself."""
    return open_store(str(tmp_path / "var" / "postup.sqlite"))
