"""Two releases side by side for editors: what the later one changes of everything that is known."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from kpi.access import Right
from kpi.measure import default_times, measure
from kpi.measure.comparison import StatusChange, ValueDifference, status_changes, value_differences
from kpi.measure.dataset import Dataset
from kpi.model import Account, Release
from kpi.services.publishing.permissions import require_right
from kpi.store import Store, open_store
from kpi.store import read as reading


@dataclass(frozen=True, slots=True)
class ReleaseComparison:
    """What the later of two releases changes: values, and statuses as each release shows them."""

    old: Release
    new: Release
    values: tuple[ValueDifference, ...]
    statuses: tuple[StatusChange, ...]


def release_list(account: Account | None, *, store: Store | None = None) -> list[Release]:
    """All releases of all editions, the newest first, those too of which nothing is public."""
    require_right(account, Right.RELEASES)
    opened = store or open_store()
    with opened.reading() as connection:
        return reading.releases(connection, opened.community)[::-1]


def compare(account: Account | None, old: date, new: date, *, store: Store | None = None) -> ReleaseComparison:
    """Compare the releases of two days of the last edition. Raises UnknownReleaseError."""
    require_right(account, Right.RELEASES)
    opened = store or open_store()
    with opened.reading() as connection:
        known = reading.releases(connection, opened.community)
        edition = known[-1].edition if known else None
        first, second = (reading.pick(known, day, edition) for day in sorted((old, new)))
        one, two = (reading.dataset(connection, release) for release in (first, second))
    return ReleaseComparison(first, second, value_differences(one, two), status_changes(_judged(one), _judged(two)))


def _judged(dataset: Dataset) -> pd.DataFrame:
    """At the times that the release is shown at, on the page of changes too."""
    return measure(dataset, *default_times(dataset)).indicators
