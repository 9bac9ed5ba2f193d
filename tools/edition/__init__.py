"""The shipped edition as values of the model: `plan()` and `books(published)`, built from data/2022-2026/source."""

from tools.edition.build import RELEASED, RELEASES, books, plan

__all__ = ["RELEASED", "RELEASES", "books", "plan"]
