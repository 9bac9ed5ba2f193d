"""Every release that outsiders may see, by the day it was published: what files, feeds and the API are made from.

`day` None is the last release, `edition` None the edition that the address means (`editions.edition_shown`). What is
returned is shared and never changed.
"""

from dataclasses import replace
from datetime import date

from kpi.measure.results import Survey
from kpi.model import Release
from kpi.services.published import editions, surveys
from kpi.services.published.surveys import ReleaseKey


def every_release() -> tuple[Release, ...]:
    """The releases of all editions, the oldest first; errors as in `surveys.current`."""
    return editions.every_release(surveys.current().release)


def all_releases(edition: str | None = None) -> tuple[Release, ...]:
    """The releases of an edition, of the one in force where none is named, the oldest first."""
    now = surveys.current().release
    named = editions.in_front(now) if edition is None else edition
    return tuple(one for one in editions.every_release(now) if one.edition == named)


def key_of(day: date | None = None, edition: str | None = None) -> ReleaseKey:
    """The key of what is kept of a release; errors as in `surveys.current`.

    The day of an edition's last release and no day are one key: what is kept serves both addresses.
    """
    key = surveys.current().at(day, edition)
    return replace(key, day=None) if day == all_releases(key.edition)[-1].published else key


def survey(day: date | None = None, edition: str | None = None) -> Survey:
    """A release measured, as it stood on the day it was published.

    `surveys.UnavailableError` or `kpi.store.NotPublishedError` where there is none yet,
    `kpi.store.UnknownReleaseError` where none was published on that day.
    """
    return surveys.survey_of(key_of(day, edition))
