"""The edges of publishing: an empty store, folders without workbooks, drafts of others, what opens an indicator."""

from datetime import date
from pathlib import Path

import pytest

from kpi.model import DraftState, Visibility
from kpi.publish import batches, demonstration, drafts
from kpi.publish.changes import opens
from kpi.publish.checking import present_offices
from kpi.publish.drafts import UnknownDraftError
from kpi.publish.duelist import due_list
from kpi.publish.folders import PathNotFoundError
from kpi.publish.people import ForbiddenError
from kpi.publish.visibility import Wish
from kpi.store import Store
from tests.books import AUGUST
from tests.publish.flow import DEPUTY, EDITOR, HEAD, sent, started, valued

NOTHING: dict[str, object] = {"visibility": Visibility.PUBLIC, "open_from": None, "delay_months": None}
LATE = NOTHING | {"visibility": Visibility.DELAYED}


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [
        (NOTHING, NOTHING, False),
        (NOTHING, LATE | {"delay_months": 2}, False),
        (LATE | {"delay_months": 2}, NOTHING, True),
        (LATE | {"delay_months": 2}, LATE | {"delay_months": 2}, False),
        (LATE | {"delay_months": 2}, LATE | {"delay_months": 1}, True),
        (LATE | {"delay_months": 1}, LATE | {"delay_months": 2}, False),
        (LATE | {"open_from": date(2027, 1, 1)}, LATE | {"open_from": date(2026, 12, 1)}, True),
        (LATE | {"open_from": date(2026, 12, 1)}, LATE | {"open_from": date(2027, 1, 1)}, False),
        # a rule of another kind in its place: nobody can say that it opens later
        (LATE | {"open_from": date(2027, 1, 1)}, LATE | {"delay_months": 1}, True),
    ],
)
def test_what_lets_outsiders_see_more(before: dict[str, object], after: dict[str, object], more: bool) -> None:
    assert opens(before, after) is more


def test_nothing_is_due_in_an_empty_store(store: Store) -> None:
    found = due_list(HEAD, AUGUST, store=store)
    assert (found.items, found.expected, found.deadline) == ((), 0, None)
    with store.reading() as connection:
        offices = present_offices(connection, store, AUGUST)
    assert offices.indicators == {}
    assert offices.code_of("Відділ економіки") == "Відділ економіки"


def test_an_editor_sees_what_is_due_of_one_department(store: Store) -> None:
    started(store)
    of_all, of_one = due_list(EDITOR, AUGUST, store=store), due_list(EDITOR, AUGUST, department="sport", store=store)
    assert 0 < of_one.expected < of_all.expected
    assert set(of_one.goals) <= set(of_all.goals)


def test_a_draft_that_never_was_and_one_of_another(store: Store) -> None:
    draft = sent(started(store), valued(71.0))
    with store.reading() as connection:
        for account, number in ((HEAD, draft.number + 1), (DEPUTY, draft.number)):
            with pytest.raises(UnknownDraftError):
                drafts.own(connection, store, account, number)
            with pytest.raises(UnknownDraftError):
                drafts.seen_by(connection, store, account, number)


def test_a_draft_is_thrown_away_once(store: Store) -> None:
    draft = sent(started(store), valued(71.0))
    gone = drafts.discard(HEAD, draft.number, store=store)
    assert drafts.discard(HEAD, draft.number, store=store) == gone
    assert gone.state is DraftState.DISCARDED


def test_the_example_is_there_or_is_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (demonstration.example() / "plan.xlsx").is_file()
    monkeypatch.setattr(demonstration, "DATA", tmp_path)
    with pytest.raises(FileNotFoundError):
        demonstration.example()


def test_folders_without_workbooks(tmp_path: Path) -> None:
    with pytest.raises(PathNotFoundError):
        batches([tmp_path])
    (tmp_path / "plan.xlsx").write_bytes(b"")
    (tmp_path / "history" / "2026-05-14").mkdir(parents=True)
    (tmp_path / "history" / "notes.txt").write_bytes(b"")
    (found,) = batches([tmp_path])  # a day without workbooks is no release
    assert [file.name for file in found.files] == ["plan.xlsx"]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (Wish("1.2.1", Visibility.INTERNAL, " "), "ground"),
        (Wish("1.2.1", Visibility.DELAYED, "Указ № 1"), "no_delay"),
    ],
)
def test_a_wish_says_its_ground_and_its_delay(wish: Wish, why: str) -> None:
    with pytest.raises(ForbiddenError, match=why):
        wish.wishes(entitled=True)
    assert Wish("1.2.1", Visibility.DELAYED, "Указ № 1", date(2027, 1, 1)).wishes(entitled=True)["open_from"] == (
        "2027-01-01"
    )
