"""A file that is read by the indicators of a book in force: which goal it must be of, and where nobody knows them."""

import pytest

from kpi.model import GoalBook
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reader.whole_sheets import SheetsWanted, sheets_of
from kpi.workbook.reader.zip_guard import MAX_BYTES
from tests.fiscal_years import CALENDAR
from tests.workbook.tables import GOOD, SEEN, reading, told, workbook

ALONE = f"# Спостереження\n{SEEN}\n1.1.1 | 2022 | | | 44 |\n"


@pytest.fixture
def former() -> GoalBook:
    """The book that is in force."""
    book = reading(GOOD).goal_book
    assert book is not None
    return book


def test_observations_alone_are_read_by_the_book_in_force(former: GoalBook) -> None:
    found = reading(ALONE, expected=Expected(fiscal_year=CALENDAR, goal="1.1", books=(former,)))
    assert told(found) == []
    assert found.goal_book is not None
    assert found.goal_book.indicators == former.indicators
    assert [one.value for one in found.goal_book.observations] == [44.0]


def test_observations_alone_without_a_book_ask_for_one() -> None:
    found = reading(ALONE, expected=Expected(fiscal_year=CALENDAR, goal="1.1"))
    assert told(found) == ["sheet_missing"]


def test_a_book_of_another_goal_is_told(former: GoalBook) -> None:
    found = reading(ALONE, expected=Expected(fiscal_year=CALENDAR, goal="2.1", books=(former,)))
    (problem,) = (one for one in found.problems if one.code == "wrong_goal")
    assert (problem.found, problem.values["goal"]) == ("1.1", "2.1")


@pytest.mark.parametrize(
    ("data", "code"), [(b"PK" + b"x" * MAX_BYTES, "file_too_big"), (b"hello", "file_not_spreadsheet")]
)
def test_sheets_of_a_file_that_is_refused_as_a_whole(data: bytes, code: str) -> None:
    read = sheets_of(SheetsWanted(data))
    assert read.sheets == ()
    assert read.problem is not None
    assert read.problem.code == code


def test_all_sheets_of_a_file_are_given() -> None:
    read = sheets_of(SheetsWanted(workbook(GOOD)))
    assert read.problem is None
    assert [sheet.title for sheet in read.sheets] == ["Показники", "Спостереження"]
