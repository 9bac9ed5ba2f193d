"""New stores cheaply: thousands of tests open one of their own, and all of them begin as the same thirty migrations.

The first new SQLite store of a process is migrated for real, in a folder aside; each later one begins as a copy of its
file. A file that is there already is migrated by the product, as every store of a database server is; so are the
servers and commands that tests start, and whatever calls `kpi.store.migrations.migrate` itself.
"""

import os
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from unittest.mock import patch

import kpi.store
from kpi.store.engine import Store, connect
from kpi.store.migrations import migrate


@cache
def _file() -> bytes:
    """The file of a store that has every migration and nothing in it."""
    with tempfile.TemporaryDirectory() as folder:
        store = connect(str(Path(folder, "var", "new.sqlite")))
        migrate(store)
        assert store.path is not None
        return store.path.read_bytes()


def migrated(store: Store) -> list[str]:
    """As `kpi.store.migrations.migrate`; a file that is not there yet is a copy, put there whole or not at all."""
    path = store.path
    if path is not None and not path.exists():
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".") as made:
            made.write(_file())
            made.flush()
            # where another thread of the test was first, its file stands
            with suppress(FileExistsError):
                os.link(made.name, path)
    return migrate(store)


def copy_new_stores() -> None:
    """For this process."""
    patch.object(kpi.store, "migrate", migrated).start()
