"""Making the published snapshot: the public slice of every release, cut here and stored apart (decision 0005)."""

import hashlib
import logging
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import takewhile

import pandas as pd
from sqlalchemy import Connection

from kpi.access import (
    ClosedToday,
    apply_current_restrictions,
    closed_today,
    public_slice,
    tells_nothing_closed,
    told_codes,
)
from kpi.community import bound
from kpi.measure.dataset import Dataset
from kpi.measure.schemas.oversight import FRAMES as OVERSIGHT_FRAMES
from kpi.model import Release, Visibility, edition_before
from kpi.model.code import catalogue_key
from kpi.store import Store
from kpi.store.as_of import AsOf, moment_of, on_its_day
from kpi.store.beside import peers, public, questions
from kpi.store.books import plan
from kpi.store.frames import records
from kpi.store.public_reader import latest_public, opened_beside, snapshot_seq
from kpi.store.read import dataset, editions, of_plan, release_row, releases
from kpi.store.snapshot import Snapshot, rewriting
from kpi.store.uploads import Publication, publications
from kpi.store.write import last_seq

log = logging.getLogger(__name__)
#: seconds after which a snapshot that could not be written is tried again
AGAIN = 3.0
_FRAMES = (
    *("nodes", "indicators", "targets", "observations", "suspensions", "actions", "departments", "extensions"),
    *("successions", "action_money", "corrective_actions", *OVERSIGHT_FRAMES),
)
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
        if own and stands_at == seq and _beside_stands(store, connection):
            return False
        with rewriting(store, connection, seq, anew=not own) as snapshot:
            _bring_up(connection, store, snapshot)
            public.put(snapshot.connection, _beside(store, connection, snapshot.connection))
    return True


def _beside_stands(store: Store, connection: Connection) -> bool:
    """Whether the snapshot tells all that is told beside releases."""
    with opened_beside(store, connection) as told:
        return public.standing_stamp(told) == public.stamp_of(_beside(store, connection, told))


def _beside(store: Store, connection: Connection, told: Connection) -> list[public.Item]:
    """What is public beside the releases: answers about indicators that outsiders know, without who asked; of other
    communities the indicators whose catalogue code one of ours names in public.

    told  the snapshot with its releases
    """
    answered = [one for one in questions.questions(connection, store.community) if one.public]
    names = ("edition", "code", "period", "released", "value", "told_words", "answer", "mended")
    others = peers.peers(connection, store.community)
    if not answered and not others:
        return []
    there = sorted({release.edition for release in releases(connection, store.community)})
    known = {edition: latest_public(told, edition=edition) for edition in there}
    shown = {edition: found for edition, found in known.items() if found is not None}
    shared = {catalogue_key(code) for found in shown.values() for code in found.indicators["catalogue_code"]} - {""}
    told_answers: list[public.Item] = [
        (
            public.ANSWER,
            {name: getattr(one, name) for name in names}
            | {"asked": one.asked.date().isoformat(), "answered": one.decided_at[:10]},
        )
        for one in answered
        if one.edition in shown and tells_nothing_closed(shown[one.edition], one.code, one.period, one.released)
    ]
    return [*told_answers, *_of_peers(others, shared)]


def _of_peers(others: Sequence[peers.Peer], shared: Collection[str]) -> Iterator[public.Item]:
    """Each shared indicator of each community with whose it is, from which release, under which licence."""
    for one in others:
        whose = {name: value for name, value in one.content.items() if name != "indicators"} | {"key": one.key}
        for indicator in one.content["indicators"]:
            if catalogue_key(indicator["catalogue_code"]) in shared:
                yield public.PEER, whose | {"indicator": indicator}


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
    stands = dataset(connection, last)
    whole = apply_current_restrictions(stands, closed_today(stands, last.published))
    cut = public_slice(whole, last.published, _told_before(connection, store, present).get(last.edition, ()))
    with opened_beside(store, connection) as public:
        told = latest_public(public, edition=last.edition)
    return told is not None and _same(told, cut)


def _bring_up(connection: Connection, store: Store, snapshot: Snapshot) -> None:
    """Add the releases that the snapshot lacks, after cutting it back to what is still good.

    A release of which nothing new is public is left out, note and all: that it was made is internal. What an edition's
    last release closes is closed in its earlier ones too.
    """
    known = releases(connection, store.community)
    present = {release.edition: release for release in known}
    rules = {e: closed_today(dataset(connection, release), release.published) for e, release in present.items()}
    before = _told_before(connection, store, present)
    marks = _marks(known, rules, before)
    keep = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(snapshot.marks(), marks, strict=False)))
    snapshot.cut_back(keep)
    for release, mark in zip(known[keep:], marks[keep:], strict=True):
        told = latest_public(snapshot.connection, edition=release.edition)
        slices = _Slices(connection, release, rules[release.edition], before.get(release.edition, ()))
        cut = slices.at(release.seq)
        if told is not None and _same(told, cut):
            snapshot.skip(mark)
        else:
            dated = _as_told(slices, publications(connection, release), told)
            snapshot.add(mark, dated, replace(cut, releases=_listed(cut, dated, told)))


@dataclass(frozen=True, eq=False)
class _Slices:
    """What is public of a release after each of its publications, under the restrictions of today."""

    connection: Connection
    release: Release
    today: ClosedToday
    before: Collection[str]
    _made: dict[int, Dataset] = field(default_factory=dict)

    def at(self, seq: int) -> Dataset:
        if seq not in self._made:
            stood = dataset(self.connection, replace(self.release, seq=seq))
            whole = apply_current_restrictions(stood, self.today)
            self._made[seq] = public_slice(whole, self.release.published, self.before)
        return self._made[seq]


def _as_told(slices: _Slices, made: Sequence[Publication], told: Dataset | None) -> Release:
    """The release with note and moment of those of its publications by which something public changed.

    That there were others is internal, and so is what was noted about them. They are gone through from the last one
    back, no further than is needed: each costs a slice.

    made  the publications of its day; told  the release before it, None for the first
    """
    counted: list[Publication] = []
    for number, one in reversed(list(enumerate(made))):
        stood = slices.at(made[number - 1].seq) if number else told
        if stood is None or not _same(stood, slices.at(one.seq)):
            counted.append(one)
        timed = bool(counted) and on_its_day(slices.release.published, counted[0].at)
        said = any(one.note for one in counted) or not any(one.note for one in made[:number])
        if timed and said:
            break
    note = next((one.note for one in counted if one.note), "")
    last = counted[0].at
    timed, moment = on_its_day(slices.release.published, last), moment_of(slices.release.published, last, len(counted))
    return replace(slices.release, note=note, moment=moment, timed=timed)


def _told_before(connection: Connection, store: Store, present: Mapping[str, Release]) -> dict[str, frozenset[str]]:
    """By edition with a crosswalk: the codes that are public in the edition before it, by that one's last release."""
    known = editions(connection, store.community)
    found = {}
    for edition, last in present.items():
        earlier = edition_before(known, edition)
        until = AsOf(last.community, edition, last.published, last.seq)
        stated = None if earlier is None else plan(connection, of_plan(connection, until))
        if earlier is not None and earlier.edition in present and stated is not None and stated.successions:
            released = present[earlier.edition]
            found[edition] = told_codes(dataset(connection, released), released.published)
    return found


def _listed(cut: Dataset, release: Release, told: Dataset | None) -> pd.DataFrame:
    """The releases that outsiders know of: those told before, and this one."""
    days = [pd.Timestamp(release.published)] + ([] if told is None else told.releases["published"].tolist())
    listed = cut.releases[cut.releases["published"].isin(days)].reset_index(drop=True)
    before = [] if told is None else records(told.releases[["published", "moment", "timed", "note"]])
    known = {row["published"]: row for row in [*before, release_row(release)]}
    rows = [known[day.date()] for day in listed["published"]]
    return listed.assign(
        seq=pd.Series(range(1, len(listed) + 1), dtype="int32"),
        moment=pd.Series([row["moment"] for row in rows], dtype="str"),
        timed=pd.Series([row["timed"] for row in rows], dtype="bool"),
        note=pd.Series([row["note"] for row in rows], dtype="str"),
    )


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
    frames = (rules, today.periods.sort_values(list(today.periods)), today.shown.sort_values(list(today.shown)))
    return "\n".join(frame.to_csv(index=False) for frame in frames)


def _same(one: Dataset, other: Dataset) -> bool:
    return one.strategy == other.strategy and all(getattr(one, name).equals(getattr(other, name)) for name in _FRAMES)
