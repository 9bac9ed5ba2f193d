"""Asks an ASGI app without a socket: one request, the whole answer."""

import asyncio
import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    status_code: int
    headers: Headers
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self) -> Any:
        return json.loads(self.content)


class Client:
    def __init__(self, app: ASGIApp, host: str = "here") -> None:
        self._app = app
        self._host = host

    def get(self, url: str, headers: dict[str, str] | None = None, params: dict[str, str] | None = None) -> Answer:
        return self.request("GET", url, headers, params)

    def request(
        self,
        method: str,
        url: str,
        headers: dict[str, str] | None = None,
        params: dict[str, str] | None = None,
        body: bytes = b"",
    ) -> Answer:
        parts = urlsplit(url)
        query = urlencode(params) if params else parts.query
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": parts.scheme or "http",
            "path": unquote(parts.path),
            "raw_path": parts.path.encode(),
            "query_string": query.encode(),
            "headers": [(k.lower().encode(), v.encode()) for k, v in ({"host": self._host} | (headers or {})).items()],
            "server": ("here", 80),
            "client": ("127.0.0.1", 1),
            "root_path": "",
        }

        async def answer() -> None:
            await self._app(scope, receive, send)

        # in a thread of its own: Playwright keeps a loop running in the thread of the tests
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(answer())).result()
        start = next(m for m in sent if m["type"] == "http.response.start")
        body = b"".join(m.get("body", b"") for m in sent if m["type"] == "http.response.body")
        received = Headers(raw=start["headers"])
        if received.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return Answer(start["status"], received, body)
