"""What publishing would do, without doing it: the same transaction, taken back."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection

from kpi.access import public_codes
from kpi.cache import Cache
from kpi.measure import comparison, measure
from kpi.measure.comparison import StatusChange
from kpi.measure.dataset import Dataset
from kpi.model import Release
from kpi.store import Store
from kpi.store import read as reading

#: the one dataset that is asked for again and again between two releases
_standing: Cache[Dataset] = Cache(1)
#: its indicators as measured: every preview until another release compares with them
_measured: Cache[pd.DataFrame] = Cache(1)
#: and which of them outsiders see
_public: Cache[tuple[str, ...]] = Cache(1)


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
    """Indicators whose status differs between what stands and what would, both judged at the same times."""
    was = None
    if before is not None:
        was = _measured.get((before, as_of, published), lambda: _judged(before, as_of, published))
    return comparison.status_changes(was, _judged(after, as_of, published))


def access_changes(before: Dataset | None, after: Dataset, published: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes that outsiders would see and do not see in what stands, and those that they would see no more."""
    now, was = public_codes(after, published), tuple[str, ...]()
    if before is not None:
        was = _public.get((before, published), lambda: public_codes(before, published))
    opened, closed = set(now).difference(was), set(was).difference(now)
    return tuple(code for code in now if code in opened), tuple(code for code in was if code in closed)


def _judged(dataset: Dataset, as_of: date, published: date) -> pd.DataFrame:
    return measure(dataset, as_of, published).indicators
