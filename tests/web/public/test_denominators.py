"""What an earlier release is divided by: the number of people that its own plan stated."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from kpi.model import GoalBook, Kind
from kpi.services.peers import add_peer
from kpi.store import open_store
from kpi.web import release_boards
from tests.asgi import Client
from tests.books import MAY, NOVEMBER, checked, indicator, observation, plan
from tests.layers import alone, layers
from tests.publishing import publish
from tests.services.peers.test_peers import NOW, SHARED
from tests.shipped import NAME
from tests.workbook.test_data_package import package


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Containers beside those of another community; our population was counted twice."""
    where = str(tmp_path / NAME)
    store = open_store(where)
    one = indicator("1.2.1", catalogue_code=SHARED, unit="од.", kind=Kind.LEVEL)
    goal = GoalBook(goal="1.2", indicators=(one,), observations=(observation("1.2.1", "2026-Q1", 300.0),))
    first = plan(population=10_000, population_day=date(2026, 1, 1))
    publish([checked(first), checked(goal)], MAY, store=store)
    publish([checked(plan(population=20_000, population_day=date(2026, 7, 1)))], NOVEMBER, store=store)
    add_peer(package(), now=NOW, store=store)
    alone(monkeypatch, where, "https://strategy.example.org")
    release_boards.clear()
    return Client(layers(), "strategy.example.org")


@pytest.mark.parametrize(
    ("address", "people", "head"),
    [
        (f"&v={MAY}", "населення 10 000, на 01.01.2026", "30,0"),
        (f"&v={NOVEMBER}", "населення 20 000, на 01.07.2026", "15,0"),
        ("", "населення 20 000, на 01.07.2026", "15,0"),
    ],
)
def test_a_release_is_divided_by_what_was_known_then(client: Client, address: str, people: str, head: str) -> None:
    page = unescape(re.sub("<[^>]*>", " ", client.get(f"/indicator?id=1.2.1{address}").text))
    said = re.sub(r"[\s\u202f\u00a0]+", " ", page).replace(" ,", ",")
    assert people in said
    assert f" {head} " in said
    assert "населення 50 000, на 01.01.2026" in said, "the other community's, with its own day"
