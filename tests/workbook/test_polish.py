"""Workbooks in Polish, a language of a folder of its own: sheets, headers, choices, periods, words of absence."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from kpi.model import NAMES_BESIDE, Direction, Frequency, GapReason, Kind, Language
from kpi.text import Text
from kpi.text.problems import message
from kpi.workbook.reading import read
from kpi.workbook.sheet.layout import layout
from kpi.workbook.writer.whole_books import write_goal_book, write_plan
from tests.fiscal_years import CALENDAR
from tests.polish import EXPECTED, GOALS, PLAN, reading


def test_a_plan_in_polish_is_read_and_is_in_polish() -> None:
    whole = reading(PLAN)
    assert [problem.code for problem in whole.problems] == []
    plan = whole.plan
    assert plan is not None
    strategy = plan.strategy
    assert (strategy.title, strategy.community) == ("Strategia rozwoju „Nasza Żółkiew”", "Gmina Łódź-Żółkiew")
    assert (strategy.language, strategy.currency, strategy.zone) == (Language("pl"), "PLN", "Europe/Warsaw")
    assert (strategy.working_days, strategy.illustrative) == ("12345", False)
    assert strategy.languages == (Language("pl"), Language("en"))
    assert [sector.code for sector in plan.sectors] == ["społeczny", "śródmieście"]
    assert [goal.code for goal in plan.operational_goals] == ["1.1", "2.Ż"]
    assert [department.code for department in plan.departments] == ["społeczne", "zieleń"]


def test_the_languages_of_the_pages_are_named_in_the_plan() -> None:
    rows = [*PLAN["Strategia"], ("Języki strony", "polski, українська")]
    plan = reading({**PLAN, "Strategia": rows}).plan
    assert plan is not None
    assert plan.strategy.languages == (Language("pl"), Language("uk"))
    refused = reading({**PLAN, "Strategia": [*PLAN["Strategia"], ("Języki strony", "polski, elficki")]})
    assert [problem.code for problem in refused.problems] == ["parameter_invalid"]


@pytest.mark.parametrize("goal", GOALS)
def test_a_goal_workbook_in_polish_has_nothing_to_mend(goal: str) -> None:
    assert [problem.code for problem in reading(GOALS[goal]).problems if problem.severity == "error"] == []


def test_what_the_words_of_a_goal_workbook_mean() -> None:
    book, green = (reading(GOALS[goal]).goal_book for goal in ("1.1", "2.Ż"))
    assert book is not None
    assert green is not None
    first = book.indicators[0]
    assert (first.direction, first.kind, first.frequency) == (Direction.INCREASE, Kind.LEVEL, Frequency.QUARTER)
    assert first.targets == ((2024, 160.0), (2027, 240.0))
    assert [one.direction for one in book.indicators][3:] == [Direction.DECREASE, Direction.RANGE]
    assert (book.indicators[2].kind, book.indicators[2].baseline_value) == (Kind.DELIVERABLE, 0.0)
    seen = {(one.code, one.period): (one.value, one.gap, one.preliminary) for one in book.observations}
    assert seen["1.1.1", CALENDAR.period(2026, 3, 1)] == (176, None, False)
    assert seen["1.1.2", CALENDAR.period(2025, 12)] == (28.5, None, True)
    assert seen["1.1.3", CALENDAR.period(2025, 12)] == (1.0, None, False)
    assert seen["1.1.4", CALENDAR.period(2025, 6, 2)] == (95, None, False)
    assert seen["1.1.4", CALENDAR.period(2026, 6, 1)] == (None, GapReason.NOT_COLLECTED, False)
    told = {(one.code, one.period): (one.value, one.gap) for one in green.observations}
    assert told["2.Ż.2", CALENDAR.period(2026, 1, 6)] == (0.4, None)
    assert told["2.Ż.2", CALENDAR.period(2026, 1, 7)] == (None, GapReason.NO_VALUE)
    assert [one.kind for one in green.indicators] == [Kind.FLOW, Kind.INCREMENT, Kind.LEVEL]
    assert green.indicators[2].targets == ()


def test_what_the_system_writes_is_in_polish_and_is_read_back() -> None:
    plan = reading(PLAN).plan
    assert plan is not None
    out = BytesIO()
    write_plan(plan, out)
    assert read(out.getvalue(), "plan.xlsx", EXPECTED).plan == plan
    assert load_workbook(out).sheetnames[0] == "Strategia"
    for goal, sheets in GOALS.items():
        book = reading(sheets).goal_book
        assert book is not None
        out = BytesIO()
        write_goal_book(book, out, language=Language("pl"))
        again = read(out.getvalue(), f"{goal}.xlsx", EXPECTED)
        assert [problem.code for problem in again.problems if problem.severity == "error"] == []
        written = load_workbook(out)
        assert {"Wskaźniki", "Obserwacje"} <= set(written.sheetnames)
        words = [str(cell.value) for sheet in written for row in sheet.iter_rows() for cell in row if cell.value]
        assert [word for word in words if re.search(r"[\u0400-\u04ff]", word)] == []
        assert again.goal_book is not None
        known = {(one.code, one.period): (one.value, one.gap) for one in book.observations}
        assert {(one.code, one.period): (one.value, one.gap) for one in again.goal_book.observations} == known
        assert [one.targets for one in again.goal_book.indicators] == [one.targets for one in book.indicators]


def test_a_message_calls_a_polish_workbook_by_its_own_names() -> None:
    rows = [row if row[0] != "1.1.1" else (*row[:7], "dużo", *row[8:]) for row in GOALS["1.1"]["Wskaźniki"]]
    (told,) = [one for one in reading({**GOALS["1.1"], "Wskaźniki": rows}).problems if one.severity == "error"]
    assert (told.code, told.sheet) == ("number_invalid", "Wskaźniki")
    assert told.values["column"] == "Wartość bazowa"
    assert message(told, Text(NAMES_BESIDE)) == "Wskaźniki!H2: here stands «dużo», a number is needed."


@pytest.mark.parametrize("name", ["plan", "goal"])
@pytest.mark.parametrize("language", [one for one in Language if (one.folder / "workbook.toml").is_file()])
def test_every_sheet_column_choice_and_parameter_has_a_word(name: str, language: Language) -> None:
    known = layout(name)
    for sheet in known.sheets.values():
        assert language.value in sheet.spoken, sheet.key
        assert sheet.language_of(sheet.spoken[language.value]) is language
        for column in sheet.columns:
            if column.type == "ignored" or column.key.endswith("_en"):
                continue
            assert language.value in column.spoken, (sheet.key, column.key)
            assert set(column.folded.values()) == set(column.choices.values())
    if name == "plan":
        assert set(known.spoken[language.value]) == {key for key in known.parameters if not key.endswith("_en")}
