"""What many tests need and is made once: Chromium (Playwright's driver runs once in a process), the shipped edition."""

import shutil
from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.measured import measure_children
from tests.shipped import Shipped, copied, loaded

measure_children()

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share a fixture of their module (a server, a written site) stay with one worker: it is made once.

    Counts with `--dist loadgroup` (tools/checks.py); all other tests go to whichever worker is free.
    """
    for item in items:
        definitions = item._fixtureinfo.name2fixturedefs.values() if isinstance(item, pytest.Function) else ()
        if any(found[-1].scope in {"module", "package"} for found in definitions):
            item.add_marker(pytest.mark.xdist_group(item.path.as_posix()))


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
