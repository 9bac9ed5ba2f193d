"""The shipped edition in a store of its own, as a server has it."""

from collections.abc import Iterator

import pytest

from tests.layers import alone
from tests.shipped import Shipped


@pytest.fixture(scope="package")
def store(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """POSTUP_STORE with the shipped edition in it."""
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, shipped_store(tmp_path_factory.mktemp("store")))
        yield
