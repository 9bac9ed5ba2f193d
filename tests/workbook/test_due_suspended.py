"""The last day of a suspension belongs to it wherever it is asked for: in templates as in the measure."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.measure import survey
from kpi.measure.books import dataset_from_books
from kpi.model import GoalBook, Suspension
from kpi.workbook.writer.due import due_rows, is_suspended
from tests.books import indicator, observation
from tests.fiscal_years import CALENDAR


def _book(until: date | None, code: str = "1.2.1") -> GoalBook:
    rows = (observation("1.2.1", "2025-Q4", 50.0),)
    suspension = Suspension(code=code, since=date(2026, 1, 1), reason="ремонт", act="№ 1", until=until)
    return GoalBook(goal="1.2", indicators=(indicator("1.2.1"),), observations=rows, suspensions=(suspension,))


@pytest.mark.parametrize("code", ["1.2.1", "1.2", "1"])
@pytest.mark.parametrize(
    ("until", "asked"),
    [
        (date(2026, 3, 30), ["2026-Q1", "2026-Q2"]),
        (date(2026, 3, 31), ["2026-Q2"]),
        (date(2026, 4, 1), ["2026-Q2"]),
        (None, []),
    ],
)
def test_a_template_asks_for_what_is_not_suspended(until: date | None, asked: list[str], code: str) -> None:
    rows = due_rows(_book(until, code), CALENDAR.parse("2026-Q2"))
    assert [row.period.code for row in rows] == asked


@pytest.mark.parametrize(
    ("until", "asked"),
    [
        (date(2026, 6, 29), ["2025-Q4", "2026-Q2"]),
        (date(2026, 6, 30), []),
        (date(2026, 7, 1), []),
        (None, []),
    ],
)
def test_a_template_leaves_out_the_holes_of_what_is_suspended_on_its_last_day(
    until: date | None, asked: list[str]
) -> None:
    book = replace(_book(until), observations=(observation("1.2.1", "2025-Q3", 50.0),))
    assert [row.period.code for row in due_rows(book, CALENDAR.parse("2026-Q2"))] == asked


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 1, 1), date(2026, 4, 1)])
def test_the_measure_and_the_template_say_the_same(day: date) -> None:
    book = _book(date(2026, 3, 31))
    status = survey(dataset_from_books([(replace(book), None)]), day).now.indicators["status"].iloc[0]
    assert (str(status) == "suspended") is is_suspended(book, "1.2.1", day)
