"""Routes that are imported when one of their addresses is first asked for (decision 0074)."""

import threading
from collections.abc import Callable, Sequence

from anyio.to_thread import run_sync
from starlette.routing import BaseRoute, Match, Router
from starlette.types import Receive, Scope, Send


class RoutesOnDemand(BaseRoute):
    """A route for all that stands at or below some addresses.

    below  the first parts of the addresses, «/upload»: whatever begins with one of them is answered by these routes,
           a mistyped address among it
    load   imports and returns the routes; runs once, in a thread
    """

    def __init__(self, below: Sequence[str], load: Callable[[], list[BaseRoute]]) -> None:
        self.below = tuple(below)
        self._load, self._loading = load, threading.Lock()
        self._router: Router | None = None

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        first = f"/{scope['path'].split('/', 2)[1]}" if scope["type"] == "http" and "/" in scope["path"] else ""
        return (Match.FULL if first in self.below else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._router is None:
            await run_sync(self._loaded)
        await self._loaded()(scope, receive, send)

    @property
    def routes(self) -> list[BaseRoute]:
        """The routes themselves, imported where they are not yet."""
        return self._loaded().routes

    def _loaded(self) -> Router:
        with self._loading:
            if self._router is None:
                self._router = Router(self._load(), redirect_slashes=False)
            return self._router
