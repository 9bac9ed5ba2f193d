"""Who is reminded of what: pure, and in step with what measuring calls overdue."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from kpi.measure import measure
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import EXTENSIONS, Dataset, frame
from kpi.measure.deadlines import awaited_periods, deadlines, departments_of, reported_periods
from kpi.model import Language, Observation, Status, Suspension, month_index
from kpi.services.reminders import letter_body
from kpi.services.reminders.due import ReminderKey, chase_letter, reminders
from kpi.services.reminders.letter_body import LetterContext
from kpi.services.reminders.paragraphs import plain
from kpi.services.reminders.schedule import ReminderStep
from kpi.services.reminders.working_days import Workdays
from kpi.text import Text
from tests.books import observation
from tests.services.reminders.edition import DEADLINE, OPEN, PUBLISHED, SECRET, SPORT, books, plan

PLAIN, UK = Workdays(), Text(Language.UK)


def dataset(
    *more: Observation, suspensions: tuple[Suspension, ...] = (), contact: str = "health@example.org"
) -> Dataset:
    return dataset_from_books([(book, None) for book in books(*more, suspensions=suspensions)], plan(contact))


def test_one_letter_a_department_with_what_is_missing() -> None:
    health, sport = reminders(dataset(), DEADLINE, PLAIN)
    assert (health.department, health.contact) == ("health", ("health@example.org",))
    (notice,) = health.notices
    assert (notice.step, notice.deadline, [p.code for p in notice.periods]) == (ReminderStep.AT, DEADLINE, ["2026-Q3"])
    assert [item.code for item in notice.items] == [OPEN]
    assert notice.restricted == 1
    assert (sport.department, sport.contact) == ("sport", ())
    assert [item.code for item in sport.items] == ["1.2.3"]


def test_what_is_restricted_is_counted_and_never_named() -> None:
    found = reminders(dataset(), DEADLINE, PLAIN)
    assert "Канарка" not in repr(found)
    assert SECRET not in repr(found)


@pytest.mark.parametrize("more", [observation(OPEN, "2026-Q3", 51.0), observation(OPEN, "2026-Q3")])
def test_a_value_or_a_gap_ends_reminding(more: Observation) -> None:
    secret = observation(SECRET, "2026-Q3", 1.0)
    found = reminders(dataset(more, secret), DEADLINE, PLAIN)
    assert [reminder.department for reminder in found] == ["sport"]


def test_a_breakdown_alone_is_not_the_value() -> None:
    part = observation(OPEN, "2026-Q3", 20.0, breakdown="жінки")
    assert [item.code for item in reminders(dataset(part), DEADLINE, PLAIN)[0].items] == [OPEN]


@pytest.mark.parametrize(("code", "left"), [(OPEN, ["1.2.3"]), ("1.2", []), ("1", [])])
def test_what_is_suspended_is_not_asked_for(code: str, left: list[str]) -> None:
    stopped = Suspension(code=code, since=date(2026, 7, 1), reason="бойові дії", act="№ 1")
    found = reminders(dataset(suspensions=(stopped,)), DEADLINE, PLAIN)
    assert [item.code for reminder in found for item in reminder.items] == left


def test_without_terms_nobody_is_reminded_and_an_editor_may_ask() -> None:
    made = plan()
    made = replace(made, strategy=replace(made.strategy, deadline_days=None, illustrative=False))
    whole = dataset_from_books([(book, None) for book in books()], made)
    for day in (DEADLINE, DEADLINE + timedelta(days=1), DEADLINE + timedelta(days=30)):
        assert reminders(whole, day, PLAIN) == ()
    letter = chase_letter(whole, "health", DEADLINE, PLAIN)
    assert letter is not None
    (notice,) = letter.notices
    assert (notice.deadline, [item.code for item in notice.items]) == (None, [OPEN])
    assert letter.keys == (ReminderKey("health", "2026-Q3", date(2026, 9, 30), f"chase_{DEADLINE}"),)
    about = LetterContext(made.strategy, DEADLINE, PLAIN)
    assert letter_body.subject(letter, about, UK).replace("\u00a0", " ") == "Чекаємо на дані за III квартал 2026 року"
    words = plain(letter_body.parts(letter, about, "", UK)).replace("\u00a0", " ")
    assert "Чекаємо на дані за III квартал 2026 року." in words
    assert "трок" not in words
    assert "вчасно" not in words


def test_what_was_sent_is_not_sent_again_and_the_next_step_is() -> None:
    first = reminders(dataset(), DEADLINE, PLAIN)
    keys = [key for reminder in first for key in reminder.keys]
    assert ReminderKey("health", "2026-Q3", DEADLINE, ReminderStep.AT) in keys
    assert reminders(dataset(), DEADLINE, PLAIN, keys) == ()
    again = reminders(dataset(), DEADLINE + timedelta(days=1), PLAIN, keys)
    assert [reminder.notices[0].step for reminder in again] == [ReminderStep.AFTER_1] * 2


def test_nothing_on_a_day_off_and_nothing_between_deadlines() -> None:
    assert reminders(dataset(), date(2026, 10, 17), PLAIN) == ()
    assert reminders(dataset(), date(2026, 9, 1), PLAIN) == ()


def test_earlier_deadlines_are_listed_once_in_the_next_letter() -> None:
    friday = date(2027, 1, 15)
    weekly = [key for one in reminders(dataset(), friday, PLAIN) for key in one.keys if key.step == "weekly_2027-W02"]
    assert {(key.department, key.period) for key in weekly} == {("health", "2026-Q3"), ("sport", "2026-Q3")}
    (health, _) = reminders(dataset(), friday, PLAIN, weekly)
    assert [(item.code, item.period.code) for item in health.earlier] == [(OPEN, "2026-Q3")]
    assert health.earlier_restricted == 1


def test_what_stays_unreported_is_asked_for_once_a_week_all_together() -> None:
    """8.1.5 was 317 days late and nobody was told: there is no last letter."""
    day, sent = date(2026, 11, 2), list[ReminderKey]()
    letters = []
    while day < date(2026, 11, 30):
        for one in reminders(dataset(), day, PLAIN, sent):
            letters.append((one.department, day.isoformat(), [n.step for n in one.notices]))
            sent += one.keys
        day += timedelta(days=1)
    mondays = ["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"]
    assert letters == [(who, day, [ReminderStep.WEEKLY]) for day in mondays for who in ("health", "sport")]


def test_an_extended_term_is_what_is_reminded_of() -> None:
    later = date(2026, 11, 12)
    row = {"code": OPEN, "end": 2026 * 12 + 9, "span_months": 3, "deadline": later, "reason": "хвороба"}
    granted = Dataset(**{**vars(dataset()), "extensions": frame([row | {"published": PUBLISHED}], EXTENSIONS)})
    assert OPEN not in [item.code for one in reminders(granted, DEADLINE, PLAIN) for item in one.items]
    last = [one.notices[-1] for one in reminders(granted, later, PLAIN)]
    assert [(n.step, [item.code for item in n.items]) for n in last] == [
        (ReminderStep.AT, [OPEN]),
        (ReminderStep.WEEKLY, ["1.2.3"]),
    ]


def test_a_letter_by_hand_names_all_that_has_not_come() -> None:
    early = chase_letter(dataset(), "health", date(2026, 10, 2), PLAIN)
    late = chase_letter(dataset(), "health", date(2026, 12, 1), PLAIN)
    assert early is not None
    assert late is not None
    assert [(n.step, n.mark, n.restricted) for n in early.notices] == [(ReminderStep.BEFORE_5, "chase_2026-10-02", 1)]
    assert [(n.step, n.mark) for n in late.notices] == [(ReminderStep.WEEKLY, "chase_2026-12-01")]
    assert [item.code for item in late.items] == [OPEN]
    assert chase_letter(dataset(), "health", date(2026, 9, 1), PLAIN) is None


def test_a_hole_that_a_later_value_has_passed_over_is_asked_for_apart() -> None:
    """The site does not mark its indicator as late, so the letter must not say so."""
    later, secret = observation(OPEN, "2026-Q4", 52.0), observation(SECRET, "2026-Q4", 1.0)
    (health, *_) = reminders(dataset(later, secret), date(2027, 1, 15), PLAIN)
    (notice,) = health.notices
    assert (notice.passed_over, [(one.code, one.period.code) for one in notice.items]) == (True, [(OPEN, "2026-Q3")])
    about = LetterContext(plan().strategy, date(2027, 1, 15), PLAIN)
    said = plain(letter_body.parts(health, about, "", UK)).replace("\xa0", " ")
    assert "Пізніші дані за цими показниками вже надійшли, а за цей період — ні." in said
    assert "На сайті ці показники позначено" not in said


def test_older_terms_of_an_indicator_are_one_line_below_its_last() -> None:
    made, day = dataset(), date(2027, 1, 18)
    rows = made.observations
    rows = rows[(rows["code"] != OPEN) | (rows["end"] != month_index(2026, 6))].reset_index(drop=True)
    (health, *_) = reminders(Dataset(**{**vars(made), "observations": rows}), day, PLAIN)
    assert [(n.deadline, n.passed_over, len(n.items), n.restricted) for n in health.notices] == [
        (date(2027, 1, 15), False, 1, 1)
    ]
    assert [(one.code, one.period.code) for one in health.earlier] == [(OPEN, "2026-Q2"), (OPEN, "2026-Q3")]
    assert health.earlier_restricted == 1
    about = LetterContext(plan().strategy, day, PLAIN)
    said = plain(letter_body.parts(health, about, "", UK)).replace("\xa0", " ")
    assert "— за II квартал 2026 року і III квартал 2026 року; перший строк минув 15.07.2026\n" in said
    assert "На сайті ці показники позначено як не подані вчасно." in said
    assert "Із попередніх строків не подано ще 1 показник" in said


def test_of_restricted_values_alone_no_letter_says_that_they_are_marked_on_the_site() -> None:
    (health, *_) = reminders(dataset(observation(OPEN, "2026-Q3", 51.0)), date(2026, 10, 19), PLAIN)
    (notice,) = health.notices
    assert (notice.items, notice.restricted) == ((), 1)
    about = LetterContext(plan().strategy, date(2026, 10, 19), PLAIN)
    assert "На сайті" not in plain(letter_body.parts(health, about, "", UK))


def test_steps_of_two_deadlines_share_a_letter_the_later_step_first() -> None:
    made = dataset()
    delayed = made.indicators.assign(
        delay_months=made.indicators["delay_months"].where(made.indicators["code"] != OPEN, 1)
    )
    moved = Dataset(**{**vars(made), "indicators": delayed})
    day = date(2026, 11, 13)  # the last working day before Sunday the 15th
    found = reminders(moved, day, PLAIN)
    assert [(r.department, n.step, n.deadline) for r in found for n in r.notices if r.department == "health"] == [
        ("health", ReminderStep.WEEKLY, DEADLINE),
        ("health", ReminderStep.AT, date(2026, 11, 15)),
    ]


def test_a_department_that_is_only_a_name_comes_last_without_an_address() -> None:
    made = dataset()
    named = made.indicators.assign(
        department=made.indicators["department"].where(made.indicators["code"] != OPEN, "Ґанок")
    )
    found = reminders(Dataset(**{**vars(made), "indicators": named}), DEADLINE, PLAIN)
    assert [(r.department, r.contact) for r in found][-1] == ("Ґанок", ())


def test_reminding_and_measuring_agree_on_what_is_overdue(edition: Dataset) -> None:
    """For every indicator that is not suspended: its last passed deadline has no row = `overdue`."""
    for day in (date(2026, 11, 14), date(2027, 1, 16), date(2026, 5, 14)):
        measured = measure(edition, day, day).indicators
        active = measured[measured["status"] != Status.SUSPENDED].set_index("code")
        due = deadlines(edition)
        passed = due[(due["deadline"] < pd.Timestamp(day)) & (due["end"] <= 12 * day.year + day.month - 1)]
        last = passed.drop_duplicates("code", keep="last")
        known = edition.observations["published"].isna() | (edition.observations["published"] <= pd.Timestamp(day))
        there = reported_periods(Dataset(**{**vars(edition), "observations": edition.observations[known]}))
        missing = set(awaited_periods(last, there)["code"])
        overdue = set(active.index[active["overdue"]])
        assert overdue, day
        assert missing & set(active.index) == overdue


def test_every_deadline_is_that_of_its_period(edition: Dataset) -> None:
    due = deadlines(edition)
    assert not due.duplicated(["code", "end"]).any()
    assert (due["end"] % due["span_months"] == 0).all()
    assert (due["closed"] >= due["end"]).all()
    plain = due[due["closed"] == due["end"]]
    quarter = plain[plain["end"] == 12 * 2026 + 9]["deadline"].unique()
    assert [moment.date() for moment in pd.DatetimeIndex(quarter)] == [DEADLINE]
    assert set(due["code"]) <= set(edition.indicators["code"])


def test_departments_are_known_by_code_and_by_name() -> None:
    owners = departments_of(dataset())
    assert owners[OPEN] == "health"
    assert owners["1.2.3"] == owners[SPORT] == "sport"
