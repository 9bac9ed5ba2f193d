from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.services.seals.keys import make_key
from kpi.services.seals.note import Verifier
from kpi.store import Store, open_store
from tests.services.seals.stamp_authority import Authority


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


@pytest.fixture
def tsa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """An authority that the settings name; it knows no other day than the machine's."""
    monkeypatch.setattr("kpi.clock.today", lambda: datetime.now(UTC).date())
    with Authority(tmp_path / "tsa").served() as found:
        monkeypatch.setenv("POSTUP_TIMESTAMPS", found.address)
        monkeypatch.setenv("POSTUP_TIMESTAMP_CERTIFICATES", str(found.root))
        yield found
