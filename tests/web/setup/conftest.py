"""A server with an empty store and accounts, and a browser without scripts."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from kpi.services import sign_in
from kpi.store import open_store
from tests.html.markup import problems
from tests.servers import running
from tests.shipped import NAME
from tests.web.conftest import PASSWORD, PEOPLE, Served


def people(folder: Path) -> None:
    """Accounts of an empty store: an administrator, another one, an editor."""
    store = open_store(str(folder / NAME))
    other = PEOPLE["administrator"].__class__(id=0, login="other", name="Л. Ткач", role=PEOPLE["administrator"].role)
    for account in (PEOPLE["administrator"], other, PEOPLE["editor"]):
        sign_in.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    people(tmp_path)
    with running(tmp_path) as site:
        yield Served(site, open_store(str(tmp_path / NAME)), tmp_path / "server.log")


def form(client: httpx2.Client, path: str, fields: dict[str, str]) -> httpx2.Response:
    """Send a form of the page /start with what its page hides in it."""
    page = client.get("/start").text
    given = {
        name: found[1] for name in ("token", "key") if (found := re.search(rf'name="{name}" value="([^"]*)"', page))
    }
    return client.post(path, data={**given, **fields})


def look(client: httpx2.Client) -> httpx2.Response:
    """Have the preview made, and its first page once it is there: the server itself keeps who asks for it waiting."""
    assert form(client, "/start/preview", {}).headers["location"] == "/start/preview/"
    while (shown := client.get("/start/preview/")).status_code == 202:
        assert '<meta http-equiv="refresh"' in shown.text
        assert "Сторінки перегляду готуються" in shown.text
        assert problems(shown.text) == []
    return shown


def bring(client: httpx2.Client, *files: tuple[str, bytes]) -> httpx2.Response:
    """Send tables."""
    token = re.search(r'name="token" value="([^"]*)"', client.get("/start").text)
    assert token is not None
    return client.post("/start/tables", data={"token": token[1]}, files=[("files", one) for one in files])
