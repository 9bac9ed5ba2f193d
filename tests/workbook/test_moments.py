"""Days of cells with times and zones."""

import pytest

from kpi.workbook.reader.calendar import serial_date, written_date
from tests.workbook.formatted import Is, number, reading_of, text
from tests.workbook.tables import GOOD, told

SUSPENDED = (
    f"{GOOD}# Призупинення\nКод | Від | До | Причина | Акт (номер і дата)\n1.1.1 | 01.01.2022 | | обстріли | № 1\n"
)
SINCE = "Призупинення!B2"
SECOND = 1 / 86400


def _since(cell: Is, date1904: bool = False) -> tuple[str, list[str]]:
    found = reading_of({SINCE: cell}, SUSPENDED, date1904=date1904)
    day = found.goal_book.suspensions[0].since.isoformat() if found.goal_book else ""
    return day, told(found)


@pytest.mark.parametrize("before", [4, 43, 30, 17])
@pytest.mark.parametrize("date1904", [False, True])
def test_seconds_before_midnight_are_midnight(before: int, date1904: bool) -> None:
    serial = (44927 - (1462 if date1904 else 0)) - before * SECOND
    assert _since(number(serial, "dd.mm.yyyy"), date1904=date1904) == ("2023-01-01", [f"date_rounded {SINCE}"])


@pytest.mark.parametrize("time", [0, 0.25, 0.5, 1 - 60 * SECOND, 1 - SECOND])
def test_other_times_stay_in_their_day(time: float) -> None:
    assert _since(number(44926 + time, "dd.mm.yyyy h:mm")) == ("2022-12-31", [])


def test_dust_of_fractions_is_no_time() -> None:
    assert _since(number(44926.99999999999, "dd.mm.yyyy")) == ("2023-01-01", [])


@pytest.mark.parametrize(
    ("words", "day", "problem"),
    [
        ("2022-12-31T22:00:00.000Z", "2023-01-01", "date_zoned"),
        ("2022-12-31T21:59:17Z", "2023-01-01", "date_zoned"),
        ("2022-06-30T21:00:00Z", "2022-07-01", "date_zoned"),
        ("2022-12-31T20:00:00Z", "2022-12-31", "date_zoned"),
        ("2023-01-01T00:00:00+02:00", "2023-01-01", "date_zoned"),
        ("2023-01-01T00:00:00+0300", "2022-12-31", "date_zoned"),
        ("2022-12-31T20:30:00-05:00", "2023-01-01", "date_zoned"),
        ("2022-12-31T22:00:00", "2022-12-31", ""),
        ("2022-12-31 22:00", "2022-12-31", ""),
        ("2022-12-31T23:59:17", "2023-01-01", "date_rounded"),
        ("31.12.2022 23:59:59", "2022-12-31", ""),
        ("31.12.2022, 08:15", "2022-12-31", ""),
        ("2022-12-31T24:00:00", "2023-01-01", ""),
    ],
)
def test_written_moments(words: str, day: str, problem: str) -> None:
    assert _since(text(words)) == (day, [f"{problem} {SINCE}"] if problem else [])


@pytest.mark.parametrize("words", ["2022-12-31T25:00:00Z", "2022-12-31T10:75", "2022-13-31T10:00Z", "31.12.2022 25:00"])
def test_no_moments(words: str) -> None:
    assert written_date(words) is None
    assert _since(text(words)) == ("", [f"date_invalid {SINCE}"])


@pytest.mark.parametrize(
    ("serial", "date1904", "day"),
    [(1, False, "1900-01-01"), (59, False, "1900-02-28"), (61, False, "1900-03-01"), (0, True, "1904-01-01")],
)
def test_both_systems(serial: float, date1904: bool, day: str) -> None:
    found = serial_date(serial, date1904=date1904)
    assert found is not None
    assert found.isoformat() == day


@pytest.mark.parametrize("serial", [-1, 2_958_466, 1e300, 2_958_465.999])
@pytest.mark.parametrize("date1904", [False, True])
def test_no_day(serial: float, date1904: bool) -> None:
    assert serial_date(serial, date1904=date1904) is None
