"""Where a strategy stands in its course: before its first day, running, suspended, over, without data (METHOD 9)."""

from datetime import date
from enum import StrEnum

from kpi.measure.results import Survey
from kpi.model import Status


class Course(StrEnum):
    """What a page must say before anything else; `RUNNING` asks for no words."""

    NOT_STARTED = "not_started"
    NO_DATA = "no_data"  # nothing of any indicator is known yet
    SUSPENDED = "suspended"  # the assessment of every indicator
    ENDED = "ended"
    RUNNING = "running"


def course(survey: Survey, today: date | None = None) -> Course:
    """The course of a strategy on the reader's day; without one on the day by which the survey knows."""
    day, statuses = today or survey.now.known_at, survey.now.indicators["status"]
    if day < first_day(survey):
        return Course.NOT_STARTED
    if len(statuses) and (statuses == Status.SUSPENDED).all():
        return Course.SUSPENDED
    if survey.dataset.observations["value"].isna().all():
        return Course.NO_DATA
    return Course.ENDED if day > last_day(survey) else Course.RUNNING


def first_day(survey: Survey) -> date:
    """The first day of the first year."""
    return survey.dataset.strategy.first_day


def last_day(survey: Survey) -> date:
    """The last day of the last year."""
    return survey.dataset.strategy.last_day
