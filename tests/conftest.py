"""What many tests need and is made once: Chromium (Playwright's driver runs once in a process), the shipped edition."""

import shutil
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from tests.measured import measure_children
from tests.shipped import Shipped, copied, loaded

measure_children()

#: folders where the tests of a file share a server that is started for them
ONE_SERVER = ("tests/web/desk/",)
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class ByServer(LoadScopeScheduling):  # type: ignore[misc] # xdist says no types
    """Gives whole files of ONE_SERVER to a worker, and every other test to whichever worker is free."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0] if nodeid.startswith(ONE_SERVER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByServer | None:
    """With xdist's own `load` both workers would start a server for each such file; `loadfile` stays as it is."""
    return ByServer(config, log) if config.getoption("dist") == "load" else None


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shipped_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    """`shipped_store(folder)`: where a store of its own with the shipped edition now is. See tests/shipped.py."""
    run = tmp_path_factory.getbasetemp()
    # a worker of xdist has a folder of its own in that of the run
    return partial(copied, loaded(run.parent if hasattr(request.config, "workerinput") else run))
