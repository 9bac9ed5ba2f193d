"""The shipped edition in a store of its own, as documents and as the live app."""

from tests.pages.conftest import open_page, store

__all__ = ["open_page", "store"]
