"""What outsiders are told beside the releases: answers, other communities, the log of seals."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from sqlalchemy import Connection

from kpi import clock
from kpi.access import tells_nothing_closed
from kpi.measure.dataset import Dataset
from kpi.model import Release
from kpi.model.code import catalogue_key
from kpi.services.seals import sealing
from kpi.services.seals.content import Lines, lines_of
from kpi.services.seals.sealing import ToldRelease
from kpi.store import Store
from kpi.store.beside import peers, public, questions, seals
from kpi.store.public_reader import latest_public, opened_beside, told_releases
from kpi.store.read import releases
from kpi.store.snapshot import Snapshot


def beside_stands(store: Store, connection: Connection) -> bool:
    """Whether the snapshot tells all that is told beside releases, and everything that it tells is sealed."""
    with opened_beside(store, connection) as told:
        stamp = public.stamp_of(told_beside(store, connection, told))
        entries = seals.entries(connection, store.community)
        sealed = not sealing.unsealed(told_releases(told), entries)
        signed = sealing.is_current(seals.checkpoints(connection, store.community), entries)
        return sealed and signed and public.standing_stamp(told) == stamp


def seal(connection: Connection, store: Store, snapshot: Snapshot, fresh: Mapping[tuple[str, date], Dataset]) -> None:
    """Seal what is new in the snapshot, and what it told before there was a log.

    fresh  the releases that were just added, by edition and day
    """
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


def told_beside(store: Store, connection: Connection, told: Connection) -> list[public.Item]:
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
    return [*told_answers, *_of_peers(others, shared), *sealed]


def _of_peers(others: Sequence[peers.Peer], shared: Collection[str]) -> Iterator[public.Item]:
    """Each shared indicator of each community with whose it is, from which release, under which licence."""
    for one in others:
        whose = {name: value for name, value in one.content.items() if name != "indicators"} | {"key": one.key}
        for indicator in one.content["indicators"]:
            if catalogue_key(indicator["catalogue_code"]) in shared:
                yield public.PEER, whose | {"indicator": indicator}
