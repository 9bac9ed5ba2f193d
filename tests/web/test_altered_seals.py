"""A row of the book of seals that somebody has altered is told in words wherever the book is told, and the site and
its publications go on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Table, delete, select, text, update

from kpi.__main__ import main
from kpi.services.publishing.outsiders.beside import told_beside
from kpi.store import Store, open_store, public_releases
from kpi.store.beside import public, seals
from kpi.store.snapshot import rewriting
from kpi.store.write import last_seq
from tests.asgi import Client
from tests.books import AUGUST, MAY, NOVEMBER, checked, hospitals, observation, plan
from tests.publishing import publish
from tests.services.seals.sealed import unguard
from tests.shipped import NAME, copied

LEAF, CHECKPOINT = seals.LEAF, seals.CHECKPOINT


@dataclass(frozen=True)
class Altered:
    """A column of the last row that says something else; of the first one where `first`."""

    table: Table
    change: Callable[[str], str | int | None]
    column: str = ""
    first: bool = False


def _entry(change: Callable[[str], str | None], *, first: bool = False) -> Altered:
    return Altered(LEAF, change, "entry", first)


def _note(change: Callable[[str], str | None]) -> Altered:
    return Altered(CHECKPOINT, change, "note")


def _without(table: Table, *, first: bool = False) -> Altered:
    return Altered(table, lambda _: None, first=first)


ALTERED = {
    "a leaf says nothing": _entry(lambda _: None),
    "a leaf is empty": _entry(lambda _: ""),
    "a leaf is no JSON": _entry(lambda entry: entry[:-1]),
    "a leaf is a list": _entry(lambda _: "[]"),
    "a leaf is of another version": _entry(lambda entry: entry.replace('"v":1', '"v":2')),
    "a leaf has another day": _entry(lambda entry: entry.replace('"released":"2026-08', '"released":"2026-13')),
    "a leaf has a digit changed": _entry(lambda entry: entry.replace('"number":2', '"number":3')),
    "a leaf is longer than a tile tells": _entry(lambda entry: entry + " " * 70_000),
    "the first leaf is no leaf": _entry(lambda _: "no leaf", first=True),
    "the first leaf is gone": _without(LEAF, first=True),
    "the last leaf is gone": _without(LEAF),
    "a leaf is moved to the end": Altered(LEAF, lambda _: 99, "number", first=True),
    "a leaf is another community's": Altered(LEAF, lambda _: "2", "community"),
    "a checkpoint says nothing": _note(lambda _: None),
    "a checkpoint is empty": _note(lambda _: ""),
    "a checkpoint is cut off": _note(lambda note: note[:20]),
    "a checkpoint has no root": _note(lambda note: note.replace("=", "?", 1)),
    "a checkpoint is over more leaves": _note(lambda note: note.replace("\n2\n", "\n9\n", 1)),
    "a checkpoint counts what nobody can": _note(lambda note: note.replace("\n2\n", f"\n{'9' * 5000}\n", 1)),
    "a checkpoint counts nothing": _note(lambda note: note.replace("\n2\n", "\n-2\n", 1)),
    "a checkpoint has a signature that is none": _note(lambda note: note + "— x\n"),
    "the last checkpoint is gone": _without(CHECKPOINT),
    "a checkpoint is another community's": Altered(CHECKPOINT, lambda _: "2", "community"),
}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with two releases."""
    folder = tmp_path_factory.mktemp("two")
    store = open_store(str(folder / NAME))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 61.25)))], AUGUST, store=store)
    return folder


@pytest.fixture(params=ALTERED)
def altered(request: pytest.FixtureRequest, two: Path, where: str) -> Store:
    """A copy with an altered row of its book."""
    store, one = open_store(copied(two, Path(where).parent)), ALTERED[request.param]
    with store.writing() as connection:
        unguard(connection, one.table.name)
        if one.change("") is None and one.column:
            # somebody with all rights takes the rules of the columns away too
            connection.execute(text(f"ALTER TABLE {one.table.name} RENAME TO former"))
            connection.execute(text(f"CREATE TABLE {one.table.name} AS SELECT * FROM former"))  # noqa: S608
        numbers = select(one.table.c.number).order_by(one.table.c.number if one.first else one.table.c.number.desc())
        here = one.table.c.number == connection.scalar(numbers.limit(1))
        if one.column:
            before = connection.scalar(select(one.table.c[one.column]).where(here))
            connection.execute(update(one.table).where(here).values({one.column: one.change(str(before))}))
        else:
            connection.execute(delete(one.table).where(here))
    return store


def test_it_is_told_in_words_and_publications_go_on(
    client: Client, altered: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    _tell_as_it_is(altered)
    assert _verified(client) == 1
    assert capsys.readouterr().out
    publish([checked(hospitals(observation("1.2.1", "2026-Q3", 63.5)))], NOVEMBER, store=altered)
    assert len(public_releases(where=altered.name)) == 3
    _verified(client)
    assert capsys.readouterr().out


def _tell_as_it_is(store: Store) -> None:
    """Let the snapshot say what the rows say, as where it was altered itself."""
    with (
        store.writing() as connection,
        rewriting(store, connection, last_seq(connection, store.community), anew=False) as snapshot,
    ):
        public.put(snapshot.connection, told_beside(store, connection, snapshot.connection))


def _verified(client: Client) -> int:
    """What `postup verify` ends with; no other door fails."""
    for path in ("/log/checkpoint", "/log/tile/entries/000.p/2", "/log/tile/0/000.p/2"):
        assert client.get(path).status_code in {200, 404}, path
    assert client.get("/verify", params={"lang": "en"}).status_code == 200
    return main(["verify"])
