"""Two processes of the site on one store: what is published by whichever way is seen everywhere within seconds."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import httpx2
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from kpi.store import Store
from tests.servers import Site, running
from tests.shipped import NAME
from tests.trust.desk_site import Sender, content, entered, small_site, words
from tests.trust.promises import Reached
from tests.waiting import until
from tests.web.conftest import Served

pytestmark = pytest.mark.sqlite  # both databases are its own matter
#: what answers with the comment of the last publication
ANSWERS = ("/", "/indicator?id=1.2.1", "/changes", "/api/v1/observations", "/feed.atom")
#: seconds after which a place that does not tell it is told as a failure
PATIENCE = 60


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of the small edition in each database."""
    on_server = request.param == "postgresql"
    store = small_site(request.getfixturevalue("postgresql").store() if on_server else str(tmp_path / NAME))
    yield store
    store.engine.dispose()


class Reader:
    """Somebody at one of the processes: asks its addresses, and has a page of its dashboard open."""

    def __init__(self, site: Site, client: httpx2.Client, dashboard: ClientConnection) -> None:
        self.site, self._client, self._dashboard = site, client, dashboard
        self.asked: dict[str, Callable[[], bytes]] = {
            **{address: partial(self._answer, address) for address in ANSWERS},
            "/dashboard": self._run,
        }

    def _answer(self, address: str) -> bytes:
        answer = self._client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content

    def _run(self) -> bytes:
        """All that the dashboard sends of an indicator's page when it is run once more."""
        asked, sent = BackMsg(), b""
        asked.rerun_script.page_name = "indicator"
        asked.rerun_script.query_string = "id=1.2.1"
        self._dashboard.send(asked.SerializeToString())
        while True:
            part = self._dashboard.recv(timeout=PATIENCE)
            assert isinstance(part, bytes)
            sent += part
            answer = ForwardMsg()
            answer.ParseFromString(part)
            if answer.WhichOneof("type") == "script_finished":
                return sent

    def seconds_until_told(self, said: str, since: float) -> float:
        """Seconds from a publication until every place told it."""
        for ask in self.asked.values():
            until(lambda ask=ask: said.encode() in ask(), within=PATIENCE)  # type: ignore[misc]
        return time.monotonic() - since


@contextmanager
def readers(store: Store, folder: Path) -> Iterator[tuple[Reader, Reader]]:
    """Two processes on the store, a reader at each."""
    place = "" if store.path else store.name
    with ExitStack() as stack:

        def started(number: int) -> Reader:
            log = folder / f"server{number}.log"
            site = stack.enter_context(running(folder, place=place, log=log))
            client = stack.enter_context(Served(site, store, log).client())
            return Reader(site, client, stack.enter_context(Served(site, store, log).socket()))

        yield started(0), started(1)


@pytest.mark.slow
def test_a_release_is_seen_by_every_process_within_seconds(store: Store, tmp_path: Path, reached: Reached) -> None:
    with readers(store, tmp_path) as (one, other):
        sender = entered(Served(one.site, store, tmp_path / "server0.log"))
        ways: tuple[tuple[Callable[[], None], tuple[Reader, ...]], ...] = (
            (partial(_at_the_desk, sender, one.site), (other,)),
            (partial(_at_the_desk, sender, other.site), (one,)),
            (partial(_in_the_terminal, sender, one.site, tmp_path), (one, other)),
        )
        taken, places = [], 0
        for publish, elsewhere in ways:
            said = words(sender.next)
            for reader in (one, other):
                # each has its answers of the last release ready, and none knows of the next one
                assert not [place for place, ask in reader.asked.items() if said.encode() in ask()]
            publish()
            since = time.monotonic()
            taken += [reader.seconds_until_told(said, since) for reader in elsewhere]
            places += sum(len(reader.asked) for reader in elsewhere)
    reached("G2", seconds=max(taken), places=places)


def _at_the_desk(sender: Sender, site: Site) -> None:
    with sender.client(site) as client:
        sender.one(client)


def _in_the_terminal(sender: Sender, site: Site, folder: Path) -> None:
    file = folder / "1.2.xlsx"
    file.write_bytes(content(sender.next))
    site.command("load", str(file))
