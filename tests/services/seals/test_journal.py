"""A journal made anew is found: by its key, and by the heads of it that stand in checkpoints."""

import pytest
from sqlalchemy import text

from kpi.services.seals.findings import ProofFinding, ProofOutcome
from kpi.services.seals.journal import check_journal
from kpi.services.seals.note import Verifier
from kpi.store import Store, audit
from kpi.store.beside.journal_key import confirmed, journal_key
from kpi.store.schema import AUDIT
from tests.books import MAY, checked, hospitals, plan
from tests.publishing import publish
from tests.services.seals.sealed import keys, notes, three_releases, unguard


def _found(store: Store) -> list[ProofFinding]:
    with store.reading() as connection:
        return check_journal(connection, store.community)


def test_a_journal_with_a_key_holds_and_its_head_stands_in_every_checkpoint(store: Store, key: Verifier) -> None:
    three_releases(store)
    assert keys(_found(store), ProofOutcome.PROVED) == ["journal_keyed", "journal_heads"]
    assert all("\njournal " in note for note in notes(store))


def test_an_old_journal_holds_by_its_chain(store: Store, request: pytest.FixtureRequest) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, "olha", store=store)
    assert keys(_found(store), ProofOutcome.NOTED) == ["journal_unkeyed"]
    request.getfixturevalue("key")
    three_releases(store)
    assert keys(_found(store)) == []


def _rewritten(store: Store, *, keyed: bool) -> None:
    """The second row says another actor, and every hash after it is computed anew: the chain holds."""
    with store.writing() as connection:
        unguard(connection, "audit")
        rows = audit.entries(connection, store.community)
        connection.execute(text("DELETE FROM audit"))
        rows[1]["actor"] = "nobody"
        previous = ""
        for row in rows:
            row["previous"] = previous
            previous = row["hash"] = audit._hash(row)
            known = journal_key() if keyed else None
            row["keyed"] = "" if known is None else confirmed(known, "row", previous)
            connection.execute(AUDIT.insert(), row)
        assert audit.broken_link(connection, store.community) is None


def test_a_chain_made_anew_by_who_has_the_store_is_found(store: Store, key: Verifier) -> None:
    three_releases(store)
    _rewritten(store, keyed=False)
    assert keys(_found(store)) == ["journal_head"] * 2


def test_a_chain_made_anew_by_who_has_the_key_too_is_found(store: Store, key: Verifier) -> None:
    three_releases(store)
    _rewritten(store, keyed=True)
    assert "journal_head" in keys(_found(store))


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("UPDATE audit SET keyed = '' WHERE number = 3", "journal_unkeyed_row"),
        ("UPDATE audit SET keyed = 'ab' WHERE number = 2", "journal_key"),
        ("UPDATE audit SET actor = 'x' WHERE number = 2", "journal_chain"),
    ],
)
def test_a_touched_row_is_found(store: Store, key: Verifier, tampering: str, told: str) -> None:
    three_releases(store)
    with store.writing() as connection:
        unguard(connection, "audit")
        connection.execute(text(tampering))
    assert keys(_found(store)) == [told]


def test_without_its_key_a_keyed_journal_is_not_taken_for_whole(
    store: Store, key: Verifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_releases(store)
    monkeypatch.delenv("POSTUP_SEAL_KEY")
    assert keys(_found(store)) == ["journal_no_key"]
