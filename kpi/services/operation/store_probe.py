"""Whether a store takes what is written to it, found out before somebody's work depends on it."""

import errno
import os
import shutil
from pathlib import Path

from kpi.store import Store, StoreError

#: bytes written to the disk beside an SQLite store, as much as a small publication needs
_WRITTEN = 256 << 10
#: bytes below which a disk counts as full: the largest workbook, its revisions and the snapshot
LEAST_FREE = 32 << 20
_REASONS = {errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EROFS: "readonly", errno.EACCES: "readonly"}


def probe(store: Store) -> None:
    """Take the writer's turn and give it back, then write some bytes beside the store; nothing is left of either.

    `StoreError` with the reason where that cannot be. Waits where another process writes: call it in a thread.
    """
    with store.trying():
        pass
    if store.path is not None:
        _write_beside(store.path)


def _write_beside(path: Path) -> None:
    file = path.with_name(f".{path.name}.{os.getpid()}.probe")
    try:
        if shutil.disk_usage(path.parent).free < LEAST_FREE:
            raise StoreError("full")
        with file.open("wb") as opened:
            opened.write(bytes(_WRITTEN))
            opened.flush()
            os.fsync(opened.fileno())
    except StoreError:
        raise
    except OSError as error:
        raise StoreError(_REASONS.get(error.errno or 0, "unreachable")) from error
    finally:
        file.unlink(missing_ok=True)
