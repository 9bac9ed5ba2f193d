"""The published snapshot: a file of its own with the public slices of all releases, and nothing else."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal
from sqlalchemy import text

from kpi.access import public_slice
from kpi.measure import survey
from kpi.model import CellRef, GoalBook, Language, Observation, Visibility
from kpi.services.publishing import refresh_public
from kpi.store import (
    NotPublishedError,
    Store,
    StoreError,
    UnknownReleaseError,
    open_store,
    public_releases,
    read_internal,
    read_public,
)
from kpi.store.public_reader import opened
from kpi.text import Text
from kpi.views.indicator.breakdown import breakdown
from tests.books import AUGUST, MAY, NOVEMBER, checked, hospitals, observation, plan
from tests.publishing import publish
from tests.waiting import until

FRAMES = (
    "nodes",
    "indicators",
    "targets",
    "observations",
    "suspensions",
    "actions",
    "departments",
    "releases",
)


def visible(book: GoalBook, code: str, visibility: Visibility) -> GoalBook:
    return replace(
        book,
        indicators=tuple(replace(i, visibility=visibility) if i.code == code else i for i in book.indicators),
    )


def two_releases(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, note="Перший", store=store)
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 55.0)))], NOVEMBER, store=store)


def test_each_release_is_its_public_slice(store: Store) -> None:
    two_releases(store)
    for day in (MAY, NOVEMBER):
        found, cut = read_public(day, where=store.name), public_slice(read_internal(day, where=store.name), day)
        assert found.strategy == cut.strategy
        # the moment of a history is counted in what outsiders are told, not in files
        cut = replace(cut, releases=cut.releases.assign(moment=found.releases["moment"]))
        for name in FRAMES:
            assert_frame_equal(getattr(found, name), getattr(cut, name), obj=name)
    assert [(r.seq, r.published, r.note) for r in public_releases(where=store.name)] == [
        (1, MAY, "Перший"),
        (2, NOVEMBER, ""),
    ]
    assert read_public(where=store.name).releases["note"].tolist() == ["Перший", ""]


def test_nothing_is_published_yet(store: Store) -> None:
    with pytest.raises(NotPublishedError):
        read_public(where=store.name)
    refresh_public(store)
    with pytest.raises(NotPublishedError):
        read_public(where=store.name)
    assert public_releases(where=store.name) == []


@pytest.mark.sqlite
def test_outsiders_readers_open_the_snapshot_alone(store: Store) -> None:
    two_releases(store)
    assert store.path is not None
    for file in store.path.parent.glob("postup.sqlite*"):
        file.unlink()
    assert read_public(where=store.name).indicators["code"].tolist() == ["1.2.1", "1.2.10"]
    assert not store.path.exists()
    with pytest.raises(UnknownReleaseError):
        read_public(AUGUST, where=store.name)


@pytest.mark.sqlite
def test_the_snapshots_file_holds_no_word_of_what_is_internal(store: Store) -> None:
    two_releases(store)
    assert store.public_path is not None
    assert store.path is not None
    content = store.public_path.read_bytes()
    for word in ("Показник 1.2.2", "службове", "Таємний захід", "Стаття 6", "Нікому не потрібний"):
        assert word.encode() not in content, word
    assert "Показник 1.2.10".encode() in content, "the harness finds what is there"
    assert {p.name for p in store.path.parent.iterdir() if not p.name.startswith("postup.sqlite")} == {"public.sqlite"}


def test_the_snapshot_is_opened_read_only(store: Store) -> None:
    two_releases(store)
    with pytest.raises(StoreError) as caught, opened(store.name) as connection:
        connection.exec_driver_sql("DELETE FROM public_release")
    assert caught.value.reason == "readonly"


def test_a_release_of_which_nothing_is_public_is_not_told(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    secret = replace(hospitals(), observations=(observation("1.2.2", "2026", 9.0),))
    publish([checked(secret)], AUGUST, note="Про таємне", store=store)
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 55.0)))], NOVEMBER, store=store)
    assert [(r.seq, r.published) for r in public_releases(where=store.name)] == [(1, MAY), (2, NOVEMBER)]
    cut = read_public(where=store.name)
    assert cut.releases[["seq"]].to_numpy().tolist() == [[1], [2]]
    assert sorted(set(cut.observations["seq"])) == [1, 2]
    with pytest.raises(UnknownReleaseError):
        read_public(AUGUST, where=store.name)


def test_what_is_internal_changes_neither_note_nor_moment_of_its_day(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, note="Перший", store=store)
    before = public_releases(where=store.name)
    secret = replace(hospitals(), observations=(observation("1.2.2", "2026", 9.0),))
    publish([checked(secret)], MAY, note="Про таємне", store=store)
    assert public_releases(where=store.name) == before
    assert read_public(where=store.name).releases["note"].tolist() == ["Перший"]
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 55.0)))], MAY, store=store)
    (after,) = public_releases(where=store.name)
    assert after.note == "Перший"
    assert before[0].moment is not None
    assert after.moment == before[0].moment + timedelta(seconds=1), "a step of what outsiders know"


def test_what_is_closed_today_is_closed_in_old_releases(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    assert "1.2.10" in read_public(MAY, where=store.name).indicators["code"].tolist()
    publish([checked(visible(hospitals(), "1.2.10", Visibility.INTERNAL))], AUGUST, store=store)
    assert read_public(MAY, where=store.name).indicators["code"].tolist() == ["1.2.1"]
    assert read_internal(MAY, where=store.name).indicators["visibility"].tolist() == ["public", "internal", "public"]


def test_what_is_opened_today_stays_closed_in_old_releases(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    publish([checked(visible(hospitals(), "1.2.2", Visibility.PUBLIC))], AUGUST, store=store)
    assert read_public(MAY, where=store.name).indicators["code"].tolist() == ["1.2.1", "1.2.10"]
    assert read_public(AUGUST, where=store.name).indicators["code"].tolist() == ["1.2.1", "1.2.2", "1.2.10"]


@pytest.mark.sqlite
def test_a_snapshot_that_is_behind_or_lost_is_made_anew(store: Store) -> None:
    two_releases(store)
    assert refresh_public(store) is False
    assert store.public_path is not None
    store.public_path.unlink()
    assert refresh_public(store) is True
    assert len(public_releases(where=store.name)) == 2


@pytest.mark.sqlite
def test_the_snapshot_of_another_store_is_made_anew(store: Store, tmp_path: Path) -> None:
    two_releases(store)
    other = open_store(str(tmp_path / "other.sqlite"))
    publish([checked(plan(community="Інша громада")), checked(hospitals())], MAY, store=other)
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 99.0)))], NOVEMBER, store=other)
    assert store.path is not None
    assert store.public_path is not None
    assert other.path is not None
    for file in store.path.parent.glob("postup.sqlite*"):
        file.unlink()
    with sqlite3.connect(other.path) as raw:
        raw.execute("VACUUM INTO ?", (str(store.path),))
    assert read_public(where=store.name).strategy.community == "Зразкова громада", "what stood there before"
    assert refresh_public(open_store(store.name)) is True
    found = read_public(where=store.name)
    assert found.strategy.community == "Інша громада"
    assert 99.0 in found.observations["value"].tolist()


@pytest.mark.sqlite
def test_a_snapshot_of_other_columns_is_made_anew(store: Store) -> None:
    two_releases(store)
    assert store.public_path is not None
    with sqlite3.connect(store.public_path) as raw:
        raw.execute("UPDATE public_state SET form = 'older'")
    assert refresh_public(store) is True


@pytest.mark.sqlite
def test_what_grows_release_by_release_equals_what_is_made_at_once(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    shorter = replace(hospitals(), actions=(), observations=(observation("1.2.1", "2026-Q2", 5.0, breakdown="село"),))
    publish([checked(shorter)], AUGUST, note="Другий", store=store)
    publish([checked(plan(edition="2027-2031")), checked(hospitals())], NOVEMBER, store=store)
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 55.0)))], NOVEMBER, edition="2022-2026", store=store)
    hidden = visible(hospitals(), "1.2.10", Visibility.INTERNAL)
    publish([checked(hidden)], date(2026, 12, 1), edition="2022-2026", store=store)
    late = hospitals(observation("1.2.1", "2026-Q3", 1.0))
    publish([checked(late)], AUGUST, edition="2022-2026", store=store)
    asked = [(r.edition, r.published) for r in public_releases(where=store.name)]
    grown = [read_public(day, edition=edition, where=store.name) for edition, day in asked]
    assert store.public_path is not None
    store.public_path.unlink()
    refresh_public(store)
    assert [(r.edition, r.published) for r in public_releases(where=store.name)] == asked
    assert len(asked) == 4, "the last one only closed something, which the earlier ones then lack too"
    for (edition, day), before in zip(asked, grown, strict=True):
        after = read_public(day, edition=edition, where=store.name)
        for name in FRAMES:
            assert_frame_equal(getattr(before, name), getattr(after, name), obj=name)


def test_no_cell_is_told_and_the_parts_stand_as_in_their_workbook_after_a_correction_too(store: Store) -> None:
    def part(name: str, value: float, row: int) -> Observation:
        cell = CellRef("Спостереження", f"E{row}")
        return replace(observation("1.2.1", "2026-Q1", value, breakdown=name), cell=cell)

    parts = [part(name, 50.0 + row, row) for row, name in enumerate(("село", "місто", "Ясна", "Біле"), start=9)]
    publish([checked(plan()), checked(hospitals(*parts))], MAY, store=store)
    publish([checked(hospitals(part("місто", 61.0, 2), *parts[2:]))], AUGUST, store=store)
    told = read_public(where=store.name)
    assert set(told.observations["cell"]) | set(told.indicators["cell"]) == {""}
    assert "Спостереження" in set(told.observations["sheet"])
    shown = breakdown(survey(told, AUGUST), "1.2.1", Text(Language.UK))
    assert shown is not None
    assert [one.name for one in shown.parts] == ["жінки", "село", "місто", "Ясна", "Біле"]


def test_a_new_release_leaves_the_rows_of_the_old_ones_alone(store: Store) -> None:
    two_releases(store)
    counted = text("SELECT since_release, until_release, count(*) FROM public_observations GROUP BY 1, 2")
    with opened(store.name) as connection:
        assert connection.execute(counted).all() == [(1, None, 6), (2, None, 1)]


@pytest.mark.sqlite
def test_a_damaged_snapshot_is_made_anew(store: Store) -> None:
    two_releases(store)
    assert store.public_path is not None
    store.public_path.write_bytes(b"not a database at all" * 500)
    with pytest.raises(StoreError) as caught:
        read_public(where=store.name)
    assert caught.value.reason == "corrupt"
    assert refresh_public(store) is True
    assert len(public_releases(where=store.name)) == 2


@pytest.mark.sqlite
def test_stores_that_differ_in_internal_rows_have_equal_snapshots(tmp_path: Path) -> None:
    contents = []
    for name, value in (("one", 1.0), ("other", 2.0)):
        store = open_store(str(tmp_path / name / "postup.sqlite"))
        secret = replace(hospitals(), observations=(observation("1.2.2", "2026", value, comment=name),))
        publish([checked(plan()), checked(hospitals())], MAY, store=store)
        publish([checked(secret)], AUGUST, store=store)
        publish([checked(hospitals(observation("1.2.1", "2026-Q2", 55.0)))], NOVEMBER, store=store)
        assert store.public_path is not None
        contents.append(store.public_path.read_bytes())
    assert contents[0] == contents[1]


@pytest.mark.sqlite
def test_what_was_published_is_acknowledged_though_the_snapshot_cannot_be_written_now(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transaction is kept: an error then would say that nothing was. The snapshot follows by itself."""
    monkeypatch.setattr("kpi.services.publishing.snapshot.AGAIN", 0.02)
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    assert store.public_path is not None
    in_the_way = store.public_path.with_name(f".{store.public_path.name}.new")
    in_the_way.mkdir()
    later = hospitals(observation("1.2.1", "2026-Q2", 61.5))
    assert publish([checked(later)], AUGUST, store=store).release is not None
    assert 61.5 not in set(read_public(where=store.name).observations["value"])
    in_the_way.rmdir()
    until(lambda: 61.5 in set(read_public(where=store.name).observations["value"]), within=20)
