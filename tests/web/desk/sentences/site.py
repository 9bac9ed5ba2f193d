"""A site for plays: the shipped edition with people who have signed in, and a fresh state of it for every walk."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import httpx2
import pytest

from kpi.model import Account, Role
from kpi.model.media_types import XLSX
from kpi.services import sign_in
from kpi.store import Store, open_store
from tests.layers import alone, layers
from tests.shipped import Shipped, copied
from tests.web.conftest import PASSWORD, post_form
from tests.web.desk.conftest import PEOPLE
from tests.web.desk.people import token_of
from tests.web.desk.sentences.listening import ADDRESS, Ear, Transport

#: the people of the desk's tests, a second editor, a second administrator
CAST = (
    *PEOPLE,
    Account(id=0, login="second", name="Д. Руга", role=Role.EDITOR),
    Account(id=0, login="deputy", name="З. Аступник", role=Role.ADMINISTRATOR),
)


@dataclass(frozen=True)
class Entry:
    """What a browser holds that has signed in: its cookies, and the token that its forms bring back."""

    cookies: httpx2.Cookies
    token: str


class Browser(httpx2.Client):
    """A browser without scripts that has signed in."""

    token = ""

    def press(self, action: str, **fields: str) -> httpx2.Response:
        """Send a form, and go where it leads; the page holds what was said already when the form was answered."""
        return follow(self, self.send_form(action, **fields))

    def send_form(self, action: str, **fields: str) -> httpx2.Response:
        """Send a form; its answer, before the browser goes on."""
        return self.post(action, data={"token": self.token, **fields})

    def upload(self, content: bytes, name: str = "6.2.xlsx", page: str = "/upload") -> httpx2.Response:
        """Send a file; its answer, before the browser goes on."""
        return self.post(page, data={"token": self.token}, files={"file": (name, content, XLSX)})


@dataclass
class Site:
    """One state of the site in a process that has just begun.

    entered  the cookies of everybody who has signed in
    """

    ear: Ear
    entered: Mapping[str, Entry]
    patch: pytest.MonkeyPatch
    transport: Transport = field(init=False)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """The process begins anew: what only its memory held is gone."""
        self.transport = Transport(layers(), self.ear)

    @property
    def store(self) -> Store:
        return open_store()

    def client(self) -> httpx2.Client:
        """A browser that has not signed in."""
        return httpx2.Client(transport=self.transport, base_url=ADDRESS, headers={"Origin": ADDRESS})

    def enter(self, login: str) -> "Browser":
        """A browser that has signed in."""
        entry = self.entered[login]
        browser = Browser(transport=self.transport, base_url=ADDRESS, headers={"Origin": ADDRESS})
        browser.cookies, browser.token = httpx2.Cookies(entry.cookies), entry.token
        return browser


@dataclass(frozen=True)
class Scene:
    """Where the walks are played: one store for those that publish nothing, one each for the others.

    base  the folder of the store with the people in it; it is copied, never served
    """

    base: Path
    folder: Path
    ear: Ear
    entered: Mapping[str, Entry]

    def site(self, walk: "Walk", patch: pytest.MonkeyPatch) -> Site:
        """A fresh state. What is kept in memory goes by place and number of the release, so where nothing is published
        the same place serves again, and nothing is measured twice."""
        folder = self.folder / (walk.__name__ if walk in PUBLISHING else "same")
        for left in folder.glob("*.sqlite-*"):
            left.unlink()
        alone(patch, copied(self.base, folder), ADDRESS)
        return Site(self.ear, self.entered, patch)


#: situations one after another: the name of each, and the answer in which its sentences stand
Situations = Iterator[tuple[str, httpx2.Response]]
Walk = Callable[[Site], Situations]
WALKS: list[Walk] = []
PUBLISHING: set[Walk] = set()


def walk(played: Walk) -> Walk:
    """Declare a walk that changes neither values nor plan."""
    WALKS.append(played)
    return played


def publishing(played: Walk) -> Walk:
    """Declare a walk that publishes: it has a store of its own."""
    PUBLISHING.add(played)
    return walk(played)


def prepared(shipped_store: Shipped, folder: Path, ear: Ear) -> Scene:
    """A scene with everybody signed in."""
    base, entered = folder / "base", dict[str, Entry]()
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, shipped_store(base), ADDRESS)
        for account in CAST:
            sign_in.create(open_store(), account, PASSWORD, by="terminal", now=datetime.now(UTC))
        site = Site(ear, {}, patch)
        for account in CAST:
            client = site.client()
            assert post_form(client, "/login", {"login": account.login, "password": PASSWORD}).status_code == 303
            entered[account.login] = Entry(httpx2.Cookies(client.cookies), token_of(client.get("/account").text))
    return Scene(base, folder, ear, entered)


def found(pattern: str, page: httpx2.Response) -> str:
    """What the first group of a pattern holds on a page, as a browser reads it."""
    match = re.search(pattern, page.text, re.DOTALL)
    assert match is not None, pattern
    return unescape(match[1])


def follow(client: httpx2.Client, answer: httpx2.Response) -> httpx2.Response:
    """The page that an answer leads to; the answer itself where it is one."""
    if answer.status_code != 303:
        return answer
    page = client.get(answer.headers["location"])
    before, said = answer.extensions["said"], page.extensions["said"]
    told = {key: before.get(key, frozenset()) | said.get(key, frozenset()) for key in {**before, **said}}
    page.extensions["said"] = told
    return page
