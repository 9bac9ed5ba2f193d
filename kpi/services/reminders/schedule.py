"""The steps of reminding about one deadline, in working days, and which of them is in force on a day."""

from datetime import date, timedelta
from enum import StrEnum

from kpi.services.reminders.working_days import Workdays


class ReminderStep(StrEnum):
    """A reminder's kind. Values stand in the store."""

    BEFORE_5 = "before_5"
    BEFORE_1 = "before_1"
    AT = "at"
    AFTER_1 = "after_1"
    AFTER_5 = "after_5"
    WEEKLY = "weekly"


#: the least days between the last single step and the first Monday on which the weekly ones begin
_REST = timedelta(days=5)


def step_days(deadline: date, workdays: Workdays) -> dict[ReminderStep, date]:
    """The day of each step, ascending. A deadline on a day off is reminded of on the last working day before it."""
    at = workdays.last_by(deadline)
    return {
        ReminderStep.BEFORE_5: workdays.shifted(at, -5),
        ReminderStep.BEFORE_1: workdays.shifted(at, -1),
        ReminderStep.AT: at,
        ReminderStep.AFTER_1: workdays.shifted(deadline, 1),
        ReminderStep.AFTER_5: workdays.shifted(deadline, 5),
    }


def step_on(deadline: date, day: date, workdays: Workdays) -> ReminderStep | None:
    """The step in force on `day`: the last one whose day has come; None before, and on a day off.

    A step whose day was missed (the server stood still) is in force until the next one, a weekly one to its week's end.
    """
    if not workdays.worked(day):
        return None
    days = step_days(deadline, workdays)
    if day >= weekly_since(deadline, workdays):
        return ReminderStep.WEEKLY
    return next((step for step, begins in reversed(days.items()) if begins <= day), None)


def weekly_since(deadline: date, workdays: Workdays) -> date:
    """The Monday from which a deadline is reminded of once a week: all of a department's together."""
    rested = workdays.shifted(deadline, 5) + _REST
    return rested + timedelta(days=-rested.weekday() % 7)


def step_mark(step: ReminderStep, day: date) -> str:
    """What a sent step is known by: its own name, of a weekly one with its week: «weekly_2026-W48»."""
    if step is not ReminderStep.WEEKLY:
        return step.value
    year, week, _ = day.isocalendar()
    return f"{step}_{year}-W{week:02}"
