"""Since when a status lasts: what is reported yearly or by half-years is not counted in quarters."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.measure import survey
from kpi.measure.books import dataset_from_books
from kpi.model import Frequency, Language, Status
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.common.rows import IndicatorRow
from kpi.views.common.status_duration import StatusDuration
from tests.fiscal_years import CALENDAR
from tests.measure.one import PLAIN, book, values

UK, EN = Text(Language.UK), Text(Language.EN)
Released = tuple[date, tuple[str, float]]


def reported(frequency: Frequency, *told: Released, as_of: date, text: Text = UK) -> IndicatorRow:
    """The row as of a day, of values that came out one by one; the plan rises from 50 to 100 in 2026."""
    given = replace(PLAIN, frequency=frequency)
    rows = [value for _, value in told]
    books = [(book(given, values(*rows[: n + 1])), day) for n, (day, _) in enumerate(told)]
    return board(survey(dataset_from_books(books), as_of, told[-1][0]), text).rows[0]


#: 2022 was on track, 2023 and 2024 are far behind
YEARS: tuple[Released, ...] = (
    (date(2023, 2, 10), ("2022", 60.0)),
    (date(2024, 2, 10), ("2023", 52.0)),
    (date(2025, 2, 10), ("2024", 52.0)),
)


def test_what_is_reported_yearly_is_counted_in_years() -> None:
    row = reported(Frequency.YEAR, *YEARS, as_of=date(2025, 6, 30))
    assert (row.status, row.since.quarters > 2) == (Status.OFF_TRACK, True)
    assert row.since_words == "2 роки поспіль"
    assert reported(Frequency.YEAR, *YEARS, as_of=date(2025, 6, 30), text=EN).since_words == "2 years in a row"


def test_one_year_is_no_run_however_many_quarters_it_lasts() -> None:
    row = reported(Frequency.YEAR, *YEARS[:2], as_of=date(2024, 9, 30))
    assert row.since.quarters > 1
    assert row.since_words.startswith("з ")
    assert "поспіль" not in row.since_words


def test_a_year_that_was_left_out_ends_the_run() -> None:
    told = (YEARS[0], YEARS[1], (date(2026, 2, 10), ("2025", 52.0)))
    row = reported(Frequency.YEAR, *told, as_of=date(2026, 3, 31))
    assert row.status is Status.OFF_TRACK
    assert "поспіль" not in row.since_words


def test_what_is_reported_by_half_years_is_counted_in_them() -> None:
    halves = (
        (date(2023, 2, 10), ("2022-H2", 60.0)),
        (date(2023, 8, 10), ("2023-H1", 50.0)),
        (date(2024, 2, 10), ("2023-H2", 50.0)),
        (date(2024, 8, 10), ("2024-H1", 50.0)),
    )
    row = reported(Frequency.HALF_YEAR, *halves, as_of=date(2024, 9, 30))
    assert row.since_words == "3 півріччя поспіль"
    assert (
        reported(Frequency.HALF_YEAR, *halves, as_of=date(2024, 9, 30), text=EN).since_words == "3 half-years in a row"
    )


@pytest.mark.parametrize(
    ("frequency", "n", "uk", "en"),
    [
        (Frequency.YEAR, 2, "2 роки поспіль", "2 years in a row"),
        (Frequency.YEAR, 5, "5 років поспіль", "5 years in a row"),
        (Frequency.YEAR, 21, "21 рік поспіль", "21 years in a row"),
        (Frequency.HALF_YEAR, 2, "2 півріччя поспіль", "2 half-years in a row"),
        (Frequency.HALF_YEAR, 7, "7 півріч поспіль", "7 half-years in a row"),
        (Frequency.QUARTER, 0, "п’ятий квартал поспіль", "fifth quarter in a row"),
        (Frequency.MONTH, 0, "п’ятий квартал поспіль", "fifth quarter in a row"),
    ],
)
def test_plural_forms(frequency: Frequency, n: int, uk: str, en: str) -> None:
    since = StatusDuration(5, CALENDAR.parse("2024-Q1"), False, frequency, n)
    assert (since.words(UK), since.words(EN)) == (uk, en)
