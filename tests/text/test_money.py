"""Money as it is read: the strategy's currency, CLDR's sign and side; no sign where the strategy names none."""

import pytest

from kpi.model import Language
from kpi.text import NARROW_SPACE, NO_BREAK_SPACE, Text


@pytest.mark.parametrize(
    ("amount", "currency", "uk", "en"),
    [
        (59_768, "USD", "59 768 USD", "$59,768"),
        (2_500_000, "UAH", "2,5 млн ₴", "UAH 2.5 million"),
        (2_500_000, "USD", "2,5 млн USD", "$2.5 million"),
        (640_000, "UAH", "640 000 ₴", "UAH 640,000"),
        (1_200, "EUR", "1 200 EUR", "€1,200"),
        (-1_200, "EUR", "−1 200 EUR", "−€1,200"),
        (950, "", "950", "950"),
        (38_240_000, "", "38,2 млн", "38.2 million"),
        (0, "PLN", "0 PLN", "PLN 0"),
        (None, "USD", "—", "—"),
    ],
)
def test_an_amount_is_told_in_the_strategys_currency(amount: float | None, currency: str, uk: str, en: str) -> None:
    said = [Text(language).money(amount, currency) for language in (Language.UK, Language.EN)]
    assert [words.replace(NARROW_SPACE, " ").replace(NO_BREAK_SPACE, " ") for words in said] == [uk, en]
