"""Making the published snapshot: the public slice of every release, cut here and stored apart (decision 0005)."""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache, partial
from itertools import takewhile

from sqlalchemy import Connection

from kpi.access import ClosedToday, closed_today, told_codes
from kpi.community import bound
from kpi.measure.dataset import Dataset
from kpi.model import Release, Visibility, edition_before
from kpi.services.publishing.outsiders.beside import beside_stands, seal, told_beside
from kpi.services.publishing.outsiders.slices import Slices, as_told, is_same, listed
from kpi.services.seals import sealing
from kpi.store import Store
from kpi.store.as_of import AsOf
from kpi.store.beside import public
from kpi.store.books import plan
from kpi.store.public_reader import latest_public, opened_beside, snapshot_seq
from kpi.store.read import dataset, editions, of_plan, releases
from kpi.store.snapshot import Snapshot, rewriting
from kpi.store.uploads import publications
from kpi.store.write import last_seq

log = logging.getLogger(__name__)
#: seconds after which a snapshot that could not be written is tried again
AGAIN = 3.0
_RULES = ["code", "visibility", "open_from", "delay_months"]


def refresh_public(store: Store) -> bool:
    """Bring the snapshot up to the store; True where it was behind. Safe at any time, in any process."""
    behind = _refreshed(store)
    _SEEN_TO[0] += 1
    return behind


def refresh_after(store: Store) -> None:
    """Bring the snapshot up after a transaction that is kept: at once, or as soon as that can be.

    What was published stands in any case, and whoever did it is told so: an error here would say that it does not.
    """
    try:
        refresh_public(store)
    except OSError as error:
        # of the store (`kpi.store.StoreError`), or of the disk that the snapshot is written to
        log.error("the snapshot is behind what was published; it is tried again", exc_info=error)
        threading.Thread(target=bound(partial(_refresh_later, store)), name="postup-snapshot", daemon=True).start()


def _refresh_later(store: Store) -> None:
    behind = True
    while behind:
        time.sleep(AGAIN)
        with suppress(OSError):
            refresh_public(store)
            behind = False


#: how often this process has seen to a snapshot
_SEEN_TO = [0]


def seen_to() -> int:
    """Changes whenever this process has brought a snapshot up: who keeps an answer made from one asks again then."""
    return _SEEN_TO[0]


def _refreshed(store: Store) -> bool:
    with store.writing() as connection:
        seq = last_seq(connection, store.community)
        stands_at = snapshot_seq(store, connection)
        own = stands_at is not None and (stands_at != seq or _is_of(store, connection))
        if own and stands_at == seq and beside_stands(store, connection):
            return False
        if stands_at is not None:
            with opened_beside(store, connection) as told:
                sealing.adopt(connection, store.community, sealing.log_of(told))
        with rewriting(store, connection, seq, anew=not own) as snapshot:
            fresh = _bring_up(connection, store, snapshot)
            seal(connection, store, snapshot, fresh)
            public.put(snapshot.connection, told_beside(store, connection, snapshot.connection))
    return True


#: store and community -> its last upload when this process held its snapshot against it
_HELD: dict[tuple[str, str], int] = {}


def _is_of(store: Store, connection: Connection) -> bool:
    """Whether the snapshot tells what this very store holds; looked at once in a process.

    A store that was put in the place of another one, or that went back to a backup, may count as many uploads as the
    one whose snapshot lies beside it.
    """
    seq = last_seq(connection, store.community)
    own = (store.name, store.community)
    if _HELD.get(own) != seq:
        known = releases(connection, store.community)
        if known and not _tells(store, connection, known[-1]):
            return False
        _HELD[own] = seq
    return True


def _tells(store: Store, connection: Connection, last: Release) -> bool:
    """Whether the last release in the snapshot says what is public of the store's last one."""
    present = {release.edition: release for release in releases(connection, store.community)}
    read = _reader(connection, [*present.values(), last])
    before = _told_before(connection, store, present, read)
    today = closed_today(read(last), last.published)
    cut = Slices(read, last, today, before.get(last.edition, ())).at(last.seq)
    with opened_beside(store, connection) as public:
        told = latest_public(public, edition=last.edition)
    return told is not None and is_same(told, cut)


def _bring_up(connection: Connection, store: Store, snapshot: Snapshot) -> dict[tuple[str, date], Dataset]:
    """Add the releases that the snapshot lacks, after cutting it back to what is still good; returns those added.

    A release of which nothing new is public is left out, note and all: that it was made is internal. What an edition's
    last release closes is closed in its earlier ones too.
    """
    known = releases(connection, store.community)
    present = {release.edition: release for release in known}
    read = _reader(connection, present.values())
    rules = {e: closed_today(read(release), release.published) for e, release in present.items()}
    before = _told_before(connection, store, present, read)
    marks = _marks(known, rules, before)
    keep = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(snapshot.marks(), marks, strict=False)))
    snapshot.cut_back(keep)
    added: dict[tuple[str, date], Dataset] = {}
    for release, mark in zip(known[keep:], marks[keep:], strict=True):
        told = latest_public(snapshot.connection, edition=release.edition)
        slices = Slices(read, release, rules[release.edition], before.get(release.edition, ()))
        cut = slices.at(release.seq)
        if told is not None and is_same(told, cut):
            snapshot.skip(mark)
        else:
            dated = as_told(slices, publications(connection, release), told)
            shown = replace(cut, releases=listed(cut, dated, told))
            snapshot.add(mark, dated, shown)
            added[release.edition, release.published] = shown
    return added


def _reader(connection: Connection, last: Iterable[Release]) -> Callable[[Release], Dataset]:
    """Reads a release; the last ones of their editions, which are asked for several times, once."""
    again, once = frozenset(last), partial(dataset, connection)
    kept = cache(once)
    return lambda release: (kept if release in again else once)(release)


def _told_before(
    connection: Connection, store: Store, present: Mapping[str, Release], read: Callable[[Release], Dataset]
) -> dict[str, frozenset[str]]:
    """By edition with a crosswalk: the codes that are public in the edition before it, by that one's last release."""
    known = editions(connection, store.community)
    found = {}
    for edition, last in present.items():
        earlier = edition_before(known, edition)
        until = AsOf(last.community, edition, last.published, last.seq)
        stated = None if earlier is None else plan(connection, of_plan(connection, until))
        if earlier is not None and earlier.edition in present and stated is not None and stated.successions:
            released = present[earlier.edition]
            found[edition] = told_codes(read(released), released.published)
    return found


def _marks(
    known: Sequence[Release], rules: Mapping[str, ClosedToday], before: Mapping[str, frozenset[str]]
) -> list[str]:
    """A hash for each release of what its slice is made from: its uploads, those before it, what is closed today.

    before  what its crosswalk may name of the edition before it
    """
    closed = {edition: (_closed(today), sorted(before.get(edition, ()))) for edition, today in rules.items()}
    return [
        hashlib.sha256(repr((r.edition, r.published, r.seq, r.note, closed[r.edition])).encode()).hexdigest()
        for r in known
    ]


def _closed(today: ClosedToday) -> str:
    present = today.indicators
    rules = present.loc[present["visibility"] != Visibility.PUBLIC, _RULES]
    frames = (
        rules,
        today.periods.sort_values(list(today.periods.columns)),
        today.shown.sort_values(list(today.shown.columns)),
    )
    return "\n".join(frame.to_csv(index=False) for frame in frames)
