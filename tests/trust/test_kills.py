"""The site is killed while heads publish by its pages: nothing that was answered is lost, nothing is there in part."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from kpi.services.publishing import refresh_public
from kpi.store import open_store, read_public
from tests.servers import Site, running
from tests.shipped import NAME
from tests.trust.desk_site import Sender, entered, log_of, sending, small_site
from tests.trust.promises import Reached, asked
from tests.trust.standing import standing
from tests.waiting import until
from tests.web.conftest import Served

#: moments of a publication that a kill is spread over, in seconds
SPREAD = 0.4


def _killed(sender: Sender, site: Site, then: float) -> None:
    """Let the head publish once, then kill the site so many seconds later, in the middle of whatever it does."""
    before = len(sender.told)
    with sending(sender, site) as alive:
        until(lambda: len(sender.told) > before or not alive(), within=60)
        limit = time.perf_counter() + then
        while time.perf_counter() < limit:
            pass
        os.killpg(site.process.pid, signal.SIGKILL)
        site.process.wait(20)


@pytest.mark.slow
def test_kill_9_while_heads_publish(tmp_path: Path, reached: Reached) -> None:
    kills, chance = asked("D1", "kills"), random.Random(14)
    store = small_site(str(tmp_path / NAME))
    lost = torn = double = 0
    ready: list[float] = []
    sender: Sender | None = None
    for kill in range(kills + 1):
        began = time.perf_counter()
        with running(tmp_path) as site:
            ready.append(time.perf_counter() - began)
            served = Served(site, store, tmp_path / "server.log")
            if sender is None:
                sender = entered(served)
            with sender.client(site) as client:
                sender.again(client)
            if kill < kills:
                _killed(sender, site, chance.random() * SPREAD)
        found = standing(open_store(store.name), sender.told, sender.next)
        lost, torn, double = lost + found.lost, torn + found.torn, double + found.double
        assert not (found.lost or found.torn or found.double), (kill, found, log_of(tmp_path))
    assert sender is not None
    assert len(sender.told) >= kills, "between two kills something was published"
    refresh_public(store)
    values = read_public(where=store.name).observations.query("code == '1.2.1'")["value"]
    assert values.max() >= 50.0 + max(sender.told) / 1000, "outsiders see the last one"
    reached("D1", kills=kills, lost=lost, torn=torn, double=double, ready_seconds=max(ready))
