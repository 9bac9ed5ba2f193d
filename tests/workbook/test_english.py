"""Workbooks written in English: sheets, headers, parameters, choices, parts of a year, words of absence."""

import tomllib
from collections.abc import Mapping, Sequence
from io import BytesIO

import pytest
from openpyxl import Workbook

from kpi.model import Direction, Frequency, GapReason, GoalBook, Kind, Language, Plan, Visibility
from kpi.settings import PACKAGE
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reading import Reading, read
from kpi.workbook.sheet.layout import layout
from tests.fiscal_years import CALENDAR

ENGLISH = tomllib.loads((PACKAGE / "workbook/layouts/english.toml").read_text(encoding="utf-8"))
Rows = Sequence[Sequence[object]]
PLAN: Mapping[str, Rows] = {
    "Strategy": [
        ("Parameter", "Value"),
        ("Name", "Riverton Forward"),
        ("Community", "City of Riverton"),
        ("Edition", "2023-2027"),
        ("First year", 2023),
        ("Last year", 2027),
        ("Base year", 2022),
        ("Data are illustrative", "no"),
        ("Currency", "USD"),
        ("Time zone", "America/Chicago"),
        ("Working days", "Mon–Fri"),
        ("Days to report", 15),
        ("Act of approval", "Resolution 12"),
        ("On-track limit", 0.9),
    ],
    "Operational goals": [("Code", "Name", "Responsible department"), ("1.1", "Safe streets", "Public works")],
    "Departments": [("Code", "Name", "Contact"), ("works", "Public works", "works@example.org")],
}
GOAL: Mapping[str, Rows] = {
    "Indicators": [
        (
            *("Code", "Name", "Unit", "Direction", "Kind", "Frequency", "Base year", "Base value", "Target 2024"),
            *("Target 2027", "Weight", "Responsible department", "Data source", "Access"),
        ),
        (
            *("1.1.1", "Miles resurfaced", "miles", "increase", "flow of the year", "quarter", 2022, 4, 5, 9, 60),
            *("Public works", "Road log", "public"),
        ),
        (
            *("1.1.2", "Plan adopted", "yes/no", "increase", "", "year", 2022, "no", "yes", "yes", 40),
            *("Public works", "Minutes", "public"),
        ),
    ],
    "Observations": [
        ("Code", "Year", "Quarter", "Month", "Value", "Comment", "Reason of absence", "State of data"),
        ("1.1.1", 2023, "Q1", None, 1.5, "", "", "preliminary"),
        ("1.1.1", 2023, 2, None, None, "", "not collected", ""),
        ("1.1.2", 2023, None, None, "no", "", "", "final"),
        ("1.1.1", 2024, None, "July", 0.5, "", "", ""),
        ("1.1.1", 2024, None, "Aug", "no data", "", "", ""),
    ],
    "Measures": [
        ("Code", "Name", "State", "Due", "Done %", "Budget planned"),
        ("1.1", "Pave", "in progress", "31 December 2026", 40, 2.5e6),
    ],
}


def saved(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook as openpyxl writes it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def written(sheets: Mapping[str, Rows]) -> Reading:
    return read(saved(sheets), "book.xlsx", Expected(fiscal_year=CALENDAR))


def plan_of(reading: Reading) -> Plan:
    assert reading.plan is not None, reading.problems
    return reading.plan


def book_of(reading: Reading) -> GoalBook:
    assert reading.goal_book is not None, reading.problems
    return reading.goal_book


def test_a_plan_in_english_needs_no_ukrainian_word() -> None:
    reading = written(PLAN)
    assert [problem.code for problem in reading.problems] == []
    plan = plan_of(reading)
    strategy = plan.strategy
    assert (strategy.title, strategy.title_en, strategy.community) == ("Riverton Forward", "", "City of Riverton")
    assert (strategy.language, strategy.currency, strategy.zone) == (Language.EN, "USD", "America/Chicago")
    assert (strategy.act, strategy.settings.on_track, strategy.illustrative) == ("Resolution 12", 0.9, False)
    assert (plan.sectors, plan.strategic_goals) == ((), ())
    assert [(goal.code, goal.name, goal.name_en) for goal in plan.operational_goals] == [("1.1", "Safe streets", "")]
    assert [department.name for department in plan.departments] == ["Public works"]


def test_a_goal_workbook_in_english_is_read() -> None:
    reading = written(GOAL)
    # the guess of a kind is told, as in Ukrainian
    assert {problem.severity for problem in reading.problems} <= {"remark"}
    book = book_of(reading)
    first, second = book.indicators
    assert (first.name, first.name_en, first.unit) == ("Miles resurfaced", "", "miles")
    assert (first.kind, first.frequency, first.visibility) == (Kind.FLOW, Frequency.QUARTER, Visibility.PUBLIC)
    assert (first.direction, first.targets) == (Direction.INCREASE, ((2024, 5.0), (2027, 9.0)))
    assert (second.kind, second.baseline_value, second.targets) == (Kind.DELIVERABLE, 0.0, ((2024, 1.0), (2027, 1.0)))
    seen = {(o.code, o.period): (o.value, o.gap, o.preliminary) for o in book.observations}
    assert seen == {
        ("1.1.1", CALENDAR.period(2023, 3, 1)): (1.5, None, True),
        ("1.1.1", CALENDAR.period(2023, 3, 2)): (None, GapReason.NOT_COLLECTED, False),
        ("1.1.2", CALENDAR.period(2023, 12)): (0.0, None, False),
        ("1.1.1", CALENDAR.period(2024, 1, 7)): (0.5, None, False),
        ("1.1.1", CALENDAR.period(2024, 1, 8)): (None, GapReason.NO_VALUE, False),
    }
    (action,) = book.actions
    assert (action.name, action.state, action.budget_plan_uah) == ("Pave", "in_progress", 2.5e6)


def test_names_in_both_languages_stay_apart() -> None:
    sheets = {
        **PLAN,
        "Operational goals": [("Code", "Назва", "Name", "Responsible department"), ("1.1", "Вулиці", "Streets", "")],
    }
    (goal,) = plan_of(written(sheets)).operational_goals
    assert (goal.name, goal.name_en) == ("Вулиці", "Streets")
    rows = [*PLAN["Strategy"], ("Назва", "Стратегія"), ("Громада", "Громада"), ("Мова", "uk")]
    strategy = plan_of(written({**PLAN, "Strategy": rows})).strategy
    assert (strategy.title, strategy.title_en, strategy.language) == ("Стратегія", "Riverton Forward", Language.UK)


@pytest.mark.parametrize("name", ["plan", "goal"])
def test_every_sheet_and_column_that_people_fill_has_an_english_name(name: str) -> None:
    for sheet in layout(name).sheets.values():
        assert sheet.english, sheet.key
        for column in sheet.columns:
            if column.type == "ignored" or column.key.endswith("_en"):
                continue
            assert column.english or f"{column.key}_en" in sheet.by_key, (sheet.key, column.key)
            codes = set(column.choices.values())
            assert codes == set(ENGLISH[name][sheet.key].get("choices", {}).get(column.key, {})), (
                sheet.key,
                column.key,
            )


def test_every_parameter_has_an_english_name() -> None:
    plan = layout("plan")
    assert {key for key in plan.parameters if not key.endswith("_en")} == {
        *plan.english,
        *(key.removesuffix("_en") for key in plan.parameters if key.endswith("_en")),
    }
