"""The real layers over the shipped edition, asked without a socket."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette

from kpi.site import cache, document, shelf
from kpi.ui import server
from kpi.web import app
from kpi.web.readiness import readiness
from tests.asgi import Client


@pytest.fixture(scope="package")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the shipped edition is loaded, with its past releases."""
    where = str(tmp_path_factory.mktemp("shipped") / "postup.sqlite")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSTUP_STORE", where)
        patch.delenv("DATABASE_URL", raising=False)
        patch.delenv("POSTUP_ADDRESS", raising=False)
        for module in (document, app):
            patch.setattr(module, "readiness", type(readiness)())
        patch.setattr(cache, "_last_good", [])
        shelf.load_shipped()
        yield where


@pytest.fixture(scope="package")
def client(shipped: str) -> Client:
    assert shipped
    given = server.settings()
    return Client(Starlette(routes=given["routes"], middleware=given["middleware"]))
