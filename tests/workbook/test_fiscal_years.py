"""Workbooks of a strategy whose years begin in July: what is written is read back, what is typed is one year alone."""

import io
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from kpi.model import (
    Direction,
    FiscalYear,
    Frequency,
    GoalBook,
    Indicator,
    Kind,
    Language,
    Observation,
    Period,
    TypedFields,
)
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reading import Reading, read
from kpi.workbook.report_form.form_file import read_lines, write_form
from kpi.workbook.report_form.typed_rows import FormBasis, read_row
from kpi.workbook.writer.template import write_template
from kpi.workbook.writer.whole_books import write_goal_book
from tests.fiscal_years import CALENDAR, JULY, OCTOBER

DAY = date(2026, 11, 20)


def indicator(code: str, frequency: Frequency, kind: Kind = Kind.LEVEL) -> Indicator:
    return Indicator(
        code=code,
        name=f"Measure {code}",
        unit="miles",
        direction=Direction.INCREASE,
        department="Works",
        targets=((2026, 60.0), (2028, 80.0)),
        target_year=2028,
        baseline_year=2023,
        baseline_value=40.0,
        kind=kind,
        frequency=frequency,
        source="Log",
    )


def book(fiscal: FiscalYear) -> GoalBook:
    """A year, a half-year, a quarter and a month, one of each frequency."""
    codes = {"1.1.1": "FY2026", "1.1.2": "FY2026-H1", "1.1.3": "FY2026-Q2", "1.1.4": "2025-09"}
    rows = tuple(Observation(code=code, period=fiscal.parse(period), value=50.0) for code, period in codes.items())
    order = (Frequency.YEAR, Frequency.HALF_YEAR, Frequency.QUARTER, Frequency.MONTH)
    made = tuple(indicator(code, frequency) for code, frequency in zip(codes, order, strict=True))
    return GoalBook(goal="1.1", indicators=made, observations=rows)


@pytest.mark.parametrize("language", [Language.UK, Language.EN])
@pytest.mark.parametrize("fiscal", [JULY, OCTOBER])
def test_what_is_written_is_read_back(fiscal: FiscalYear, language: Language) -> None:
    out = BytesIO()
    write_goal_book(book(fiscal), out, language=language)
    found = read(out.getvalue(), "1.1.xlsx", Expected(fiscal_year=fiscal, day=DAY))
    assert found.goal_book is not None, found.problems
    assert [(o.code, o.period) for o in found.goal_book.observations] == [
        (o.code, o.period) for o in book(fiscal).observations
    ]


def template(fiscal: FiscalYear) -> Workbook:
    out = BytesIO()
    write_template(book(fiscal), out, fiscal, period=fiscal.parse("FY2026-Q3"), language=Language.EN)
    return load_workbook(io.BytesIO(out.getvalue()))


def test_a_template_writes_the_year_as_it_is_called_and_the_month_of_the_calendar() -> None:
    sheet = template(JULY)["Observations"]
    rows: list[dict[str, object]] = []
    heads = [str(cell.value) for cell in sheet[1]]
    for cells in sheet.iter_rows(min_row=2, values_only=True):
        if cells[0]:
            rows.append(dict(zip(heads, cells, strict=True)))
    asked = {(row["Code"], row["Year"], row["Half-year"], row["Quarter"], row["Month"]) for row in rows}
    assert ("1.1.3", "2025/26", None, 3, None) in asked
    # after September 2025 up to March 2026, the end of the third quarter
    months = [row["Month"] for row in rows if row["Code"] == "1.1.4"]
    assert months == [10, 11, 12, 1, 2, 3]
    assert {row["Year"] for row in rows} == {"2025/26"}


def test_a_filled_template_is_read_as_the_periods_that_it_asked_for() -> None:
    filled = template(JULY)
    sheet = filled["Observations"]
    value = next(cell.column for cell in sheet[1] if cell.value == "Value")
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, value, 51)
    out = BytesIO()
    filled.save(out)
    found = read(out.getvalue(), "1.1.xlsx", Expected(fiscal_year=JULY, goal="1.1", books=(book(JULY),), day=DAY))
    assert [p.code for p in found.problems if p.code.startswith(("period", "month", "year"))] == []
    assert found.goal_book is not None, found.problems
    periods = [o.period for o in found.goal_book.observations if o.code == "1.1.4"]
    assert [period.code for period in periods] == ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03"]


@pytest.mark.parametrize("code", ["FY2026", "FY2026-H1", "FY2026-Q2", "2025-09", "2026-06"])
def test_a_row_of_the_form_is_of_the_period_that_it_stands_for(code: str) -> None:
    period = JULY.parse(code)
    span = {12: Frequency.YEAR, 6: Frequency.HALF_YEAR, 3: Frequency.QUARTER, 1: Frequency.MONTH}[period.span_months]
    basis = FormBasis(indicators={"1.1.1": indicator("1.1.1", span)})
    line = ("1.1.1", period, TypedFields(value="51.5"))
    found = read_row(1, line, basis, DAY)
    assert found.observation is not None, found.problems
    assert found.observation.period == period
    assert read_lines(write_form([line]), JULY) == [line]


def table(*rows: Sequence[object]) -> bytes:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(list(row))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def periods_of(found: Reading) -> list[Period]:
    assert found.interpretation is not None, found.problems
    return [value.period for row in found.interpretation.rows for value in row.values]


@pytest.mark.parametrize(
    ("heads", "codes"),
    [
        (("FY2025", "FY26"), ["FY2025", "FY2026"]),
        (("2024/25", "2025/26"), ["FY2025", "FY2026"]),
        (("Q1 FY2026", "Q2 FY2026"), ["FY2026-Q1", "FY2026-Q2"]),
        (("вересень 2025", "10.2025"), ["2025-09", "2025-10"]),
        (("2025", "2026"), ["FY2025", "FY2026"]),
    ],
)
def test_a_table_of_periods_is_read_by_the_strategys_years(heads: tuple[str, str], codes: list[str]) -> None:
    data = table(("Код", "Назва показника", *heads), ("1.1.1", "Measure 1.1.1", 51, 52))
    expected = Expected(fiscal_year=JULY, goal="1.1", books=(book(JULY),), day=DAY)
    assert [period.code for period in periods_of(read(data, "t.xlsx", expected))] == codes


def test_a_strategy_with_the_calendars_years_knows_no_other() -> None:
    with pytest.raises(ValueError, match="no such period"):
        CALENDAR.parse("FY2026-Q1")
