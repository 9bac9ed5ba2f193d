"""A real server in a process of its own, with accounts in its store, asked by HTTP and by socket."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import httpx2
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.store import Store, open_store
from tests.asgi import Client
from tests.books import MAY, checked, hospitals, plan
from tests.layers import alone, layers
from tests.publishing import publish
from tests.servers import Site, running
from tests.shipped import NAME, Shipped, copied

PASSWORD = "сім слонів ідуть до моря"
PEOPLE = {
    "head": Account(id=0, login="head", name="О. Коваль", role=Role.HEAD, departments=("dep-econ",)),
    "editor": Account(id=0, login="editor", name="І. Бондар", role=Role.EDITOR),
    "administrator": Account(id=0, login="administrator", name="М. Шевчук", role=Role.ADMINISTRATOR),
}


@dataclass
class Served:
    """The site and its store."""

    site: Site
    store: Store
    log: Path

    @property
    def address(self) -> str:
        return self.site.address

    def client(self) -> httpx2.Client:
        """A browser without scripts: keeps cookies, says where its forms come from."""
        return httpx2.Client(base_url=self.address, headers={"Origin": self.address}, timeout=60, trust_env=False)

    def enter(self, login: str, password: str = PASSWORD) -> httpx2.Client:
        """A browser that has signed in."""
        client = self.client()
        answer = post_form(client, "/login", {"login": login, "password": password})
        assert answer.status_code == 303, answer.text
        return client

    def socket(
        self, client: httpx2.Client | None = None, *, resume: str = "", headers: Mapping[str, str] | None = None
    ) -> ClientConnection:
        """What the browser's script opens; `resume` is the id of a Streamlit session it asks for."""
        cookies = "; ".join(f"{c.name}={c.value}" for c in client.cookies.jar) if client else ""
        given = ({"Cookie": cookies} if cookies else {}) | dict(headers or {})
        wanted = [Subprotocol(p) for p in (("streamlit", "token", resume) if resume else ("streamlit",))]
        return connect(
            self.address.replace("http", "ws") + "/dashboard/_stcore/stream",
            origin=Origin(self.address),
            subprotocols=wanted,
            additional_headers=given,
            max_size=None,
            proxy=None,
        )


@contextmanager
def serving(shipped_store: Shipped, folder: Path) -> Iterator[Served]:
    """The site with the shipped edition and these people, in the folder."""
    store = open_store(shipped_store(folder))
    for account in PEOPLE.values():
        sign_in.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    with running(folder) as site:
        yield Served(site, store, folder / "server.log")


@pytest.fixture(scope="session")
def served(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(shipped_store, tmp_path_factory.mktemp("served")) as site:
        yield site


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store of its own for the site of this process, reached at site.example.org."""
    where = str(tmp_path / "postup.sqlite")
    alone(monkeypatch, where, "https://site.example.org/")
    return where


@pytest.fixture
def client(where: str) -> Client:
    assert where
    return Client(layers(), "site.example.org")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with one release of the small edition."""
    folder = tmp_path_factory.mktemp("small")
    publish([checked(plan()), checked(hospitals())], MAY, store=open_store(str(folder / NAME)))
    return folder


@pytest.fixture
def published(small: Path, where: str) -> None:
    copied(small, Path(where).parent)


def post_form(client: httpx2.Client, page: str, fields: dict[str, str], shown: str = "") -> httpx2.Response:
    """Open a page, fill in its form, send it."""
    token = re.search(r'name="token" value="([^"]*)"', client.get(shown or page).text)
    assert token is not None
    return client.post(page, data={"token": token[1], **fields})


def xsrf(client: httpx2.Client) -> str:
    """Streamlit's own token against forged requests, which its script reads from a cookie."""
    client.get("/dashboard/_stcore/health")
    return client.cookies["_streamlit_xsrf"]


def run_once(socket: ClientConnection) -> str:
    """One run of the app; returns the id of the Streamlit session that it was."""
    asked = BackMsg()
    asked.rerun_script.page_name = "method"
    socket.send(asked.SerializeToString())
    session = ""
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(cast("bytes", socket.recv(timeout=60)))
        if answer.WhichOneof("type") == "new_session":
            session = answer.new_session.initialize.session_id
        if answer.WhichOneof("type") == "script_finished":
            assert session
            return session
