"""The edges of publishing: an empty store, folders without workbooks, drafts of others, what opens an indicator."""

from datetime import date
from pathlib import Path

import pytest

from kpi.model import DraftState, Visibility
from kpi.services.publishing import batches, drafts
from kpi.services.publishing.administration.visibility_preview import asked_for
from kpi.services.publishing.differences.openness import opens
from kpi.services.publishing.drafts import UnknownDraftError
from kpi.services.publishing.due_list import due_list
from kpi.services.publishing.file_check import present_departments
from kpi.services.publishing.loading import demonstration
from kpi.services.publishing.loading.folders import PathNotFoundError
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.submission import confirm, receipt
from kpi.services.publishing.visibility import VisibilityRequest, change_visibility
from kpi.store import Store
from tests.books import AUGUST, hospitals, with_changed_target
from tests.services.publishing.flow import ADMIN, DEPUTY, EDITOR, HEAD, STRANGER, sent, started, valued, workbook

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
        departments = present_departments(connection, store, AUGUST)
    assert departments.indicators == {}
    assert departments.index.code_of("Відділ економіки") == "Відділ економіки"


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
    assert [folder.name for folder in demonstration.examples()] == ["2022-2026", "2027"]
    monkeypatch.setattr(demonstration, "DATA", tmp_path)
    with pytest.raises(FileNotFoundError):
        demonstration.examples()


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
        (VisibilityRequest(code="1.2.1", visibility=Visibility.INTERNAL, ground=" "), "ground"),
        (VisibilityRequest(code="1.2.1", visibility=Visibility.DELAYED, ground="Указ № 1"), "no_delay"),
    ],
)
def test_a_wish_says_its_ground_and_its_delay(wish: VisibilityRequest, why: str) -> None:
    with pytest.raises(ForbiddenError, match=why):
        wish.choice(entitled=True)
    chosen = VisibilityRequest(
        code="1.2.1", visibility=Visibility.DELAYED, ground="Указ № 1", open_from=date(2027, 1, 1)
    ).choice(entitled=True)
    assert chosen.open_from == date(2027, 1, 1)


def test_a_draft_that_is_closed_stays_as_it_is(store: Store) -> None:
    draft = sent(started(store), valued(52.0))
    outcome = confirm(HEAD, draft.number, today=AUGUST, store=store)
    assert outcome.receipt is not None
    again = confirm(HEAD, draft.number, today=AUGUST, store=store)
    assert (again.draft.state, again.receipt) == (DraftState.PUBLISHED, outcome.receipt)
    assert drafts.set_choices(HEAD, draft.number, act="пізно", store=store) == again.draft
    with pytest.raises(UnknownDraftError):  # its file is in the release now, not in the draft
        drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)


def test_a_draft_that_waits_is_seen_by_those_who_decide_alone(store: Store) -> None:
    draft = sent(started(store, approval=True), valued(52.0))
    assert confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is None
    with store.reading() as connection:
        assert drafts.seen_by(connection, store, ADMIN, draft.number).number == draft.number
        for account in (DEPUTY, None):
            with pytest.raises((UnknownDraftError, ForbiddenError)):
                drafts.seen_by(connection, store, account, draft.number)


def test_asking_again_takes_the_place_of_what_was_asked(store: Store) -> None:
    started(store)
    change_visibility(ADMIN, "1.2.1", Visibility.INTERNAL, ground="Стаття 6", today=AUGUST, store=store)
    asked = [change_visibility(ADMIN, "1.2.1", Visibility.PUBLIC, today=AUGUST, store=store) for _ in range(2)]
    (left,) = asked_for(ADMIN, store=store)
    assert left == asked[1]
    with pytest.raises(LookupError):
        change_visibility(ADMIN, "9.9.9", Visibility.PUBLIC, today=AUGUST, store=store)


def test_a_receipt_is_shown_to_its_department_and_to_those_who_keep_the_releases(store: Store) -> None:
    draft = sent(started(store), valued(52.0))
    outcome = confirm(HEAD, draft.number, today=AUGUST, store=store)
    assert outcome.receipt is not None
    number = outcome.receipt.upload.seq
    of_sender = receipt(HEAD, number, store=store)
    for account in (DEPUTY, EDITOR, ADMIN):
        assert receipt(account, number, store=store) == of_sender
    for other in (STRANGER, None):
        with pytest.raises(ForbiddenError):
            receipt(other, number, store=store)


def test_a_changed_target_is_told_with_its_year_and_act(store: Store) -> None:
    draft = sent(started(store), workbook(with_changed_target(hospitals())), EDITOR)
    (move,) = drafts.preview_draft(EDITOR, draft.number, today=AUGUST, store=store).changes.targets
    assert (move.code, move.year, move.old, move.new, move.act) == ("1.2.1", 2026, 80.0, 75.0, "№ 7")
