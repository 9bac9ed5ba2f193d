"""A community's package loaded, replaced, removed; what outsiders are told of it; the command."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.measure import survey
from kpi.model import GoalBook, Language
from kpi.opendata.files import Files, release_of
from kpi.services.peers import PackageError, add_peer, list_peers, remove_peer, shared_codes
from kpi.store import Store, open_store, read_public
from kpi.store.beside.public import PEER, public_items
from kpi.text import Text
from tests.books import MAY, checked, indicator, observation, plan
from tests.publishing import publish
from tests.shipped import NAME
from tests.workbook.test_data_package import DESCRIBED, FACTS, VALUE, package, table

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SHARED = "ЦСР 6.3"


def book(code: str = SHARED) -> GoalBook:
    one = indicator("1.2.1", catalogue_code=code)
    return GoalBook(goal="1.2", indicators=(one,), observations=(observation("1.2.1", "2025", 41.0),))


def filled(folder: Path, code: str = SHARED) -> Store:
    store = open_store(str(folder / NAME))
    publish([checked(plan()), checked(book(code))], MAY, store=store)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return filled(tmp_path)


def told(store: Store) -> list[dict[str, object]]:
    return public_items(PEER, store.name)


def test_our_own_download_is_a_package(store: Store, tmp_path: Path) -> None:
    """What any Postup hands on is read by any other, values and all."""
    made = Files(release_of(survey(read_public(where=store.name))), Text(Language.UK), "https://a.gov.ua")[
        "data.zip"
    ].body
    other = filled(tmp_path / "other")
    peer, fresh = add_peer(made, now=NOW, store=other)
    assert fresh
    (one,) = peer.content["indicators"]
    assert (one["code"], one["catalogue_code"]) == ("1.2.1", SHARED)
    assert ["2025-01-01", "2025-12-31", 41.0] in one["values"]
    assert shared_codes(other, peer) == {SHARED.casefold()}


def test_a_newer_release_takes_the_place_of_the_one_before_and_an_older_one_does_not(store: Store) -> None:
    first, _ = add_peer(package(), now=NOW, store=store)
    again, fresh = add_peer(package(), now=NOW, store=store)
    assert (again.key, fresh) == (first.key, False)
    newer = DESCRIBED | {"version": "2026-12-01", "population": 40000, "population_as_of": "2026-12-01"}
    second, fresh = add_peer(package(newer), key="susidy", now=NOW, store=store)
    assert (second.key, fresh) == ("susidy", True)
    assert [peer.key for peer in list_peers(store)] == ["susidy"]
    assert (second.content["population_before"], second.content["before_as_of"]) == (50000, "2026-01-01")
    with pytest.raises(PackageError, match="older"):
        add_peer(package(), now=NOW, store=store)
    third, _ = add_peer(package(newer | {"version": "2026-12-02"}), now=NOW, store=store)
    assert (third.key, third.content["population_before"]) == ("susidy", 50000)


def test_names_are_short_plain_and_one_community_s(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("Сусіди", "../x", "a" * 41, "-a"):
        with pytest.raises(PackageError, match="key"):
            add_peer(package(), key=key, now=NOW, store=store)
    add_peer(package(), key="one", now=NOW, store=store)
    with pytest.raises(PackageError, match="taken"):
        add_peer(package(DESCRIBED | {"id": "two"}), key="one", now=NOW, store=store)
    monkeypatch.setattr("kpi.services.peers.MOST_PEERS", 1)
    with pytest.raises(PackageError, match="many"):
        add_peer(package(DESCRIBED | {"id": "two"}), now=NOW, store=store)


@pytest.mark.sqlite
def test_outsiders_are_told_of_shared_indicators_alone_and_with_whose_they_are(store: Store) -> None:
    rows = (FACTS, FACTS | {"code": "B", "catalogue_code": "інший"})
    add_peer(package(facts=table(*rows), values=table(VALUE, VALUE | {"code": "B"})), now=NOW, store=store)
    (item,) = told(store)
    assert item["publisher"] == "Сусідня громада"
    assert item["licence"] == "CC BY 4.0"
    assert item["released"] == "2026-11-01"
    assert item["indicator"]["code"] == "A-7"  # type: ignore[index]
    assert store.public_path is not None
    with sqlite3.connect(store.public_path) as raw:
        written = "".join(row[0] for row in raw.execute("SELECT content FROM public_beside"))
    assert "інший" not in written
    remove_peer(list_peers(store)[0].key, now=NOW, store=store)
    assert told(store) == []
    with pytest.raises(LookupError):
        remove_peer("one", now=NOW, store=store)


def test_a_code_is_the_same_however_it_is_spelled_and_comes_with_the_release_that_names_it(store: Store) -> None:
    add_peer(package(facts=table(FACTS | {"catalogue_code": " цср   7.1 "})), now=NOW, store=store)
    assert told(store) == []
    publish([checked(book("ЦСР 7.1"))], MAY.replace(day=20), store=store)
    assert len(told(store)) == 1


def test_nothing_is_shared_before_anything_is_published(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / NAME))
    peer, _ = add_peer(package(), now=NOW, store=store)
    assert shared_codes(store, peer) == set()


def test_the_command_takes_lists_and_removes(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSTUP_STORE", store.name)
    file = tmp_path / "data.zip"
    file.write_bytes(package())
    assert main(["peers", "list"]) == 0
    assert "немає" in capsys.readouterr().out
    assert main(["peers", "add", str(file), "--key", "susidy"]) == 0
    assert "Сусідня громада" in (said := capsys.readouterr().out)
    assert "спільних із нашими: 1" in said
    assert main(["peers", "add", str(file)]) == 0
    assert "уже є" in capsys.readouterr().out
    assert main(["peers", "list"]) == 0
    assert "CC BY 4.0" in capsys.readouterr().out
    assert main(["peers", "remove", "susidy"]) == 0
    assert main(["peers", "remove", "susidy"]) != 0
    file.write_bytes(b"PK broken")
    assert main(["peers", "add", str(file)]) != 0
    assert main(["peers", "add", str(tmp_path / "none.zip")]) != 0
    told_of = capsys.readouterr()
    assert "Traceback" not in told_of.err
    assert "data.zip" in told_of.err


def test_the_journal_tells_of_it_without_what_is_in_it(store: Store) -> None:
    add_peer(package(), now=NOW, store=store)
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT action, detail FROM audit WHERE action = 'peer_added'").all()
    assert [sorted(json.loads(row.detail)) for row in rows] == [["key", "released", "sha256"]]
