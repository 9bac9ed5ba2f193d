"""The workbook of all goals: its order, what is open in it, that it is read as it is meant and says nothing unasked."""

import io
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpi.model import Frequency, GoalBook, Language, Observation
from kpi.text import Text
from kpi.workbook import Expected, read_workbook
from kpi.workbook.writer.due import DueRow
from kpi.workbook.writer.value_table import write_value_table
from tests.fiscal_years import CALENDAR
from tests.languages import BOTH
from tests.workbook.test_template import heads, indicator, observed, rule_of

ON = date(2026, 11, 29)
LATE, AHEAD = date(2026, 10, 15), date(2026, 12, 15)


def row(code: str, period: str, deadline: date, unit: str = "%", last: Observation | None = None) -> DueRow:
    return DueRow(indicator(code, Frequency.QUARTER, unit), CALENDAR.parse(period), "", last, deadline)


ROWS = (
    row("6.2.3", "2026-Q3", LATE, "од.", observed("6.2.3", "2026-Q2", 540.0)),
    row("5.1.5", "2026-11", AHEAD, "°C"),
    row("1.10.1", "2026-Q4", AHEAD),
)


def made(*rows: DueRow, language: Language = Language.UK) -> bytes:
    out = io.BytesIO()
    write_value_table(rows, out, department="Управління", on=ON, text=Text(language))
    return out.getvalue()


def sheet_of(content: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content))["Значення"]


def test_the_value_stands_beside_the_name_and_the_sheet_opens_there() -> None:
    sheet = sheet_of(made(*ROWS))
    assert list(heads(sheet))[:5] == [
        *("Код", "Назва показника, одиниця виміру", "Значення", "Причина відсутності", "Коментар"),
    ]
    assert [sheet.cell(n, 2).value for n in (2, 3)] == ["Показник 6.2.3, од.", "Показник 5.1.5, °C"]
    assert sheet.freeze_panes == "C2"
    chosen = next(one for one in sheet.sheet_view.selection if one.pane == "bottomRight")
    assert chosen.activeCell == "C2"
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.fitToWidth or 1) == 1, "one page wide"
    assert sheet.print_title_rows == "$1:$1"


def test_only_what_is_asked_for_is_open_and_what_is_known_stands_beside() -> None:
    sheet = sheet_of(made(*ROWS))
    at = heads(sheet)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert {name for name, n in at.items() if not sheet.cell(2, n).protection.locked} == {
        *("Значення", "Причина відсутності", "Коментар"),
    }
    known = [sheet.cell(2, at[name]).value for name in ("Рік", "Квартал", "Місяць", "Останнє значення", "План на рік")]
    assert known == [2026, 3, None, 540, 60]
    assert [sheet.cell(n, at["Строк подання"]).value for n in (2, 3)] == ["минув 15.10.2026", "до 15.12.2026"]
    assert "Півріччя" not in at
    assert sheet.cell(4, 1).value == "1.10.1"
    assert sheet.cell(4, 1).number_format == "@"
    value, reason = rule_of(sheet, 2, at["Значення"]), rule_of(sheet, 2, at["Причина відсутності"])
    assert value is not None
    assert reason is not None
    assert (value.type, value.errorStyle) == ("decimal", "warning")
    assert "обмежено" not in (reason.formula1 or ""), "the form has no field for its date"


def test_half_years_have_their_column() -> None:
    sheet = sheet_of(made(row("1.10.1", "2026-H1", LATE), *ROWS))
    assert sheet.cell(2, heads(sheet)["Півріччя"]).value == 1


@pytest.mark.parametrize("language", BOTH)
def test_it_comes_back_as_it_was_filled_in_and_blank_rows_say_nothing(language: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(*ROWS, language=language)))
    sheet = book["Значення"]
    sheet["C2"], sheet["E2"], sheet["D3"] = 590, "за звітами", "не надано"
    out = io.BytesIO()
    book.save(out)
    own = (GoalBook(goal="", indicators=tuple(one.indicator for one in ROWS)),)
    reading = read_workbook(
        out.getvalue(), "Значення.xlsx", Expected(fiscal_year=CALENDAR, books=own, day=ON, values_only=True)
    )
    assert reading.certain
    assert {problem.code for problem in reading.problems} <= {"not_filled", "period_finer"}
    found = [(one.code, one.period.code, one.value, str(one.gap or ""), one.comment) for one in reading.readable]
    assert found == [
        ("6.2.3", "2026-Q3", 590.0, "", "за звітами"),
        ("5.1.5", "2026-11", None, "not_provided", ""),
    ]


def test_the_help_is_short_and_leads_to_the_form() -> None:
    helped = openpyxl.load_workbook(io.BytesIO(made(*ROWS)))["Довідка"]
    words = [str(cell.value) for line in helped.iter_rows() for cell in line if cell.value]
    assert words[0] == "Значення до подання: Управління, 29.11.2026"
    assert "Заповнити з файлів" in words[1]
    assert len(words) < 25
