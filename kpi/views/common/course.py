"""Where a strategy stands in its course: before its first day, running, suspended, over, without data (METHOD 9)."""

from datetime import date
from enum import StrEnum

from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
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
    day = today or survey.now.known_at
    if day < first_day(survey):
        return Course.NOT_STARTED
    if _all_suspended(survey):
        return Course.SUSPENDED
    if without_values(survey):
        return Course.NO_DATA
    return Course.ENDED if day > last_day(survey) else Course.RUNNING


@cache_by_survey
def _all_suspended(survey: Survey) -> bool:
    """Whether the assessment of every indicator is; not where there is none."""
    statuses = survey.now.indicators["status"]
    return len(statuses) > 0 and bool((statuses == Status.SUSPENDED).all())


@cache_by_survey
def without_values(survey: Survey) -> bool:
    """Whether nobody has ever reported a value."""
    return bool(survey.dataset.observations["value"].isna().all())


def first_day(survey: Survey) -> date:
    """The first day of the first year."""
    return survey.dataset.strategy.first_day


def last_day(survey: Survey) -> date:
    """The last day of the last year."""
    return survey.dataset.strategy.last_day
