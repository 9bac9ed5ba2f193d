"""What a process does to the files of a folder, as the system saw it (strace), and what a power cut may leave of it.

A disk keeps for certain what was synced. Of what was written since the last sync of a file any part may be there, in
any order, down to a sector of 512 bytes of one write; names that were made, taken away or changed since the last sync
of the folder come in the order in which they were done, as file systems with a journal keep them. The shared-memory
file of SQLite is no content: SQLite makes it anew. How the log is read: strace(1), options -y and -xx.
"""

import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.shipped import ROOT

SECTOR = 512
_CALLS = (
    *("openat", "pwrite64", "write", "fsync", "fdatasync", "ftruncate", "unlink", "unlinkat"),
    *("rename", "renameat", "renameat2", "sendfile", "copy_file_range", "pwritev", "writev", "truncate", "link"),
)
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(?:<(.*?)>)?")
_DESCRIPTOR = re.compile(r"^(\d+)<(.*?)>")


@dataclass(frozen=True, slots=True)
class Event:
    """One call: `path` of the file, `other` the name it gets or the file it is copied from, `at` where it begins."""

    call: str
    path: str
    at: int = 0
    content: bytes = b""
    other: str = ""


def record(module: str, folder: Path, store: Path, most: int, log: Path) -> None:
    """Run `python -m module STORE` until it has told `most` lines, each an acknowledged number, and end it."""
    command = ("strace", "-f", "-qq", "-y", "-xx", "-s", "2000000", "-e", f"trace={','.join(_CALLS)}", "-o", str(log))
    assert folder in store.parents
    with subprocess.Popen(
        (*command, sys.executable, "-m", module, str(store)), cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(most)]
        # the writer ends, strace with it, its log whole
        os.killpg(process.pid, signal.SIGTERM)
        process.stdout.read()
    assert all(told), "the writer ended before its time"


def events(log: Path, folder: Path) -> Iterator[Event]:
    """The calls that concern files directly in the folder, and what was told on the output, in their order."""
    reader = _Reader(str(folder))
    with log.open(encoding="ascii") as lines:
        for line in lines:
            found = _LINE.match(line)
            if found is None or int(found[3]) < 0:
                continue
            if found[1] == "openat":
                yield from reader.opened(found[2], _text(found[4] or ""))
            elif found[1].startswith(("unlink", "rename")):
                yield from reader.named(found[2])
            elif descriptor := _DESCRIPTOR.match(found[2]):
                path = _text(descriptor[2])
                if found[1] == "write" and descriptor[1] == "1":
                    yield Event("told", "", content=_bytes(found[2]))
                elif path == reader.folder and found[1] in ("fsync", "fdatasync"):
                    yield Event("sync_names", path)
                elif _is_in(path, reader.folder):
                    yield reader.changed(found[1], path, found[2], int(found[3]))


@dataclass
class _Reader:
    """`positions` of files: where the next plain write goes."""

    folder: str
    positions: dict[str, int] = field(default_factory=dict)

    def opened(self, said: str, path: str) -> Iterator[Event]:
        if _is_in(path, self.folder):
            self.positions[path] = 0
            if "O_CREAT" in said:
                yield Event("create", path)
            if "O_TRUNC" in said:
                yield Event("ftruncate", path)

    def named(self, said: str) -> Iterator[Event]:
        names = [_text(one) for one in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', said)]
        if _is_in(names[0], self.folder):
            yield Event("rename" if len(names) > 1 else "unlink", names[0], other=names[-1])

    def changed(self, call: str, path: str, said: str, result: int) -> Event:
        """A call of a file of the folder. `result` is what it returned: how many bytes, of those that write."""
        if call in ("fsync", "fdatasync"):
            return Event("sync", path)
        if call == "ftruncate":
            return Event("ftruncate", path, at=int(said.rpartition(", ")[2]))
        if call == "pwrite64":
            return Event("write", path, at=int(said.rpartition(", ")[2]), content=_bytes(said)[:result])
        at = self.positions[path]
        self.positions[path] += result
        if call == "write":
            return Event("write", path, at=at, content=_bytes(said)[:result])
        assert call == "sendfile", f"{call} is not followed"
        source = re.search(r", \d+<(.*?)>, \[(\d+)\]", said)
        assert source is not None, said
        # how far it is copied stands in place of the content
        return Event("copy", path, at=at, content=bytes(result), other=_text(source[1]))


def _is_in(path: str, folder: str) -> bool:
    return path.startswith(f"{folder}/") and not path.endswith("-shm")


def _text(escaped: str) -> str:
    return bytes.fromhex(escaped.replace("\\x", "")).decode() if escaped.startswith("\\x") else escaped


def _bytes(said: str) -> bytes:
    found = re.search(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?', said)
    assert found is not None, said[:200]
    assert not found[2], "the log has it whole"
    return bytes.fromhex(found[1].replace("\\x", ""))


@dataclass
class _File:
    """`kept` is on the disk for certain; `pending` may be: writes by where they begin, a number is a new length."""

    kept: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def now(self) -> bytearray:
        content = bytearray(self.kept)
        for one in self.pending:
            _apply(content, *one)
        return content


def _apply(content: bytearray, at: int, written: bytes | None) -> None:
    if written is None:
        del content[at:]
        content.extend(bytes(at - len(content)))
        return
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(written)] = written


class Disk:
    """The folder as its files are now, and as a power cut may leave them."""

    def __init__(self) -> None:
        self.names: dict[str, _File] = {}
        self.kept_names: dict[str, _File] = {}
        self.pending_names: list[tuple[str, _File | None]] = []

    def follow(self, event: Event) -> None:
        path = event.path
        if event.call == "create" and path not in self.names:
            self._name(path, _File())
        elif event.call == "unlink":
            self._name(path, None)
        elif event.call == "rename":
            # one step for a file system: the new name is there and the old one is not
            file = self.names[path]
            self._name(event.other, file)
            self._name(path, None)
        elif event.call == "write":
            self.names[path].pending.append((event.at, event.content))
        elif event.call == "copy":
            until = event.at + len(event.content)
            self.names[path].pending.append((event.at, bytes(self.names[event.other].now()[event.at : until])))
        elif event.call == "ftruncate":
            self.names[path].pending.append((event.at, None))
        elif event.call == "sync":
            file = self.names[path]
            file.kept, file.pending = file.now(), []
        elif event.call == "sync_names":
            self.kept_names, self.pending_names = dict(self.names), []

    def _name(self, path: str, file: _File | None) -> None:
        self.pending_names.append((path, file))
        if file is None:
            self.names.pop(path, None)
        else:
            self.names[path] = file

    def cut(self, into: Path, chance: random.Random) -> None:
        """Write what a power cut now might leave into an empty folder."""
        kind = chance.choice(("nothing", "all", "some", "some"))
        names = dict(self.kept_names)
        upto = {"nothing": 0, "all": len(self.pending_names)}.get(kind, chance.randint(0, len(self.pending_names)))
        for path, file in self.pending_names[:upto]:
            if file is None:
                names.pop(path, None)
            else:
                names[path] = file
        for path, file in names.items():
            content = bytearray(file.kept)
            for at, written in file.pending:
                if kind == "all" or (kind == "some" and chance.random() < 0.5):
                    _apply(content, at, _torn(written, chance) if kind == "some" else written)
            (into / Path(path).name).write_bytes(content)


def _torn(written: bytes | None, chance: random.Random) -> bytes | None:
    """Of one write in four some sectors alone."""
    if written is None or chance.random() < 0.75:
        return written
    return written[: SECTOR * chance.randint(0, len(written) // SECTOR)]
