"""What publishing would do, without doing it: the same transaction, taken back."""

from datetime import date

from sqlalchemy import Connection

from kpi.access import public_slice
from kpi.cache import Cache
from kpi.measure import comparison, measure
from kpi.measure.comparison import StatusChange
from kpi.measure.dataset import Dataset
from kpi.model import Period, Release, completed_index
from kpi.store import Store
from kpi.store import read as reading

#: the one dataset that is asked for again and again between two releases
_standing: Cache[Dataset] = Cache(1)


def last_quarter(day: date) -> Period:
    """The last quarter that has ended on a day."""
    return Period.ending(completed_index(day) // 3 * 3, 3)


def present(connection: Connection, store: Store, published: date, edition: str | None) -> Dataset | None:
    """The dataset of the last release by a day, None before the first."""
    last = _last(connection, store, published, edition)
    return None if last is None else reading.dataset(connection, last)


def standing_dataset(connection: Connection, store: Store, published: date, edition: str | None) -> Dataset | None:
    """`present`, kept until another release stands: for a connection that has written nothing itself.

    A release never changes, so its dataset may be shared; nobody changes a frame in place.
    """
    last = _last(connection, store, published, edition)
    if last is None:
        return None
    return _standing.get((store.name, last), lambda: reading.dataset(connection, last))


def _last(connection: Connection, store: Store, published: date, edition: str | None) -> Release | None:
    known = [r for r in reading.releases(connection, store.community, edition) if r.published <= published]
    return known[-1] if known else None


def status_changes(before: Dataset | None, after: Dataset, as_of: date, published: date) -> tuple[StatusChange, ...]:
    """Indicators whose status differs between two datasets, both judged at the same times."""
    was = None if before is None else measure(before, as_of, published).indicators
    return comparison.status_changes(was, measure(after, as_of, published).indicators)


def public_codes(dataset: Dataset | None, published: date) -> tuple[str, ...]:
    """Codes of indicators that outsiders see."""
    return () if dataset is None else tuple(public_slice(dataset, published).indicators["code"])
