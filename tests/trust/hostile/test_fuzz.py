"""The reader is fuzzed for a stated time in every run; longer by `python -m tools.fuzz --minutes N`."""

import signal
import time

import pytest

from tests.trust.hostile.many_files import SEED
from tests.trust.promises import Reached, asked, is_full
from tools import fuzz


@pytest.mark.timeout(600)
def test_mutations_of_workbooks_are_read_or_told_of(reached: Reached) -> None:
    begun = time.monotonic()
    # the fast part always reads the same files, the full one new ones
    seed = int(time.time()) if is_full() else SEED + 100_000
    found = [one for one in fuzz.fuzz(asked("C1", "fuzzed_seconds"), seed) if one is not None]
    assert not found, "\n".join(f"seed {one.seed}, {one.change}: {one.fault}" for one in found)
    reached("C1", fuzzed_seconds=time.monotonic() - begun)


def test_an_error_that_nobody_foresaw_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "read", lambda *_: 1 / 0)
    assert "ZeroDivisionError" in fuzz.fault_of(b"x")
    monkeypatch.setattr(fuzz, "LONGEST", 0.05)
    monkeypatch.setattr(fuzz, "read", lambda *_: signal.pause())
    assert fuzz.fault_of(b"x") == "no end after 0.05 s"
