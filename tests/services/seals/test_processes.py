"""Several processes and the log: two that publish at once, one that is killed before or while it seals; on whichever
database the tests run."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.services.publishing.snapshot import refresh_public
from kpi.services.seals import content
from kpi.services.seals.leaf import Leaf, hashes
from kpi.services.seals.note import Verifier
from kpi.store import Store, read_public
from tests.books import AUGUST, MAY, checked, hospitals, plan
from tests.publishing import publish
from tests.services.publishing.flow import SPORT
from tests.services.seals.sealed import entries, notes
from tests.shipped import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
#: publishes a value of the day, as far as it comes
PUBLISHING = """
import os, signal, sys
from dataclasses import replace
from datetime import date
from unittest.mock import patch
from tests.engines import stand_in
from tests.settled import settle
settle()
stand_in()
from kpi.store import open_store
from tests.books import checked, hospitals, observation
from tests.publishing import publish
from tests.services.publishing.flow import SPORT
goal, day, value, dies_at = sys.argv[1:]
row = observation("1.2.1" if goal == "1.2" else "1.10.1", "2026-Q2", float(value))
book = hospitals(row) if goal == "1.2" else replace(SPORT, observations=(row,))
if dies_at:
    patch(dies_at, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)).start()
publish([checked(book)], date.fromisoformat(day), "olha", store=open_store())
"""


def started(goal: str, day: date, value: float, dies_at: str = "") -> "subprocess.Popen[bytes]":
    command = (sys.executable, "-c", PUBLISHING, goal, day.isoformat(), str(value), dies_at)
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def verified() -> int:
    """What `postup verify` ends with, in a process of its own."""
    command = (sys.executable, "-m", "tests.settled", "verify")
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False).returncode


def leaves(store: Store) -> list[Leaf]:
    return [Leaf.of_entry(entry.encode()) for entry in entries(store)]


def is_sealed(store: Store) -> bool:
    """Whether the last leaf is of what outsiders are shown now, and a checkpoint stands over it."""
    last = leaves(store)[-1]
    told = dict(last.tables) == hashes(content.lines_of(read_public(where=store.name)))
    return told and len(notes(store)) > 0


@pytest.fixture
def begun(store: Store, key: Verifier) -> Store:
    assert key
    publish([checked(plan()), checked(hospitals()), checked(SPORT)], MAY, "olha", store=store)
    return store


def test_two_processes_that_publish_at_once_make_one_log(begun: Store) -> None:
    rounds = 2
    for number in range(rounds):
        both = [started(goal, AUGUST, 50.5 + number) for goal in ("1.2", "1.10")]
        assert [one.wait(120) for one in both] == [0, 0]
        assert is_sealed(begun)
    found = leaves(begun)
    assert found[0].released == MAY
    # what both brought may be sealed by the one of them that came last
    assert rounds <= len(found) - 1 <= 2 * rounds
    assert all(one.released == AUGUST for one in found[1:])
    assert verified() == 0


@pytest.mark.parametrize(
    "dies_at",
    [
        "tests.publishing.refresh_after",  # published, no snapshot yet
        "kpi.services.seals.sealing._leaf",  # the snapshot is written, no leaf yet
        "kpi.services.seals.sealing._checkpoint",  # a leaf without a checkpoint
        "kpi.store.beside.public.put",  # sealed, and outsiders do not know
    ],
)
def test_a_publisher_that_is_killed_before_it_has_sealed_leaves_it_to_the_next(dies_at: str, begun: Store) -> None:
    before = (entries(begun), notes(begun))
    assert started("1.2", AUGUST, 51.0, dies_at).wait(120) == -signal.SIGKILL
    assert (entries(begun), notes(begun)) == before, "a seal is whole or there is none"
    assert main(["verify"]) == 0, "what was told stands"
    assert refresh_public(begun)
    assert [one.released for one in leaves(begun)] == [MAY, AUGUST]
    assert is_sealed(begun)
    assert main(["verify"]) == 0
    assert not refresh_public(begun), "once"


def test_what_the_terminal_proves_it_denies_of_a_changed_file(begun: Store, tmp_path: Path) -> None:
    file = tmp_path / "values.csv"
    file.write_bytes(content.written(content.lines_of(read_public(where=begun.name))) + b"x")
    command = (sys.executable, "-m", "tests.settled", "verify", str(file))
    said = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert said.returncode != 0
    assert b"Traceback" not in said.stderr
