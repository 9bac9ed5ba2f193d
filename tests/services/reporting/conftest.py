from pathlib import Path

import pytest

from kpi.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "var" / "postup.sqlite"))
