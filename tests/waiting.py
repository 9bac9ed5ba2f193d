"""Waiting for what happens in another thread or process: for its condition, never for a length of time."""

import time
from collections.abc import Callable

import pytest

#: seconds between two looks
PAUSE = 0.01


def until(condition: Callable[[], bool], *, within: float) -> None:
    """Return as soon as the condition holds; the test fails where it does not within so many seconds."""
    limit = time.monotonic() + within
    while not condition():
        if time.monotonic() >= limit:
            pytest.fail("it did not happen")
        time.sleep(PAUSE)
