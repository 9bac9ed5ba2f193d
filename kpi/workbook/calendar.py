"""Years, parts of a year and dates as people write them."""

import re
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1990, 2100
_YEAR = re.compile(r"([0-9]{4})(?:[ \u00a0]*(?:рік|року|р\.?))?", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_PART = re.compile(
    r"(?P<number>[0-9]{1,2}|[IІ]{1,3}|[IІ]V)(?:[ -]*(?:й|ий|ше|ге|е|є|а|я))?[ .]*"
    r"(?P<word>кв(?:\.|артал)?|півр(?:\.|іччя)?|півріч\.|м\.|міс(?:\.|яць)?)?[ ]*"
    r"(?:(?P<year>[0-9]{4})[ ]*(?:рік|року|р\.?)?)?",
    re.IGNORECASE,
)
_MONTHS = (
    ("січень", "січня", "січ"),
    ("лютий", "лютого", "лют"),
    ("березень", "березня", "бер"),
    ("квітень", "квітня", "кві", "квіт"),
    ("травень", "травня", "тра", "трав"),
    ("червень", "червня", "чер", "черв"),
    ("липень", "липня", "лип"),
    ("серпень", "серпня", "сер", "серп"),
    ("вересень", "вересня", "вер"),
    ("жовтень", "жовтня", "жов", "жовт"),
    ("листопад", "листопада", "лис", "лист"),
    ("грудень", "грудня", "гру", "груд"),
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_MONTH = re.compile(
    r"(?:(?P<number>[0-9]{1,2})|(?P<name>[а-яіїєґ]+)\.?)(?:[ ./-]*(?P<year>[0-9]{4})[ ]*(?:рік|року|р\.?)?)?"
)
_DAY = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})(?:[ ]*(?:р\.?|року))?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.]*Z?)?")
_LONG = re.compile(r"([0-9]{1,2}) ([а-яіїєґ]+) ([0-9]{4})(?: (?:р\.?|року))?")


def written_year(text: str) -> int | None:
    """«2023», «2023 рік», «2023 р.»; None for anything else."""
    match = _YEAR.fullmatch(text)
    return int(match[1]) if match else None


def written_part(text: str, word: str, most: int) -> tuple[int, int | None] | None:
    """A half-year or quarter: «1», «I», «І кв.», «I кв. 2023» -> (1, 2023 or None); None for anything else.

    word  «кв» or «півр»: another word refuses
    most  2 or 4
    """
    match = _PART.fullmatch(text)
    if match is None or not (match["word"] or word).lower().startswith(word):
        return None
    roman = match["number"].upper().replace("І", "I")
    number = int(roman) if roman.isdigit() else _ROMAN[roman]
    return (number, int(match["year"]) if match["year"] else None) if 1 <= number <= most else None


def written_month(text: str) -> tuple[int, int | None] | None:
    """«7», «07», «липень», «лип.», «липень 2023», «07.2023» -> (7, 2023 or None); None for anything else."""
    match = _MONTH.fullmatch(text.lower())
    if match is None:
        return None
    number = int(match["number"]) if match["number"] else _MONTH_OF.get(match["name"], 0)
    return (number, int(match["year"]) if match["year"] else None) if 1 <= number <= 12 else None


def written_date(text: str) -> date | None:
    """«31.12.2026», «31.12.2026 р.», «2026-12-31», «31 грудня 2026 року»; None for anything else."""
    if match := _DAY.fullmatch(text):
        day, month, year = (int(group) for group in match.groups())
    elif match := _ISO.fullmatch(text):
        year, month, day = (int(group) for group in match.groups())
    elif match := _LONG.fullmatch(text.lower()):
        day, month, year = int(match[1]), _MONTH_OF.get(match[2], 0), int(match[3])
    else:
        return None
    return _date(year, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def serial_date(serial: float, *, date1904: bool) -> date | None:
    """The date of Excel's serial number in either system; None outside the years that can be meant."""
    days = int(serial)
    if not 0 <= days < 2_958_466:
        return None
    if date1904:
        return date(1904, 1, 1) + timedelta(days)
    # Excel counts 29 February 1900, which never was
    return date(1899, 12, 30) + timedelta(days) if days >= 60 else date(1899, 12, 31) + timedelta(days)
