"""What comes in as the application gets it: bodies of a length and in time, messages allowed and not too fast."""

import time
from http import HTTPStatus

from anyio import fail_after, sleep
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Send

from kpi.web.dashboard import websocket_filter
from kpi.web.protection.fair_share import sockets

#: seconds within which more of a body must come, and all of it: 12 MB by a slow line
BODY_SILENCE, BODY_SECONDS = 20.0, 600.0


def limited(receive: Receive, limit: int) -> Receive:
    """The body as it comes; 413 once it passes the limit: its length may have been left out or be untrue.

    408 where no more of it comes.
    """
    taken, more, until = 0, True, time.monotonic() + BODY_SECONDS

    async def receiving() -> Message:
        nonlocal taken, more
        try:
            # what comes after the body is that the reader has gone: that may take its time
            with fail_after(min(BODY_SILENCE, until - time.monotonic()) if more else None):
                message = await receive()
        except TimeoutError:
            raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from None
        more = more and bool(message.get("more_body", False))
        before, taken = taken, taken + len(message.get("body", b""))
        if before <= limit < taken:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return receiving


def filtered(receive: Receive, send: Send) -> Receive:
    """Messages of a socket without those that are not allowed; what is no message ends the connection."""

    async def receiving() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            code = _problem(message)
            if code is None:
                return message
            if code:
                await send({"type": "websocket.close", "code": code})
                return {"type": "websocket.disconnect", "code": code}

    return receiving


def paced(receive: Receive, address: str) -> Receive:
    """Messages no faster than one address may send them: the socket is read on when its turn has come."""

    async def receiving() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive":
            await sleep(sockets.wait_seconds(address))
        return message

    return receiving


def _problem(message: Message) -> int | None:
    """None: pass on; 0: leave out; else the code with which the connection is closed."""
    data = message.get("bytes")
    if data is None:
        return 1003
    if len(data) > websocket_filter.LARGEST:
        return 1009
    try:
        return None if websocket_filter.allowed(data) else 0
    except ValueError:
        return 1002
