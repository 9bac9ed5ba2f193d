"""Whether words name a decision by which it can be found: a date and a number."""

import re

_MONTHS = (
    *("січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня"),
    *("листопада", "грудня", "january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_DATE = re.compile(
    r"\b[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2})\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"
    rf"|\b[0-9]{{1,2}}\s+(?:{'|'.join(_MONTHS)})\s+[0-9]{{4}}\b",
    re.IGNORECASE,
)


def names_decision(words: str) -> bool:
    """Whether a text names a date and, besides, a number: «рішення № 77 від 12.03.2026»."""
    rest, dates = _DATE.subn(" ", words)
    return dates > 0 and any(letter.isdigit() for letter in rest)
