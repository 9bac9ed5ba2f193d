"""Numbers as people read them: CLDR through Babel, thousands by U+202F, minus U+2212."""

from functools import cache

from babel import Locale

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
    symbols = Locale(language.value).number_symbols["latn"]
    group = str(symbols["group"]).replace(NO_BREAK_SPACE, NARROW_SPACE)
    return {ord(","): group, ord("."): str(symbols["decimal"])}


def format_number(value: float, language: Language, decimals: int | None = None, *, signed: bool = False) -> str:
    """`value` with fixed decimals (default: as many as it needs, at most two).

    A plus only where `signed`; zero after rounding has no sign.
    """
    places = decimals_of(value) if decimals is None else decimals
    rounded = round(value, places)
    digits = f"{abs(rounded):,.{places}f}".translate(_signs(language))
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + digits
