"""Dates and periods as people read them."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date

from kpi.model import FiscalYear, Language, Period
from kpi.text.numbers import NO_BREAK_SPACE

#: months are called the same in every year
_SOME_YEAR = 2000
ROMAN = ("", "I", "II", "III", "IV")


def short_date(day: date, language: Language) -> str:
    """30.09.2026 in Ukrainian, 30 Sep 2026 in English."""
    return format_date(day, "dd.MM.y" if language is Language.UK else "d MMM y", locale=language.value)


def long_date(day: date, language: Language) -> str:
    """30 вересня 2026 року / 30 September 2026."""
    return format_date(day, "d MMMM y 'року'" if language is Language.UK else "d MMMM y", locale=language.value)


@lru_cache(maxsize=512)
def month_name(period: Period, language: Language) -> str:
    """липень 2026 / July 2026."""
    return format_date(period.end_date, "LLLL y", locale=language.value)


def months_of(fiscal_year: FiscalYear, language: Language) -> dict[str, str]:
    """The months that a year begins and ends with: `first` and `last` by themselves, `since` as in a date."""
    begins, ends = fiscal_year.year_begins(_SOME_YEAR), fiscal_year.year_ends(_SOME_YEAR)
    return {
        "since": format_date(begins, "MMMM", locale=language.value),
        "first": format_date(begins, "LLLL", locale=language.value),
        "last": format_date(ends, "LLLL", locale=language.value),
    }


def year_label(year: int, fiscal_year: FiscalYear, language: Language) -> str:
    """«2026» of the calendar's years; of others «2025/26» / FY2025/26."""
    mark = "FY" if language is Language.EN and not fiscal_year.is_calendar else ""
    return f"{mark}{fiscal_year.label(year)}"


def short_period(period: Period, language: Language) -> str:
    """«III кв. 2026», «I півр. 2026», «липень 2026», «2026» / Q3 2026, H1 2026, July 2026, 2026.

    Of years that are not the calendar's «III кв. 2025/26», «2025/26» / Q3 FY2025/26, FY2025/26; a month is the
    calendar's.
    """
    uk, year = language is Language.UK, year_label(period.year, period.fiscal_year, language)
    match period.span_months:
        case 12:
            return year
        case 6:
            return _unbroken(period, "півр.") if uk else f"H{period.number} {year}"
        case 3:
            return _unbroken(period, "кв.") if uk else f"Q{period.number} {year}"
    return month_name(period, language)


def _unbroken(period: Period, span: str) -> str:
    """«III кв. 2026» in one piece."""
    return NO_BREAK_SPACE.join((ROMAN[period.number], span, year_label(period.year, period.fiscal_year, Language.UK)))


def long_period(period: Period, language: Language) -> str:
    """«III квартал 2026 року», «I півріччя 2026 року», «липень 2026 року», «2026 рік»."""
    if language is Language.EN:
        return short_period(period, language)
    year = year_label(period.year, period.fiscal_year, language)
    match period.span_months:
        case 12:
            return f"{year}{NO_BREAK_SPACE}рік"
        case 6:
            return f"{ROMAN[period.number]} півріччя {year}{NO_BREAK_SPACE}року"
        case 3:
            return f"{ROMAN[period.number]} квартал {year}{NO_BREAK_SPACE}року"
    return f"{month_name(period, language)}{NO_BREAK_SPACE}року"
