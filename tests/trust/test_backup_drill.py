"""The drill: a backup while the site publishes, carried to an empty machine, restored there by one command."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from kpi.services.operation.backups import backups_in, make_key
from kpi.store import Store, open_store, read_public
from kpi.store.copies.contents import tables
from tests.shipped import NAME, ROOT
from tests.trust.promises import Reached, is_full

pytestmark = pytest.mark.sqlite


@contextmanager
def publishing(store: Path, most: int) -> Iterator[None]:
    """Another process publishes without end; it has told so many publications."""
    writer = (sys.executable, "-m", "tests.services.publishing.writer", str(store))
    with subprocess.Popen(writer, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            for _ in range(most):
                assert process.stdout.readline()
            yield
            assert process.poll() is None, "it publishes to the end"
        finally:
            process.kill()


def command(place: str, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """`postup` on a machine that knows nothing but the place of its store."""
    clean = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "POSTUP_STORE": place, "POSTUP_LANGUAGE": "en"}
    given = (sys.executable, "-m", "kpi", *map(str, arguments))
    return subprocess.run(given, cwd=ROOT, env=clean | more, capture_output=True, text=True, check=False)


def rows_of(store: Store) -> dict[str, Counter[tuple[object, ...]]]:
    with store.reading() as connection:
        return {
            table.name: Counter(
                tuple(row) for row in connection.execute(select(*sorted(table.c, key=lambda c: c.name)))
            )
            for table in tables(connection)
        }


def differing(restored: Store, source: Store) -> tuple[int, int]:
    """How many rows differ, of how many: the source has gone on, so what is of a later upload is left out there."""
    found, whole = rows_of(restored), rows_of(source)
    with restored.reading() as connection:
        last = {table.name: table for table in tables(connection)}["upload"]
        until = max(connection.scalars(select(last.c.seq)))
    with source.reading() as connection:
        of_upload = {
            table.name: sorted(column.name for column in table.c).index("seq")
            for table in tables(connection)
            if "seq" in table.c
        }
    wrong = 0
    for name, rows in whole.items():
        place = of_upload.get(name)
        told = rows if place is None else Counter({row: n for row, n in rows.items() if int(str(row[place])) <= until})
        extra = found[name] - told
        # the journal of the restored store has an entry more; of what has no upload the source may have more
        wrong += (sum(extra.values()) - (name == "audit")) + (
            0 if place is None else sum((told - found[name]).values())
        )
    return wrong, sum(sum(rows.values()) for rows in found.values())


@pytest.mark.slow
def test_a_backup_while_writing_is_restored_on_an_empty_machine(tmp_path: Path, reached: Reached) -> None:
    site, elsewhere, machine = tmp_path / "site", tmp_path / "elsewhere", tmp_path / "machine"
    for folder in (site, elsewhere, machine):
        folder.mkdir()
    key = elsewhere / "key.txt"
    recipient = make_key(key)
    with publishing(site / NAME, 30 if is_full() else 3):
        made = command(str(site / NAME), "backup", "--to", site / "kept", POSTUP_BACKUP_RECIPIENT=recipient)
    assert made.returncode == 0, made.stderr
    [backup] = backups_in(site / "kept")
    assert backup.suffix == ".age"
    assert b"SQLite" not in backup.read_bytes(), "nobody reads it without the key"
    assert not [file for file in (site / "kept").iterdir() if file.suffix not in (".age", ".sha256")]

    refused = command(str(machine / NAME), "restore", backup)
    assert refused.returncode == 1
    assert "--key FILE" in refused.stderr
    other = elsewhere / "other.txt"
    make_key(other)
    assert "does not open" in command(str(machine / NAME), "restore", backup, "--key", other).stderr
    assert not list(machine.iterdir()), "nothing is made of what cannot be read"

    done = command(str(machine / NAME), "restore", backup, "--key", key)
    assert done.returncode == 0, done.stderr
    # its process was killed, perhaps between a publication and its seal, which its next start makes up for
    assert command(str(site / NAME), "seal").returncode == 0
    restored, source = open_store(str(machine / NAME)), open_store(str(site / NAME))
    wrong, rows = differing(restored, source)
    assert read_public(where=restored.name).observations["value"].notna().all()
    reached("D5", differing=wrong, rows=rows)
