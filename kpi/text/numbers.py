"""Numbers as people read them: CLDR through Babel, thousands by U+202F, minus U+2212."""

from functools import cache

from babel import Locale
from babel.numbers import get_currency_symbol

from kpi.model import Language

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
DASH = "—"


def decimals_of(*values: float | None, most: int = 2) -> int:
    """How many decimals (0..most) show these values without loss; the same number serves a whole column."""
    for decimals in range(most):
        if all(v is None or abs(round(v, decimals) - v) < 1e-9 * max(1.0, abs(v)) for v in values):
            return decimals
    return most


@cache
def _signs(language: Language) -> dict[int, str]:
    """CLDR's decimal point and thousands space in place of Python's; a page prints hundreds of numbers."""
    symbols = Locale(language.cldr).number_symbols["latn"]
    group = str(symbols["group"]).replace(NO_BREAK_SPACE, NARROW_SPACE)
    return {ord(","): group, ord("."): str(symbols["decimal"])}


def decimal_sign(language: Language) -> str:
    """What stands between whole and part: «,» or «.»."""
    return _signs(language)[ord(".")]


def thousands_sign(language: Language) -> str:
    """What stands between thousands."""
    return _signs(language)[ord(",")]


def format_number(value: float, language: Language, decimals: int | None = None, *, signed: bool = False) -> str:
    """`value` with fixed decimals (default: as many as it needs, at most two).

    A plus only where `signed`; zero after rounding has no sign.
    """
    places = decimals_of(value) if decimals is None else decimals
    rounded = round(value, places)
    digits = f"{abs(rounded):,.{places}f}".translate(_signs(language))
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + digits


def currency_sign(currency: str, language: Language) -> str:
    """«₴», «$», by CLDR; the code where the language has no sign for it, "" where no currency is said."""
    return get_currency_symbol(currency, Locale(language.cldr)) if currency else ""


def with_currency(number: str, currency: str, language: Language) -> str:
    """«59 768 ₴», «$59,768»: CLDR's sign on CLDR's side; the number alone where no currency is said.

    number    as `format_number` writes it, words of scale after it
    currency  ISO 4217, "" unknown
    """
    if not currency:
        return number
    locale = Locale(language.cldr)
    sign, pattern = currency_sign(currency, language), locale.currency_formats["standard"].pattern
    if not pattern.startswith("¤"):
        return f"{number}{NO_BREAK_SPACE}{sign}"
    minus = MINUS if number.startswith(MINUS) else ""
    # a code in letters stands apart from the digits
    space = NO_BREAK_SPACE if sign[-1].isalpha() else ""
    return f"{minus}{sign}{space}{number.removeprefix(MINUS)}"
