"""Every release that outsiders may see, by the day it was published: what files, feeds and the API are made from.

`version` None is the current release. What is returned is shared and never changed.
"""

from datetime import date

from kpi.cache import Cache
from kpi.measure.dataset import Dataset
from kpi.measure.results import Survey
from kpi.model import Language, Release
from kpi.site import cache
from kpi.store import public_releases
from kpi.views.board import Board

_lists: Cache[tuple[Release, ...]] = Cache(2)


def releases() -> tuple[Release, ...]:
    """The releases of outsiders, the oldest first."""
    now = cache.standing().release
    return _lists.get(now, lambda: tuple(public_releases()))


def past(version: date | None) -> date | None:
    """None for the day of the release that stands now: what is kept of that release serves both of its addresses."""
    return version if version is not None and version != releases()[-1].published else None


def survey(version: date | None = None) -> Survey:
    """A release measured, as it stood on the day it was published.

    `cache.UnavailableError` or `kpi.store.NotPublishedError` where there is none yet, `kpi.store.UnknownReleaseError`
    where none was published on that day.
    """
    return cache.survey(tag(version), cache.PUBLIC)


def dataset(version: date | None = None) -> Dataset:
    """The public rows of a release; errors as in `survey`."""
    return survey(version).dataset


def board(version: date | None, language: Language) -> Board:
    """A release in words; errors as in `survey`."""
    return cache.board(tag(version), cache.PUBLIC, language)


def tag(version: date | None = None) -> str:
    """Changes whenever an answer made from this release may change: the key of what is kept of it."""
    return cache.standing().at(past(version))
