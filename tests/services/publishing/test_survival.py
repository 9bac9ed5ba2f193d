"""Nothing acknowledged is lost, nothing torn: kill -9 in the middle, many writers at once."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kpi.services.publishing import refresh_public
from kpi.store import Store, open_store, public_releases, read_internal, read_public, schema
from kpi.store.audit import broken_link
from tests.books import MAY, checked
from tests.publishing import publish
from tests.services.publishing.writer import ROWS, book
from tests.started import writing

pytestmark = pytest.mark.sqlite

ROOT = Path(__file__).parents[3]


def run_and_kill(where: Path, acknowledged: int, then_ms: float) -> int:
    """Let a writer publish, kill it some milliseconds after its n-th acknowledgement; the last one that was read."""
    with writing("tests.services.publishing.writer", where) as writer:
        told = 0
        for _ in range(acknowledged):
            told = int(writer.said.readline())
        until = time.perf_counter() + then_ms / 1000
        while time.perf_counter() < until:
            pass
        writer.process.kill()
        rest = writer.said.read().split()
    return int(rest[-1]) if rest else told


@pytest.mark.slow
@pytest.mark.parametrize("then_ms", [1, 12, 40, 75, 110])
def test_a_killed_writer_leaves_whole_releases_alone(tmp_path: Path, then_ms: int) -> None:
    where = tmp_path / "postup.sqlite"
    acknowledged = run_and_kill(where, 2, then_ms)
    store = open_store(str(where))
    with store.reading() as connection:
        uploads = connection.scalars(select(schema.UPLOAD.c.seq).order_by(schema.UPLOAD.c.seq)).all()
        rows = connection.execute(
            select(schema.OBSERVATION.table.c.seq, func.count()).group_by(schema.OBSERVATION.table.c.seq)
        ).all()
        released = connection.scalars(select(schema.RELEASE.c.seq)).all()
        assert broken_link(connection, store.community) is None
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert list(uploads) == list(range(1, len(uploads) + 1))
    assert len(uploads) >= acknowledged, "what was acknowledged is there"
    assert {count for _, count in rows} == {ROWS}, "no upload is torn"
    assert sorted(released) == list(uploads)
    outsiders = read_public(where=store.name)
    values = set(outsiders.observations.groupby("end")["value"].last())
    assert len(values) == 1, "outsiders see one whole release"
    assert min(values) >= acknowledged - 1
    refresh_public(store)
    assert read_public(where=store.name).observations["value"].iloc[-1] == len(uploads) - 1
    assert publish([checked(book(9_999))], MAY, store=store).release is not None
    left = {p.name for p in tmp_path.iterdir()} - {"postup.sqlite", "postup.sqlite-wal", "postup.sqlite-shm"}
    assert left == {"public.sqlite"}, "the half of a snapshot is swept away"


@pytest.mark.slow
def test_writers_of_two_processes_lose_nothing(tmp_path: Path) -> None:
    where = tmp_path / "postup.sqlite"
    store = open_store(str(where))
    code = (
        "import sys; from tests.books import *; from tests.publishing import publish\n"
        "from kpi.store import open_store\n"
        "store = open_store(sys.argv[1]); publish([checked(plan())], MAY, store=store)\n"
        "for q in (1, 2, 3, 4):\n"
        "    rows = (observation(sys.argv[2], f'2025-Q{q}', 1.0),)\n"
        "    book = GoalBook(goal='1.10', indicators=(indicator(sys.argv[2]),), observations=rows)\n"
        "    assert publish([checked(book)], AUGUST, store=store).release\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(where), f"1.10.{n}"], cwd=ROOT, stderr=subprocess.PIPE)
        for n in range(3)
    ]
    for writer in writers:
        assert writer.communicate()[1] == b""
    assert [w.returncode for w in writers] == [0, 0, 0]
    found = read_internal(where=store.name)
    assert found.observations.groupby("code").size().tolist() == [4, 4, 4]
    assert len(public_releases(where=store.name)) == 2


def test_an_empty_folder_loads_nothing(store: Store, tmp_path: Path) -> None:
    from kpi.services.publishing import PathNotFoundError
    from kpi.services.publishing.loading.demonstration import show_example

    with pytest.raises(PathNotFoundError):
        show_example(store, today=MAY, folders=[tmp_path / "nowhere"])
