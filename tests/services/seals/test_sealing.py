"""Every release of the snapshot is a leaf, made from what is public alone; a log that was told never grows shorter."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from kpi.model import Visibility
from kpi.services.operation.backups import make_backup
from kpi.services.operation.restoring import restore_backup
from kpi.services.publishing.snapshot import refresh_public
from kpi.services.seals import content
from kpi.services.seals.checkpoint import Checkpoint
from kpi.services.seals.findings import ProofOutcome, holds
from kpi.services.seals.leaf import Leaf, hashes
from kpi.services.seals.note import Verifier, parse
from kpi.services.seals.public_log import public_log
from kpi.services.seals.site_check import check_site
from kpi.store import Store, open_store, read_public
from tests.books import AUGUST, MAY, NOVEMBER, checked, hospitals, indicator, observation, plan
from tests.publishing import publish
from tests.services.seals.sealed import entries, forget_snapshot, keys, notes, three_releases, unguard


def test_each_release_is_a_leaf_of_what_is_public(store: Store, key: Verifier) -> None:
    three_releases(store)
    leaves = [Leaf.of_entry(entry.encode()) for entry in entries(store)]
    assert [(leaf.number, leaf.released) for leaf in leaves] == [(1, MAY), (2, AUGUST), (3, NOVEMBER)]
    assert dict(leaves[1].tables) == hashes(content.lines_of(read_public(AUGUST)))
    told = [parse(note) for note in notes(store)]
    assert [Checkpoint.of(note.text).size for note in told] == [1, 2, 3]
    assert all(key.is_right(note) for note in told)
    found = check_site()
    assert holds(found)
    assert {"log_whole", "signed", "releases"} <= set(keys(found, ProofOutcome.PROVED))
    assert public_log().entries == tuple(entry.encode() for entry in entries(store))


def test_nothing_new_adds_nothing(store: Store) -> None:
    three_releases(store)
    before = (entries(store), notes(store))
    assert not refresh_public(store)
    assert (entries(store), notes(store)) == before


def test_without_a_key_the_log_is_built_and_says_so(store: Store) -> None:
    three_releases(store)
    found = check_site()
    assert holds(found)
    assert "unsigned" in keys(found, ProofOutcome.NOTED)


def test_a_key_that_is_set_later_signs_what_stands(store: Store, request: pytest.FixtureRequest) -> None:
    three_releases(store)
    made: Verifier = request.getfixturevalue("key")
    assert refresh_public(store)
    assert made.is_right(parse(notes(store)[-1]))
    assert len(entries(store)) == 3
    assert not refresh_public(store)


def test_releases_of_before_there_was_a_log_are_sealed_and_say_so(store: Store) -> None:
    three_releases(store)
    with store.writing() as connection:
        unguard(connection, "seal_leaf", "seal_checkpoint")
        connection.execute(text("DELETE FROM seal_leaf"))
        connection.execute(text("DELETE FROM seal_checkpoint"))
    forget_snapshot(store)
    refresh_public(store)
    found = check_site()
    assert holds(found)
    assert next(one.values["count"] for one in found if one.key == "late") == 3


def test_a_second_publication_of_a_day_is_sealed_too(store: Store) -> None:
    three_releases(store)
    publish([checked(hospitals(observation("1.2.1", "2026-Q3", 2)))], NOVEMBER, "petro", store=store)
    assert [Leaf.of_entry(entry.encode()).released for entry in entries(store)] == [MAY, AUGUST, NOVEMBER, NOVEMBER]
    assert holds(check_site())


def test_what_is_internal_changes_no_byte_of_the_log(tmp_path: Path) -> None:
    logs = []
    for name, value in (("one", 5.0), ("other", 77.0)):
        made = open_store(str(tmp_path / name / "postup.sqlite"))
        secret = indicator("1.2.9", visibility=Visibility.INTERNAL, baseline_value=value, name=f"Таємниця {name}")
        book = hospitals(observation("1.2.9", "2026-Q1", value))
        book = replace(book, indicators=(*book.indicators, secret))
        publish([checked(plan()), checked(book)], MAY, store=made)
        logs.append((public_log(made.name).files(), content.written(content.lines_of(read_public(where=made.name)))))
    assert logs[0] == logs[1]
    assert b"1.2.9" not in logs[0][1]


@pytest.mark.sqlite  # a server's database is restored into an empty one
def test_a_log_that_was_told_outlives_a_backup(store: Store, tmp_path: Path) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, "olha", store=store)
    now = datetime(2026, 11, 30, tzinfo=UTC)
    saved = make_backup(store, tmp_path, now)[0].file
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 1)))], AUGUST, "olha", store=store)
    told = entries(store)
    restore_backup(saved, now, actor="olha", where=store.name)
    again = open_store(store.name)
    assert entries(again) == told
    found = check_site()
    assert holds(found)
    assert "gone" in keys(found, ProofOutcome.NOTED)
