"""With one store for all a community is at its desk, in its journal, check-up and API what it is alone in its own."""

import json
import re
from datetime import UTC, datetime

import pytest

from kpi.__main__ import main
from kpi.cli.sites import SITES
from kpi.community import ONLY, Community, declare, entered, named
from kpi.services import sign_in
from kpi.store import open_store, read_public
from kpi.store.snapshot import FRAMES
from kpi.web import release_boards
from kpi.web.application import create_app
from tests.asgi import Client
from tests.books import MAY, checked, hospitals, plan
from tests.communities.conftest import NAMES, Set
from tests.layers import alone
from tests.postgresql import Server
from tests.publishing import publish

DESK = (
    "/upload",
    "/upload?fix=1.2.1@2026-Q2",
    "/upload/mine",
    "/upload/receipt?number=1",
    "/upload/receipt?number=2",
    "/upload/receipt?number=3",
    "/upload/indicator?code=1.2.1",
    "/upload/template?goal=1.2",
    "/admin",
    "/admin/chase",
    "/admin/chase.csv",
    "/admin/journal.csv",
    "/admin/releases",
    "/admin/visibility",
    "/admin/suspensions",
    "/account",
)
API = (
    *("strategy", "strategies", "sectors", "goals", "indicators", "observations", "progress", "releases"),
    *("changes", "targets", "suspensions", "actions", "departments", "openapi.json", "successions"),
)
#: what `doctor` says of the machine and the environment, not of a community
OF_THE_MACHINE = frozenset({"version", "settings", "address", "mail", "store", "permissions", "disk"})
#: what is of the moment at which a store was filled, or of the session that asks
_OF_NOW = (
    (rb'(name="token" value=")[^"]+', rb"\1"),
    (rb"\b[0-9a-f]{64}\b", b"hash"),
    (rb"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?[^\s\",<]*", b"moment"),
    (rb"\d{2}\.\d{2}\.\d{4},? \d{2}:\d{2}(:\d{2})?", b"moment"),
    (rb"\b\d{1,2}:\d{2}(:\d{2})?\b", b"time"),
)


def told(client: Client, token: str, name: str) -> dict[str, tuple[int, bytes]]:
    """Status and content of every address, without what is of the moment."""
    found = {}
    for path in (*DESK, *(f"/api/v1/{one}" for one in API)):
        answer = client.get(path, {"Cookie": f"{name}={token}"})
        content = answer.content
        if not content.startswith(b"PK"):
            for pattern, instead in _OF_NOW:
                content = re.sub(pattern, instead, content)
        else:
            # a workbook is packed with its moment
            content = b"workbook"
        found[path] = answer.status_code, content
    return found


def session() -> str:
    client = sign_in.ClientInfo("127.0.0.1", "", "", "")
    found = sign_in.enter_by_email(open_store(), "head@example.org", client, datetime.now(UTC))
    assert found is not None
    return found.token


def checkup(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, tuple[str, str]]:
    """What `doctor` finds of the community's data, by check, without places, sizes and moments."""
    capsys.readouterr()
    main(["doctor", "--json", *arguments])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    found = {one["check"]: (one["state"], one["message"]) for one in map(json.loads, lines)}
    return {
        check: (state, re.sub(r"\S*/\S+|\d{1,2}:\d{2}|\d[\d\u00a0\u202f ,.]* ?(?:кБ|МБ|ГБ|B)", "…", words))
        for check, (state, words) in found.items()
        if check not in OF_THE_MACHINE
    }


@pytest.mark.parametrize("key", list(NAMES))
def test_a_community_in_one_store_is_what_it_is_alone(
    together: Set, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    places = {one: f'host = "{one}.example"\naddress = "http://{one}.example"' for one in NAMES}
    both = together("one store", **places)
    token = both.session(key)
    in_company = told(both.client(f"{key}.example"), token, f"postup.{key}")
    checked = checkup(capsys, "--community", key)
    with entered(named(key)):
        whole = open_store().name

    together("a store each", **places)
    with entered(named(key)):
        own = open_store().name
    assert own != whole
    declare({})
    alone(monkeypatch, own, f"http://{key}.example")
    release_boards.clear()
    by_itself = told(Client(create_app(), f"{key}.example"), session(), "postup")
    assert [path for path in by_itself if in_company[path] != by_itself[path]] == []
    assert {path: status for path, (status, _) in by_itself.items() if status >= 500} == {}
    assert [by_itself[path][0] for path in ("/upload", "/admin/journal.csv", "/api/v1/strategy")] == [200] * 3
    monkeypatch.delenv(SITES)
    assert checked
    assert checked == checkup(capsys)


def test_a_server_tells_outsiders_every_table_of_a_community_among_others(postgresql: Server) -> None:
    """Its snapshot stands in a schema of its own, that of the only community in the store's."""
    told = []
    for community in (ONLY, Community(key="druha", rows="druha")):
        with entered(community):
            store = open_store(postgresql.store())
            publish([checked(plan()), checked(hospitals())], MAY, store=store)
            told.append(read_public(where=store.name))
    alone_there, among_others = told
    assert len(among_others.decisions) == 2
    assert [name for name in FRAMES if not getattr(among_others, name).equals(getattr(alone_there, name))] == []
