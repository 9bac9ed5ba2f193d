"""Numbers, plurals and dates as Ukrainian and English write them."""

from datetime import date

import pytest

from kpi.model import Language
from kpi.text import Text, decimals_of
from tests.fiscal_years import CALENDAR

UK, EN = Text(Language.UK), Text(Language.EN)


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "0 показників"),
        (1, "1 показник"),
        (2, "2 показники"),
        (5, "5 показників"),
        (11, "11 показників"),
        (12, "12 показників"),
        (21, "21 показник"),
        (22, "22 показники"),
        (25, "25 показників"),
        (101, "101 показник"),
        (111, "111 показників"),
        (144, "144 показники"),
        (0.5, "0,5 показника"),
        (1000, "1\u202f000 показників"),
    ],
)
def test_ukrainian_plurals(n: float, words: str) -> None:
    assert UK.count("count.indicators", n) == words


@pytest.mark.parametrize(("n", "words"), [(0, "0 indicators"), (1, "1 indicator"), (2, "2 indicators")])
def test_english_plurals(n: float, words: str) -> None:
    assert EN.count("count.indicators", n) == words


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "uk", "en"),
    [
        (1234.5, 1, False, "1\u202f234,5", "1,234.5"),
        (999, 0, False, "999", "999"),
        (-9.2, 1, True, "−9,2", "−9.2"),
        (9.2, 1, True, "+9,2", "+9.2"),
        (-0.04, 1, True, "0,0", "0.0"),
        (0.0, 0, True, "0", "0"),
        (1000000, 0, False, "1\u202f000\u202f000", "1,000,000"),
        (68.4, None, False, "68,4", "68.4"),
    ],
)
def test_numbers(value: float, decimals: int | None, signed: bool, uk: str, en: str) -> None:
    assert UK.number(value, decimals, signed=signed) == uk
    assert EN.number(value, decimals, signed=signed) == en


def test_missing_is_a_dash_and_never_zero() -> None:
    assert UK.number(None) == UK.quantity(None, "%") == UK.percent(None) == UK.date(None) == "—"


def test_units() -> None:
    assert UK.quantity(68.4, "%") == "68,4\u202f%"
    assert EN.quantity(68.4, "%") == "68.4%"
    assert UK.quantity(46, "км", 1) == "46,0\u00a0км"
    assert UK.percent(0.684) == "68\u202f%"


def test_a_difference_of_percents_is_in_percentage_points() -> None:
    assert UK.difference(-9.2, "%", 1) == "−9,2\u00a0в.\u00a0п."
    assert EN.difference(1.6, "%", 1) == "+1.6\u00a0pp"
    assert UK.difference(3, "км", 0) == "+3\u00a0км"


@pytest.mark.parametrize(
    ("code", "short", "long", "english"),
    [
        ("2026", "2026", "2026\u00a0рік", "2026"),
        ("2026-H1", "I\u00a0півр.\u00a02026", "I півріччя 2026\u00a0року", "H1 2026"),
        ("2026-Q3", "III\u00a0кв.\u00a02026", "III квартал 2026\u00a0року", "Q3 2026"),
        ("2026-07", "липень 2026", "липень 2026\u00a0року", "July 2026"),
    ],
)
def test_periods(code: str, short: str, long: str, english: str) -> None:
    period = CALENDAR.parse(code)
    assert (UK.period(period), UK.period_long(period), EN.period(period)) == (short, long, english)


def test_dates() -> None:
    day = date(2026, 9, 30)
    assert (UK.date(day), UK.date_long(day)) == ("30.09.2026", "30 вересня 2026 року")
    assert (EN.date(day), EN.date_long(day)) == ("30 Sep 2026", "30 September 2026")


def test_decimals_serve_a_whole_column() -> None:
    assert decimals_of(1.0, 2.5, None) == 1
    assert decimals_of(10.0, 20.0) == 0
    assert decimals_of(1 / 3) == 2


def test_a_text_that_counts_needs_count_and_the_other_way_round() -> None:
    with pytest.raises(KeyError):
        UK.say("count.indicators")
    with pytest.raises(KeyError):
        UK.count("status.on_track", 1)
    with pytest.raises(KeyError):
        UK.say("no.such.key")


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert "{n}" not in UK.count("count.indicators", 3)
