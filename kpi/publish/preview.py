"""What publishing would do, without doing it: the same transaction, taken back."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from kpi.access import public_slice
from kpi.measure import comparison
from kpi.measure.comparison import StatusChange
from kpi.measure.dataset import Dataset
from kpi.model import Period, Release, completed_index
from kpi.publish.door import Act, Checked, FileReceipt, enter, refuse
from kpi.store import Store, open_store
from kpi.store import read as reading
from kpi.store.write import last_seq

_LOCK = threading.Lock()
#: the one dataset that is asked for again and again between two releases
_STANDING: dict[tuple[str, Release], Dataset] = {}


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of publishing. Nothing is ever removed by a row that is missing from a file.

    seq     the store's last upload at the time of the preview: `publish(…, seen_seq=seq)` refuses what changed since
    as_of   the day of the statuses: the last quarter's end before the publication
    opened  codes of indicators that outsiders would see and do not see now
    """

    seq: int
    as_of: date
    files: tuple[FileReceipt, ...]
    statuses: tuple[StatusChange, ...]
    opened: tuple[str, ...]


def preview(
    checked: Sequence[Checked], published: date, *, edition: str | None = None, store: Store | None = None
) -> Preview:
    """New, revised and unchanged rows of each file, and statuses before and after. Refuses as `publish` does."""
    opened = store or open_store()
    refuse(checked)
    as_of = last_quarter(published).end_date
    with opened.trying() as connection:
        seq = last_seq(connection, opened.community)
        before = present(connection, opened, published, edition)
        receipt = enter(connection, opened, checked, Act(published, edition=edition))
        after = before if receipt.release is None else reading.dataset(connection, receipt.release)
    return Preview(
        seq=seq,
        as_of=as_of,
        files=receipt.files,
        statuses=() if after is None else status_changes(before, after, as_of, published),
        opened=() if after is None else newly_public(before, after, published),
    )


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
    with _LOCK:
        found = _STANDING.get((store.name, last))
    if found is None:
        found = reading.dataset(connection, last)
        with _LOCK:
            _STANDING.clear()
            _STANDING[store.name, last] = found
    return found


def _last(connection: Connection, store: Store, published: date, edition: str | None) -> Release | None:
    known = [r for r in reading.releases(connection, store.community, edition) if r.published <= published]
    return known[-1] if known else None


def status_changes(before: Dataset | None, after: Dataset, as_of: date, published: date) -> tuple[StatusChange, ...]:
    """Indicators whose status differs between two datasets, both judged at the same times."""
    from kpi.measure import measure

    was = None if before is None else measure(before, as_of, published).indicators
    return comparison.status_changes(was, measure(after, as_of, published).indicators)


def public_codes(dataset: Dataset | None, published: date) -> tuple[str, ...]:
    """Codes of indicators that outsiders see."""
    return () if dataset is None else tuple(public_slice(dataset, published).indicators["code"])


def newly_public(before: Dataset | None, after: Dataset, published: date) -> tuple[str, ...]:
    """Codes of indicators that outsiders see in `after` and not in `before`."""
    known = set(public_codes(before, published))
    return tuple(code for code in public_codes(after, published) if code not in known)
