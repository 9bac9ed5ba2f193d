"""Dates and periods as people read them."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date

from kpi.model import Language, Period
from kpi.text.numbers import NO_BREAK_SPACE

ROMAN = ("", "I", "II", "III", "IV")


def short_date(day: date, language: Language) -> str:
    """30.09.2026 in Ukrainian, 30 Sep 2026 in English."""
    return format_date(day, "dd.MM.y" if language is Language.UK else "d MMM y", locale=language.value)


def long_date(day: date, language: Language) -> str:
    """30 вересня 2026 року / 30 September 2026."""
    return format_date(day, "d MMMM y 'року'" if language is Language.UK else "d MMMM y", locale=language.value)


def years(first: int, last: int) -> str:
    """2022–2026; 2027 where the first is the last."""
    return str(first) if first == last else f"{first}–{last}"


@lru_cache(maxsize=512)
def month_name(period: Period, language: Language) -> str:
    """липень 2026 / July 2026."""
    return format_date(period.end_date, "LLLL y", locale=language.value)


def short_period(period: Period, language: Language) -> str:
    """«III кв. 2026», «I півр. 2026», «липень 2026», «2026» / Q3 2026, H1 2026, July 2026, 2026."""
    uk = language is Language.UK
    match period.span_months:
        case 12:
            return str(period.year)
        case 6:
            return _unbroken(period, "півр.") if uk else f"H{period.number} {period.year}"
        case 3:
            return _unbroken(period, "кв.") if uk else f"Q{period.number} {period.year}"
    return month_name(period, language)


def _unbroken(period: Period, span: str) -> str:
    """«III кв. 2026» in one piece."""
    return NO_BREAK_SPACE.join((ROMAN[period.number], span, str(period.year)))


def long_period(period: Period, language: Language) -> str:
    """«III квартал 2026 року», «I півріччя 2026 року», «липень 2026 року», «2026 рік»."""
    if language is Language.EN:
        return short_period(period, language)
    match period.span_months:
        case 12:
            return f"{period.year}{NO_BREAK_SPACE}рік"
        case 6:
            return f"{ROMAN[period.number]} півріччя {period.year}{NO_BREAK_SPACE}року"
        case 3:
            return f"{ROMAN[period.number]} квартал {period.year}{NO_BREAK_SPACE}року"
    return f"{month_name(period, language)}{NO_BREAK_SPACE}року"
