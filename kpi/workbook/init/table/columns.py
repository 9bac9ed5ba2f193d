"""What the columns of a table are, settled: by the answers, by their cells, and by what stands beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from kpi.model import FiscalYear, Frequency, Period
from kpi.workbook.init.answers import Answers
from kpi.workbook.init.periods import header_period
from kpi.workbook.init.table.code_cells import is_dated
from kpi.workbook.init.table.contents import TableBody, by_contents
from kpi.workbook.init.table.header import Spread, TableColumn, TableHeader, with_roles
from kpi.workbook.init.vocabulary import NUMBERS, Holds, capitals, words
from kpi.workbook.reader.fiscal_years import plain_years
from kpi.workbook.reader.grid import column_letters

#: so many of the names are «план» or «факт» where these stand below each name
_SIDES = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The years of the strategy, and the year that the sheet is of (0 for none)."""

    first_year: int
    last_year: int
    fiscal_year: FiscalYear
    sheet_year: int = 0


def settled(header: TableHeader, spread: Spread, title: str, answers: Answers, horizon: Horizon) -> TableHeader:
    """The header with a role for every column that has one, and with the periods of its numbers."""
    body = TableBody(header, spread)
    header = by_contents(header, body)
    texts = [c.text for c in header.columns]
    given = {
        c.column: answer
        for c in header.columns
        if (answer := answers.columns.get(f"{title}!{c.place}") or answers.headers.get(c.text))
        and (f"{title}!{c.place}" in answers.columns or texts.count(c.text) == 1)
    }
    named = {
        c.column: replace(
            c,
            role=given[c.column].role,
            period=given[c.column].period or c.period,
            running=given[c.column].running if given[c.column].period else c.running,
            sure=True,
        )
        for c in header.columns
        if c.column in given
    }
    header = with_roles(header, named)
    found = {
        c.column: c
        for c in _with_periods(header, horizon, sides=_has_sides(header, body))
        if c.column not in named or c.period is None
    }
    header = _each_once(with_roles(with_roles(header, found), {c.column: c for c in _running(header, found)}), named)
    header = with_roles(header, {c.column: c for c in _dated(header, body) if c.column not in named})
    return with_roles(header, {c.column: c for c in _hidden(header, spread) if c.column not in named})


def _running(header: TableHeader, found: Mapping[int, TableColumn]) -> Iterator[TableColumn]:
    """Sums since January beside each other are of quarters; beside the quarters themselves they say nothing new."""
    columns = [found.get(c.column, c) for c in header.columns]
    facts = [c for c in columns if c.role in {Holds.FACT, Holds.PERIOD} and c.period is not None]
    alone = {c.period.year for c in facts if not c.running and c.period and _is_quarter_behind_the_first(c.period)}
    sums = {c.period.year for c in facts if c.running and c.period and _is_quarter_behind_the_first(c.period)}
    for column in facts:
        period = column.period
        if period is None:
            continue
        half = period.span_months == 6 and period.number == 1
        if column.running and period.year in alone:
            yield replace(column, role=Holds.OTHER, period=None, sure=False, why="sum_of_quarters")
        elif half and (column.running or period.year not in alone) and period.year in sums:
            # half a year beside nine months is one of the sums
            yield replace(column, period=period.fiscal_year.period(period.year, 3, 2), running=True)


def _is_quarter_behind_the_first(period: Period) -> bool:
    return period.span_months == 3 and period.number > 1


def _each_once(header: TableHeader, named: Mapping[int, TableColumn]) -> TableHeader:
    """The header where no two columns hold the same of one period: the surest is taken, then the first.

    Of several bases the last is one, and the years before it are facts.
    """
    latest = max((c.period.end for c in header.of(Holds.BASE) if c.period), default=0)
    found: dict[int, TableColumn] = {}
    taken: set[tuple[Holds, Period]] = set()
    for column in sorted(header.columns, key=lambda c: (c.column not in named, not c.sure)):
        role, period, answered = column.role, column.period, column.column in named
        if role not in {Holds.TARGET, Holds.FACT, Holds.BASE} or role is None or period is None:
            continue
        early = role is Holds.BASE and period.end != latest and not answered
        own = replace(column, role=Holds.FACT, sure=False) if early else column
        key = (Holds.FACT if early else role, period)
        twice = replace(column, role=Holds.OTHER, period=None, sure=False, why="column_twice")
        found[column.column] = twice if key in taken and not answered else own
        taken.add(key)
    return with_roles(header, found)


def _dated(header: TableHeader, body: TableBody) -> Iterator[TableColumn]:
    """Columns of codes that a spreadsheet has taken for dates are read as day and month, and asked about."""
    for column in header.of(Holds.CODE, Holds.ORDINAL):
        if any(map(is_dated, body.cells.get(column.column, ()))):
            yield replace(column, role=Holds.CODE, sure=False, why="codes_as_dates")


def _hidden(header: TableHeader, spread: Spread) -> Iterator[TableColumn]:
    """Columns that nobody sees in the table are read, and asked about."""
    for column in header.columns:
        read = column.role not in {None, Holds.OTHER, Holds.ORDINAL}
        if read and not spread.turned and spread.sheet.column_hidden(column.column):
            yield replace(column, sure=False, why="column_hidden")


def _has_sides(header: TableHeader, body: TableBody) -> bool:
    """Whether rows say «план» or «факт»: in a column of its own, or below the name of the indicator."""
    names = [capitals(text).strip(" .:") for c in header.of(Holds.NAME) for text in body.texts(c.column)]
    below = sum(name in words("contents", side) for name in names for side in ("plan", "fact"))
    return bool(header.of(Holds.PLAN_OR_FACT)) or below > _SIDES * len(names)


def _with_periods(header: TableHeader, horizon: Horizon, *, sides: bool) -> Iterator[TableColumn]:
    """The columns of numbers with what they are and of which period.

    sides  words of the rows say what was planned and what was reported
    """
    long = bool(header.of(Holds.YEAR)) and bool(header.of(Holds.NAME))
    if not long:
        header = with_roles(header, {c.column: c for c in _parts_of_a_year(header, horizon)})
        values = {c.column: _of_values(c) for c in header.of(Holds.VALUE)}
        header = with_roles(header, values)
    stated = {role: {c.period for c in header.of(role) if c.period} for role in (Holds.TARGET, Holds.FACT, Holds.BASE)}
    former = _base_of_facts(header, horizon) if not (long or sides or header.of(Holds.BASE)) else None
    early = [c.period.year for c in header.of(Holds.PERIOD) if c.period and c.period.year < horizon.first_year]
    seen: set[Period] = set()
    for column in header.columns:
        if (sides and column.role is Holds.PERIOD) or (long and column.period is None):
            continue  # a word or a year in each row tells
        if column is former:
            # what stood in the year before the strategy is what it starts from
            yield replace(column, role=Holds.BASE, sure=False)
        elif column.role is Holds.PERIOD and column.period is not None:
            yield _bare(column, column.period, stated, horizon, max(early, default=0), second=column.period in seen)
            seen.add(column.period)
        elif column.role is Holds.PERIOD:
            yield replace(column, role=Holds.OTHER, sure=False)
        elif column.role in NUMBERS and column.role is not Holds.VALUE and column.period is None:
            found = _without_period(column, horizon)
            # «ціль на чотири роки» beside that of the last year is a sum, or the same again
            twice = found.role is Holds.TARGET and column.period is None and found.period in stated[Holds.TARGET]
            yield replace(found, role=Holds.OTHER, period=None, sure=False) if twice else found
        elif column.role is Holds.TARGET and column.period and not column.period.is_year:
            yield replace(column, role=Holds.OTHER, sure=False, why="column_of_part")


def _parts_of_a_year(header: TableHeader, horizon: Horizon) -> Iterator[TableColumn]:
    """«I кв.», “Q2” without a year: of the sheet's, or of the year of the columns before it, which is asked."""
    year = 0
    for column in sorted(header.columns, key=lambda c: c.column):
        year = column.period.year if column.period is not None else year
        own = horizon.sheet_year or year
        if column.role not in {None, *NUMBERS} or column.period is not None or not own:
            continue
        found = header_period(f"{column.text} {own}", horizon.fiscal_year)
        if found.period is not None and not found.period.is_year and (column.role or not found.rest):
            role, sure = column.role or Holds.PERIOD, bool(horizon.sheet_year)
            yield replace(column, role=role, period=found.period, running=found.running, sure=sure)


def _base_of_facts(header: TableHeader, horizon: Horizon) -> TableColumn | None:
    """The last yearly fact before the strategy, of a table that has no word for a base; None where there is none."""
    bare = [c for c in header.of(Holds.PERIOD) if c.period and c.period.year < horizon.first_year]
    facts = [c for c in header.of(Holds.FACT) if c.period and c.period.is_year and c.period.year < horizon.first_year]
    return None if bare else max(facts, key=lambda c: c.period.year if c.period else 0, default=None)


def _of_values(column: TableColumn) -> TableColumn:
    """«Значення 2025» is a year without a word on what it holds; «Значення» alone was reported."""
    return replace(column, role=Holds.PERIOD if column.period else Holds.FACT)


def _bare(
    column: TableColumn,
    period: Period,
    stated: Mapping[Holds, set[Period]],
    horizon: Horizon,
    last_before: int,
    *,
    second: bool,
) -> TableColumn:
    """A year without a word on what it holds."""
    if not period.is_year:
        parts = any(not known.is_year for known in stated[Holds.FACT])
        return replace(column, role=Holds.FACT, sure=column.sure and not parts)
    if period.year < horizon.first_year:
        base = not stated[Holds.BASE] and period.year == last_before
        return replace(column, role=Holds.BASE if base else Holds.FACT, sure=False)
    if second or (stated[Holds.TARGET] and not stated[Holds.FACT]):
        return replace(column, role=Holds.FACT, sure=not second and column.sure)
    return replace(column, role=Holds.TARGET, sure=bool(stated[Holds.FACT]) and column.sure)


def _without_period(column: TableColumn, horizon: Horizon) -> TableColumn:
    """A role without a period: it may be the sheet's, the end of the strategy, or the year before it."""
    whole = partial(horizon.fiscal_year.period, span_months=Frequency.YEAR.months)
    if column.role is Holds.BASE:
        return replace(column, period=whole(horizon.first_year - 1), sure=False)
    if horizon.sheet_year:
        return replace(column, period=whole(horizon.sheet_year))
    if column.role is Holds.TARGET:
        last = str(horizon.last_year) in plain_years(column.text, horizon.fiscal_year)
        return replace(column, period=whole(horizon.last_year), sure=last)
    return replace(column, role=Holds.OTHER, sure=False)


def sheet_year(title: str, above: list[str], fiscal_year: FiscalYear) -> int:
    """The one year that a sheet is of, by its title or what stands above its table; 0 where there is none."""
    own = header_period(title, fiscal_year).period
    if own is not None and own.is_year:
        return own.year
    periods = (header_period(text, fiscal_year).period for text in above)
    found = {period.year for period in periods if period is not None and period.is_year}
    return found.pop() if len(found) == 1 else 0


def skipped(header: TableHeader) -> Iterator[TableColumn]:
    """The columns of which a person must be asked: nobody knows what they are, or what they are is a guess."""
    for column in header.columns:
        if not column.sure or (column.role is None and column.text.strip()):
            yield column


def address(title: str, column: TableColumn) -> str:
    """«Аркуш!C3»: the address by which an answer names a column."""
    return f"{title}!{column.place}" if column.place else f"{title}!{column_letters(column.column)}"
