"""Making the published snapshot: the public slice of every release, cut here and stored apart (TRUST 1)."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection

from kpi.access import public_slice, tightened
from kpi.measure.dataset import Dataset
from kpi.store import Store
from kpi.store.read import dataset, releases
from kpi.store.snapshot import PublicRelease, snapshot_seq, write_snapshot
from kpi.store.write import last_seq

_FRAMES = ("nodes", "indicators", "targets", "observations", "suspensions", "actions", "departments")


def refresh_public(store: Store) -> bool:
    """Make the snapshot anew where it is behind the store; True where it was. Safe at any time, in any process."""
    with store.writing() as connection:
        seq = last_seq(connection, store.community)
        if snapshot_seq(store, connection) == seq:
            return False
        write_snapshot(store, connection, seq, slices(store, connection))
    return True


def slices(store: Store, connection: Connection) -> Iterator[PublicRelease]:
    """What outsiders see of each release, in the order of their dates.

    A release of which nothing new is public is left out, note and all: that it was made is internal. What an edition's
    last release closes is closed in its earlier ones too.
    """
    known = releases(connection, store.community)
    present: dict[str, pd.DataFrame] = {}
    for release in reversed(known):
        if release.edition not in present:
            present[release.edition] = dataset(connection, release).indicators
    before: dict[str, Dataset] = {}
    dates: dict[str, list[object]] = {}
    for release in known:
        whole = tightened(dataset(connection, release), present[release.edition])
        cut = public_slice(whole, release.published)
        last = before.get(release.edition)
        if last is not None and _same(last, cut):
            continue
        before[release.edition] = cut
        shown = dates.setdefault(release.edition, [])
        shown.append(pd.Timestamp(release.published))
        listed = cut.releases[cut.releases["published"].isin(shown)].reset_index(drop=True)
        listed["seq"] = pd.Series(range(1, len(listed) + 1), dtype="int32")
        yield PublicRelease(release, replace(cut, releases=listed))


def _same(one: Dataset, other: Dataset) -> bool:
    return one.strategy == other.strategy and all(getattr(one, name).equals(getattr(other, name)) for name in _FRAMES)
