"""A file that was not taken is gone from memory after half an hour, whether anybody asks or not."""

import threading
import time
from collections.abc import Callable
from typing import ClassVar

import pytest

from kpi.web.desk.rejected_uploads import SECONDS, RejectedUpload, RejectedUploads


class _Later:
    """A timer that runs when the test says so."""

    waiting: ClassVar[list[tuple[float, Callable[[], None]]]] = []
    daemon = False

    def __init__(self, seconds: float, call: Callable[[], None]) -> None:
        self._entry = (seconds, call)

    def start(self) -> None:
        assert self.daemon
        self.waiting.append(self._entry)


def test_an_old_file_is_dropped_from_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(threading, "Timer", _Later)
    _Later.waiting.clear()
    shelf = RejectedUploads()
    shelf.put("koval", RejectedUpload("a.xlsx", b"a" * 10, ()))
    now[0] += SECONDS - 1
    shelf.put("lys", RejectedUpload("b.xlsx", b"b" * 10, ()))
    assert shelf.take("koval") is not None
    (seconds, sweep), _ = _Later.waiting
    assert seconds >= SECONDS
    now[0] += 1
    sweep()
    kept = vars(vars(shelf)["_files"])["_values"]
    assert [login for _, login in kept] == ["lys"], "the content itself is gone, not only its use"
    assert (shelf.take("koval"), shelf.take("lys") is not None) == (None, True)
