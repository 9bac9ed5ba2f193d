"""The edition in the store: three releases, the same statuses as the workbooks give without it."""

from collections.abc import Iterator
from datetime import date

import pytest

from kpi.access.public_slice import public_slice
from kpi.measure.books import dataset_from_books
from kpi.measure.measuring import measure
from kpi.services.publishing.loading.folders import batches, load
from kpi.store import Store, open_store, read_public, releases
from tools.edition import RELEASED, RELEASES, books, plan
from tools.edition.sources import FIRST

pytestmark = pytest.mark.slow
NOW = date(2026, 9, 30)


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = str(tmp_path_factory.mktemp("store") / "postup.sqlite")
    store: Store = open_store(place)
    load(batches([FIRST.folder]), today=date(2026, 11, 24), store=store)
    yield place


def test_the_releases_have_the_dates_of_the_edition(where: str) -> None:
    assert [r.published for r in releases(where=where)] == list(RELEASES)


def test_statuses_are_those_of_the_workbooks(where: str) -> None:
    straight = dataset_from_books([(book, day) for day in RELEASES for book in books(day)], plan())
    stored = measure(read_public(where=where), NOW, RELEASED).indicators
    direct = measure(public_slice(straight, RELEASED), NOW, RELEASED).indicators
    shown = ["code", "status", "reason", "value", "progress", "expected", "comment"]
    assert stored[shown].equals(direct[shown])
