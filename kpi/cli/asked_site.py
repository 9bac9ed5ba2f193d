"""What the site itself answers, asked without a socket: the files of the saved edition and of a preview.

Asked as a server asks it, without a client between: one costs as much as the file of an indicator (decision 0092).
"""

import asyncio
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import SplitResult, unquote, urlsplit

from starlette.types import ASGIApp, Message, Scope

from kpi.settings import site_address
from kpi.web.application import create_site

_PORTS = {"http": 80, "https": 443}


def fetch(prefix: str, wanted: Iterable[str]) -> dict[str, bytes | None]:
    """What the site answers below the prefix of an edition, by address without it, asked without a socket."""
    return asyncio.run(_asked(prefix, wanted))


async def _asked(prefix: str, wanted: Iterable[str]) -> dict[str, bytes | None]:
    app, at = create_site(), urlsplit(site_address() or "http://localhost")
    # one after another: each is the processor's work, and threads would only take turns at it
    return {address: await _answer(app, _scope(at, prefix + address)) for address in wanted}


def _scope(at: SplitResult, address: str) -> Scope:
    """A GET of an address at the site."""
    path, _, query = address.partition("?")
    # nothing travels: what would be compressed would be unpacked at once
    headers = {"host": at.netloc, "accept": "*/*", "accept-encoding": "identity"}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "scheme": at.scheme,
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "server": (at.hostname, at.port or _PORTS[at.scheme]),
        "client": ("127.0.0.1", 0),
        "root_path": "",
    }


async def _answer(app: ASGIApp, scope: Scope) -> bytes | None:
    """The body of what is there, None of any other answer."""
    status, body = 0, list[bytes]()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)
        body.append(message.get("body", b""))

    await app(scope, receive, send)
    return b"".join(body) if status == HTTPStatus.OK else None
