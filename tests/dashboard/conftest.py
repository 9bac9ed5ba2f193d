"""The dashboard through dashboard.py, without a browser, on a store of its own with the shipped edition."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from kpi.community import PerCommunity
from kpi.dashboard.menu import HOME
from kpi.model import USUAL_ZONE, community_time
from kpi.services.published import surveys
from tests.shipped import Shipped

ROOT = Path(__file__).resolve().parents[2]
#: `open_page("indicator", id="1.1.1")`: the app after a run at that address
Open = Callable[..., AppTest]


class _AsServed(PagesManager):
    """AppTest turns Streamlit's old discovery of pages/ on again before every run; a server turns it off for good."""

    def __init__(self, *args: Any, **options: Any) -> None:
        PagesManager.uses_pages_directory = False
        super().__init__(*args, **options)


def on_store(patch: pytest.MonkeyPatch, where: str) -> None:
    """The environment of a dashboard that runs alone on the store `where`."""
    patch.setenv("POSTUP_STORE", where)
    for name in ("DATABASE_URL", "POSTUP_ADDRESS", "POSTUP_TRY_WORKBOOK"):
        patch.delenv(name, raising=False)
    # of another store nothing good has been read yet
    patch.setattr(surveys, "_last_good", PerCommunity(list))
    patch.setattr(surveys, "_strategy", PerCommunity(list))
    patch.setattr(community_time, "_zone", PerCommunity(lambda: [USUAL_ZONE]))
    patch.setattr(app_test, "PagesManager", _AsServed)


@cache
def _components() -> BidiComponentManager:
    """What AppTest looks for among all installed packages for every app, which takes longer than a run."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


def opened(page: str, **parameters: str | list[str]) -> AppTest:
    """The app after a run of the page at an address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app._bidi_component_manager = _components()
    # as by an address: before the first run a page goes by the name of its file, the home page by none
    if page != HOME:
        app.switch_page(f"pages/{page}.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert app._registered_pages[app._finished_page_script_hash]["script_path"] == str(ROOT / "pages" / f"{page}.py")
    assert not app.exception, [error.value for error in app.exception]
    return app


@pytest.fixture(scope="package")
def shipped(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """POSTUP_STORE with the shipped edition in it."""
    with pytest.MonkeyPatch.context() as patch:
        where = shipped_store(tmp_path_factory.mktemp("dashboard"))
        on_store(patch, where)
        yield where


@pytest.fixture
def open_page(shipped: str) -> Open:
    return opened
