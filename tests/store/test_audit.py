"""The audit's chain holds, and shows where it was touched."""

import json

import pytest
from sqlalchemy import Connection, text

from kpi.__main__ import main
from kpi.store import Store, schema
from kpi.store.audit import broken_link
from tests.books import AUGUST, MAY, NOVEMBER, checked, hospitals, observation, plan
from tests.publishing import publish


@pytest.fixture
def written(store: Store) -> Store:
    publish([checked(plan()), checked(hospitals())], MAY, "olha", store=store)
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 1)))], AUGUST, "olha", store=store)
    publish([checked(hospitals(observation("1.2.1", "2026-Q3", 1)))], NOVEMBER, "petro", store=store)
    return store


def test_the_chain_holds(written: Store) -> None:
    with written.reading() as connection:
        assert broken_link(connection, written.community) is None
        rows = connection.execute(schema.AUDIT.select()).all()
    assert [row.actor for row in rows] == ["olha", "olha", "petro"]
    assert [len(json.loads(row.detail)["files"]) for row in rows] == [2, 1, 1]


def _unguard(connection: Connection, store: Store) -> None:
    """Take the triggers away, as somebody with all rights in the database can."""
    names = ["audit_no_update", "audit_no_delete"] if store.path else ["audit_append_only ON audit"]
    for name in names:
        connection.execute(text(f"DROP TRIGGER {name}"))


@pytest.mark.parametrize(
    ("tampering", "at"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE number = 2", 2),
        ("UPDATE audit SET detail = '{}' WHERE number = 1", 1),
        ("DELETE FROM audit WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 1", 1),
        ("UPDATE audit SET previous = '' WHERE number = 3", 3),
    ],
)
def test_a_touched_row_is_found(written: Store, tampering: str, at: int) -> None:
    with written.writing() as connection:
        _unguard(connection, written)
        connection.execute(text(tampering))
        assert broken_link(connection, written.community) == at


def test_the_command_says_whether_the_journal_is_whole(
    written: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSTUP_STORE", written.name)
    assert main(["journal", "--verify"]) == 0
    assert "3 записи" in capsys.readouterr().out
    with written.writing() as connection:
        _unguard(connection, written)
        connection.execute(text("UPDATE audit SET actor = 'nobody' WHERE number = 2"))
    assert main(["journal", "--verify"]) == 1
    assert "№ 2" in capsys.readouterr().err
