"""What departments answer to assignments, and what an editor does with it; nothing public changes by an answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kpi.model import Account, AssignmentState, Role
from kpi.services.assignments.answering import AssignmentAnswerError, answer, open_assignments, send_back
from kpi.services.publishing.administration.journal import journal
from kpi.services.publishing.permissions import ForbiddenError
from kpi.store import Store, open_store, read_public
from kpi.store.beside.assignment_answers import AnswerState
from kpi.text import Text
from kpi.web.desk.words.journal_words import subject_words
from tests.books import AUGUST, checked, oversight, plan
from tests.languages import BOTH
from tests.publishing import publish
from tests.services.publishing.flow import DISABLED, EDITOR, HEAD, STRANGER, started

KEY = ("№ 21-зразок", date(2026, 3, 26), "1")
NOW = datetime(2026, 8, 14, 9, tzinfo=UTC)
DONE = date(2026, 5, 4)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return started(open_store(str(tmp_path / "var" / "postup.sqlite")))


def said(store: Store, account: Account = HEAD, *, done: date | None = DONE, words: str = "акт № 7") -> None:
    answer(account, KEY, done=done, words=words, today=AUGUST, now=NOW, store=store)


def test_a_department_has_its_own_open_assignments_an_editor_all(store: Store) -> None:
    (own,) = open_assignments(HEAD, today=AUGUST, store=store)
    assert (own.assignment.number, own.decision.name, own.department) == ("1", "Про лікарні", "health")
    assert own.late_days(AUGUST) == (AUGUST - date(2026, 5, 1)).days
    assert own.late_days(date(2026, 5, 1)) == 0
    assert open_assignments(STRANGER, today=AUGUST, store=store) == ()
    assert open_assignments(EDITOR, today=AUGUST, store=store) == (own,)
    assert open_assignments(None, today=AUGUST, store=store) == ()
    assert open_assignments(DISABLED, today=AUGUST, store=store) == ()


def test_an_empty_store_assigns_nothing(tmp_path: Path) -> None:
    empty = open_store(str(tmp_path / "empty.sqlite"))
    assert open_assignments(EDITOR, today=AUGUST, store=empty) == ()
    with pytest.raises(ForbiddenError):
        said(empty)


def test_an_answer_is_seen_by_the_editor_and_changes_nothing_public(store: Store) -> None:
    before = read_public(where=store.name).assignments
    said(store)
    (work,) = open_assignments(EDITOR, today=AUGUST, store=store)
    assert work.waits
    assert work.answer is not None
    assert (work.answer.done, work.answer.words, work.answer.name) == (DONE, "акт № 7", HEAD.name)
    assert read_public(where=store.name).assignments.equals(before)
    # a later one takes its place
    said(store, done=None, words="чекаємо на тендер")
    (work,) = open_assignments(EDITOR, today=AUGUST, store=store)
    assert work.answer is not None
    assert (work.answer.done, work.answer.words) == (None, "чекаємо на тендер")


def test_another_departments_assignment_is_not_answered(store: Store) -> None:
    for one in (STRANGER, Account(id=9, login="none", name="Н", role=Role.HEAD)):
        with pytest.raises(ForbiddenError):
            said(store, one)
    with pytest.raises(ForbiddenError):
        answer(HEAD, ("99", DONE, "1"), done=DONE, words="акт", today=AUGUST, now=NOW, store=store)


def test_an_acting_head_answers(store: Store) -> None:
    """Whoever stands in has the department among the own ones (`services.sign_in.acting`)."""
    said(store, replace(STRANGER, departments=("sport", "health")))
    assert open_assignments(EDITOR, today=AUGUST, store=store)[0].waits


@pytest.mark.parametrize(
    ("done", "words", "reason"),
    [
        (AUGUST + timedelta(1), "акт", "done_future"),
        (date(2026, 3, 25), "акт", "done_early"),
        (DONE, " ", "no_evidence"),
        (None, "", "no_words"),
        (None, "о" * 1001, "long"),
    ],
)
def test_what_cannot_be_so_is_told(store: Store, done: date | None, words: str, reason: str) -> None:
    with pytest.raises(AssignmentAnswerError) as error:
        said(store, done=done, words=words)
    assert error.value.reason == reason
    assert open_assignments(HEAD, today=AUGUST, store=store)[0].answer is None


def test_a_closed_assignment_takes_no_answer(store: Store) -> None:
    with pytest.raises(AssignmentAnswerError) as error:
        answer(STRANGER, (*KEY[:2], "2"), done=DONE, words="акт", today=AUGUST, now=NOW, store=store)
    assert error.value.reason == "closed"


def test_an_editor_returns_an_answer_with_words_and_it_may_be_given_again(store: Store) -> None:
    said(store)
    for words, reason in (("", "no_return_words"), ("о" * 1001, "long")):
        with pytest.raises(AssignmentAnswerError) as error:
            send_back(EDITOR, KEY, words, today=AUGUST, now=NOW, store=store)
        assert error.value.reason == reason
    with pytest.raises(ForbiddenError):
        send_back(HEAD, KEY, "ні", today=AUGUST, now=NOW, store=store)
    send_back(EDITOR, KEY, "Додайте акт", today=AUGUST, now=NOW, store=store)
    (work,) = open_assignments(HEAD, today=AUGUST, store=store)
    assert work.answer is not None
    assert (work.waits, work.answer.state, work.answer.comment) == (False, AnswerState.RETURNED, "Додайте акт")
    with pytest.raises(LookupError):
        send_back(EDITOR, KEY, "ще раз", today=AUGUST, now=NOW, store=store)
    said(store)
    assert open_assignments(HEAD, today=AUGUST, store=store)[0].waits


def test_an_answer_is_gone_when_the_assignment_is_closed(store: Store) -> None:
    said(store)
    known = oversight()
    closed = replace(known.assignments[0], state=AssignmentState.DONE, done=DONE, evidence="акт № 7")
    whole = replace(plan(), oversight=replace(known, assignments=(closed, *known.assignments[1:])))
    publish([checked(whole)], AUGUST, store=store)
    assert open_assignments(EDITOR, today=AUGUST, store=store) == ()


def test_the_journal_says_who_answered_and_whom_it_was_returned_to(store: Store) -> None:
    said(store)
    send_back(EDITOR, KEY, "Додайте акт", today=AUGUST, now=NOW, store=store)
    text = Text(BOTH[0])
    back, given = journal(EDITOR, store=store)[:2]
    assert (given.action, given.actor, given.reason) == ("assignment_answer", "koval", "акт № 7")
    task = "доручення 1 рішення № 21-зразок від 26.03.2026, підрозділ health"
    assert subject_words(given, text) == f"{task}; виконано 04.05.2026"
    assert (back.action, back.actor, back.whom, back.reason) == (
        "assignment_return",
        "editor",
        "koval",
        "Додайте акт",
    )
    assert subject_words(back, text).endswith(task)
