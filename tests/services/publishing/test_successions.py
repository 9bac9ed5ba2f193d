"""The crosswalk of an edition on its way to outsiders: only rows of which both sides are public, whatever changes."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from kpi.model import SuccessionLink, Visibility
from kpi.services.publishing import refresh_public
from kpi.store import Store, open_store
from kpi.store.engine import public_path_of
from kpi.store.public_reader import read_public
from kpi.store.read import dataset, pick, releases
from tests import two_editions as two
from tests.books import checked, hospitals, observation
from tests.publishing import publish


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = open_store(str(tmp_path_factory.mktemp("two") / "own.sqlite"))
    two.publish_both(made)
    yield made


def told(store: Store, edition: str = two.NEW, release: date | None = None) -> tuple[tuple[str, str, str], ...]:
    rows = read_public(release, edition=edition, where=store.name).successions
    return tuple(map(tuple, rows[["previous_code", "code", "succession"]].to_numpy().tolist()))


def test_the_plan_s_rows_stand_in_the_whole_dataset(store: Store) -> None:
    with store.reading() as connection:
        last = pick(releases(connection, store.community), None, two.NEW)
        rows = dataset(connection, last).successions
    assert {SuccessionLink(*row) for row in rows.itertuples(index=False)} == set(two.LINKS)


def test_outsiders_hear_of_public_codes_alone(store: Store) -> None:
    assert told(store) == two.TOLD
    assert told(store, two.OLD) == ()


def test_what_is_closed_in_the_old_edition_leaves_the_crosswalk_of_the_new_one(store: Store) -> None:
    book = hospitals()
    closed = tuple(
        replace(one, visibility=Visibility.INTERNAL, ground="Стаття 6") if one.code == "1.2.1" else one
        for one in book.indicators
    )
    late = replace(book, indicators=closed, edition=two.OLD)
    publish([checked(late)], date(2026, 12, 1), store=store)
    assert told(store) == tuple(row for row in two.TOLD if row[0] != "1.2.1")


def test_what_is_opened_in_the_old_edition_comes_in(store: Store) -> None:
    book = hospitals()
    opened = tuple(
        replace(one, visibility=Visibility.PUBLIC, ground="") if one.code == "1.2.2" else one for one in book.indicators
    )
    publish([checked(replace(book, indicators=opened, edition=two.OLD))], date(2026, 12, 1), store=store)
    assert ("1.2.2", "1.1.3", "kept") in told(store)


def test_a_crosswalk_without_the_edition_before_it_names_none_of_its_codes(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    alone = open_store(str(tmp_path_factory.mktemp("alone") / "own.sqlite"))
    books = (replace(book, observations=()) for book in two.new_books())
    publish([checked(two.new_plan()), *map(checked, books)], date(2026, 11, 14), store=alone)
    assert told(alone) == (("", "2.1", "new"), ("", "2.1.1", "new"))


def test_two_stores_that_differ_in_hidden_rows_tell_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The crosswalk that names hidden codes, and one that never had those rows: the same frame, and the same marks."""
    whole, bare = (open_store(str(tmp_path_factory.mktemp(name) / "own.sqlite")) for name in ("whole", "bare"))
    two.publish_both(whole)
    shown = {row[:2] for row in two.TOLD}
    two.publish_both(bare, tuple(link for link in two.LINKS if (link.previous_code, link.code) in shown))
    assert told(whole) == told(bare)
    one, other = (read_public(edition=two.NEW, where=store.name) for store in (whole, bare))
    assert one.releases.equals(other.releases)


@pytest.mark.sqlite
def test_a_snapshot_that_was_made_before_there_was_a_crosswalk_still_opens(store: Store) -> None:
    assert store.path is not None
    with sqlite3.connect(public_path_of(store.path, store.community)) as raw:
        raw.execute("DROP TABLE public_successions")
        raw.execute("UPDATE public_state SET form = 'older'")
    found = read_public(edition=two.NEW, where=store.name)
    assert found.successions.empty
    assert list(found.successions.columns) == ["previous_code", "code", "succession"]
    assert refresh_public(store)
    assert told(store) == two.TOLD


def test_a_late_value_of_the_old_edition_leaves_the_releases_of_the_new_one_alone(store: Store) -> None:
    before = read_public(edition=two.NEW, where=store.name).releases
    late = replace(hospitals(observation("1.2.1", "2026-Q4", 64.0)), edition=two.OLD)
    publish([checked(late)], date(2027, 1, 20), store=store)
    assert read_public(edition=two.NEW, where=store.name).releases.equals(before)
