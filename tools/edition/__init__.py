"""The shipped editions as values of the model, built from data/*/source: `plan(edition)`, `books(day, edition)`."""

from tools.edition.build import RELEASED, RELEASES, books, plan
from tools.edition.sources import EDITIONS, FIRST, NEXT, Edition

__all__ = ["EDITIONS", "FIRST", "NEXT", "RELEASED", "RELEASES", "Edition", "books", "plan"]
