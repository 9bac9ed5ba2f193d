"""A port that answers at once: health is told while the application is still being imported, all else waits for it."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi.web.readiness import HEALTH, READY, readiness


class Startup:
    """An ASGI application that becomes the one that `load` returns; its lifespan begins when it is there.

    load    runs once, in a thread
    failed  is called where `load` raises; `failure` is then what it raised
    """

    def __init__(self, load: Callable[[], ASGIApp], failed: Callable[[], None]) -> None:
        self._load, self._failed = load, failed
        self._there = asyncio.Event()
        self._app: ASGIApp | None = None
        self.failure: BaseException | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(scope, receive, send)
        elif self._app is None and scope["type"] == "http" and scope["path"] in (HEALTH, READY):
            tell = readiness.answer if scope["path"] == HEALTH else readiness.answer_ready
            await (await tell(Request(scope)))(scope, receive, send)
        else:
            await self._there.wait()
            await (self._app or PlainTextResponse("", HTTPStatus.SERVICE_UNAVAILABLE))(scope, receive, send)

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The server hears at once that all is well; the application hears of its start when it is there."""
        heard = [await receive()]
        await send({"type": "lifespan.startup.complete"})
        loading = asyncio.ensure_future(run_sync(self._load, abandon_on_cancel=True))
        ending = asyncio.ensure_future(receive())
        await asyncio.wait((loading, ending), return_when=asyncio.FIRST_COMPLETED)

        async def receiving() -> Message:
            return heard.pop() if heard else await ending

        async def sending(message: Message) -> None:
            if message["type"] != "lifespan.startup.complete":
                await send(message)

        if not loading.done():
            # asked to stop before it was there: the thread ends with the process
            loading.cancel()
            await send({"type": "lifespan.shutdown.complete"})
        elif failure := loading.exception():
            self.failure = failure
            self._there.set()
            self._failed()
            await ending
            await send({"type": "lifespan.shutdown.complete"})
        else:
            self._app = loading.result()
            self._there.set()
            await self._app(scope, receiving, sending)
