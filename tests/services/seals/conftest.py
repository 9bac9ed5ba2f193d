from pathlib import Path

import pytest

from kpi.services.seals.keys import make_key
from kpi.services.seals.note import Verifier
from kpi.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store, which is that of the settings."""
    where = str(tmp_path / "var" / "postup.sqlite")
    (tmp_path / "var").mkdir()
    monkeypatch.setenv("POSTUP_STORE", where)
    return open_store(where)


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verifier:
    """The community's key, set."""
    file = tmp_path / "seal.key"
    made = make_key(file, "strategy.example.org/log")
    monkeypatch.setenv("POSTUP_SEAL_KEY", str(file))
    return made
