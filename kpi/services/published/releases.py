"""Every release that outsiders may see, by the day it was published: what files, feeds and the API are made from.

`day` None is the current release. What is returned is shared and never changed.
"""

from datetime import date

from kpi.cache import Cache
from kpi.measure.results import Survey
from kpi.model import Release
from kpi.services.published import surveys
from kpi.services.published.surveys import ReleaseKey
from kpi.store import public_releases

_lists: Cache[tuple[Release, ...]] = Cache(2)


def all_releases() -> tuple[Release, ...]:
    """The releases of outsiders, the oldest first; errors as in `surveys.current`."""
    now = surveys.current().release
    return _lists.get(now, lambda: tuple(public_releases()))


def past(day: date | None) -> date | None:
    """None for the day of the current release: what is kept of that release serves both of its addresses."""
    return day if day is not None and day != all_releases()[-1].published else None


def key_of(day: date | None = None) -> ReleaseKey:
    """The key of what is kept of a release; errors as in `surveys.current`."""
    return surveys.current().at(past(day))


def survey(day: date | None = None) -> Survey:
    """A release measured, as it stood on the day it was published.

    `surveys.UnavailableError` or `kpi.store.NotPublishedError` where there is none yet,
    `kpi.store.UnknownReleaseError` where none was published on that day.
    """
    return surveys.survey_of(key_of(day))
