"""Numbers as people read them (DESIGN 9.2): CLDR through Babel, thousands by U+202F, minus U+2212."""

from babel.numbers import format_decimal

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


def format_number(value: float, language: Language, decimals: int | None = None, *, signed: bool = False) -> str:
    """`value` with fixed decimals (default: as many as it needs, at most two).

    A plus only where `signed`; zero after rounding has no sign.
    """
    places = decimals_of(value) if decimals is None else decimals
    rounded = round(value, places)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    digits = format_decimal(abs(rounded), format=pattern, locale=language.value, decimal_quantization=True)
    if language is Language.UK:
        digits = digits.replace(NO_BREAK_SPACE, NARROW_SPACE)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + digits
