"""The period that a row or a cell of a table says itself: «II | 2026» in two columns, «86 (9 міс.)» in one cell."""

import re

from kpi.model import FiscalYear, Period
from kpi.workbook.init.periods import HeaderPeriod, header_period
from kpi.workbook.init.table.header import TableColumn
from kpi.workbook.init.vocabulary import Holds, begins, capitals, without_silent, words

_ROMAN = re.compile(r"[IVХXІ]{1,3}")
_BEHIND = re.compile(
    r"(?P<number>[^()]*?[^\s()])\s*(?:\((?P<said>[^()]+)\)|\s(?P<after>(?:за|станом на|as of|through)\s.+))",
    re.IGNORECASE,
)


def row_period(year: str, part: str, fiscal_year: FiscalYear, *, of_month: bool) -> HeaderPeriod:
    """The period of a row of a long table: of the year alone where no part of it is named or it is the whole year.

    A part that is not understood has no period: its value is not that of the year.

    of_month  the part stands in a column of months: 3 is March
    """
    part = part.strip(" .")
    if part.isdigit() and of_month:
        said = f"{int(part):02d}.{year}"
    elif part.isdigit() or _ROMAN.fullmatch(capitals(part)):
        said = f"{part} кв. {year}"
    else:
        said = f"{part} {year}"
    found = header_period(said, fiscal_year)
    whole = not part or begins(capitals(part), words("contents", "year"))
    is_part = found.period is not None and not found.period.is_year
    return found if whole or is_part else found._replace(period=None)


def period_behind(text: str, within: Period | None, fiscal_year: FiscalYear) -> tuple[str, HeaderPeriod] | None:
    """A number and the period that stands behind it, «86 (9 міс.)», «12 км (2024)»; None where none does.

    within  the period of the column: of its year is what names none
    """
    found = _BEHIND.fullmatch(text.strip())
    if found is None:
        return None
    said = found["said"] or found["after"]
    period = header_period(said, fiscal_year)
    if period.period is None and period.touched and within is not None:
        period = header_period(f"{said} {within.year}", fiscal_year)
    known = without_silent(period.rest) in {"", "СТАНОМ"}
    return (found["number"], period) if period.period is not None and known else None


def may_stand_behind(own: HeaderPeriod, role: Holds | None, column: TableColumn, said: HeaderPeriod) -> bool:
    """Whether a cell may be of a period of its own: a part of the column's year, the year of a base, or of a target
    below a header without a year.
    """
    if own.period is None or role is Holds.BASE:
        return role is Holds.BASE
    if role is Holds.TARGET:
        stated = header_period(column.text, own.period.fiscal_year).touched
        return own.period.is_year and (own.period == said.period or not stated)
    return role is Holds.FACT and said.period is not None and own.period.year == said.period.year
