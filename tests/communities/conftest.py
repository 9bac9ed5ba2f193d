"""Several communities in one process, each with a strategy, people and a name of its own."""

import shutil
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
from tests.engines import is_postgresql
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
#: the one store for all, and the folders of all ways
STORE = "all/postup.sqlite"
FOLDERS = ("p", "d", "all")


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


def fill_both() -> None:
    fill("persha", more=61.25)
    fill("druha", more=77.75)


def declare_in(folder: Path, way: str, *, store: str, **places: str) -> Path:
    """The file of both communities, their stores in the folder."""
    file = folder / "sites.toml"
    over = "[region]\nname = 'Край'\nname_en = 'The Region'\n"
    file.write_text(WAYS[way].format(store=store, **places) + over, encoding="utf-8")
    declare_from(file)
    return file


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """`filled(way)`: a folder with both communities' stores, filled by the first test that asks. No place of a site
    stands in a store."""
    made: dict[str, Path] = {}

    def folder(way: str) -> Path:
        if way not in made:
            made[way] = tmp_path_factory.mktemp("communities")
            for name in FOLDERS:
                (made[way] / name).mkdir()
            declare_in(made[way], way, store=STORE, persha='prefix = "/persha"', druha='prefix = "/druha"')
            fill_both()
            declare({})
        return made[way]

    return folder


@pytest.fixture
def together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filled: Callable[[str], Path]) -> Iterator[Set]:
    """`together(way, persha=…, druha=…)`: both communities at their places, loaded and filled."""

    def set_up(
        way: str = "a store each",
        persha: str = 'prefix = "/persha"',
        druha: str = 'prefix = "/druha"',
        address: str = "",
        store: str = STORE,
    ) -> Together:
        alone(monkeypatch, str(tmp_path / "nobody" / "postup.sqlite"), address)
        # databases that stand for files, or one that a test names, are filled where they are
        own = store != STORE or is_postgresql()
        for folder in FOLDERS:
            if own:
                (tmp_path / folder).mkdir(exist_ok=True)
            else:
                shutil.copytree(
                    filled(way) / folder, tmp_path / folder, copy_function=shutil.copyfile, dirs_exist_ok=True
                )
        monkeypatch.setenv(SITES, str(declare_in(tmp_path, way, store=store, persha=persha, druha=druha)))
        release_boards.clear()
        if own:
            fill_both()
        return Together(tmp_path)

    yield set_up
    declare({})
    release_boards.clear()
