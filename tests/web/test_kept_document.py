"""What a document that is kept costs: nothing is worked out with every request that stays the same between releases."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from starlette.types import ASGIApp, Message, Scope

from kpi import clock
from kpi.access.cookies import SESSION
from kpi.store import snapshot_file
from kpi.web import release_boards
from kpi.web.application import create_app
from kpi.web.pages import routes
from kpi.web.readiness import readiness
from kpi.web.request_log import RequestLog
from kpi.web.visitor import CHOSEN_LANGUAGE
from tests.layers import alone
from tests.shipped import Shipped

#: calls of functions, ours and of libraries, from the request to the last byte handed back: there were a thousand
MOST_CALLS = 380
#: names and values of headers
Headers = tuple[tuple[str, str], ...]


@pytest.fixture
def app(shipped_store: Shipped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ASGIApp]:
    """The whole application as the server calls it, its data loaded."""
    alone(monkeypatch, shipped_store(tmp_path))
    _forget()
    readiness.start(release_boards.warm)
    assert readiness.wait(60)
    yield RequestLog(create_app())
    _forget()


def _forget() -> None:
    release_boards.clear()
    routes._documents.clear()
    routes._meant.clear()


def _scope(path: str, headers: Headers = (), query: str = "") -> Scope:
    sent = (("host", "localhost:8501"), ("accept-encoding", "gzip"), *headers)
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8501),
        "root_path": "",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in sent],
    }


async def _asked(app: ASGIApp, scope: Scope) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer."""
    heard: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        heard.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode("latin-1") for name, value in heard[0]["headers"]}
    return heard[0]["status"], headers, b"".join(message.get("body", b"") for message in heard[1:])


def _answers(app: ASGIApp, *scopes: Scope) -> list[tuple[int, dict[str, str], bytes]]:
    async def each() -> list[tuple[int, dict[str, str], bytes]]:
        return [await _asked(app, scope) for scope in scopes]

    return asyncio.run(each())


def test_a_kept_document_takes_few_calls(app: ASGIApp) -> None:
    called = 0

    def count(_frame: FrameType, event: str, _value: Any) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    async def third() -> int:
        for _ in range(2):
            await _asked(app, _scope("/"))
        before = sys.getprofile()
        sys.setprofile(count)
        try:
            status, _, _ = await _asked(app, _scope("/"))
        finally:
            sys.setprofile(before)
        return status

    assert asyncio.run(third()) == 200
    assert called <= MOST_CALLS


def test_what_is_remembered_of_a_request_is_all_that_its_answer_depends_on(app: ASGIApp) -> None:
    asked: dict[tuple[Headers, str], str] = {
        ((), ""): "uk",
        ((("accept-language", "en"),), ""): "en",
        ((("accept-language", "uk"),), ""): "uk",
        ((("cookie", f"{CHOSEN_LANGUAGE}=en"),), ""): "en",
        ((("accept-language", "en"), ("sec-fetch-site", "same-origin")), ""): "uk",
        ((("accept-language", "en"), ("sec-purpose", "prefetch")), ""): "uk",
        ((), "lang=en"): "en",
    }
    for (headers, query), language in asked.items():
        found = _answers(app, *(_scope("/indicator", headers, query or "id=1.1.1") for _ in range(3)))
        # a page that another language is chosen for leads to the address that names it
        told = {"en" if "lang=en" in said.get("location", "") else said["content-language"] for _, said, _ in found}
        assert told == {language}, (headers, query)
    assert len(routes._meant._values) > 0


def test_a_reader_with_a_session_is_asked_about_each_time(app: ASGIApp) -> None:
    _answers(app, *(_scope("/", (("cookie", f"{SESSION}=somebody"),)) for _ in range(3)))
    assert len(routes._meant._values) == 0


def test_what_is_too_long_is_not_remembered(app: ASGIApp) -> None:
    long = (("accept-language", "uk," * 400),)
    statuses = {status for status, _, _ in _answers(app, *(_scope("/", long) for _ in range(3)))}
    assert statuses == {200}
    assert len(routes._meant._values) == 0


@pytest.mark.parametrize("changed", ["release", "day"])
def test_a_new_release_and_a_new_day_are_seen_at_once(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    _answers(app, *(_scope("/") for _ in range(3)))
    kept = len(routes._documents._values)
    if changed == "day":
        other = clock.today().replace(day=1)
        monkeypatch.setattr(clock, "today", lambda: other)
    else:
        path = snapshot_file()
        if path is None:
            pytest.skip("a database server is asked every two seconds")
        path.touch()
    _answers(app, *(_scope("/") for _ in range(2)))
    assert len(routes._documents._values) == kept + 1
