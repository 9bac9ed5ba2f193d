"""How it is kept: one schema for SQLite and PostgreSQL, releases, append-only revisions, audit, numbered migrations.

Two readers: `read_public` opens the published snapshot and nothing else, `read_internal` the whole store.
"""

from datetime import date

from kpi.measure.dataset import Dataset
from kpi.model import Release
from kpi.store import read as _read
from kpi.store.database_errors import StoreError
from kpi.store.engine import Store, connect, location, snapshot_file
from kpi.store.migrations import migrate
from kpi.store.public_reader import (
    NotPublishedError,
    public_editions,
    public_releases,
    read_public,
)
from kpi.store.read import UnknownReleaseError


def open_store(where: str | None = None) -> Store:
    """The store at `where` (default: POSTUP_STORE, DATABASE_URL, var/postup.sqlite), brought to the present schema."""
    store = connect(where)
    migrate(store)
    return store


def releases(edition: str | None = None, *, where: str | None = None) -> list[Release]:
    """All releases, ascending by (published, seq); `public_releases` is the list that outsiders may see."""
    store = open_store(where)
    with store.reading() as connection:
        return _read.releases(connection, store.community, edition)


def read_internal(release: date | None = None, *, edition: str | None = None, where: str | None = None) -> Dataset:
    """The whole dataset of a release, internal rows and all; the last release where nothing is asked."""
    store = open_store(where)
    with store.reading() as connection:
        found = _read.releases(connection, store.community, edition)
        return _read.dataset(connection, _read.pick(found, release, edition))


__all__ = [
    "NotPublishedError",
    "Store",
    "StoreError",
    "UnknownReleaseError",
    "connect",
    "location",
    "migrate",
    "open_store",
    "public_editions",
    "public_releases",
    "read_internal",
    "read_public",
    "releases",
    "snapshot_file",
]
