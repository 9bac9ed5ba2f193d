"""A goal book written as a table of periods, in either layout, is read back equal."""

from dataclasses import replace
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.model import GapReason, GoalBook, Observation, Period
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reader.calendar import _MONTHS
from kpi.workbook.reader.grid import column_letters
from kpi.workbook.reading import read
from kpi.workbook.sheet.book_words import BookWords
from tests.fiscal_years import CALENDAR
from tests.workbook.rawbook import pack, parts, rows_xml, worksheet
from tests.workbook.test_round_trip import books, without_cells

MONTHS = tuple(names[0] for names in _MONTHS)
ROMAN = ("I", "II", "ІІІ", "IV")


def part(period: Period) -> str:
    """A period without its year."""
    if period.span_months == 1:
        return MONTHS[period.number - 1]
    words = {12: "рік", 6: "півріччя", 3: "кв."}[period.span_months]
    return words if period.span_months == 12 else f"{ROMAN[period.number - 1]} {words}"


def spelled(period: Period, way: int) -> str:
    """A period in one of the ways in which people write it."""
    if period.span_months == 12:
        return (f"{period.year}", f"{period.year} рік", f"за {period.year} р.")[way]
    return (period.code, f"{part(period)} {period.year}", f"{part(period)} {period.year} року")[way]


def word(observation: Observation, unit: str, *, written: bool) -> str:
    """The cell of an observation: a number, a number as text, or the words of its gap."""
    if observation.value is not None:
        text = f"{observation.value:.15g}"
        short = round(observation.value * 10) == observation.value * 10
        return f"t:{text.replace('.', ',')}{' %' if unit == '%' else ''}" if written and short else f"n:{text}"
    if observation.gap is GapReason.RESTRICTED and observation.restricted_until:
        return f"t:обмежено до {observation.restricted_until:%d.%m.%Y}"
    nothing = {GapReason.NO_VALUE: "н.д.", GapReason.NOT_APPLICABLE: "х"}
    gap = observation.gap or GapReason.NO_VALUE
    return "t:" + (nothing.get(gap) or BookWords().gaps()[gap])


@st.composite
def narrow(draw: st.DrawFn) -> GoalBook:
    """A book with what a table of periods can hold of observations."""
    book = draw(books())
    plain = {
        (o.code, o.period): Observation(
            code=o.code, period=o.period, value=o.value, gap=o.gap, restricted_until=o.restricted_until
        )
        for o in book.observations
        if o.gap is not GapReason.RESTRICTED or o.restricted_until
    }
    return replace(book, observations=tuple(plain.values()), suspensions=(), target_changes=(), actions=())


class Manner(NamedTuple):
    """How the table is written: layout, rows of header, spelling of periods, numbers as text, empty columns before."""

    pairs: bool
    two_rows: bool
    way: int
    written: bool
    shift: int


MANNERS = st.builds(Manner, st.booleans(), st.booleans(), st.integers(0, 2), st.booleans(), st.integers(0, 3))


@settings(max_examples=40, deadline=None)
@given(narrow(), MANNERS)
def test_a_table_is_read_back(book: GoalBook, manner: Manner) -> None:
    periods = sorted({o.period for o in book.observations}, key=lambda p: (p.year, p.end, -p.span_months))
    rows, merges = _header(periods, manner)
    seen = {(o.code, o.period): o for o in book.observations}
    for indicator in book.indicators:
        cells = [f"t:{indicator.code}", f"t:{indicator.name}", f"t:{indicator.unit}"]
        for period in periods:
            found = seen.get((indicator.code, period))
            value = word(found, indicator.unit, written=manner.written) if found else ""
            plan = dict(indicator.targets).get(period.year) if period.span_months == 12 else None
            cells += ["" if plan is None else f"n:{plan:.15g}", value] if manner.pairs else [value]
        rows.append([""] * manner.shift + cells)
    ranges = "".join(f"<mergeCell ref='{ref}'/>" for ref in merges)
    after = f"<mergeCells>{ranges}</mergeCells>" if merges else ""
    data = pack(parts({"Таблиця": worksheet(rows_xml(rows), after)}))
    found_book = read(data, "a.xlsx", Expected(fiscal_year=CALENDAR, goal="3.2", books=(book,)))
    if not periods:
        assert found_book.interpretation is None
        return
    assert [p for p in found_book.problems if p.severity == "error" or p.code.startswith("plan_")] == []
    assert found_book.goal_book is not None
    assert _ordered(found_book.goal_book) == _ordered(book)


def _header(periods: list[Period], manner: Manner) -> tuple[list[list[str]], list[str]]:
    """The header rows and their merged ranges: the year over its parts, or the period over «План» and «Факт»."""
    pairs, two_rows, way, _, shift = manner
    first = [""] * shift + ["Код", "Назва показника", "Од. виміру"]
    second = [""] * len(first)
    merges = []
    groups: list[list[int]] = []
    for at, period in enumerate(periods):
        lower = ["План", "Факт"] if pairs else [part(period)]
        same = not pairs and at > 0 and periods[at - 1].year == period.year
        start = len(second) + 1
        second += lower
        first += ["" if same else spelled(period, way) if pairs else str(period.year), *[""] * (len(lower) - 1)]
        if same:
            groups[-1][1] = len(second)
        else:
            groups.append([start, len(second)])
    if two_rows:
        merges = [f"{column_letters(a)}1:{column_letters(b)}1" for a, b in groups if b > a]
        return [["" if not cell else f"t:{cell}" for cell in row] for row in (first, second)], merges
    one = first[: shift + 3]
    for period in periods:
        one += [f"План {spelled(period, way)}", f"Факт {spelled(period, way)}"] if pairs else [spelled(period, way)]
    return [["" if not cell else f"t:{cell}" for cell in one]], []


def _ordered(book: GoalBook) -> GoalBook:
    plain = without_cells(book)
    return replace(plain, observations=tuple(sorted(plain.observations, key=lambda o: (o.code, o.period))))
