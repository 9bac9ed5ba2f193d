"""The period in a header as planners of any place write it, put into the words that the reader of periods knows.

Fiscal years are named by the year in which they end: «FY 2025-26», «2025/26» and «FY26» are 2026.
"""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kpi.model import FiscalYear, Period
from kpi.workbook.period_tables.words import period_words
from kpi.workbook.reader.fiscal_years import in_ending_years

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_UK_MONTHS = (
    *("січень", "лютий", "березень", "квітень", "травень", "червень"),
    *("липень", "серпень", "вересень", "жовтень", "листопад", "грудень"),
)
_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b\.?", re.IGNORECASE)
#: «9 міс.» has no period of its own; the others do
_SPANS = (
    (re.compile(r"\b(?:6|шість)\s*(?:-?ти\s*)?міс(?:яців|\.)?", re.IGNORECASE), "I півріччя"),
    (re.compile(r"\b(?:3|три)\s*міс(?:яці|\.)?", re.IGNORECASE), "I квартал"),
    (re.compile(r"\b(?:12)\s*міс(?:яців|\.)?", re.IGNORECASE), " "),
    (re.compile(r"січ(?:ень|ня)?\.?\s*[-–—]\s*черв(?:ень|ня)?\.?", re.IGNORECASE), "I півріччя"),
    (re.compile(r"\b(?:first|1st)\s+half(?:\s*[- ]?year)?\b(?:\s+of)?", re.IGNORECASE), "I півріччя"),
    (re.compile(r"\b(?:second|2nd)\s+half(?:\s*[- ]?year)?\b(?:\s+of)?", re.IGNORECASE), "II півріччя"),
    (re.compile(r"\b(?:first|1st)\s+quarter\b(?:\s+of)?", re.IGNORECASE), "I квартал"),
    (re.compile(r"\b(?:second|2nd)\s+quarter\b(?:\s+of)?", re.IGNORECASE), "II квартал"),
    (re.compile(r"\b(?:third|3rd)\s+quarter\b(?:\s+of)?", re.IGNORECASE), "III квартал"),
    (re.compile(r"\b(?:fourth|4th)\s+quarter\b(?:\s+of)?", re.IGNORECASE), "IV квартал"),
    (re.compile(r"\b(?:through|thru|ytd)\s+Q1\b|\bQ1\s+ytd\b", re.IGNORECASE), "I квартал"),
    (re.compile(r"\b(?:through|thru|ytd)\s+Q2\b|\bQ2\s+ytd\b", re.IGNORECASE), "I півріччя"),
    (re.compile(r"\b(?:through|thru|ytd)\s+Q3\b|\bQ3\s+ytd\b", re.IGNORECASE), "9 міс."),
    (re.compile(r"\b(?:through|thru|ytd)\s+Q4\b|\bQ4\s+ytd\b", re.IGNORECASE), " "),
    (re.compile(r"\b(?:6|six)[\s-]*mo(?:nths?|s)?\b\.?|\bmid[\s-]?year\b", re.IGNORECASE), "I півріччя"),
    (re.compile(r"\b(?:9|nine)[\s-]*mo(?:nths?|s)?\b\.?", re.IGNORECASE), "9 міс."),
    (re.compile(r"\bjan(?:uary|\.)?\s*(?:[-–—]|to)\s*june?\b\.?", re.IGNORECASE), "I півріччя"),
    (re.compile(r"\bquarter\s+(?=[1-4]\b)", re.IGNORECASE), "Q"),
    (re.compile(r"\bQ([1-4])\s+(?=20\d{2})", re.IGNORECASE), r"Q\1 "),
)
#: the day on which a state was taken, as the end of a period
_DAY = re.compile(r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{2})\.(?P<year>20\d{2})(?!\d)")


class HeaderPeriod(NamedTuple):
    """The period of a header, its other words in capitals, and whether something of a period stands there at all."""

    period: Period | None
    rest: str
    touched: bool


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
    found = period_words(_in_known_words(text, fiscal_year), fiscal_year)
    # «9 міс. 2026» is a sum since January that no part of a year is
    whole = "МІС" not in found.rest
    return HeaderPeriod(found.period if whole else None, found.rest, found.touched)


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


def _in_known_words(text: str, fiscal_year: FiscalYear) -> str:
    if fiscal_year.is_calendar:
        # of a strategy with years of its own the reader of periods knows such words itself
        text = in_ending_years(text)
    for pattern, words in _SPANS:
        text = pattern.sub(words, text)
    return _MONTH.sub(_month, text)


def _month(match: re.Match[str]) -> str:
    """An English month in Ukrainian; a word that only begins like one («Maintain», «Marked») stays."""
    word = match[0].rstrip(".").lower()
    for english, ukrainian in zip(_MONTHS, _UK_MONTHS, strict=True):
        if word in {english.lower(), english[:3].lower(), english[:4].lower()}:
            return ukrainian
    return match[0]
