"""Time stamps of checkpoints: asked for after a release, outside of its transaction, and again until there is one.

What was published stands whatever the authority does. A checkpoint that another one followed before the authority
answered gets none: the next one covers all that it covered.
"""

import logging
import threading
import time
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from kpi.community import PerCommunity
from kpi.services.publishing.snapshot import refresh_public
from kpi.services.seals.findings import ProofFinding, ProofOutcome
from kpi.services.seals.note import parse
from kpi.services.seals.public_log import public_log
from kpi.services.seals.time_stamps.authority import StampAuthority, authority, certificates
from kpi.services.seals.time_stamps.moments import StampError, StampTrust
from kpi.services.seals.time_stamps.stamps import Stamp, hash_of, hash_of_note
from kpi.services.seals.verification import check_log
from kpi.store import NotPublishedError, Store, open_store
from kpi.store.beside import seals

log = logging.getLogger(__name__)
#: seconds between two looks for a checkpoint without a stamp; after a refusal, doubled with each, at most an hour
LOOK, AGAIN, LONGEST = 20.0, 60.0, 3600.0


def awaited(store: Store) -> str | None:
    """The note of the last checkpoint where nobody has stamped it; None where it has its stamp, or none was made."""
    with store.reading() as connection:
        notes = seals.checkpoints(connection, store.community)[-1:]
        known = _stamped(connection, store.community)
    return next((note for note in notes if hash_of_note(note) not in known), None)


def _stamped(connection: Connection, community: str) -> set[str]:
    """The hashes of texts that have their stamp: witnesses' signatures below one make no other of it."""
    return {one.hash for one in _kept(connection, community)}


def _kept(connection: Connection, community: str) -> tuple[Stamp, ...]:
    return tuple(map(Stamp.of, seals.stamps(connection, community)))


def altered(store: Store) -> list[ProofFinding]:
    """What does not hold of the stamps that the store keeps, and of those that outsiders are told.

    Nothing where there are no certificates to verify them by, or nothing is published.
    """
    with store.reading() as connection:
        kept = _kept(connection, store.community)
    try:
        log = public_log()
    except NotPublishedError:
        return []
    trusted = StampTrust(certificates())
    found = [check_log(replace(log, stamps=some).read, authority=trusted) for some in {kept, log.stamps} if some]
    told = {one.key: one for check in found for one in check.findings if one.outcome is ProofOutcome.FAILED}
    return [one for key, one in told.items() if key.startswith("stamp_")]


def stamp_last(store: Store, asked: StampAuthority) -> bool:
    """Have the last checkpoint stamped, and tell it; False where it is already. `StampError`, OSError."""
    note = awaited(store)
    if note is None:
        return False
    text = parse(note).text
    made = Stamp(note, asked.stamp(text))
    with store.writing() as connection:
        # another process may have asked meanwhile
        if hash_of(text) not in _stamped(connection, store.community):
            seals.add_stamps(connection, store.community, [made.told()])
    refresh_public(store)
    return True


@dataclass
class Stamping:
    """Of one community in this process: what came of asking.

    waits     whether the last checkpoint has no stamp, though an authority is named
    altered   how many things do not hold of the stamps that there are; next_verified: when to look again (monotonic)
    failures  how often in a row it was asked in vain; trouble: why, «store» where that is in trouble
    """

    waits: bool = False
    altered: int = 0
    next_verified: float = 0.0
    failures: int = 0
    trouble: str = ""

    def ask(self) -> float:
        """Ask where a checkpoint awaits its stamp; seconds until the next look."""
        asked = authority()
        if asked is None:
            self.waits, self.altered = False, 0
            return LONGEST
        try:
            store = open_store()
            self._verify(store)
            self.waits = awaited(store) is not None
            self.waits = self.waits and not stamp_last(store, asked)
            self.failures, self.trouble = 0, ""
        except StampError as error:
            self._failed(error.refusal)
        except OSError:
            self._failed("store")
        return LOOK if not self.failures else min(AGAIN * 2 ** (self.failures - 1), LONGEST)

    def _verify(self, store: Store) -> None:
        """Once an hour: a stamp takes about a millisecond, and there is one for each release."""
        now = time.monotonic()
        if now >= self.next_verified:
            self.altered, self.next_verified = len(altered(store)), now + LONGEST

    def _failed(self, reason: str) -> None:
        self.failures += 1
        if reason != self.trouble:
            log.error("no time stamp", extra={"event": "stamp_trouble", "reason": reason})
        self.trouble = reason


stamping = PerCommunity(Stamping)


def keep_stamping(ended: threading.Event) -> None:
    """Look until the process ends; run in a thread of its own for each community."""
    own = stamping.own
    while not ended.wait(own.ask()):
        pass
