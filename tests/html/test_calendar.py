"""The calendar of deadlines: RFC 5545 by an independent reader, the same bytes for a release, nothing internal."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Unpack

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as some

from kpi.access import public_slice
from kpi.html.feeds.icalendar import UnknownDepartmentError, escaped, feed, folded
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.model import Frequency, GoalBook, Language, Visibility
from kpi.text import Text
from tests.books import indicator, observation, plan
from tests.fiscal_years import CALENDAR
from tests.model_fields import StrategyFields

UK, EN = Text(Language.UK), Text(Language.EN)
DAY = date(2026, 8, 14)


def dataset(hidden: str = "Канарка", **strategy: Unpack[StrategyFields]) -> Dataset:
    """Two open indicators, a delayed one, and an internal one that the public slice cuts."""
    book = GoalBook(
        goal="1.2",
        indicators=(
            indicator("1.2.1", name="Ліжок, на 10 тис.; план\\факт", name_en="Beds"),
            indicator("1.2.2", name="Щорічний", frequency=Frequency.YEAR),
            indicator("1.2.3", name="Із затримкою", visibility=Visibility.DELAYED, delay_months=6, ground="ст. 6"),
            indicator("1.2.4", name=hidden, visibility=Visibility.INTERNAL, ground="ст. 6", department=hidden),
        ),
        observations=(observation("1.2.3", "2025-Q4", 1.0), observation("1.2.4", "2026-Q1", 2.0)),
    )
    return public_slice(dataset_from_books([(book, DAY)], plan(**strategy)), DAY)


def read(body: bytes) -> tuple[icalendar.Calendar, dict[date, icalendar.Event]]:
    calendar = icalendar.Calendar.from_ical(body)
    assert isinstance(calendar, icalendar.Calendar)
    events = [event for event in calendar.walk("VEVENT") if isinstance(event, icalendar.Event)]
    assert [event.errors for event in events if event.errors] == []
    assert calendar.errors == []
    return calendar, {event.decoded("DTSTART"): event for event in events}


def test_an_independent_reader_finds_every_deadline() -> None:
    calendar, events = read(feed(dataset(), UK))
    assert str(calendar["VERSION"]) == "2.0"
    assert "Зразкова громада" in str(calendar["X-WR-CALNAME"])
    october = events[date(2026, 10, 15)]
    # beside the quarter that has just ended, the one whose values the plan opens half a year later
    listed = ", ".join(UK.period(CALENDAR.period(2026, 3, quarter)) for quarter in (1, 3))
    assert str(october["SUMMARY"]) == f"Строк подання даних: {listed}"
    assert "1.2.1 Ліжок, на 10 тис.; план\\факт\n" in str(october["DESCRIPTION"])
    assert october.decoded("DTEND") == date(2026, 10, 16)
    january = events[date(2027, 1, 15)]
    periods = [CALENDAR.period(2026, 3, 4), CALENDAR.period(2026, 12)]
    assert str(january["SUMMARY"]).endswith(", ".join(UK.period(period) for period in periods))
    delayed = events[date(2026, 7, 15)]
    assert "1.2.3 Із затримкою" in str(delayed["DESCRIPTION"])
    assert UK.period(CALENDAR.period(2025, 3, 4)) in str(delayed["SUMMARY"])


def test_every_event_is_whole_and_named_once() -> None:
    _, events = read(feed(dataset(), UK, site="https://site.example.org"))
    for event in events.values():
        assert {"UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "URL", "LAST-MODIFIED"} <= set(event)
        assert event.decoded("DTSTAMP").utcoffset() == timedelta(0)
        assert event.decoded("DTSTAMP").date() == DAY
    assert len({str(event["UID"]) for event in events.values()}) == len(events) > 5


def test_what_is_long_past_is_left_out() -> None:
    """Deadlines ahead, and those of the year before the release; not every one since the strategy began."""
    _, events = read(feed(dataset(), UK))
    assert min(events) == date(2025, 10, 15)
    assert max(events) > date(2026, 12, 31)
    assert DAY - timedelta(days=366) <= min(events)


def test_lines_end_and_fold_as_the_standard_says() -> None:
    body = feed(dataset(), UK)
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two


def test_a_release_gives_the_same_bytes_and_the_same_names() -> None:
    assert feed(dataset(), UK) == feed(dataset(), UK)
    uids = {day: str(event["UID"]) for day, event in read(feed(dataset(), UK))[1].items()}
    assert uids == {day: str(event["UID"]) for day, event in read(feed(dataset(), EN))[1].items()}
    later = {day: str(event["UID"]) for day, event in read(feed(dataset(deadline_days=20), UK))[1].items()}
    assert set(later.values()) == set(uids.values())
    assert later[date(2026, 10, 20)] == uids[date(2026, 10, 15)]
    other = read(feed(dataset(community="Інша громада"), UK))[1]
    assert not {str(event["UID"]) for event in other.values()} & set(uids.values())


def test_a_frequency_with_a_term_of_its_own_is_an_event_of_its_own() -> None:
    usual = {day: str(event["UID"]) for day, event in read(feed(dataset(), UK))[1].items()}
    apart = read(feed(dataset(deadline_days_year=60), UK))[1]
    january, march = apart[date(2027, 1, 15)], apart[date(2027, 3, 1)]
    assert str(january["UID"]) == usual[date(2027, 1, 15)]
    assert "1.2.2 Щорічний" not in str(january["DESCRIPTION"])
    assert "1.2.2 Щорічний" in str(march["DESCRIPTION"])
    uids = [str(event["UID"]) for event in apart.values()]
    assert len(uids) == len(set(uids))
    moved = read(feed(dataset(deadline_days_year=70), UK))[1]
    assert str(moved[date(2027, 3, 11)]["UID"]) == str(march["UID"]), "a changed term moves the event"


def test_a_plan_without_terms_has_no_deadlines() -> None:
    calendar, events = read(feed(dataset(deadline_days=None), UK))
    assert events == {}
    assert "Зразкова громада" in str(calendar["X-WR-CALNAME"])
    (day,) = {(day.month, day.day) for day in read(feed(dataset(deadline_days=None, deadline_days_year=60), UK))[1]}
    assert day in {(3, 1), (2, 29)}


def test_what_is_internal_leaves_no_trace() -> None:
    body = feed(dataset(), UK)
    assert body == feed(dataset("Зовсім інше"), UK)
    assert "анарка" not in body.decode().replace("\r\n ", "")
    with pytest.raises(UnknownDepartmentError):
        feed(dataset(), UK, "Канарка")


def test_one_departments_calendar() -> None:
    calendar, events = read(feed(dataset(), UK, "health", "https://site.example.org"))
    assert "Управління охорони здоров" in str(calendar["NAME"])
    assert str(events[date(2026, 10, 15)]["URL"]) == "https://site.example.org/indicators?department=health"
    whole = read(feed(dataset(), UK))[1]
    assert str(whole[date(2026, 10, 15)]["UID"]) != str(events[date(2026, 10, 15)]["UID"])
    with pytest.raises(UnknownDepartmentError):
        feed(dataset(), UK, "nobody")


def test_it_speaks_english() -> None:
    calendar, events = read(feed(dataset(), EN, "health"))
    assert str(calendar["NAME"]) == "Data deadlines — Зразкова громада: Health department"
    assert str(events[date(2026, 10, 15)]["SUMMARY"]) == "Data due: Q1 2026, Q3 2026"
    assert "1.2.1 Beds" in str(events[date(2026, 10, 15)]["DESCRIPTION"])


def test_a_plan_without_indicators_is_an_empty_calendar() -> None:
    empty = dataset_from_books([], plan())
    assert read(feed(empty, UK))[1] == {}


def test_made_up_data_are_called_so() -> None:
    said = "Демонстраційні дані"
    assert said in str(read(feed(dataset(), UK))[0]["DESCRIPTION"])
    real = dataset()
    body = feed(replace(real, strategy=replace(real.strategy, illustrative=False)), UK)
    assert said not in body.decode().replace("\r\n ", "")


@given(some.text(max_size=300))
def test_any_text_survives_escaping_and_folding(value: str) -> None:
    line = folded(f"SUMMARY:{escaped(value)}")
    assert all(len(piece.encode()) <= 75 for piece in line.split("\r\n"))
    event = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    (found,) = icalendar.Calendar.from_ical(event.encode()).walk("VEVENT")
    kept = "".join(
        c for c in value.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or c.isprintable() or ord(c) > 127
    )
    assert str(found["SUMMARY"]) == kept
