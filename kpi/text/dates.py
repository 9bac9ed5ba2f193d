"""Dates and periods as people read them: the patterns of a language (`Language.form`), the words of CLDR."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date, get_month_names

from kpi.model import FiscalYear, Language, Period

#: months are called the same in every year
_SOME_YEAR = 2000
ROMAN = ("", "I", "II", "III", "IV")


def short_date(day: date, language: Language) -> str:
    """30.09.2026 in Ukrainian, 30 Sep 2026 in English."""
    return format_date(day, language.form("date_short"), locale=language.cldr)


def long_date(day: date, language: Language) -> str:
    """30 вересня 2026 року / 30 September 2026."""
    return format_date(day, language.form("date_long"), locale=language.cldr)


def years(first: int, last: int, fiscal_year: FiscalYear) -> str:
    """2022–2026; 2027 where the first is the last; 2022/23–2026/27 of years that are not the calendar's."""
    labels = dict.fromkeys((fiscal_year.label(first), fiscal_year.label(last)))
    return "–".join(labels)


@lru_cache(maxsize=512)
def month_name(period: Period, language: Language) -> str:
    """липень 2026 / July 2026."""
    return format_date(period.end_date, "LLLL y", locale=language.cldr)


def months_of(fiscal_year: FiscalYear, language: Language) -> dict[str, str]:
    """The months that a year begins and ends with: `first` and `last` by themselves, `since` as in a date."""
    begins, ends = fiscal_year.year_begins(_SOME_YEAR), fiscal_year.year_ends(_SOME_YEAR)
    return {
        "since": format_date(begins, "MMMM", locale=language.cldr),
        "first": format_date(begins, "LLLL", locale=language.cldr),
        "last": format_date(ends, "LLLL", locale=language.cldr),
    }


def year_label(year: int, fiscal_year: FiscalYear, language: Language) -> str:
    """«2026» of the calendar's years; of others «2025/26» / FY2025/26."""
    label = fiscal_year.label(year)
    return label if fiscal_year.is_calendar else language.form("fiscal_year").format(label=label)


def short_period(period: Period, language: Language) -> str:
    """«III кв. 2026», «I півр. 2026», «липень 2026», «2026» / Q3 2026, H1 2026, July 2026, 2026.

    Of years that are not the calendar's «III кв. 2025/26», «2025/26» / Q3 FY2025/26, FY2025/26; a month is the
    calendar's.
    """
    match period.span_months:
        case 12:
            return _year(period, language)
        case 6:
            return _part(period, language, language.form("half_short"))
        case 3:
            return _part(period, language, language.form("quarter_short"))
    return month_name(period, language)


def _year(period: Period, language: Language) -> str:
    return year_label(period.year, period.fiscal_year, language)


def _part(period: Period, language: Language, form: str) -> str:
    return form.format(roman=ROMAN[period.number], number=period.number, year=_year(period, language))


def long_period(period: Period, language: Language) -> str:
    """«III квартал 2026 року», «I півріччя 2026 року», «липень 2026 року», «2026 рік»."""
    match period.span_months:
        case 12:
            return language.form("year_long").format(year=_year(period, language))
        case 6:
            return _part(period, language, language.form("half_long"))
        case 3:
            return _part(period, language, language.form("quarter_long"))
    return language.form("month_long").format(month=month_name(period, language))


def name_of_month(number: int, language: Language) -> str:
    """A month without a year, as CLDR has it (context «stand-alone»)."""
    return str(get_month_names("wide", "stand-alone", language.cldr)[number])
