"""The site in this process, asked as a browser without scripts asks it, with an ear for what is said meanwhile.

A sentence stands in an answer where it was said while the answer was made and its words are in it: what a page said to
itself and left out does not stand.
"""

import asyncio
import json
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape

import httpx2
import pytest
from starlette.types import ASGIApp

from kpi.text import Text

ADDRESS = "https://site.example.org"


@dataclass
class Ear:
    """Every text that was said, by key, since the last request began."""

    heard: dict[str, set[str]] = field(default_factory=dict)

    def note(self, key: str, words: str) -> str:
        self.heard.setdefault(key, set()).add(words)
        return words


@contextmanager
def listening() -> Iterator[Ear]:
    """An ear for everything that is said in this process while the block runs."""
    ear, say, count = Ear(), Text.say, Text.count
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "say", lambda self, key, /, **values: ear.note(key, say(self, key, **values)))
        patch.setattr(Text, "count", lambda self, key, n, /, **values: ear.note(key, count(self, key, n, **values)))
        yield ear


class Transport(httpx2.BaseTransport):
    """From a browser to the application without a socket; each answer brings along what was said for it."""

    def __init__(self, application: ASGIApp, ear: Ear) -> None:
        self._application = httpx2.ASGITransport(application)
        self._ear = ear

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        sent = httpx2.Request(request.method, request.url, headers=request.headers, content=request.read())
        self._ear.heard.clear()

        async def answer() -> httpx2.Response:
            answered = await self._application.handle_async_request(sent)
            content = await answered.aread()
            said = {"said": {key: frozenset(words) for key, words in self._ear.heard.items()}}
            return httpx2.Response(answered.status_code, headers=answered.headers, content=content, extensions=said)

        # in a thread of its own: Playwright keeps a loop running in the thread of the tests
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(answer())).result()


def _plain(words: str) -> str:
    return " ".join(unescape(words).split()).casefold()


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value)


def shown(answer: httpx2.Response) -> str:
    """All words of an answer: of a page what stands between its tags and in its attributes, of JSON its texts."""
    if answer.headers.get("content-type", "").startswith("application/json"):
        return _plain("\n".join(_texts(json.loads(answer.text))))
    return "\n".join((_plain(re.sub(r"<[^>]+>", "", answer.text)), _plain(answer.text)))


def standing(answer: httpx2.Response) -> frozenset[str]:
    """The keys whose words were said for this answer and stand in it."""
    words, said = shown(answer), answer.extensions["said"]
    return frozenset(key for key, forms in said.items() if any(_plain(form).rstrip(".") in words for form in forms))
