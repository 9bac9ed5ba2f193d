"""Whether the store takes what is written: asked in the background, so that no answer ever waits for it."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from kpi.community import PerCommunity, bound
from kpi.services.operation.store_probe import probe
from kpi.store import StoreError, open_store
from kpi.web.readiness import STORE_OK, STORE_UNKNOWN

log = logging.getLogger(__name__)
#: seconds for which an answer of the store is good; of one in trouble: that it is well again is told soon
FRESH, FRESH_IN_TROUBLE = 30.0, 3.0


@dataclass
class _Known:
    """Of one community's store; `asked` by the clock of `time.monotonic`."""

    state: str = STORE_UNKNOWN
    asked: float = float("-inf")
    running: threading.Thread | None = None


class StoreHealth:
    """The last answer of each community's store: `ok`, a reason of `StoreError`, `unknown` at first.

    probe  what is done to find out; raises `StoreError`
    """

    def __init__(self, probe: Callable[[], None], fresh: float = FRESH) -> None:
        self._probe, self._fresh = probe, fresh
        self._lock = threading.Lock()
        self._known = PerCommunity(_Known)

    @property
    def state(self) -> str:
        """What is known now; where that is old the store is asked, for whoever looks next."""
        self.ask()
        with self._lock:
            return self._known.own.state

    def ask(self) -> None:
        """Begin to find out, in a thread, where what is known is old and nobody is asking."""
        with self._lock:
            known = self._known.own
            idle = known.running is None or not known.running.is_alive()
            well = known.state in (STORE_OK, STORE_UNKNOWN)
            fresh = self._fresh if well else min(self._fresh, FRESH_IN_TROUBLE)
            if idle and time.monotonic() - known.asked >= fresh:
                known.asked = time.monotonic()
                asking = bound(self._find_out)
                known.running = threading.Thread(target=asking, name="postup-store-health", daemon=True)
                known.running.start()

    def note(self, state: str) -> None:
        """Take what was found out, here or by a request that failed; a change is logged."""
        with self._lock:
            known = self._known.own
            before, known.state = known.state, state
        if state == before:
            return
        if state != STORE_OK:
            log.error("store trouble", extra={"event": "store_trouble", "reason": state})
        elif before != STORE_UNKNOWN:
            log.warning("the store is well again", extra={"event": "store_well"})

    def _find_out(self) -> None:
        try:
            self._probe()
        except StoreError as error:
            self.note(error.reason)
        except OSError:
            # the folder of the store is gone, or may not be entered
            self.note("unreachable")
        else:
            self.note(STORE_OK)


def _probe_own_store() -> None:
    probe(open_store())


#: of this process
store_health = StoreHealth(_probe_own_store)
