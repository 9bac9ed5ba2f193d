"""The first shipped edition in a store: loaded once in a run of the tests, copied for whoever needs a store of its own.

The one that follows it is not in it: what tests count is of one edition (both: tests/web/public/test_demonstration.py).

The workers of a run share the one that is loaded; it lies in the folder of this run, so no older one is ever met. The
steps of one command share it too (tools/checks.py).
"""

import fcntl
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kpi.services.publishing.loading.demonstration import show_example
from kpi.store import open_store
from tests.engines import stores

ROOT = Path(__file__).resolve().parents[1]
EDITION = ROOT / "data/2022-2026"
NAME = "postup.sqlite"
#: puts a store with all releases of the shipped edition into a folder and says where it is
Shipped = Callable[[Path], str]


def loaded(run: Path) -> Path:
    """The folder with the store of this run, loaded by the first process that asks; the others wait for it."""
    folder = run / "shipped"
    with (run / "shipped.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            made = run / "shipped.new"
            # a process that was killed in the middle leaves half a store
            shutil.rmtree(made, ignore_errors=True)
            # a database server's store makes none
            made.mkdir()
            show_example(open_store(str(made / NAME)), today=date(2026, 11, 24), folders=[EDITION])
            if databases := stores():
                databases.copy(made / NAME, folder / NAME)
            made.rename(folder)
    return folder


def copied(folder: Path, where: Path) -> str:
    """A copy in `where`. Its files are of now: what is kept of a release goes by their age."""
    where.mkdir(parents=True, exist_ok=True)
    if databases := stores():
        databases.copy(folder / NAME, where / NAME)
    for file in folder.iterdir():
        shutil.copyfile(file, where / file.name)
    return str(where / NAME)
