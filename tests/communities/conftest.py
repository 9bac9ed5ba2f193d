"""Several communities in one process, each with a strategy, people and a name of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.cli.sites import SITES, declare_from
from kpi.community import declare, entered, named
from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.store import open_store
from kpi.web import release_boards
from kpi.web.application import create_app
from tests.asgi import Answer, Client
from tests.books import AUGUST, MAY, checked, hospitals, observation, plan
from tests.layers import alone
from tests.publishing import publish

PASSWORD = "сім слонів ідуть до моря"
#: key -> what the community is called; no other text of the tests holds it
NAMES = {"persha": "Перша громада", "druha": "Друга громада"}
#: one store each, or one for all
WAYS = {
    "a store each": '[community.persha]\n{persha}\nstore = "p/postup.sqlite"\n'
    '[community.druha]\n{druha}\nstore = "d/postup.sqlite"\n',
    "one store": 'store = "{store}"\n[community.persha]\n{persha}\n[community.druha]\n{druha}\n',
}


@dataclass
class Together:
    """The process and what is asked of it."""

    folder: Path

    def client(self, host: str = "region.example") -> Client:
        return Client(create_app(), host)

    def get(self, path: str, host: str = "region.example", cookies: str = "") -> Answer:
        return self.client(host).get(path, {"Cookie": cookies} if cookies else None)

    def session(self, key: str, login: str = "head") -> str:
        """The token of a new session of a person of the community."""
        with entered(named(key)):
            found = sign_in.enter_by_email(
                open_store(), f"{login}@example.org", sign_in.ClientInfo("127.0.0.1", "", "", ""), datetime.now(UTC)
            )
        assert found is not None
        return found.token


Set = Callable[..., Together]


def fill(key: str, *, more: float) -> None:
    """Publish two releases of the community's strategy, and give it a person."""
    with entered(named(key)):
        store = open_store()
        publish([checked(plan(community=NAMES[key])), checked(hospitals())], MAY, store=store)
        publish([checked(hospitals(observation("1.2.1", "2026-Q2", more)))], AUGUST, store=store)
        person = Account(id=0, login="head", name=f"Людина {NAMES[key]}", role=Role.EDITOR, email="head@example.org")
        sign_in.create(store, person, PASSWORD, by="terminal", now=datetime.now(UTC))


@pytest.fixture
def together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Set]:
    """`together(way, persha=…, druha=…)`: both communities at their places, loaded and filled."""

    def set_up(
        way: str = "a store each",
        persha: str = 'prefix = "/persha"',
        druha: str = 'prefix = "/druha"',
        address: str = "",
        store: str = "all/postup.sqlite",
    ) -> Together:
        alone(monkeypatch, str(tmp_path / "nobody" / "postup.sqlite"), address)
        for folder in ("p", "d", "all"):
            (tmp_path / folder).mkdir(exist_ok=True)
        file = tmp_path / "sites.toml"
        over = "[region]\nname = 'Край'\nname_en = 'The Region'\n"
        file.write_text(WAYS[way].format(persha=persha, druha=druha, store=store) + over, encoding="utf-8")
        monkeypatch.setenv(SITES, str(file))
        declare_from(file)
        release_boards.clear()
        fill("persha", more=61.25)
        fill("druha", more=77.75)
        return Together(tmp_path)

    yield set_up
    declare({})
    release_boards.clear()
