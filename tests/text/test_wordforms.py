"""Forms of words: what a resident types against what stands in names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.text.wordforms import folded, is_form, nearest, words_of

FORMS = [
    ("дерева", "дерев"),
    ("лікарня", "лікарень"),
    ("лікарня", "лікарнях"),
    ("податок", "податку"),
    ("податок", "податків"),
    ("книги", "книг"),
    ("діти", "дітей"),
    ("гурток", "гуртків"),
    ("гурток", "гуртках"),
    ("музей", "музеїв"),
    ("школа", "шкіл"),
    ("тепло", "теплових"),
    ("економіка", "економічної"),
    ("зупинка", "зупинок"),
    ("відходами", "відходів"),
    ("вело", "велодоріжок"),
    ("ЗДОРОВЯ", "здоров’я"),
    ("здоров'я", "здоровʼя"),
    ("обєкт", "об’єктів"),
    ("колцентр", "кол-центру"),
    ("IT", "ІТ"),  # Latin letters asked for Cyrillic ones
    ("hospitals", "hospital"),
    ("tree", "trees"),
    ("buildings", "building"),
    ("szkoły", "szkoła"),
]
OTHERS = [
    ("місто", "місць"),
    ("місто", "мостів"),
    ("парк", "пара"),
    ("ІТ", "освіти"),
    ("10", "1000"),
    ("1", "10"),
    ("tree", "training"),
    ("ліс", "лісабонська"),
    ("tax", "taxonomy"),
]


def found(asked: str, text: str) -> bool:
    return any(is_form(word, held) for word in words_of(asked) for held in words_of(text))


@pytest.mark.parametrize(("asked", "held"), FORMS)
def test_forms_of_one_word_are_found(asked: str, held: str) -> None:
    assert found(asked, held)


@pytest.mark.parametrize(("asked", "held"), OTHERS)
def test_other_words_are_not(asked: str, held: str) -> None:
    assert not found(asked, held)


@pytest.mark.parametrize(
    ("typed", "meant"), [("бібліотке", "бібліотека"), ("трамвйа", "трамвай"), ("лікрня", "лікарня")]
)
def test_a_slip_of_the_keyboard_leads_to_the_nearest_word(typed: str, meant: str) -> None:
    known = ["трамвай", "бібліотека", "дерева", "лікарня", "освіта"]
    assert nearest(typed, known) == meant
    assert nearest("ььььь", known) == ""


@given(st.text())
def test_folding_twice_is_folding_once(words: str) -> None:
    assert folded(folded(words)) == folded(words)


@given(st.text())
def test_every_word_is_a_form_of_itself(text: str) -> None:
    assert all(is_form(word, word) for word in words_of(text))
