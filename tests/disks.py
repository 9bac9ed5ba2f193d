"""Disks of a test's own: full and read-only ones."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kpi.services.operation.store_probe import LEAST_FREE


@contextmanager
def own_disk(folder: Path, spare: int) -> Iterator[Path]:
    """A disk that is `spare` bytes larger than what counts as full; the test is skipped where none can be mounted."""
    place = folder / "disk"
    place.mkdir()
    size = f"size={LEAST_FREE + spare}"
    made = subprocess.run(("mount", "-t", "tmpfs", "-o", size, "tmpfs", place), check=False, capture_output=True)
    if made.returncode:
        pytest.skip("no disk of its own can be mounted here")
    yield place
    subprocess.run(("umount", "--lazy", place), check=True)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """To the last byte."""
    filling = disk / "filling"
    with filling.open("wb", buffering=0) as opened:
        while free := shutil.disk_usage(disk).free:
            opened.write(bytes(free))
    yield
    filling.unlink()


@contextmanager
def readonly(disk: Path) -> Iterator[None]:
    subprocess.run(("mount", "-o", "remount,ro", disk), check=True)
    try:
        yield
    finally:
        subprocess.run(("mount", "-o", "remount,rw", disk), check=True)
