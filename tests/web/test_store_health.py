"""/healthz tells trouble of the store, never waits for it, and asks it seldom."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.services.operation.store_probe import probe
from kpi.store import Store, StoreError, connect, open_store
from kpi.web.store_health import StoreHealth
from tests.asgi import Client
from tests.disks import own_disk, readonly
from tests.waiting import until

pytestmark = pytest.mark.sqlite


def test_an_answer_never_waits_and_the_store_is_asked_once_in_its_time() -> None:
    gate, asked = threading.Event(), []

    def ask() -> None:
        asked.append(1)
        gate.wait(20)
        raise StoreError("full")

    health = StoreHealth(ask, fresh=3600)
    before = time.monotonic()
    assert [health.state for _ in range(50)] == ["unknown"] * 50
    assert time.monotonic() - before < 1
    gate.set()
    until(lambda: health.state == "full", within=20)
    assert asked == [1]


def test_trouble_that_has_passed_is_told_too(caplog: pytest.LogCaptureFixture) -> None:
    answers: list[str] = ["readonly"]

    def ask() -> None:
        if answers:
            raise StoreError(answers[0])

    health = StoreHealth(ask, fresh=0)
    until(lambda: health.state == "readonly", within=20)
    answers.clear()
    until(lambda: health.state == "ok", within=20)
    told = [
        (record.levelname, record.__dict__["event"])
        for record in caplog.records
        if record.name == "kpi.web.store_health"
    ]
    assert told == [("ERROR", "store_trouble"), ("WARNING", "store_well")], "a change is told once"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with own_disk(tmp_path, 8 << 20) as place:
        yield place


@pytest.fixture
def store(disk: Path) -> Store:
    return open_store(str(disk / "postup.sqlite"))


def test_a_well_store_is_left_as_it_was(store: Store, disk: Path) -> None:
    before = sorted(disk.iterdir())
    probe(store)
    assert sorted(disk.iterdir()) == before


def test_a_full_disk_is_told(store: Store, disk: Path) -> None:
    filling = disk / "filling"
    filling.write_bytes(bytes(shutil.disk_usage(disk).free - (1 << 20)))
    with pytest.raises(StoreError, match="full"):
        probe(store)
    filling.unlink()
    probe(store)


def test_a_disk_that_became_readonly_is_told_and_the_site_s_health_with_it(
    store: Store, disk: Path, where: str, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    with readonly(disk):
        with pytest.raises(StoreError) as told:
            probe(connect(store.name))
        assert told.value.reason in {"readonly", "unreachable"}
        monkeypatch.setenv("POSTUP_STORE", store.name)
        monkeypatch.setattr(
            "kpi.web.application.store_health", StoreHealth(lambda: probe(connect(store.name)), fresh=0)
        )
        until(lambda: client.get("/healthz").status_code == 503, within=20)
        answer = client.get("/healthz").json()
        assert (answer["status"], answer["store"]) == ("trouble", told.value.reason)
    until(lambda: client.get("/healthz").status_code == 200, within=20)
