"""The pre-filled workbook: what it asks for, what is locked, what its cells accept."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kpi.model import Direction, Frequency, GoalBook, Indicator, Observation, Period, Suspension
from kpi.workbook.sheet.layout import layout
from kpi.workbook.writer.due import due_rows, next_quarter
from kpi.workbook.writer.protected_sheet import FREE_ROWS
from kpi.workbook.writer.template import write_template
from tests.fiscal_years import CALENDAR
from tools.edition import books

UNTIL = CALENDAR.parse("2026-Q4")


def indicator(code: str, frequency: Frequency = Frequency.QUARTER, unit: str = "%") -> Indicator:
    return Indicator(
        code=code,
        name=f"Показник {code}",
        unit=unit,
        direction=Direction.INCREASE,
        department="Управління",
        targets=((2026, 60.0),),
        target_year=2026,
        baseline_year=2021,
        baseline_value=10.0,
        frequency=frequency,
    )


def observed(code: str, period: str, value: float | None = 20.0, part: str = "") -> Observation:
    return Observation(code=code, period=CALENDAR.parse(period), value=value, breakdown=part)


def asked(book: GoalBook, until: Period = UNTIL) -> list[tuple[str, str, str]]:
    return [(row.indicator.code, row.period.code, row.breakdown) for row in due_rows(book, until)]


class TestDue:
    def test_every_period_since_the_last_row(self) -> None:
        book = GoalBook(goal="1.1", indicators=(indicator("1.1.1"),), observations=(observed("1.1.1", "2026-Q1"),))
        assert asked(book) == [("1.1.1", "2026-Q2", ""), ("1.1.1", "2026-Q3", ""), ("1.1.1", "2026-Q4", "")]

    def test_a_period_that_a_later_row_passed_over(self) -> None:
        rows = (observed("1.1.1", "2026-Q1", 12.0), observed("1.1.1", "2026-Q3", 36.0))
        book = GoalBook(goal="1.1", indicators=(indicator("1.1.1"),), observations=rows)
        assert asked(book) == [("1.1.1", "2026-Q2", ""), ("1.1.1", "2026-Q4", "")]
        assert [row.last.value for row in due_rows(book, UNTIL) if row.last] == [12.0, 36.0], "what was before it"

    def test_nothing_between_a_value_of_long_ago_and_the_baseline(self) -> None:
        rows = (observed("1.1.1", "2018-Q1"), observed("1.1.1", "2026-Q2"), observed("1.1.1", "2026-Q3"))
        book = GoalBook(goal="1.1", indicators=(indicator("1.1.1"),), observations=rows)
        assert [period for _, period, _ in asked(book)] == ["2026-Q4"]

    @pytest.mark.parametrize(
        ("frequency", "until", "periods"),
        [
            (Frequency.MONTH, "2026-Q4", ["2026-10", "2026-11", "2026-12"]),
            (Frequency.QUARTER, "2026-Q4", ["2026-Q4"]),
            (Frequency.HALF_YEAR, "2026-Q4", ["2026-H2"]),
            (Frequency.YEAR, "2026-Q4", ["2026"]),
            (Frequency.YEAR, "2026-Q3", []),
        ],
    )
    def test_each_frequency_has_its_own_periods(self, frequency: Frequency, until: str, periods: list[str]) -> None:
        last = {"month": "2026-09", "quarter": "2026-Q3", "half-year": "2026-H1", "year": "2025"}[frequency]
        book = GoalBook(
            goal="1.1", indicators=(indicator("1.1.1", frequency),), observations=(observed("1.1.1", last),)
        )
        assert [period for _, period, _ in asked(book, CALENDAR.parse(until))] == periods

    def test_breakdown_of_the_last_period_is_asked_for(self) -> None:
        rows = [observed("1.1.1", "2026-Q3", part=part) for part in ("", "місто", "село")]
        book = GoalBook(
            goal="1.1",
            indicators=(indicator("1.1.1"),),
            observations=(observed("1.1.1", "2026-Q2", part="давнє"), *rows),
        )
        assert [part for _, _, part in asked(book)] == ["", "місто", "село"]

    @pytest.mark.parametrize(
        ("code", "until", "count"), [("1.1", None, 0), ("1", None, 0), ("1.1", date(2026, 6, 1), 1)]
    )
    def test_suspended_ones_are_not(self, code: str, until: date | None, count: int) -> None:
        suspension = Suspension(code=code, since=date(2022, 2, 24), reason="бойові дії", act="№ 1", until=until)
        book = GoalBook(
            goal="1.1",
            indicators=(indicator("1.1.1"),),
            observations=(observed("1.1.1", "2026-Q3"),),
            suspensions=(suspension,),
        )
        assert len(asked(book)) == count

    def test_last_value_passes_over_gaps(self) -> None:
        book = GoalBook(
            goal="1.1",
            indicators=(indicator("1.1.1"),),
            observations=(observed("1.1.1", "2026-Q2", 7.0), observed("1.1.1", "2026-Q3", None)),
        )
        (row,) = due_rows(book, UNTIL)
        assert row.last is not None
        assert row.last.value == 7.0

    @pytest.mark.parametrize(("last", "quarter"), [("2026-05", "2026-Q2"), ("2026-06", "2026-Q3"), ("2026", "2027-Q1")])
    def test_next_quarter_is_the_first_that_is_not_complete(self, last: str, quarter: str) -> None:
        assert (
            next_quarter(
                GoalBook(goal="1.1", indicators=(indicator("1.1.1"),), observations=(observed("1.1.1", last),)),
                CALENDAR,
            ).code
            == quarter
        )

    def test_a_goal_without_rows_begins_with_its_plan(self) -> None:
        assert next_quarter(GoalBook(goal="1.1", indicators=(indicator("1.1.1"),)), CALENDAR).code == "2026-Q1"


@pytest.fixture(scope="module")
def template() -> Workbook:
    return opened(next(b for b in books() if b.goal == "8.2"))


def opened(book: GoalBook) -> Workbook:
    file = io.BytesIO()
    write_template(book, file, period=UNTIL, years=range(2022, 2027), fiscal_year=CALENDAR)
    return openpyxl.load_workbook(file)


def heads(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): column for column, cell in enumerate(sheet[1], 1)}


def rule_of(sheet: Worksheet, row: int, column: int) -> DataValidation | None:
    address = sheet.cell(row, column).coordinate
    return next((rule for rule in sheet.data_validations.dataValidation if address in rule.cells), None)


class TestSheets:
    def test_all_sheets_are_there_and_protected_without_a_password(self, template: Workbook) -> None:
        titles = {s.title for s in layout("goal").sheets.values()}
        assert set(template.sheetnames) == titles | {"Довідка"}
        for sheet in template:
            assert sheet.protection.sheet
            assert not sheet.protection.password
        assert template.active is not None
        assert template.active.title == "Спостереження"

    def test_it_tells_its_version_and_goal(self, template: Workbook) -> None:
        properties = template.custom_doc_props.props  # type: ignore[attr-defined] # not in the stubs of openpyxl
        told = {p.name: p.value for p in properties}
        assert told == {"template_version": "1", "template_goal": "8.2", "template_period": "2026-Q4"}

    def test_known_cells_are_locked_and_asked_ones_open(self, template: Workbook) -> None:
        sheet = template["Спостереження"]
        at = heads(sheet)
        locked = {name for name, column in at.items() if sheet.cell(2, column).protection.locked}
        assert set(at) - locked == {
            "Значення", "Коментар", "Причина відсутності", "Стан даних", "Охоплення", "Походження", "Джерело значення",
        }  # fmt: skip
        assert all(cell.protection.locked for row in template["Показники"].iter_rows() for cell in row)

    def test_last_value_and_plan_stand_beside(self, template: Workbook) -> None:
        sheet = template["Спостереження"]
        at = heads(sheet)
        row = next(r for r in range(2, sheet.max_row) if sheet.cell(r, 1).value == "8.2.4")
        told = [
            sheet.cell(row, at[name]).value for name in ("Останнє значення", "За період", "План на рік", "Значення")
        ]
        assert told == [0, "III\u00a0кв.\u00a02026", 10000, None]
        assert sheet.cell(row, 1).number_format == "@"

    @pytest.mark.parametrize("goal", ["8.2", "6.2"])
    def test_the_first_value_is_where_the_sheet_opens(self, goal: str) -> None:
        """On a laptop of 1366 px: 7 px a character, the rest of a column's frame, 60 px for the row numbers."""
        sheet = opened(next(b for b in books() if b.goal == goal))["Спостереження"]
        value = heads(sheet)["Значення"]
        widths = [sheet.column_dimensions[get_column_letter(n)].width for n in range(1, value + 1)]
        assert sum(width * 7 + 5 for width in widths) + 60 <= 1366
        chosen = next(one for one in sheet.sheet_view.selection if one.pane == "bottomRight")
        assert chosen.activeCell == f"{get_column_letter(value)}2"

    def test_headers_stay_in_sight(self, template: Workbook) -> None:
        assert template["Спостереження"].freeze_panes == "C2"
        assert template["Показники"].freeze_panes == "B2"

    def test_free_rows_take_corrections(self, template: Workbook) -> None:
        sheet = template["Спостереження"]
        asked_for = len(due_rows(next(b for b in books() if b.goal == "8.2"), UNTIL))
        first, last = asked_for + 2, asked_for + 1 + FREE_ROWS
        assert sheet.max_row == last
        assert sheet.cell(first, 1).value is None
        assert not sheet.cell(last, heads(sheet)["Код"]).protection.locked
        month = rule_of(sheet, last, heads(sheet)["Місяць"])
        assert month is not None
        assert (month.type, month.formula1, month.formula2) == ("whole", "1", "12")

    def test_actions_are_open_but_for_their_names(self, template: Workbook) -> None:
        sheet = template["Заходи"]
        at = heads(sheet)
        assert sheet.cell(2, at["Назва"]).protection.locked
        assert not sheet.cell(2, at["Бюджет факт"]).protection.locked
        rule = rule_of(sheet, 2, at["Стан"])
        assert rule is not None
        assert "зупинено" in (rule.formula1 or "")


class TestRules:
    def test_value_is_a_number_and_the_hint_tells_the_last_one(self, template: Workbook) -> None:
        sheet = template["Спостереження"]
        row = next(r for r in range(2, sheet.max_row) if sheet.cell(r, 1).value == "8.2.5")
        rule = rule_of(sheet, row, heads(sheet)["Значення"])
        assert rule is not None
        assert (rule.type, rule.errorStyle) == ("decimal", "warning")
        assert (rule.promptTitle or "").startswith("8.2.5")
        assert "днів" in (rule.prompt or "")
        assert "4,1" in (rule.prompt or "")

    def test_yes_or_no_is_chosen(self) -> None:
        sheet = opened(next(b for b in books() if b.goal == "8.3"))["Спостереження"]
        row = next(r for r in range(2, sheet.max_row) if sheet.cell(r, 1).value == "8.3.1")
        rule = rule_of(sheet, row, heads(sheet)["Значення"])
        assert rule is not None
        assert (rule.type, rule.formula1) == ("list", '"так,ні"')

    def test_percent_warns_beyond_a_hundred(self) -> None:
        sheet = opened(GoalBook(goal="1.1", indicators=(indicator("1.1.1"),)))["Спостереження"]
        rule = rule_of(sheet, 2, heads(sheet)["Значення"])
        assert rule is not None
        assert (rule.formula1, rule.formula2, rule.errorStyle) == ("0", "100", "warning")

    def test_reasons_and_lengths(self, template: Workbook) -> None:
        sheet = template["Спостереження"]
        at = heads(sheet)
        reason, comment = rule_of(sheet, 2, at["Причина відсутності"]), rule_of(sheet, 2, at["Коментар"])
        assert reason is not None
        assert comment is not None
        assert "територія недоступна" in (reason.formula1 or "")
        assert "обмежено до 31.12.2026" in (reason.formula1 or "")
        assert (comment.type, comment.formula1) == ("textLength", "2000")

    def test_no_cell_has_two_rules(self) -> None:
        for book in books():
            for sheet in opened(book):
                cells = [c for rule in sheet.data_validations.dataValidation for area in rule.cells for c in area.cells]
                assert len(cells) == len(set(cells)), f"{book.goal} {sheet.title}"

    def test_free_rows_take_every_code_of_the_goal(self) -> None:
        yearly = indicator("1.1.2", Frequency.YEAR)
        rows = (observed("1.1.1", "2026-Q3"), observed("1.1.2", "2026"))
        sheet = opened(GoalBook(goal="1.1", indicators=(indicator("1.1.1"), yearly), observations=rows))[
            "Спостереження"
        ]
        rule = rule_of(sheet, sheet.max_row, 1)
        assert rule is not None
        assert rule.formula1 == '"1.1.1,1.1.2"'

    def test_unfilled_values_are_marked(self, template: Workbook) -> None:
        (marked,) = template["Спостереження"].conditional_formatting
        (rule,) = marked.rules
        asked_for = len(due_rows(next(b for b in books() if b.goal == "8.2"), UNTIL))
        assert asked_for > 1
        assert str(marked.sqref) == f"I2:I{asked_for + 1}"
        assert rule.formula == ['AND($I2="",$J2="")']

    def test_hints_fit_what_excel_allows(self) -> None:
        for book in books():
            for rule in opened(book)["Спостереження"].data_validations.dataValidation:
                assert len(rule.promptTitle or "") <= 32
                assert len(rule.prompt or "") <= 255
                assert len(rule.formula1 or "") <= 255


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    book = GoalBook(
        goal="1.1",
        indicators=(
            Indicator(
                code="1.1.1",
                name="=1+1",
                unit="@x",
                direction=Direction.INCREASE,
                department="+д",
                targets=((2026, 1.0),),
                target_year=2026,
            ),
        ),
    )
    write_template(book, tmp_path / "t.xlsx", fiscal_year=CALENDAR)
    file = openpyxl.load_workbook(tmp_path / "t.xlsx")
    cells = [cell for sheet in file for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert "=1+1" in {cell.value for cell in cells}


def test_every_sheet_prints_legibly_with_its_header_on_each_page() -> None:
    out = io.BytesIO()
    write_template(
        GoalBook(goal="1.1", indicators=(indicator("1.1.1"),)), out, years=range(2022, 2027), fiscal_year=CALENDAR
    )
    book = openpyxl.load_workbook(out)
    for sheet in layout("goal").sheets.values():
        page = book[sheet.title]
        characters = sum(column.width for column in page.column_dimensions.values())
        assert page.page_setup.orientation == "landscape"
        setup = page.sheet_properties.pageSetUpPr
        assert setup is not None
        assert setup.fitToPage
        assert characters / int(page.page_setup.fitToWidth or 1) <= 250
        assert page.print_title_rows == "$1:$1"
