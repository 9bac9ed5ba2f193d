"""The gate for passwords in a running server: slower with every wrong try, four checks at once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

import anyio
from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from kpi.clock import now
from kpi.services.sign_in.login import ClientInfo, NewSession, begin, check, finish, renew
from kpi.store import Store

#: argon2 takes 64 MB and a core for each check
AT_ONCE = 4


class TooManyTriesError(Exception):
    """Nothing was checked: not before `until` (UTC)."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many wrong tries")
        self.until = until


@dataclass
class LoginThrottle:
    """`clock` and `sleep` are the time's; tests bring their own."""

    clock: Callable[[], datetime] = now
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep
    _limiter: CapacityLimiter | None = field(default=None, repr=False)

    async def enter(self, store: Store, login: str, password: str, visit: ClientInfo) -> NewSession | None:
        """A session for the right password, None for a wrong one or an unknown login, `TooManyTriesError`."""
        attempt = await run_sync(begin, store, login, visit, self.clock())
        if attempt.verdict.until is not None:
            raise TooManyTriesError(attempt.verdict.until)
        if attempt.verdict.delay:
            await self.sleep(attempt.verdict.delay)
        right = await run_sync(check, attempt, password, limiter=self.limiter)
        if right:
            attempt = await run_sync(renew, attempt, password, limiter=self.limiter)
        return await run_sync(finish, store, attempt, right, visit, self.clock())

    @property
    def limiter(self) -> CapacityLimiter:
        """Made inside the running loop; argon2's checks share it."""
        if self._limiter is None:
            self._limiter = CapacityLimiter(AT_ONCE)
        return self._limiter
