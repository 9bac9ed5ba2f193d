"""What it is called: every word on the screen in Ukrainian and English by key; numbers, dates, plurals by CLDR."""

from kpi.text.joins import inner_quotes, join_number_signs
from kpi.text.numbers import DASH, MINUS, NARROW_SPACE, NO_BREAK_SPACE, decimals_of, format_number
from kpi.text.speaker import Text

__all__ = [
    "DASH",
    "MINUS",
    "NARROW_SPACE",
    "NO_BREAK_SPACE",
    "Text",
    "decimals_of",
    "format_number",
    "inner_quotes",
    "join_number_signs",
]
