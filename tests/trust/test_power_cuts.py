"""A writer's own writes are recorded and the power is cut after any of them: what was acknowledged is there, whole."""

import random
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kpi.services.publishing import refresh_public
from kpi.store import NotPublishedError, StoreError, open_store, read_public, schema
from kpi.store.audit import broken_link
from kpi.store.copies.backup_file import is_sound
from tests.services.publishing.writer import ROWS
from tests.shipped import NAME
from tests.trust.promises import Reached, asked, is_full
from tests.trust.recorded_writes import Disk, Event, events, record

pytestmark = pytest.mark.sqlite
#: publications on the record
RECORDED = 12


def _recorded(folder: Path) -> list[Event]:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    place, log = folder / "site", folder / "log"
    place.mkdir()
    record("tests.services.publishing.writer", folder, place / NAME, RECORDED if is_full() else 3, log)
    found = list(events(log, place))
    assert {"sync", "sync_names", "rename", "unlink", "told", "copy"} <= {event.call for event in found}
    return found


def _of(folder: Path, acknowledged: int) -> tuple[bool, bool]:
    """Of what a power cut left: whether something acknowledged is lost, whether something is corrupt or torn."""
    try:
        store = open_store(str(folder / NAME))
        with store.reading() as connection:
            uploads = list(connection.scalars(select(schema.UPLOAD.c.seq).order_by(schema.UPLOAD.c.seq)))
            table = schema.OBSERVATION.table
            rows = connection.execute(select(table.c.seq, func.count()).group_by(table.c.seq)).all()
            released = sorted(connection.scalars(select(schema.RELEASE.c.seq)))
            whole = is_sound(connection) and broken_link(connection, store.community) is None
        whole = whole and uploads == list(range(1, len(uploads) + 1)) == released
        whole = whole and {count for _, count in rows} <= {ROWS} and len(rows) == max(len(uploads) - 1, 0)
        whole = whole and _outsiders_see_a_whole_release(store.name, len(uploads))
        return len(uploads) < acknowledged, not whole
    except StoreError:
        return acknowledged > 0, True


def _outsiders_see_a_whole_release(where: str, uploads: int) -> bool:
    """Before anything is done about it; then the last one, once the snapshot was seen to."""
    try:
        before = read_public(where=where).observations
    except NotPublishedError:
        before = None
    if before is not None and before.groupby("end")["value"].last().nunique() > 1:
        return False
    if uploads < 2:
        return True
    refresh_public(open_store(where))
    return int(read_public(where=where).observations["value"].iloc[-1]) == uploads - 1


@pytest.mark.slow
def test_a_power_cut_after_any_write_loses_nothing_acknowledged(tmp_path: Path, reached: Reached) -> None:
    found, chance = _recorded(tmp_path), random.Random(1500)
    images, image = asked("D2", "images"), tmp_path / "image"
    where = sorted(chance.choices(range(len(found)), k=images))
    disk, acknowledged, lost, corrupt = Disk(), 0, 0, 0
    for number, event in enumerate(found):
        disk.follow(event)
        if event.call == "told":
            acknowledged = int(event.content)
        while where and where[0] == number:
            where.pop(0)
            shutil.rmtree(image, ignore_errors=True)
            image.mkdir()
            disk.cut(image, chance)
            gone, broken = _of(image, acknowledged)
            lost, corrupt = lost + gone, corrupt + broken
            assert not (gone or broken), (number, event.call, event.path, acknowledged)
    reached("D2", images=images, lost=lost, corrupt=corrupt)


def test_a_writer_that_syncs_nothing_is_found_out(tmp_path: Path) -> None:
    """The same play finds what it is for: without its syncs the record loses acknowledged publications."""
    found, chance = [event for event in _recorded(tmp_path) if not event.call.startswith("sync")], random.Random(2)
    disk, image, acknowledged = Disk(), tmp_path / "image", 0
    for event in found:
        disk.follow(event)
        acknowledged = int(event.content) if event.call == "told" else acknowledged
    troubled = 0
    for _ in range(8):
        shutil.rmtree(image, ignore_errors=True)
        image.mkdir()
        disk.cut(image, chance)
        troubled += any(_of(image, acknowledged))
    assert acknowledged
    assert troubled > 0
