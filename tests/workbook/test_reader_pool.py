"""The children that read: ready before a file comes, a process of its own for each file, none left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpi.settings import PACKAGE
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.process import reader_pool
from kpi.workbook.process.reader_pool import Pool
from tests.fiscal_years import CALENDAR
from tests.waiting import until
from tests.workbook.tables import GOOD, workbook

#: a reader that tells how many files its process has seen before, in place of a file's name
COUNTING = """
from dataclasses import replace
from kpi.workbook.process import reader_process
seen, read = [], reader_process._answer
def counted(data, filename, expected):
    told = replace(read(data, filename, expected), file=f"{len(seen)}")
    seen.append(data)
    return told
reader_process._answer = counted
reader_process.main()
"""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[reader_pool._Child]:
    """The children started from now on."""
    children: list[reader_pool._Child] = []

    class Counted(reader_pool._Child):
        def __init__(self) -> None:
            super().__init__()
            children.append(self)

    monkeypatch.setattr(reader_pool, "_Child", Counted)
    return children


def accepted(pool: Pool) -> bool:
    return pool.read(workbook(GOOD), "a.xlsx", Expected(fiscal_year=CALENDAR)).accepted


def test_a_file_is_read_by_the_child_that_was_ready(started: list[reader_pool._Child]) -> None:
    pool = Pool()
    assert not started, "nothing is started before somebody may send a file"
    pool.prepare()
    pool.prepare()
    assert len(started) == 1
    assert accepted(pool)
    pool.prepare()
    assert accepted(pool)
    pool.close()
    assert len(started) == 1, "the child that was ready has read both"


def test_a_ready_child_that_has_died_is_replaced(started: list[reader_pool._Child]) -> None:
    pool = Pool()
    pool.prepare()
    (dead,) = started
    dead._process.kill()
    dead._process.wait()
    assert accepted(pool)
    pool.close()
    assert len(started) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="one process reads all files where there is no fork")
def test_no_process_reads_two_files(started: list[reader_pool._Child], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_pool, "_START", reader_pool._START.partition("from ")[0] + COUNTING)
    pool = Pool()
    assert [pool.read(workbook(GOOD), "a.xlsx", Expected(fiscal_year=CALENDAR)).file for _ in range(3)] == [
        "0",
        "0",
        "0",
    ]
    pool.close()
    assert len(started) == 1


def test_a_reading_that_is_ended_leaves_no_process(
    started: list[reader_pool._Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = "reader_process._answer = lambda *_: signal.pause(); reader_process.main()"
    imported = "import signal; from kpi.workbook.process import reader_process; "
    monkeypatch.setattr(reader_pool, "_START", reader_pool._START.partition("from ")[0] + imported + endless)
    pool = Pool(seconds=2)
    assert [p.code for p in pool.read(b"x", "a.xlsx", Expected(fiscal_year=CALENDAR)).problems] == ["file_too_heavy"]
    (child,) = started
    until(lambda: not _group(child._process.pid), within=30)


def _group(leader: int) -> bool:
    """Whether a process of the group runs."""
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_ready_child_ends_with_the_process_that_started_it() -> None:
    program = "from kpi.workbook import prepare_reading; from kpi.workbook.process.reader_pool import POOL; "
    program += "prepare_reading(); print(POOL._idle[0]._process.pid)"
    done = subprocess.run(
        (sys.executable, "-c", program), cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )
    until(lambda: not Path("/proc", done.stdout.strip()).exists(), within=30)


def test_children_that_are_busy_ask_for_no_spare(started: list[reader_pool._Child]) -> None:
    pool = Pool()
    ask = reader_pool._Child.ask

    def asking(child: reader_pool._Child, body: bytes, seconds: float) -> bytes | None:
        pool.prepare()
        return ask(child, body, seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader_pool._Child, "ask", asking)
        assert accepted(pool)
    pool.close()
    assert len(started) == 1
