"""A full disk, a read-only disk, a database that is away: nothing is torn, it is told, and the site goes on."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from kpi.model import Language
from kpi.store import Store
from kpi.text import Text
from tests.disks import full, own_disk, readonly
from tests.postgresql import served as served_postgresql
from tests.servers import Site, running
from tests.shipped import NAME
from tests.trust.desk_site import Sender, content, entered, small_site
from tests.trust.promises import Reached
from tests.trust.standing import standing
from tests.waiting import until
from tests.web.conftest import Served
from tests.web.desk.people import send

WORDS = Text(Language.UK)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with own_disk(tmp_path, 16 << 20) as place:
        yield place


def health(site: Site) -> tuple[int, str]:
    answer = httpx2.get(f"{site.address}/healthz", trust_env=False, timeout=20)
    return answer.status_code, answer.json()["store"]


def untold(site: Site, sender: Sender, reasons: tuple[str, ...]) -> list[object]:
    """What of the trouble is not told: to the head who sends a file in the middle of it, and by the health."""
    missed: list[object] = []
    with sender.client(site) as client:
        answer = client.get("/upload")
        sender.pending = sender.next
        sender.next += 1
        if answer.status_code == 200:
            answer = send(client, content(sender.pending), "1.2.xlsx")
        said = [WORDS.say(f"web.store_trouble.{reason}") for reason in reasons]
        if answer.status_code != 503 or not any(words in answer.text for words in said):
            missed.append((answer.status_code, dict(answer.headers), answer.text))
    until(lambda: health(site)[0] == 503, within=60)
    if health(site)[1] not in reasons:
        missed.append(health(site))
    # what is published can be read all the same
    if (page := httpx2.get(f"{site.address}/", trust_env=False, timeout=60)).status_code != 200:
        missed.append((page.status_code, page.text))
    return missed


def recovered(site: Site, sender: Sender) -> float:
    """Seconds until the health is well again; then the file is sent again and published."""
    began = time.monotonic()
    until(lambda: health(site) == (200, "ok"), within=60)
    taken = time.monotonic() - began
    with sender.client(site) as client:
        sender.again(client)
        sender.one(client)
    return taken


def torn(store: Store, sender: Sender) -> int:
    found = standing(store, sender.told, sender.next)
    return found.lost + found.torn + found.double


@pytest.mark.slow
@pytest.mark.sqlite
def test_a_disk_that_is_full_then_read_only(disk: Path, tmp_path: Path, reached: Reached) -> None:
    store = small_site(str(disk / NAME))
    log = tmp_path / "server.log"
    with running(disk, log=log) as site:
        sender = entered(Served(site, store, log))
        with sender.client(site) as client:
            sender.one(client)
        for trouble, reasons in ((full, ("full",)), (readonly, ("readonly", "unreachable"))):
            with trouble(disk):
                missed = untold(site, sender, reasons)
            assert not missed, missed
            taken = recovered(site, sender)
            reached("D6", torn=torn(store, sender), untold=len(missed), recovery_seconds=taken)
    assert len(sender.told) == 5


@pytest.mark.slow
def test_a_database_that_is_away_and_back(tmp_path: Path, reached: Reached) -> None:
    with served_postgresql() as server:
        assert server.control is not None
        store = small_site(server.store())
        with running(tmp_path, place=store.name) as site:
            sender = entered(Served(site, store, tmp_path / "server.log"))
            with sender.client(site) as client:
                sender.one(client)
            server.control("stop")
            missed = untold(site, sender, ("unreachable",))
            server.control("start")
            assert not missed, missed
            taken = recovered(site, sender)
            reached("D6", torn=torn(store, sender), untold=len(missed), recovery_seconds=taken)
        assert len(sender.told) == 3
        server.control("stop")
        # a site that is started while its database is away waits for it
        with running(tmp_path, wait=False, place=store.name) as site:
            until(lambda: site_state(site) == "failed", within=60)
            server.control("start")
            until(lambda: site_state(site) == "ready", within=60)


def site_state(site: Site) -> str:
    data: str = httpx2.get(f"{site.address}/healthz", trust_env=False, timeout=20).json()["data"]
    return data
