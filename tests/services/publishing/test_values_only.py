"""A head's file brings values, gaps, comments and actions; what else it says is compared, told, and left as it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kpi.measure.dataset import Dataset
from kpi.model import Direction, GoalBook, Indicator, Language, Suspension, Visibility
from kpi.services.publishing import drafts
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.release_writer import former_books
from kpi.services.publishing.submission import approve, confirm
from kpi.store import Store, read_internal
from kpi.text import Text
from kpi.text.problems import message
from tests.books import AUGUST, CHANGE, checked, hospitals, indicator, observation, with_changed_target
from tests.publishing import publish
from tests.services.publishing.flow import EDITOR, HEAD, sent, started, workbook

UK = Text(Language.UK)
Q2 = observation("1.2.1", "2026-Q2", 52.0)


def with_indicator(change: Callable[[Indicator], Indicator]) -> GoalBook:
    """The book of hospitals with a value for the second quarter and another first indicator."""
    book = hospitals(Q2)
    return replace(book, indicators=(change(book.indicators[0]), *book.indicators[1:]))


SUSPENDED = Suspension(code="1.2.1", since=date(2023, 1, 1), reason="бо так", act="№ 1")
EVERYTHING_ELSE = {
    "name": with_indicator(lambda i: replace(i, name="Зовсім інша назва показника")),
    "unit": with_indicator(lambda i: replace(i, unit="од.")),
    "direction": with_indicator(lambda i: replace(i, direction=Direction.DECREASE, targets=((2026, 10.0),))),
    "baseline": with_indicator(lambda i: replace(i, baseline_value=45.0)),
    "target": with_indicator(lambda i: replace(i, targets=((2024, 60.0), (2026, 75.0)))),
    "weight": with_indicator(lambda i: replace(i, weight=5.0)),
    "department": with_indicator(lambda i: replace(i, department="sport")),
    "definition": with_indicator(lambda i: replace(i, definition="рахуємо інакше")),
    "visibility": with_indicator(lambda i: replace(i, visibility=Visibility.INTERNAL, ground="Стаття 6")),
    "decided target": with_changed_target(hospitals(Q2)),
    "suspension": replace(hospitals(Q2), suspensions=(*hospitals().suspensions, SUSPENDED)),
    "new indicator": replace(
        hospitals(Q2, observation("1.2.3", "2026-Q2", 7.0)), indicators=(*hospitals().indicators, indicator("1.2.3"))
    ),
}


def plan_of(store: Store) -> list[object]:
    """All that is in force of goal 1.2 besides values and actions."""
    book = former_books(AUGUST, goal="1.2", store=store)["1.2"]
    return [book.indicators, book.suspensions, book.target_changes]


def values_of(dataset: Dataset) -> set[tuple[str, float]]:
    rows = dataset.observations[dataset.observations["value"].notna()]
    return set(zip(rows["code"], rows["value"], strict=True))


@pytest.mark.parametrize("kind", EVERYTHING_ELSE)
def test_a_head_changes_values_alone_whatever_the_file_says(store: Store, kind: str) -> None:
    started(store)
    before = plan_of(store)
    draft = sent(store, workbook(EVERYTHING_ELSE[kind]))
    found = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    assert [value.key for value in found.changes.values] == ["1.2.1@2026-Q2"]
    assert (found.changes.definitions, found.changes.targets, found.changes.suspensions) == ((), (), ())
    assert (found.second, found.blockers) == ((), ())
    assert confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None
    assert plan_of(store) == before
    assert ("1.2.1", 52.0) in values_of(read_internal(where=store.name))
    assert "1.2.3" not in set(read_internal(where=store.name).observations["code"])


@pytest.mark.parametrize("kind", EVERYTHING_ELSE)
def test_what_is_left_as_it_is_is_told_in_one_remark(store: Store, kind: str) -> None:
    started(store)
    found = drafts.upload(HEAD, workbook(EVERYTHING_ELSE[kind]), "1.2.xlsx", today=AUGUST, store=store)
    told = [p for p in found.checked.reading.problems if p.code == "plan_not_taken"]
    assert len(told) == 1
    code = "1.2.3" if kind == "new indicator" else "1.2.1"
    assert code in message(told[0], UK)


def test_a_file_that_agrees_with_the_plan_is_told_nothing(store: Store) -> None:
    started(store)
    found = drafts.upload(HEAD, workbook(hospitals(Q2)), "1.2.xlsx", today=AUGUST, store=store)
    assert "plan_not_taken" not in {p.code for p in found.checked.reading.problems}


def test_an_older_template_is_published_after_a_decision(store: Store) -> None:
    started(store)
    publish([checked(with_changed_target(hospitals()))], date(2026, 7, 1), store=store)
    before = plan_of(store)
    found = drafts.upload(HEAD, workbook(hospitals(Q2)), "1.2.xlsx", today=AUGUST, store=store)
    (told,) = [p for p in found.checked.reading.problems if p.code == "plan_not_taken"]
    assert all(word in message(told, UK) for word in ("1.2.1", "2026", "80", "75"))
    assert found.draft is not None
    assert confirm(HEAD, found.draft.number, today=AUGUST, store=store).receipt is not None
    assert plan_of(store) == before


def test_what_comes_into_force_between_the_upload_and_the_publication_stays(store: Store) -> None:
    started(store)
    draft = sent(store, workbook(hospitals(Q2)))
    publish([checked(with_changed_target(hospitals()))], AUGUST, store=store)
    before = plan_of(store)
    assert confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None
    assert plan_of(store) == before


def test_a_heads_file_stays_one_where_an_editor_approves_it(store: Store) -> None:
    started(store, approval=True)
    before = plan_of(store)
    draft = sent(store, workbook(EVERYTHING_ELSE["weight"]))
    assert confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is None
    assert approve(EDITOR, draft.number, today=AUGUST, store=store).receipt is not None
    assert plan_of(store) == before


def test_a_sheet_of_indicators_that_is_broken_is_no_error_of_a_heads_file(store: Store) -> None:
    started(store)
    broken = with_indicator(lambda i: replace(i, baseline_value=None))
    found = drafts.upload(HEAD, workbook(broken), "1.2.xlsx", today=AUGUST, store=store)
    (told,) = [p for p in found.checked.reading.problems if p.code == "plan_not_taken"]
    assert [(one.code, one.field) for one in told.differences] == [("1.2.1", "unread")]
    draft = sent(store, workbook(broken))
    assert Blocker.NOTHING_NEW not in drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store).blockers


def test_an_editor_changes_what_the_file_says(store: Store) -> None:
    started(store)
    draft = sent(store, workbook(EVERYTHING_ELSE["decided target"]), EDITOR)
    found = drafts.preview_draft(EDITOR, draft.number, today=AUGUST, store=store)
    assert [(t.code, t.old, t.new, t.act) for t in found.changes.targets] == [("1.2.1", 80.0, 75.0, CHANGE.act)]
