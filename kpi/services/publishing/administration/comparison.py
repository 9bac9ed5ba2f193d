"""Two releases side by side for editors: what the later one changes of everything that is known."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from kpi.access import Right
from kpi.measure import default_times, measure
from kpi.measure.comparison import StatusChange, status_changes
from kpi.measure.dataset import Dataset
from kpi.model import Account, Release
from kpi.services.publishing.administration.row_differences import row_differences
from kpi.services.publishing.administration.undo import rows_of_restore
from kpi.services.publishing.differences.changes import Changes, changes_of_rows
from kpi.services.publishing.editions import edition_with, years_of_edition
from kpi.services.publishing.permissions import require_right
from kpi.store import Store, UnknownReleaseError, open_store
from kpi.store import read as reading
from kpi.store.as_of import AsOf


@dataclass(frozen=True, slots=True)
class ReleaseComparison:
    """What the later of two releases changes: all of it, and statuses as each release shows them."""

    old: Release
    new: Release
    changes: Changes
    statuses: tuple[StatusChange, ...]


def release_list(account: Account | None, *, store: Store | None = None) -> list[Release]:
    """All releases of all editions, the newest first, those too of which nothing is public."""
    require_right(account, Right.RELEASES)
    opened = store or open_store()
    with opened.reading() as connection:
        return reading.releases(connection, opened.community)[::-1]


def compare(account: Account | None, old: date, new: date, *, store: Store | None = None) -> ReleaseComparison:
    """Compare the releases of two days of one edition. Raises UnknownReleaseError where none has both."""
    require_right(account, Right.RELEASES)
    opened = store or open_store()
    with opened.reading() as connection:
        known = reading.releases(connection, opened.community)
        edition = edition_with(known, (old, new))
        if edition is None:
            raise UnknownReleaseError("no edition has both")
        first, second = (reading.pick(known, day, edition) for day in sorted((old, new)))
        one, two = (reading.dataset(connection, release) for release in (first, second))
        differences = row_differences(connection, _as_of(first), _as_of(second))
    changes = changes_of_rows(differences, two.strategy.fiscal_year)
    return ReleaseComparison(first, second, changes, status_changes(_judged(one), _judged(two)))


def restore_changes(account: Account | None, published: date, *, today: date, store: Store | None = None) -> Changes:
    """What going back to the release of a day would change now. Raises UnknownReleaseError."""
    require_right(account, Right.RELEASES)
    opened = store or open_store()
    with opened.reading() as connection:
        rows = rows_of_restore(connection, opened, published, today)
        return changes_of_rows(rows.pairs, years_of_edition(connection, opened, rows.release.edition))


def _as_of(release: Release) -> AsOf:
    return AsOf(release.community, release.edition, release.published, release.seq)


def _judged(dataset: Dataset) -> pd.DataFrame:
    """At the times that the release is shown at, on the page of changes too."""
    return measure(dataset, *default_times(dataset)).indicators
