"""The site's own log and releases, as outsiders are shown them, held against each other and against the witnesses."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kpi.model import Release
from kpi.services.seals.content import lines_of
from kpi.services.seals.findings import ProofFinding, noted, proved
from kpi.services.seals.keys import verifier
from kpi.services.seals.note import Verifier
from kpi.services.seals.public_log import public_log
from kpi.services.seals.time_stamps.authority import authority, certificates
from kpi.services.seals.time_stamps.moments import UNTRUSTED, StampTrust
from kpi.services.seals.verification import LogCheck, check_log, check_release
from kpi.services.seals.witnesses import Sighting, sightings, witness_folder
from kpi.store.public_reader import public_releases, read_public


def check_site(
    key: Verifier | None = None, seen: Sequence[Sighting] = (), trusted: StampTrust = UNTRUSTED
) -> list[ProofFinding]:
    """All releases of the snapshot; `NotPublishedError` where there is none."""
    log, known = site_log(key, seen, trusted), public_releases()
    found = [finding for one in known for finding in check_one(log, one.edition, one.published)]
    return [*log.findings, *_whole(found, len(known)), *_gone(log, known)]


def site_log(key: Verifier | None = None, seen: Sequence[Sighting] = (), trusted: StampTrust = UNTRUSTED) -> LogCheck:
    """The log of the snapshot, by the key that is set where none is given, and by the witnesses of the settings.

    trusted  by what the time-stamping authority is believed; without certificates by those of the settings
    """
    known = [*sightings(witness_folder()), *seen]
    log = public_log()
    if trusted.certificates is None:
        trusted = replace(trusted, certificates=certificates())
    found = check_log(log.read, key=key or verifier(), seen=known, authority=trusted)
    awaited = found.leaves and not log.stamps and authority() is not None
    return replace(found, findings=(*found.findings, noted("stamp_awaited"))) if awaited else found


def check_one(log: LogCheck, edition: str, released: date) -> list[ProofFinding]:
    """A release as it is shown now; errors as in `read_public`."""
    return check_release(log, edition, released, lines_of(read_public(released, edition=edition)))


def _whole(found: Sequence[ProofFinding], count: int) -> Iterator[ProofFinding]:
    wrong = [one for one in found if one.outcome == "failed"]
    yield from wrong
    if not wrong:
        yield proved("releases", count=count)
    late = [one for one in found if one.key == "release_late"]
    if late:
        yield noted("late", count=len(late))


def _gone(log: LogCheck, known: Sequence[Release]) -> Iterator[ProofFinding]:
    shown = {(one.edition, one.published) for one in known}
    gone = {leaf.key: leaf for leaf in log.leaves if leaf.key not in shown}
    yield from (noted("gone", day=leaf.released, sealed=leaf.sealed) for leaf in gone.values())
