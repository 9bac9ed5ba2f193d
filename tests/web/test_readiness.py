"""Loading in the background: once, with an end that pages and the health answer can tell."""

import gc
import threading

import pytest

from kpi.store import StoreError
from kpi.web.readiness import Readiness
from tests.waiting import until


def test_pages_wait_until_the_data_are_there() -> None:
    here, gate = Readiness(), threading.Event()

    def load() -> None:
        gate.wait(10)

    here.start(load)
    assert (here.wait(0), here.ready) == (False, False)
    gate.set()
    assert (here.wait(10), here.ready) == (True, True)
    gc.unfreeze()


def test_a_loading_that_is_about_to_begin_is_waited_for() -> None:
    """Else the first request after the start is answered and the next one hears that the data are being loaded."""
    here = Readiness()
    here.announce(expected=True)
    assert (here.loading, here.wait(0)) == (True, False)
    here.start(lambda: None)
    assert here.wait(10)
    assert not here.loading
    never = Readiness()
    never.announce(expected=True)
    never.announce(expected=False)
    assert (never.loading, never.wait(0)) == (False, True)
    gc.unfreeze()


def test_it_loads_once() -> None:
    here, calls = Readiness(), []
    for _ in range(3):
        here.start(lambda: calls.append(1))
    assert here.wait(10)
    assert calls == [1]
    gc.unfreeze()


def test_nothing_to_wait_for_where_nothing_was_started() -> None:
    assert Readiness().wait(0)


def test_a_failed_loading_ends_the_waiting_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    logged = []
    monkeypatch.setattr(threading, "excepthook", lambda args: logged.append(args.exc_type))

    def broken() -> None:
        raise RuntimeError("a fault of ours")

    here = Readiness()
    here.start(broken)
    assert here.wait(10)
    assert here._thread is not None
    here._thread.join(10)
    assert here.failed
    assert not here.ready
    assert logged == [RuntimeError]


def test_a_store_that_was_away_is_loaded_when_it_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a restart: meanwhile it is told that nothing could be loaded."""
    monkeypatch.setattr("kpi.web.readiness._RETRY", 0.01)
    away = threading.Event()
    away.set()

    def load() -> None:
        if away.is_set():
            raise StoreError("unreachable")

    here = Readiness()
    here.start(load)
    assert here.wait(10)
    assert (here.failed, here.ready) == (True, False)
    away.clear()
    until(lambda: here.ready, within=20)
    gc.unfreeze()
