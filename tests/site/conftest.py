"""The real layers over the shipped edition, asked without a socket."""

from collections.abc import Iterator

import pytest

from kpi.site import shelf
from tests.asgi import Client
from tests.layers import alone, layers


@pytest.fixture(scope="package")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the shipped edition is loaded, with its past releases."""
    where = str(tmp_path_factory.mktemp("shipped") / "postup.sqlite")
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        shelf.load_shipped()
        yield where


@pytest.fixture(scope="package")
def client(shipped: str) -> Client:
    assert shipped
    return Client(layers())
