"""What one address may have at once, so that nobody's program takes the site from the others (decision 0066).

An address is that of the network: behind a proxy the one that it tells, of IPv6 the whole /64.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.types import Scope

from kpi.services.sign_in.login import network_of

#: requests of one address that are worked on at once, and how many more may wait
AT_ONCE, QUEUE = 8, 120
#: open sockets of the dashboard: of one address, behind which a whole session of a council may sit, and in all
SOCKETS_OF_ADDRESS, SOCKETS = 100, 300
#: messages a second that one address may send through its sockets, and how many at once before that
MESSAGES_A_SECOND, BURST = 40.0, 200.0


class CrowdedError(Exception):
    """So much is wanted already that one more is sent away."""


def address_of(scope: Scope) -> str:
    """By which address a request is counted."""
    client = scope.get("client")
    return network_of(client[0] if client else "")


@dataclass
class _Line:
    places: asyncio.Semaphore
    wanted: int = 0


@dataclass
class FairShare:
    """Places of each address; an address is forgotten with its last request."""

    at_once: int = AT_ONCE
    queue: int = QUEUE
    _lines: dict[tuple[str, bool], _Line] = field(default_factory=dict)

    @asynccontextmanager
    async def place(self, address: str, *, sends: bool = False) -> AsyncIterator[None]:
        """Wait for a place; `CrowdedError` where too many wait. What is sent is counted apart from what is read."""
        key = (address, sends)
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = _Line(asyncio.Semaphore(self.at_once))
        if line.wanted >= self.at_once + self.queue:
            raise CrowdedError
        line.wanted += 1
        try:
            async with line.places:
                yield
        finally:
            line.wanted -= 1
            if not line.wanted:
                self._lines.pop(key, None)

    @property
    def known(self) -> int:
        """Addresses that are held in memory."""
        return len(self._lines)


@dataclass
class _Pace:
    """Messages that may be sent at once: some come back with every second."""

    left: float
    at: float


@dataclass(kw_only=True)
class Sockets:
    """The open sockets by address, and how fast each address sends through them."""

    of_address: int = SOCKETS_OF_ADDRESS
    most: int = SOCKETS
    a_second: float = MESSAGES_A_SECOND
    burst: float = BURST
    clock: Callable[[], float] = time.monotonic
    _open: Counter[str] = field(default_factory=Counter)
    _paces: dict[str, _Pace] = field(default_factory=dict)

    def enter(self, address: str) -> bool:
        """Whether one more may be opened; then it is counted."""
        if self._open.total() >= self.most or self._open[address] >= self.of_address:
            return False
        self._open[address] += 1
        self._paces.setdefault(address, _Pace(self.burst, self.clock()))
        return True

    def leave(self, address: str) -> None:
        self._open[address] -= 1
        if self._open[address] <= 0:
            del self._open[address]
            self._paces.pop(address, None)

    def wait_seconds(self, address: str) -> float:
        """Count a message; how long it has to wait before it is passed on."""
        pace, now = self._paces[address], self.clock()
        pace.left = min(self.burst, pace.left + (now - pace.at) * self.a_second) - 1
        pace.at = now
        return max(0.0, -pace.left / self.a_second)

    @property
    def open(self) -> int:
        return self._open.total()


#: of this process, whatever community is asked
requests, sockets = FairShare(), Sockets()
