"""A small site with a real server and a head who publishes one workbook after another by its pages."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookiejar import Cookie
from pathlib import Path

import httpx2

from kpi.services import sign_in
from kpi.store import Store, open_store
from tests.servers import Site
from tests.services.publishing.flow import ADMIN, EDITOR, HEAD, publish_start, revised
from tests.web.conftest import PASSWORD, Served
from tests.web.desk.people import publish, send

#: no person, no browser: what nobody answers in this time is lost for its sender
SECONDS = 60.0
RECEIPT = re.compile(r"/upload/receipt\?number=(\d+)")


def small_site(place: str) -> Store:
    """A store with one release of the small edition and three people: the head of a department, an editor, an
    administrator."""
    store = open_store(place)
    publish_start(store)
    for account in (HEAD, EDITOR, ADMIN):
        sign_in.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    return store


def words(number: int) -> str:
    """The comment by which a publication is known among the rows."""
    return f"уточнення {number}"


def content(number: int) -> bytes:
    """The workbook of a publication: always up, never by a fifth, so only a new comment is asked for."""
    return revised(50.0 + number / 1000, words(number))


@dataclass
class Sender:
    """A head at the desk.

    told     publications by their number whose receipt was answered, with the number of the receipt
    pending  the one that was being sent when the site was gone; None where none was
    """

    cookies: list[Cookie]
    told: dict[int, int] = field(default_factory=dict)
    pending: int | None = None
    next: int = 1

    def client(self, site: Site) -> httpx2.Client:
        """The browser of the head, with its session, at the site as it runs now."""
        origin = {"Origin": site.address}
        client = httpx2.Client(base_url=site.address, headers=origin, timeout=SECONDS, trust_env=False)
        for cookie in self.cookies:
            client.cookies.jar.set_cookie(cookie)
        return client

    def one(self, client: httpx2.Client) -> None:
        """Send the next workbook, confirm its preview; known as told when the receipt's page is answered."""
        self.pending = self.next
        self.next += 1
        self.confirm(client, send(client, content(self.pending), "1.2.xlsx").headers["location"])

    def confirm(self, client: httpx2.Client, draft: str) -> None:
        assert self.pending is not None
        answer = publish(client, draft)
        found = RECEIPT.match(answer.headers.get("location", ""))
        assert found, (answer.status_code, answer.headers.get("location"), answer.text[:500])
        self.told[self.pending] = int(found[1])
        self.pending = None

    def again(self, client: httpx2.Client) -> None:
        """Send the file again whose answer was lost, as its head would: published now, or known already."""
        if self.pending is None:
            return
        where = send(client, content(self.pending), "1.2.xlsx").headers["location"]
        if where == "/upload?said=same":
            self.pending = None
        else:
            self.confirm(client, where)


def entered(served: Served) -> Sender:
    """The head, signed in."""
    return Sender(list(served.enter(HEAD.login).cookies.jar))


@contextmanager
def sending(sender: Sender, site: Site) -> Iterator[Callable[[], bool]]:
    """The head sends until the site is gone; answers whether the head still does."""

    def work() -> None:
        with sender.client(site) as client, suppress(httpx2.TransportError):
            while True:
                sender.one(client)

    failures: list[BaseException] = []

    def watched() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 (told by the thread that waits)
            failures.append(error)

    thread = threading.Thread(target=watched)
    thread.start()
    try:
        yield thread.is_alive
    finally:
        thread.join(SECONDS)
    if failures:
        raise failures[0]


def log_of(folder: Path) -> str:
    return (folder / "server.log").read_text("utf-8")[-2000:]
