"""A question: taken or not, seen by whom, answered, told in public, its asker forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kpi.model import Account, Visibility
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.snapshot import refresh_public
from kpi.services.questions.answering import LONGEST_ANSWER, ReplyError, answer, close, questions_for
from kpi.services.questions.asking import (
    AFTER_ANSWER,
    AFTER_ASKING,
    LONGEST,
    MOST_FROM_ONE,
    MOST_IN_ALL,
    WINDOW,
    AskedQuestion,
    QuestionError,
    ask,
    checked,
    forget_addresses,
)
from kpi.store import Store, open_store
from kpi.store.beside.public import ANSWER, public_items
from kpi.store.beside.questions import QuestionState, ReaderQuestion, question, questions
from tests import two_editions as two
from tests.books import AUGUST, hospitals, observation
from tests.books import checked as checked_book
from tests.publishing import publish
from tests.services.publishing.flow import DISABLED, EDITOR, HEAD, STRANGER, started
from tests.shipped import NAME

NOW = datetime(2026, 8, 20, 9, 0, tzinfo=UTC)
ABOUT = ReaderQuestion(edition="2022-2026", code="1.2.1", period="2026-Q1", released="2026-05-14", value="50", words="")
WORDS = "Чому тут п’ятдесят, а у звіті сорок дев’ять?"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return started(open_store(str(tmp_path / NAME)))


def asked(words: str = WORDS, address: str = "", *, bare: bool = True, code: str = "1.2.1") -> AskedQuestion:
    return AskedQuestion(about=replace(ABOUT, code=code), words=words, address=address, bare=bare)


def given(number: int, told: str = "Чому п’ятдесят?", words: str = "Бо так.", mended: str = "") -> ReaderQuestion:
    return replace(ABOUT, number=number, answer=words, mended=mended, told_words=told)


def told(store: Store) -> list[dict[str, object]]:
    return public_items(ANSWER, store.name)


@pytest.mark.parametrize(
    ("words", "address", "bare", "reason"),
    [
        ("коротко", "", True, "short"),
        ("я" * (LONGEST + 1), "", True, "long"),
        ("Напишіть мені на reader@example.org про це", "", True, "personal"),
        ("Подзвоніть мені: 050 123-45-67", "", True, "personal"),
        ("Подзвоніть мені: +38 (050) 123 45 67", "", True, "personal"),
        ("Подзвоніть мені 0501234567 зранку", "", True, "personal"),
        (WORDS, "не адреса", True, "address"),
        (WORDS, "", False, "bare"),
    ],
)
def test_what_is_not_taken_says_why(words: str, address: str, bare: bool, reason: str) -> None:
    with pytest.raises(QuestionError) as error:
        checked(asked(words, address, bare=bare))
    assert error.value.reason == reason


@pytest.mark.parametrize(
    "words",
    [
        "Звідки 1 000 000 000 грн у 2025 році?",
        "Звідки 1 250 000 грн, якщо план 0,5 млн?",
        "У 2022 2023 2024 роках значень немає",
        "Рішення № 0123 від 02.07.2026: чому не враховано?",
        "Температура від -10 до 25 градусів?",
    ],
)
def test_sums_years_and_acts_are_no_telephones(words: str) -> None:
    assert checked(asked(words)).words == words


def test_words_are_kept_as_plain_lines() -> None:
    kept = checked(asked("  Перший рядок\r\nдругий <b>рядок</b>\x00\u202e  ", " Reader@Example.org "))
    assert kept.words == "Перший рядок\nдругий <b>рядок</b>"
    assert kept.address.lower() == "reader@example.org"


def test_nobody_fills_the_desk(store: Store) -> None:
    for _ in range(MOST_FROM_ONE):
        ask(asked(), "192.0.2.1", now=NOW, store=store)
    with pytest.raises(QuestionError, match="often"):
        ask(asked(), "192.0.2.1", now=NOW, store=store)
    ask(asked(), "192.0.2.2", now=NOW, store=store)
    ask(asked(), "192.0.2.1", now=NOW + WINDOW + timedelta(seconds=1), store=store)


def test_a_household_of_ipv6_is_one_asker(store: Store) -> None:
    for host in range(MOST_FROM_ONE):
        ask(asked(), f"2001:db8::{host:x}", now=NOW, store=store)
    with pytest.raises(QuestionError, match="often"):
        ask(asked(), "2001:db8::ffff", now=NOW, store=store)


def test_many_askers_together_are_too_many_too(store: Store) -> None:
    for host in range(MOST_IN_ALL):
        ask(asked(), f"192.0.2.{host}", now=NOW, store=store)
    with pytest.raises(QuestionError, match="often"):
        ask(asked(), "198.51.100.1", now=NOW, store=store)


def test_an_editor_sees_all_a_department_its_own_and_nobody_else_any(store: Store) -> None:
    ask(asked(address="reader@example.org"), "192.0.2.1", now=NOW, store=store)
    ask(asked(code="1.10.1"), "192.0.2.1", now=NOW, store=store)

    def seen(account: Account | None) -> list[tuple[str, str]]:
        return [(one.code, one.address) for one in questions_for(account, now=NOW, store=store)]

    assert seen(EDITOR) == [("1.2.1", "reader@example.org"), ("1.10.1", "")]
    assert seen(HEAD) == [("1.2.1", "")]
    assert seen(STRANGER) == [("1.10.1", "")]
    assert seen(None) == seen(DISABLED) == []


def test_a_question_is_of_the_edition_that_it_was_asked_in(tmp_path: Path) -> None:
    """1.2.1 is the department's in the old edition; the new one has no such indicator."""
    store = open_store(str(tmp_path / NAME))
    two.publish_both(store)
    then = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
    for code in ("1.2.1", "2.1.1"):
        ask(asked(code=code), "192.0.2.1", now=then, store=store)
    follower = AskedQuestion(about=replace(ABOUT, edition=two.NEW, code="1.1.1"), words=WORDS, address="", bare=True)
    ask(follower, "192.0.2.1", now=then, store=store)
    found = [(one.edition, one.code) for one in questions_for(HEAD, now=then, store=store)]
    assert found == [(two.OLD, "1.2.1"), (two.OLD, "2.1.1"), (two.NEW, "1.1.1")]


def test_an_answer_is_public_when_an_editor_says_so_and_without_who_asked(store: Store) -> None:
    number = ask(asked(address="reader@example.org"), "192.0.2.1", now=NOW, store=store)
    answer(HEAD, given(number), publish=False, now=NOW, store=store)
    assert told(store) == []
    with pytest.raises(ForbiddenError):
        answer(HEAD, given(number), publish=True, now=NOW, store=store)
    answer(EDITOR, given(number, mended="Визначення."), publish=True, now=NOW, store=store)
    (item,) = told(store)
    assert item == {
        "edition": "2022-2026",
        "code": "1.2.1",
        "period": "2026-Q1",
        "released": "2026-05-14",
        "value": "50",
        "told_words": "Чому п’ятдесят?",
        "answer": "Бо так.",
        "mended": "Визначення.",
        "asked": "2026-08-20",
        "answered": "2026-08-20",
    }
    with pytest.raises(ForbiddenError):
        answer(HEAD, given(number), publish=False, now=NOW, store=store)
    answer(EDITOR, given(number), publish=False, now=NOW, store=store)
    assert told(store) == []


def test_an_answer_stays_when_another_release_comes_and_goes_when_its_indicator_is_closed(store: Store) -> None:
    number = ask(asked(), "192.0.2.1", now=NOW, store=store)
    answer(EDITOR, given(number), publish=True, now=NOW, store=store)
    assert not refresh_public(store)
    publish([checked_book(hospitals(observation("1.2.1", "2026-Q2", 52.0)))], AUGUST, store=store)
    assert len(told(store)) == 1
    closed = hospitals(observation("1.2.1", "2026-Q2", 52.0))
    rows = tuple(
        replace(one, visibility=Visibility.INTERNAL) if one.code == "1.2.1" else one for one in closed.indicators
    )
    publish([checked_book(replace(closed, indicators=rows))], AUGUST + timedelta(days=1), store=store)
    assert told(store) == []


@pytest.mark.parametrize(
    ("words", "shown", "reason"),
    [(" ", "Чому?", "empty"), ("Бо.", " ", "no_question"), ("я" * (LONGEST_ANSWER + 1), "Чому?", "long")],
)
def test_an_answer_that_is_none_is_not_kept(store: Store, words: str, shown: str, reason: str) -> None:
    number = ask(asked(), "192.0.2.1", now=NOW, store=store)
    with pytest.raises(ReplyError) as error:
        answer(EDITOR, given(number, shown, words), publish=True, now=NOW, store=store)
    assert error.value.reason == reason


def test_a_number_that_is_another_s_is_not_there(store: Store) -> None:
    number = ask(asked(), "192.0.2.1", now=NOW, store=store)
    for account in (STRANGER, None):
        with pytest.raises(LookupError):
            answer(account, given(number), publish=False, now=NOW, store=store)
    with pytest.raises(LookupError):
        answer(EDITOR, given(number + 1), publish=False, now=NOW, store=store)
    with pytest.raises(LookupError):
        close(EDITOR, number + 1, now=NOW, store=store)


def test_an_editor_lays_a_question_aside_a_department_does_not(store: Store) -> None:
    number = ask(asked(), "192.0.2.1", now=NOW, store=store)
    with pytest.raises(ForbiddenError):
        close(HEAD, number, now=NOW, store=store)
    close(EDITOR, number, now=NOW, store=store)
    with store.reading() as connection:
        kept = question(connection, store.community, number)
    assert kept is not None
    assert kept.state is QuestionState.CLOSED
    assert not kept.public


def test_addresses_are_forgotten_after_the_answer_and_in_any_case(store: Store) -> None:
    answered = ask(asked(address="a@example.org"), "192.0.2.1", now=NOW, store=store)
    ask(asked(address="b@example.org"), "192.0.2.1", now=NOW, store=store)
    answer(EDITOR, given(answered), publish=False, now=NOW, store=store)

    def addresses() -> list[str]:
        with store.reading() as connection:
            return [one.address for one in questions(connection, store.community)]

    assert forget_addresses(store, NOW + AFTER_ANSWER) == 0
    assert forget_addresses(store, NOW + AFTER_ANSWER + timedelta(minutes=1)) == 1
    assert addresses() == ["b@example.org", ""]
    assert forget_addresses(store, NOW + AFTER_ASKING + timedelta(minutes=1)) == 1
    assert addresses() == ["", ""]
