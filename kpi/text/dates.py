"""Dates and periods as people read them: the patterns of a language (`Language.form`), the words of CLDR."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date, get_month_names

from kpi.model import Language, Period

ROMAN = ("", "I", "II", "III", "IV")


def short_date(day: date, language: Language) -> str:
    """30.09.2026 in Ukrainian, 30 Sep 2026 in English."""
    return format_date(day, language.form("date_short"), locale=language.cldr)


def long_date(day: date, language: Language) -> str:
    """30 вересня 2026 року / 30 September 2026."""
    return format_date(day, language.form("date_long"), locale=language.cldr)


def years(first: int, last: int) -> str:
    """2022–2026; 2027 where the first is the last."""
    return str(first) if first == last else f"{first}–{last}"


@lru_cache(maxsize=512)
def month_name(period: Period, language: Language) -> str:
    """липень 2026 / July 2026."""
    return format_date(period.end_date, "LLLL y", locale=language.cldr)


def short_period(period: Period, language: Language) -> str:
    """«III кв. 2026», «I півр. 2026», «липень 2026», «2026» / Q3 2026, H1 2026, July 2026, 2026."""
    match period.span_months:
        case 12:
            return str(period.year)
        case 6:
            return _part(period, language.form("half_short"))
        case 3:
            return _part(period, language.form("quarter_short"))
    return month_name(period, language)


def _part(period: Period, form: str) -> str:
    return form.format(roman=ROMAN[period.number], number=period.number, year=period.year)


def long_period(period: Period, language: Language) -> str:
    """«III квартал 2026 року», «I півріччя 2026 року», «липень 2026 року», «2026 рік»."""
    match period.span_months:
        case 12:
            return language.form("year_long").format(year=period.year)
        case 6:
            return _part(period, language.form("half_long"))
        case 3:
            return _part(period, language.form("quarter_long"))
    return language.form("month_long").format(month=month_name(period, language))


def name_of_month(number: int, language: Language) -> str:
    """A month without a year, as CLDR has it (context «stand-alone»)."""
    return str(get_month_names("wide", "stand-alone", language.cldr)[number])
