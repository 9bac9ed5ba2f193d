"""Units that are words bend after their number."""

import pytest

from kpi.model import Language
from kpi.text import NO_BREAK_SPACE, Text

UK = Text(Language.UK)


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (0, 0, "0 днів"),
        (1, 0, "1 день"),
        (2, 0, "2 дні"),
        (5, 0, "5 днів"),
        (11, 0, "11 днів"),
        (21, 0, "21 день"),
        (22, 0, "22 дні"),
        (25, 0, "25 днів"),
        (111, 0, "111 днів"),
        (0.5, 1, "0,5 дня"),
        (3.0, 1, "3,0 дня"),
        (-2, 0, "−2 дні"),
    ],
)
def test_a_word_bends(value: float, decimals: int, words: str) -> None:
    assert UK.quantity(value, "днів", decimals) == words.replace(" ", NO_BREAK_SPACE)


def test_the_decimals_shown_decide() -> None:
    assert UK.quantity(2.04, "днів", 0) == f"2{NO_BREAK_SPACE}дні"
    assert UK.quantity(2.0, "днів") == f"2{NO_BREAK_SPACE}дні"


def test_an_abbreviation_does_not_bend() -> None:
    assert UK.quantity(5, "км") == f"5{NO_BREAK_SPACE}км"


def test_english() -> None:
    english = Text(Language.EN)
    assert english.quantity(1, "stage") == f"1{NO_BREAK_SPACE}stage"
    assert english.difference(2, "stage") == f"+2{NO_BREAK_SPACE}stages"
