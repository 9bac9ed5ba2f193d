"""A real server of its own and Debian's Chromium. Every page opened here must stay quiet: no console error, no request
to another host, no answer of 4xx or 5xx that a test did not ask for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.servers import Site, running
from tests.shipped import Shipped


@pytest.fixture(scope="session")
def site(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    shipped_store(folder)
    with running(folder) as running_site:
        yield running_site


@dataclass
class Quiet:
    """What a page did that it must not do."""

    address: str
    problems: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._see_request)
        page.on("response", self._see_response)

    def hear(self, message: ConsoleMessage) -> None:
        """Take what the console says as a fault where it is an error or a warning."""
        if message.type in {"error", "warning"}:
            self.problems.append(f"{message.type}: {message.text}")

    def _see_request(self, request: Request) -> None:
        if self._foreign(request.url):
            self.problems.append(f"another host: {request.url}")

    def _see_response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status}: {response.url}")

    def _foreign(self, url: str) -> bool:
        own = (self.address, self.address.replace("http", "ws", 1), "blob:", "data:", "about:")
        return not url.startswith(own)


@pytest.fixture
def page(site: Site, chromium: Browser) -> Iterator[Page]:
    """A reader with a laptop; the test fails where the page was not quiet."""
    quiet = Quiet(site.address)
    context = chromium.new_context(base_url=site.address, viewport={"width": 1366, "height": 800}, locale="uk-UA")
    opened = context.new_page()
    quiet.watch(opened)
    yield opened
    context.close()
    assert quiet.problems == []


def path_of(page: Page) -> str:
    """Path and query of the address bar."""
    return re.sub(r"^https?://[^/]+", "", page.url)
