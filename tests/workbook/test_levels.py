"""Levels of the goal tree that a strategy may be without: the sheets «Сектори» and «Стратегічні цілі»."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpi.model import Language, Plan
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reading import Reading, read
from kpi.workbook.sheet.layout import layout
from kpi.workbook.writer.whole_books import write_plan
from tests.books import plan
from tests.fiscal_years import CALENDAR

HEADERS = {sheet.title: [column.header for column in sheet.columns] for sheet in layout("plan").sheets.values()}


def flat(*, strategic: bool = False, language: Language = Language.UK) -> Plan:
    """A strategy without sectors; without strategic goals too, unless they are asked for."""
    whole = plan(language=language)
    return replace(
        whole,
        sectors=(),
        strategic_goals=tuple(replace(g, sector="") for g in whole.strategic_goals) if strategic else (),
        operational_goals=tuple(g if strategic else replace(g, strategic_goal="") for g in whole.operational_goals),
        successions=(),
    )


def read_back(path: Path) -> Reading:
    return read(path.read_bytes(), path.name, Expected(fiscal_year=CALENDAR))


@pytest.mark.parametrize("without", ["rows", "sheet", "column"])
@pytest.mark.parametrize("strategic", [True, False])
def test_a_level_may_be_missing(tmp_path: Path, without: str, strategic: bool) -> None:
    path, wanted = tmp_path / "plan.xlsx", flat(strategic=strategic)
    write_plan(wanted, path)
    book = load_workbook(path)
    gone = {"Сектори": ("Стратегічні цілі", "Сектор")}
    if not strategic:
        gone["Стратегічні цілі"] = ("Оперативні цілі", "Стратегічна ціль")
    for title, (below, header) in gone.items():
        if without == "rows":
            book.create_sheet(title).append(HEADERS[title])
        if without == "column" and below in book.sheetnames:
            headers = [cell.value for cell in book[below][1]]
            book[below].delete_cols(headers.index(header) + 1)
    book.save(path)
    reading = read_back(path)
    assert [problem.code for problem in reading.problems] == []
    assert reading.plan is not None
    assert (reading.plan.sectors, reading.plan.strategic_goals) == ((), wanted.strategic_goals)
    assert [g.strategic_goal for g in reading.plan.operational_goals] == [
        g.strategic_goal for g in wanted.operational_goals
    ]


def test_a_level_that_rows_name_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_plan(plan(), path)
    book = load_workbook(path)
    del book["Сектори"]
    book.save(path)
    told = [(problem.code, problem.sheet) for problem in read_back(path).problems]
    assert ("sheet_missing", None) in told or ("sheet_missing", "Сектори") in told


def test_a_blank_parent_is_told_where_there_are_parents(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_plan(plan(), path)
    book = load_workbook(path)
    sheet = book["Оперативні цілі"]
    place = [cell.value for cell in sheet[1]].index("Стратегічна ціль") + 1
    sheet.cell(2, place).value = None
    book.save(path)
    assert [problem.code for problem in read_back(path).problems] == ["required_missing"]


def test_a_plan_without_goals_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_plan(replace(flat(), operational_goals=()), path)
    assert "sheet_empty" in [problem.code for problem in read_back(path).problems]
