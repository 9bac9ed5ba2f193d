"""The dashboard through dashboard.py, without a browser, on a store of its own with the shipped edition."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

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
    patch.setattr(surveys, "_last_good", [])
    patch.setattr(app_test, "PagesManager", _AsServed)


def opened(page: str, **parameters: str | list[str]) -> AppTest:
    """The app after a run of the page at an address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    # the first run registers the pages: AppTest cannot begin at another address
    app.run()
    app.switch_page(f"pages/{page}.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
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
