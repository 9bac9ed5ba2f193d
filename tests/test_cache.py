"""The small cache: once a key, few at a time, no error kept."""

import threading
import time
from threading import Barrier, Thread

import pytest

from kpi.cache import Cache


def test_a_value_is_made_once_by_many_threads() -> None:
    kept: Cache[object] = Cache(2)
    made: list[object] = []
    gate = Barrier(8)

    def make() -> object:
        made.append(object())
        return made[-1]

    def ask() -> None:
        gate.wait()
        kept.get("a", make)

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_the_least_asked_for_goes_first() -> None:
    kept: Cache[int] = Cache(2)
    for key in ("a", "b"):
        kept.get(key, lambda: 1)
    kept.get("a", lambda: 2)
    kept.get("c", lambda: 3)
    assert kept.get("a", lambda: 4) == 1
    assert kept.get("b", lambda: 5) == 5


def test_an_error_is_not_kept() -> None:
    kept: Cache[int] = Cache(2)

    def fail() -> int:
        raise OSError

    with pytest.raises(OSError):
        kept.get("a", fail)
    assert kept.get("a", lambda: 1) == 1


def test_what_is_too_old_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(threading, "Timer", lambda *_: Thread(target=lambda: None))
    kept: Cache[int] = Cache(2, seconds=60)
    assert kept.get("a", lambda: 1) == 1
    now[0] += 59
    assert kept.get("a", lambda: 2) == 1
    now[0] += 1
    assert kept.find("a") is None
    assert kept.get("a", lambda: 3) == 3


def test_a_value_is_put_in_place_of_the_former_one() -> None:
    kept: Cache[int] = Cache(2)
    for value in (1, 2):
        kept.put("a", value)
    kept.put("b", 3)
    assert (kept.find("a"), kept.find("b"), kept.find("c")) == (2, 3, None)
