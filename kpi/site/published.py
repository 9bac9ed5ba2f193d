"""Every release that outsiders may see, by the day it was published: what files, feeds and the API are made from.

`version` None is the current release. What is returned is shared and never changed.
"""

from datetime import date

from kpi.measure.dataset import Dataset
from kpi.measure.results import Survey
from kpi.model import Release
from kpi.site import cache
from kpi.site.kept import Kept
from kpi.store import public_releases

_lists: Kept[tuple[Release, ...]] = Kept(2)


def releases() -> tuple[Release, ...]:
    """The releases of outsiders, the oldest first."""
    now = cache.standing().release
    return _lists.get(now, lambda: tuple(public_releases()))


def survey(version: date | None = None) -> Survey:
    """A release measured, as it stood on the day it was published.

    `cache.UnavailableError` or `kpi.store.NotPublishedError` where there is none yet, `kpi.store.UnknownReleaseError`
    where none was published on that day.
    """
    return cache.survey(cache.standing().at(version), cache.PUBLIC)


def dataset(version: date | None = None) -> Dataset:
    """The public rows of a release; errors as in `survey`."""
    return survey(version).dataset


def tag(version: date | None = None) -> str:
    """Changes whenever an answer made from this release may change: the beginning of an ETag."""
    return cache.standing().at(version)
