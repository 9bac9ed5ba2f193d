"""The app through dashboard.py, without a browser, on a store of its own with the shipped edition."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from kpi.site import cache
from kpi.web.readiness import readiness
from tests.layers import alone
from tests.shipped import Shipped

ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., AppTest]


class _AsServed(PagesManager):
    """AppTest turns Streamlit's old discovery of pages/ on again before every run; a server has it off."""

    def __init__(self, *args: Any, **options: Any) -> None:
        PagesManager.uses_pages_directory = False
        super().__init__(*args, **options)


@pytest.fixture(scope="package")
def store(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """POSTUP_STORE with the shipped edition in it, read as a start does."""
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, shipped_store(tmp_path_factory.mktemp("store")))
        readiness.start(cache.warm)
        assert readiness.wait(60)
        assert readiness.ready
        yield


@pytest.fixture
def open_page(store: None, monkeypatch: pytest.MonkeyPatch) -> Open:
    """`open_page("indicator", id="1.1.1")`: the app after a run at that address."""
    monkeypatch.setattr(app_test, "PagesManager", _AsServed)

    def opened(page: str, **parameters: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
        # the first run registers the pages: AppTest cannot begin at another address
        app.run()
        app.switch_page(f"pages/{page}.py")
        for name, value in parameters.items():
            app.query_params[name] = value
        return app.run()

    return opened


def drawn(app: AppTest) -> dict[str, Any]:
    """What the one component of the page was given."""
    assert not app.exception
    (component,) = app.get("bidi_component")
    found: dict[str, Any] = json.loads(component.proto.json)
    return found
