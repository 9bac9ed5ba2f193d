"""The settings of a strategy in the plan workbook: how they are written, read, refused, and written again."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpi.model import Language
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reading import Reading, read
from kpi.workbook.sheet.layout import layout
from kpi.workbook.writer.whole_books import write_plan
from tests.books import plan
from tests.fiscal_years import CALENDAR

NAMES = layout("plan").parameters


def changed(folder: Path, **values: object) -> Path:
    """A plan workbook in which parameters are as a person has typed them."""
    path = folder / "plan.xlsx"
    write_plan(plan(), path)
    book = load_workbook(path)
    for row in book["Стратегія"].iter_rows(min_row=2, max_col=2):
        for key, value in values.items():
            if row[0].value == NAMES[key]:
                row[1].value = value  # type: ignore[assignment]
    book.save(path)
    return path


def read_back(path: Path) -> Reading:
    return read(path.read_bytes(), path.name, Expected(fiscal_year=CALENDAR))


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("language", "en", Language.EN),
        ("language", "Англійська", Language.EN),
        ("language", "English", Language.EN),
        ("language", "українською", Language.UK),
        ("currency", "usd", "USD"),
        ("currency", "гривня", "UAH"),
        ("currency", "₴", "UAH"),
        ("first_month", 1, 1),
        ("first_month", "січень", 1),
        ("first_month", "January", 1),
        ("first_month", 7, 7),
        ("first_month", "липень", 7),
        ("first_month", "October", 10),
        ("time_zone", "America/Chicago", "America/Chicago"),
        ("working_days", "понеділок – п’ятниця", "12345"),
        ("working_days", "Sun–Thu", "12347"),
        ("working_days", "пн, ср, сб", "136"),
        ("legal_basis", "Charter, section 4", "Charter, section 4"),
        ("website", "https://example.org/rada", "https://example.org/rada"),
        ("about", "Хто веде цей сайт", "Хто веде цей сайт"),
        ("currency", None, ""),
        ("language", None, Language.UK),
    ],
)
def test_a_setting_is_read_as_people_write_it(tmp_path: Path, key: str, typed: object, value: object) -> None:
    reading = read_back(changed(tmp_path, **{key: typed}))
    assert reading.plan is not None
    assert not [problem.code for problem in reading.problems]
    assert getattr(reading.plan.strategy, key) == value


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("language", "deutsch"),
        ("currency", "$"),
        ("currency", "XXX"),
        ("first_month", 0),
        ("first_month", 13),
        ("first_month", "весна"),
        ("time_zone", "Kyiv"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", "Europe/Nowhere"),
        ("working_days", "щодня"),
        ("working_days", "Mon–Wed–Fri"),
        ("website", "http://example.org"),
        ("accessibility", "javascript:alert(1)"),
    ],
)
def test_what_cannot_be_a_setting_is_told_at_its_cell(tmp_path: Path, key: str, typed: object) -> None:
    path = changed(tmp_path, **{key: typed})
    rows = load_workbook(path)["Стратегія"].iter_rows(max_col=2)
    cell = next(row[1].coordinate for row in rows if row[0].value == NAMES[key])
    problems = read_back(path).problems
    assert [(problem.code, problem.cell) for problem in problems] == [("parameter_invalid", cell)]


def test_all_settings_are_written_and_read_back(tmp_path: Path) -> None:
    strategy = replace(
        plan().strategy,
        language=Language.EN,
        currency="USD",
        time_zone="America/Chicago",
        working_days="1234",
        legal_basis="Charter",
        legal_basis_en="Charter",
        website="https://example.org",
        accessibility="https://example.org/a11y",
        about="Run by the city",
        about_en="Run by the city",
    )
    write_plan(replace(plan(), strategy=strategy), tmp_path / "plan.xlsx")
    read_again = read_back(tmp_path / "plan.xlsx").plan
    assert read_again is not None
    assert read_again.strategy == strategy


def test_a_plan_of_before_says_nothing_of_them(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_plan(plan(), path)
    keys = list(NAMES)
    new = {NAMES[key] for key in keys[keys.index("language") : keys.index("about_en") + 1]}
    book = load_workbook(path)
    sheet = book["Стратегія"]
    for row in range(sheet.max_row, 1, -1):
        if sheet.cell(row, 1).value in new:
            sheet.delete_rows(row)
    book.save(path)
    assert "Мова" not in [cell.value for cell in sheet["A"]]
    read_again = read_back(path).plan
    assert read_again is not None
    assert read_again.strategy == plan().strategy
