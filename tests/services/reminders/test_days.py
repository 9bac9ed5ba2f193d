"""Working days and the steps of reminding."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kpi.services.reminders.schedule import ReminderStep, step_days, step_mark, step_on, weekly_since
from kpi.services.reminders.working_days import Workdays

PLAIN = Workdays()
days = some.dates(date(2024, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 10, 15), -5, date(2026, 10, 8)),
        (date(2026, 10, 15), 1, date(2026, 10, 16)),
        (date(2026, 10, 16), 1, date(2026, 10, 19)),
        (date(2026, 11, 15), 1, date(2026, 11, 16)),  # from a Sunday
        (date(2026, 11, 15), -1, date(2026, 11, 13)),
        (date(2026, 10, 15), 0, date(2026, 10, 15)),
    ],
)
def test_days_off_are_passed_over(day: date, count: int, expected: date) -> None:
    assert PLAIN.shifted(day, count) == expected


def test_public_holidays_are_working_days_unless_the_settings_say_otherwise() -> None:
    assert PLAIN.worked(date(2026, 12, 25))
    with_holidays = Workdays.parse("2026-12-25, 2027-01-01;\n2027-03-08")
    assert with_holidays.days_off == {date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 8)}
    assert with_holidays.shifted(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert Workdays.parse("") == PLAIN


def test_a_word_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="25"):
        Workdays.parse("25.12.2026")


@given(days, some.integers(1, 30))
def test_shifting_counts_what_lies_between(day: date, count: int) -> None:
    later = PLAIN.shifted(day, count)
    assert PLAIN.worked(later)
    assert PLAIN.between(day, later) == count
    assert PLAIN.shifted(later, -count) == (day if PLAIN.worked(day) else PLAIN.last_by(day))


def test_the_steps_of_a_deadline_in_the_week() -> None:
    assert step_days(date(2026, 10, 15), PLAIN) == {
        ReminderStep.BEFORE_5: date(2026, 10, 8),
        ReminderStep.BEFORE_1: date(2026, 10, 14),
        ReminderStep.AT: date(2026, 10, 15),
        ReminderStep.AFTER_1: date(2026, 10, 16),
        ReminderStep.AFTER_5: date(2026, 10, 22),
    }


def test_a_deadline_on_a_day_off_is_reminded_of_before_it() -> None:
    found = step_days(date(2026, 11, 15), PLAIN)  # a Sunday
    assert (found[ReminderStep.BEFORE_1], found[ReminderStep.AT]) == (date(2026, 11, 12), date(2026, 11, 13))
    assert found[ReminderStep.AFTER_1] == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (date(2026, 10, 7), None),
        (date(2026, 10, 8), ReminderStep.BEFORE_5),
        (date(2026, 10, 9), ReminderStep.BEFORE_5),  # made up for
        (date(2026, 10, 10), None),  # a Saturday
        (date(2026, 10, 14), ReminderStep.BEFORE_1),
        (date(2026, 10, 15), ReminderStep.AT),
        (date(2026, 10, 16), ReminderStep.AFTER_1),
        (date(2026, 10, 21), ReminderStep.AFTER_1),
        (date(2026, 10, 22), ReminderStep.AFTER_5),
        (date(2026, 10, 29), ReminderStep.AFTER_5),
        (date(2026, 10, 30), ReminderStep.AFTER_5),
        (date(2026, 10, 31), None),
        (date(2026, 11, 2), ReminderStep.WEEKLY),  # a Monday
        (date(2027, 8, 27), ReminderStep.WEEKLY),  # as long as it takes
    ],
)
def test_the_step_in_force(day: date, step: ReminderStep | None) -> None:
    assert step_on(date(2026, 10, 15), day, PLAIN) == step


@given(days)
def test_each_step_has_its_day_in_order_and_none_is_skipped(deadline: date) -> None:
    found = step_days(deadline, PLAIN)
    assert [*found, ReminderStep.WEEKLY] == list(ReminderStep)
    begins = weekly_since(deadline, PLAIN)
    assert begins.weekday() == 0
    assert begins > found[ReminderStep.AFTER_5]
    assert step_mark(ReminderStep.WEEKLY, begins) != step_mark(ReminderStep.WEEKLY, begins + timedelta(days=7))
    assert sorted(set(found.values())) == list(found.values())
    for step, day in found.items():
        assert step_on(deadline, day, PLAIN) is step
    assert step_on(deadline, found[ReminderStep.BEFORE_5] - timedelta(days=1), PLAIN) is None
