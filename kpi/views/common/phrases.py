"""How words of data sit inside sentences."""

import re

from kpi.model import Period, Status
from kpi.text import NO_BREAK_SPACE, Text
from kpi.text.joins import inner_marks

_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
_ENDS = (".", "!", "?", "…")
MONTHS_OF_A_YEAR = 12


def status_words(status: Status, text: Text) -> str:
    """The status inside a sentence: in small letters."""
    return decapitalise(text.say(f"status.{status}"))


def period_words(period: Period, text: Text) -> str:
    """The period after a preposition: a bare year is no words («за 2025 рік», «за III кв. 2026»)."""
    return text.period_long(period) if period.span_months == MONTHS_OF_A_YEAR else text.period(period)


def sentence_end(words: str) -> str:
    """Words with one full stop, whether they came with one or end in an abbreviation («5 од.»)."""
    bare = words.strip().replace("№ ", f"№{NO_BREAK_SPACE}")
    if bare.endswith("..") and not bare.endswith("..."):
        bare = bare[:-1]
    return bare if not bare or bare.endswith(_ENDS) else f"{bare}."


def without_stop(words: str) -> str:
    """Words of data where another sign follows them («…» or « · »): without their own full stop."""
    bare = words.strip()
    return bare[:-1] if bare.endswith(".") and not bare.endswith("..") else bare


def inner(words: str, text: Text) -> str:
    """Words of data for quotation marks: without their own full stop, their quotation marks inside ours."""
    return without_stop(words).translate(inner_marks(text.language, "quotes_inside"))


def joined_stops(words: str) -> str:
    """A sentence whose amount ends in an abbreviation has one full stop («60 од.»), not two."""
    return _TWO_STOPS.sub(".", words)


def capitalise(words: str) -> str:
    """The first letter in capitals."""
    return words[:1].upper() + words[1:]


def decapitalise(words: str) -> str:
    """The first letter in small."""
    return words[:1].lower() + words[1:]
