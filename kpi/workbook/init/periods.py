"""The period in a header as planners of any place write it, put into the words that the reader of periods knows.

Fiscal years are named by the year in which they end: «FY 2025-26», «2025/26» and «FY26» are 2026. A sum since the
beginning of the year («9 міс. 2026», “2026 YTD (Q3)”) is of the part of the year with which it ends.
"""

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from kpi.model import FiscalYear, Period
from kpi.workbook.init.vocabulary import words
from kpi.workbook.period_tables.words import period_words
from kpi.workbook.reader.calendar import month_words
from kpi.workbook.reader.fiscal_years import in_ending_years

#: what a part of a year is called by the months since its beginning
_PARTS = {3: "I квартал", 6: "I півріччя", 9: "III квартал", 12: " "}
_NUMBERS = {"три": 3, "шість": 6, "дев’ять": 9, "девять": 9, "дванадцять": 12} | {
    "three": 3, "six": 6, "nine": 9, "twelve": 12,
}  # fmt: skip
_ROMAN = {"I": 1, "І": 1, "II": 2, "ІІ": 2, "III": 3, "ІІІ": 3, "IV": 4, "ІV": 4}
_SINCE_JANUARY = re.compile(
    rf"\b(?P<number>3|6|9|12|{'|'.join(_NUMBERS)})[\s-]*(?:-?ти\s*)?(?:міс(?:яц\w*)?|mo(?:nths?|s)?|mies(?:i\w*)?)\b\.?",
    re.IGNORECASE,
)
_QUARTERS = re.compile(
    r"(?<!\w)(?:[IІ]|Q?1)\s*[-–—]\s*(?P<last>[IІ]{2,3}|[IІ]V|Q?[2-4])\s*(?:-?й\s*)?(?:кв(?:артал\w*)?|quarters?|kw(?:arta\w*)?)?\b\.?"
    r"(?=\W|$)",
    re.IGNORECASE,
)
_THROUGH = re.compile(
    r"\b(?:through|thru|ytd)[\s(]+Q(?P<number>[1-4])\b\)?|\bQ(?P<before>[1-4])\s+(?:ytd|year[\s-]to[\s-]date)\b",
    re.IGNORECASE,
)
_SPANS = (
    (re.compile(r"\b(?:first|1st)\s+half(?:\s*[- ]?year)?\b(?:\s+of)?", re.IGNORECASE), "I півріччя"),
    (re.compile(r"\b(?:second|2nd)\s+half(?:\s*[- ]?year)?\b(?:\s+of)?", re.IGNORECASE), "II півріччя"),
    (re.compile(r"\b(?:first|1st)\s+quarter\b(?:\s+of)?", re.IGNORECASE), "I квартал"),
    (re.compile(r"\b(?:second|2nd)\s+quarter\b(?:\s+of)?", re.IGNORECASE), "II квартал"),
    (re.compile(r"\b(?:third|3rd)\s+quarter\b(?:\s+of)?", re.IGNORECASE), "III квартал"),
    (re.compile(r"\b(?:fourth|4th)\s+quarter\b(?:\s+of)?", re.IGNORECASE), "IV квартал"),
    (re.compile(r"\bmid[\s-]?year\b", re.IGNORECASE), "I півріччя"),
    (re.compile(r"\bsept\b\.?", re.IGNORECASE), "September"),
    (re.compile(r"\bquarter\s+(?=[1-4]\b)", re.IGNORECASE), "Q"),
    (re.compile(r"\bQ([1-4])\s+(?=20\d{2})", re.IGNORECASE), r"Q\1 "),
)
#: the day on which a state was taken, as the end of a period
_DAY = re.compile(r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{2})\.(?P<year>20\d{2})(?!\d)")


class HeaderPeriod(NamedTuple):
    """The period of a header, its other words in capitals, and whether something of a period stands there at all.

    running  it is a sum since the beginning of the year, to the end of the period
    """

    period: Period | None
    rest: str
    touched: bool
    running: bool = False


@lru_cache(maxsize=8192)
def header_period(text: str, fiscal_year: FiscalYear) -> HeaderPeriod:
    """The period that a header names, None where it names none or more than one."""
    day = _DAY.search(text)
    ended = None if day is None else _ended(int(day["year"]), int(day["month"]), int(day["day"]), fiscal_year)
    if day is not None and ended is not None:
        rest = period_words(text[: day.start()] + " " + text[day.end() :], fiscal_year).rest
        return HeaderPeriod(ended, rest, touched=True)
    if day is not None and not fiscal_year.is_calendar:
        # the year of a day says nothing of the year of the strategy that it lies in
        return HeaderPeriod(None, text, touched=True)
    known, since = _in_known_words(text, fiscal_year)
    found = period_words(known, fiscal_year)
    parted = found.period is not None and found.period.span_months < 12
    told = next((m for word in words("names_of_less", "running") if (m := re.search(rf"{word}\w*", found.rest))), None)
    rest = f"{found.rest[: told.start()]} {found.rest[told.end() :]}" if told and parted else found.rest
    return HeaderPeriod(found.period, " ".join(rest.split()), found.touched, running=parted and bool(since or told))


def _ended(year: int, month: int, day: int, fiscal_year: FiscalYear) -> Period | None:
    """The longest period that had just ended on a day, its last one or the first after it; None where none had."""
    try:
        at = date(year, month, day)
    except ValueError:
        return None
    end = fiscal_year.reached(at) - 1 if day == 1 else fiscal_year.completed(at)
    if day != 1 and fiscal_year.last_day(end) != at:
        return None
    span = next((months for months in (12, 6, 3) if end % months == 0), None)
    return None if span is None else fiscal_year.ending(end, span)


def _in_known_words(text: str, fiscal_year: FiscalYear) -> tuple[str, bool]:
    """The text in words of the reader of periods; whether they name a sum since the beginning of the year."""
    if fiscal_year.is_calendar:
        # of a strategy with years of its own the reader of periods knows such words itself
        text = in_ending_years(text)
    before = text = re.sub("['ʼ`]", "’", text)
    text = _SINCE_JANUARY.sub(lambda m: _PARTS[int(_NUMBERS.get(m["number"].lower(), 0) or m["number"])], text)
    text = _QUARTERS.sub(lambda m: _PARTS[3 * _quarter(m["last"])], text)
    text = _THROUGH.sub(lambda m: _PARTS[3 * int(m["number"] or m["before"])], text)
    if fiscal_year.is_calendar:
        # of years of its own no month is the first
        text = _months().sub(lambda m: _PARTS.get(_month(m["last"]), m[0]), text)
    since = text != before
    for pattern, said in _SPANS:
        text = pattern.sub(said, text)
    return text, since


def _quarter(text: str) -> int:
    bare = text.upper().lstrip("Q")
    return int(bare) if bare.isdigit() else _ROMAN[bare]


def _month(text: str) -> int:
    """The number of a month by the first of its words that the text is, or is short for; 0 for none."""
    said = text.lower()
    return next((n for n, known in enumerate(month_words(), start=1) if said in known), 0)


@cache
def _months() -> re.Pattern[str]:
    """«січень–вересень», “Jan–Sep”, «styczeń-wrzesień»: from the first month of the calendar's year on."""
    first, *_ = named = ["|".join(map(re.escape, sorted(month, key=len, reverse=True))) for month in month_words()]
    last = "|".join(named)
    return re.compile(rf"\b(?:{first})\b\.?\s*(?:[-–—]|to|по|do)\s*(?P<last>{last})\b\.?", re.IGNORECASE)
