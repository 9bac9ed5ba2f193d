"""Making the published snapshot: the public slice of every release, cut here and stored apart (decision 0005)."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import takewhile

import pandas as pd
from sqlalchemy import Connection

from kpi import clock
from kpi.access import apply_current_restrictions, public_slice, told_codes
from kpi.measure.dataset import Dataset
from kpi.measure.schemas.oversight import FRAMES as OVERSIGHT_FRAMES
from kpi.model import Release, Visibility, edition_before
from kpi.model.code import catalogue_key
from kpi.services.seals import sealing
from kpi.services.seals.content import Lines, lines_of
from kpi.services.seals.sealing import ToldRelease
from kpi.store import Store
from kpi.store.as_of import AsOf
from kpi.store.beside import peers, public, questions, seals
from kpi.store.books import plan
from kpi.store.frames import records
from kpi.store.public_reader import latest_public, opened_beside, snapshot_seq, told_releases
from kpi.store.read import dataset, editions, indicators, of_plan, release_row, releases
from kpi.store.snapshot import Snapshot, rewriting
from kpi.store.write import last_seq

_FRAMES = (
    *("nodes", "indicators", "targets", "observations", "suspensions", "actions", "departments", "extensions"),
    *("successions", "action_money", "corrective_actions", *OVERSIGHT_FRAMES),
)
_RULES = ["code", "visibility", "open_from", "delay_months"]


def refresh_public(store: Store) -> bool:
    """Bring the snapshot up to the store; True where it was behind. Safe at any time, in any process."""
    with store.writing() as connection:
        seq = last_seq(connection, store.community)
        stands_at = snapshot_seq(store, connection)
        own = stands_at is not None and (stands_at != seq or _is_of(store, connection))
        if own and stands_at == seq and _beside_stands(store, connection):
            return False
        if stands_at is not None:
            with opened_beside(store, connection) as told:
                sealing.adopt(connection, store.community, sealing.log_of(told))
        with rewriting(store, connection, seq, anew=not own) as snapshot:
            fresh = _bring_up(connection, store, snapshot)
            _seal(connection, store, snapshot, fresh)
            public.put(snapshot.connection, _beside(store, connection, snapshot.connection))
    return True


def _beside_stands(store: Store, connection: Connection) -> bool:
    """Whether the snapshot tells all that is told beside releases."""
    with opened_beside(store, connection) as told:
        stamp = public.stamp_of(_beside(store, connection, told))
        entries = seals.entries(connection, store.community)
        sealed = not sealing.unsealed(told_releases(told), entries)
        signed = sealing.is_current(seals.checkpoints(connection, store.community), entries)
        return sealed and signed and public.standing_stamp(told) == stamp


def _seal(connection: Connection, store: Store, snapshot: Snapshot, fresh: Mapping[tuple[str, date], Dataset]) -> None:
    """Seal what is new in the snapshot, and what it told before there was a log."""
    told, written = told_releases(snapshot.connection), snapshot.connection
    missing = sealing.unsealed(told, seals.entries(connection, store.community))

    def lines(one: Release) -> Lines:
        known = fresh.get((one.edition, one.published)) or latest_public(written, one.published, one.edition)
        if known is None:
            raise LookupError("a release that the snapshot lists is in it")
        return lines_of(known)

    wanted = [one for one in told if (one.edition, one.published) in {*missing, *fresh}]
    asked = [ToldRelease(one, partial(lines, one)) for one in wanted]
    sealing.seal(connection, store.community, asked, clock.today())


def _beside(store: Store, connection: Connection, told: Connection) -> list[public.Item]:
    """What is public beside the releases: answers about indicators that outsiders know, without who asked; of other
    communities the indicators whose catalogue code one of ours names in public.

    told  the snapshot with its releases
    """
    sealed = sealing.told_items(connection, store.community)
    answered = [one for one in questions.questions(connection, store.community) if one.public]
    names = ("edition", "code", "period", "released", "value", "told_words", "answer", "mended")
    others = peers.peers(connection, store.community)
    if not answered and not others:
        return sealed
    there = sorted({release.edition for release in releases(connection, store.community)})
    known = {edition: latest_public(told, edition=edition) for edition in there}
    shown = {edition: found.indicators for edition, found in known.items() if found is not None}
    codes = {edition: set(frame["code"]) for edition, frame in shown.items()}
    shared = {catalogue_key(code) for frame in shown.values() for code in frame["catalogue_code"]} - {""}
    told_answers: list[public.Item] = [
        (
            public.ANSWER,
            {name: getattr(one, name) for name in names}
            | {"asked": one.asked.date().isoformat(), "answered": one.decided_at[:10]},
        )
        for one in answered
        if one.code in codes.get(one.edition, ())
    ]
    return [*told_answers, *_of_peers(others, shared), *sealed]


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
    whole = apply_current_restrictions(dataset(connection, last), indicators(connection, last))
    cut = public_slice(whole, last.published, _told_before(connection, store, present).get(last.edition, ()))
    with opened_beside(store, connection) as public:
        told = latest_public(public, edition=last.edition)
    return told is not None and _same(told, cut)


def _bring_up(connection: Connection, store: Store, snapshot: Snapshot) -> dict[tuple[str, date], Dataset]:
    """Add the releases that the snapshot lacks, after cutting it back to what is still good; returns those added.

    A release of which nothing new is public is left out, note and all: that it was made is internal. What an edition's
    last release closes is closed in its earlier ones too.
    """
    known = releases(connection, store.community)
    present = {release.edition: release for release in known}
    rules = {edition: indicators(connection, release) for edition, release in present.items()}
    before = _told_before(connection, store, present)
    marks = _marks(known, rules, before)
    standing = {edition: latest_public(snapshot.connection, edition=edition) for edition in present}
    keep = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(snapshot.marks(), marks, strict=False)))
    snapshot.cut_back(keep)
    added: dict[tuple[str, date], Dataset] = {}
    for release, mark in zip(known[keep:], marks[keep:], strict=True):
        told = latest_public(snapshot.connection, edition=release.edition)
        whole = apply_current_restrictions(dataset(connection, release), rules[release.edition])
        cut = public_slice(whole, release.published, before.get(release.edition, ()))
        if told is not None and _same(told, cut):
            snapshot.skip(mark)
        else:
            moment, timed = _moment(release, cut, standing[release.edition])
            dated = replace(release, moment=moment, timed=timed)
            shown = replace(cut, releases=_listed(cut, dated, told))
            snapshot.add(mark, dated, shown)
            added[release.edition, release.published] = shown
    return added


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


def _moment(release: Release, cut: Dataset, stood: Dataset | None) -> tuple[datetime | None, bool]:
    """That of the release, and whether it is of its own day; what adds nothing public leaves what outsiders know."""
    if stood is None or stood.releases.empty or not _same(stood, cut):
        return release.moment, release.timed
    last = stood.releases.iloc[-1]
    same_day = last["published"] == pd.Timestamp(release.published) and last["moment"]
    if not same_day:
        return release.moment, release.timed
    return datetime.fromisoformat(last["moment"]), bool(last["timed"])


def _listed(cut: Dataset, release: Release, told: Dataset | None) -> pd.DataFrame:
    """The releases that outsiders know of: those told before, and this one."""
    days = [pd.Timestamp(release.published)] + ([] if told is None else told.releases["published"].tolist())
    listed = cut.releases[cut.releases["published"].isin(days)].reset_index(drop=True)
    before = [] if told is None else records(told.releases[["published", "moment", "timed"]])
    known = {row["published"]: row for row in [*before, release_row(release)]}
    rows = [known[day.date()] for day in listed["published"]]
    return listed.assign(
        seq=pd.Series(range(1, len(listed) + 1), dtype="int32"),
        moment=pd.Series([row["moment"] for row in rows], dtype="str"),
        timed=pd.Series([row["timed"] for row in rows], dtype="bool"),
    )


def _marks(
    known: Sequence[Release], rules: Mapping[str, pd.DataFrame], before: Mapping[str, frozenset[str]]
) -> list[str]:
    """A hash for each release of what its slice is made from: its uploads, those before it, what is closed today.

    before  what its crosswalk may name of the edition before it
    """
    closed = {edition: (_closed(frame), sorted(before.get(edition, ()))) for edition, frame in rules.items()}
    return [
        hashlib.sha256(repr((r.edition, r.published, r.seq, r.note, closed[r.edition])).encode()).hexdigest()
        for r in known
    ]


def _closed(present: pd.DataFrame) -> str:
    return present.loc[present["visibility"] != Visibility.PUBLIC, _RULES].to_csv(index=False)


def _same(one: Dataset, other: Dataset) -> bool:
    return one.strategy == other.strategy and all(getattr(one, name).equals(getattr(other, name)) for name in _FRAMES)
