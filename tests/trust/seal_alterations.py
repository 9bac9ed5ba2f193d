"""What somebody with all rights on the machine does to what was published: each alteration is one change of files,
rows or the journal, after which everything that he can compute is computed anew."""

import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kpi.services.seals import content, merkle, tiles
from kpi.services.seals.checkpoint import Checkpoint
from kpi.services.seals.leaf import Leaf, hashes
from kpi.services.seals.note import Note, Signer
from kpi.services.seals.saved import MANIFEST, RELEASE

Files = dict[str, bytes]
#: what it is called, and the files after it
Alteration = tuple[str, Files]
LOG = "log/"


def flipped(files: Files, chance: random.Random, count: int) -> Iterator[Alteration]:
    """One byte of one file is another; nothing else was touched."""
    names = sorted(files)
    for _ in range(count):
        name = chance.choice(names)
        at = chance.randrange(len(files[name]))
        body = bytearray(files[name])
        body[at] ^= 1 << chance.randrange(8)
        yield f"byte {at} of {name}", files | {name: bytes(body)}


def moved_files(files: Files, chance: random.Random, count: int) -> Iterator[Alteration]:
    """A file is removed, added, or stands in the place of another one."""
    names = sorted(set(files) - {MANIFEST})
    for number in range(count):
        one, other = chance.sample(names, 2)
        if number % 3 == 0:
            yield f"without {one}", {name: body for name, body in files.items() if name != one}
        elif number % 3 == 1:
            yield f"with {one}.more", files | {f"{one}.more": files[other]}
        elif files[one] != files[other]:
            yield f"{one} and {other} changed places", files | {one: files[other], other: files[one]}


def rewritten(
    files: Files, chance: random.Random, count: int, signer: Signer | None, resealed: Callable[[Files], Files]
) -> Iterator[Alteration]:
    """A row, or the log, is altered, and leaves, tiles, checkpoint and manifest are made anew; signed with the key
    where he has that too."""
    ways = (_row_changed, _row_removed, _rows_moved, _leaf_removed, _leaves_moved, _tail_cut, _leaf_changed)
    for number in range(count):
        way = ways[number % len(ways)]
        tables = {name: list(lines) for name, lines in content.read(files[RELEASE]).items()}
        entries = _entries(files)
        way(tables, entries, chance)
        body = content.written(tables)
        if body != files[RELEASE]:
            # the leaf of the release says what the altered rows say
            last = Leaf.of_entry(entries[-1])
            entries[-1] = _told(last, tables).entry()
        made = {name: old for name, old in files.items() if not name.startswith(f"{LOG}tile/")}
        made |= log_files(entries, signer, Checkpoint.of(_text(files)))
        yield f"{way.__name__} {number}", resealed(made | {RELEASE: body})


def log_files(entries: list[bytes], signer: Signer | None, before: Checkpoint) -> Files:
    """A whole log of these entries."""
    levels = tiles.level_hashes(entries)
    told = Checkpoint(origin=before.origin, size=len(entries), root=merkle.root(levels[0]), journal=before.journal)
    note = Note(told.text())
    found = {f"{LOG}{path}": tiles.content_at(path, entries, levels) or b"" for path in tiles.paths(len(entries))}
    return found | {f"{LOG}checkpoint": str(note if signer is None else signer.sign(note)).encode()}


def _told(leaf: Leaf, tables: Mapping[str, list[bytes]]) -> Leaf:
    return Leaf(
        edition=leaf.edition,
        number=leaf.number,
        released=leaf.released,
        moment=leaf.moment,
        sealed=leaf.sealed,
        tables=hashes({name: lines for name, lines in tables.items() if lines}),
    )


def _text(files: Files) -> str:
    return files[f"{LOG}checkpoint"].decode().partition("\n\n")[0] + "\n"


def _entries(files: Files) -> list[bytes]:
    size = Checkpoint.of(_text(files)).size
    return tiles.read_entries(lambda path: files.get(LOG + path), size)


Tables = dict[str, list[bytes]]


def _some_table(tables: Tables, chance: random.Random, least: int) -> list[bytes]:
    return tables[chance.choice(sorted(name for name, lines in tables.items() if len(set(lines)) >= least))]


def _row_changed(tables: Tables, _entries: list[bytes], chance: random.Random) -> None:
    lines = _some_table(tables, chance, 1)
    at = chance.randrange(len(lines))
    lines[at] = lines[at][:-1] + f',"x{chance.random()}":1}}'.encode()


def _row_removed(tables: Tables, _entries: list[bytes], chance: random.Random) -> None:
    lines = _some_table(tables, chance, 2)
    del lines[chance.randrange(len(lines))]


def _rows_moved(tables: Tables, _entries: list[bytes], chance: random.Random) -> None:
    lines = _some_table(tables, chance, 2)
    lines.append(lines.pop(next(at for at, line in enumerate(lines) if line != lines[-1])))


def _leaf_removed(_tables: Tables, entries: list[bytes], chance: random.Random) -> None:
    del entries[chance.randrange(len(entries) - 1)]


def _leaves_moved(_tables: Tables, entries: list[bytes], chance: random.Random) -> None:
    at = chance.randrange(len(entries) - 2)
    entries[at], entries[at + 1] = entries[at + 1], entries[at]


def _tail_cut(_tables: Tables, entries: list[bytes], _chance: random.Random) -> None:
    del entries[-1]


def _leaf_changed(_tables: Tables, entries: list[bytes], chance: random.Random) -> None:
    at = chance.randrange(len(entries) - 1)
    entries[at] = entries[at].replace(b'"number":', b'"number":%d' % chance.randrange(1, 9))


def packed(file: Path, files: Files) -> None:
    with zipfile.ZipFile(file, "w") as written:
        for name, body in sorted(files.items()):
            written.writestr(name, body)
