"""What many tests need and is made once: Chromium (Playwright's driver runs once in a process), the shipped edition."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from tests.cheap_passwords import hash_cheaply
from tests.engines import PORT, Connected, is_postgresql, let_children_stand_in, stand_in, stores
from tests.fresh_stores import copy_new_stores
from tests.garbage import collect_seldom, leave_out_what_is_there
from tests.measured import measure_children
from tests.postgresql import Server, served
from tests.settled import settle
from tests.shipped import Shipped, copied, loaded
from tools.checks import MARK, ROOT, SHARED_FOLDER, browser_files, is_left_out
from tools.slow_tests import listed

collect_seldom()
settle()
measure_children()
copy_new_stores()
Connected.listen()
hash_cheaply()
# sentences of the command line are compared: they must not depend on the machine's language
os.environ["POSTUP_LANGUAGE"] = "uk"

#: files, or folders of them, whose tests share what takes seconds to make: a server, a walk through the whole site,
#: the saved edition
SHARED = (
    "tests/web/desk/",
    "tests/agreement/",
    "tests/charts/interactive/",
    "tests/house/test_package.py",
    "tests/opendata/test_files.py",
    "tests/opendata/test_routes.py",
    "tests/opendata/test_schemathesis.py",
    "tests/trust/hostile/",
    "tests/views/test_finding.py",
    "tests/web/public/test_english.py",
    "tests/web/public/test_export.py",
    "tests/web/public/test_letters.py",
    "tests/web/test_matrix.py",
)
#: files whose tests share what is made for each value of their first parameter: «…::test_x[shipped-…]»
SHARED_BY_PARAMETER = ("tests/truth/test_sentences.py",)
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


class ByFixture(LoadScopeScheduling):  # type: ignore[misc] # xdist says no types
    """Gives tests that share something dear to one worker, the largest groups first, and every other test to
    whichever worker is free."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if file in SHARED_BY_PARAMETER and "[" in test:
            first = re.split(r"[-\]]", test.partition("[")[2])[0]
            return f"{file}[{first}]"
        return file if nodeid.startswith(SHARED) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFixture | None:
    """With xdist's own `load` both workers would make all that is shared; `loadfile` stays as it is."""
    return ByFixture(config, log) if config.getoption("dist") == "load" else None


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def pytest_configure(config: pytest.Config) -> None:
    """One server for the whole run where stores are PostgreSQL's: workers find it by its port."""
    if is_postgresql() and PORT not in os.environ:
        server = served()
        os.environ[PORT] = str(server.__enter__().port)
        let_children_stand_in()
        config.add_cleanup(partial(_stopped, server))
    stand_in()


def _stopped(server: AbstractContextManager[Server]) -> None:
    server.__exit__(None, None, None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about SQLite's files is left out where stores are PostgreSQL's; browser tests are where they are run;
    what is listed as slow is marked so."""
    slow = set(listed())
    for item in items:
        file = item.path.relative_to(ROOT).as_posix()
        if slow & {file, f"{file}::{item.nodeid.partition('::')[2].partition('[')[0]}"}:
            item.add_marker(pytest.mark.slow)
    marked = {item.path.relative_to(ROOT).as_posix() for item in items if item.get_closest_marker("browser")}
    if unknown := marked - set(browser_files()):
        raise pytest.UsageError(f"marked `browser` by something else than {MARK}: {', '.join(sorted(unknown))}")
    if is_postgresql():
        about_files = [item for item in items if item.get_closest_marker("sqlite")]
        config.hook.pytest_deselected(items=about_files)
        items[:] = [item for item in items if not item.get_closest_marker("sqlite")]


def pytest_collection_finish() -> None:
    """Of every worker, for each of them collects all the tests."""
    leave_out_what_is_there()


_CONNECTED = pytest.StashKey[int]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.stash[_CONNECTED] = Connected.count


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """A test that is left out where stores are PostgreSQL's opens none."""
    file = item.path.relative_to(ROOT).as_posix()
    if is_left_out(file):
        assert item.stash[_CONNECTED] == Connected.count, f"{file} opens a store: it belongs in ON_POSTGRESQL"


@pytest.fixture(autouse=True)
def _databases_dropped(request: pytest.FixtureRequest) -> Iterator[None]:
    """What stood for files of a test is removed with it: a database takes more room than a file."""
    databases = stores() if "tmp_path" in request.fixturenames else None
    place = request.getfixturevalue("tmp_path") if databases else None
    yield
    if databases and place:
        databases.drop(place)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of this run; the test is skipped where it is not installed."""
    with served() as server:
        yield server


@pytest.fixture(scope="session")
def shipped_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    """`shipped_store(folder)`: where a store of its own with the shipped edition now is. See tests/shipped.py."""
    run = tmp_path_factory.getbasetemp()
    # a worker of xdist has a folder of its own in that of the run
    own = run.parent if hasattr(request.config, "workerinput") else run
    return partial(copied, loaded(Path(os.environ.get(SHARED_FOLDER, own))))
