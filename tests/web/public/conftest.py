"""The real layers over the shipped edition, asked without a socket."""

from collections.abc import Iterator

import pytest

from tests.asgi import Client
from tests.layers import alone, layers
from tests.shipped import Shipped


@pytest.fixture(scope="package")
def shipped(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the shipped edition is, with its past releases."""
    where = shipped_store(tmp_path_factory.mktemp("shipped"))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        yield where


@pytest.fixture(scope="package")
def client(shipped: str) -> Client:
    assert shipped
    return Client(layers())
