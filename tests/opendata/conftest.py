"""The shipped edition as outsiders see it: read from its workbooks, published, cut, and its tables."""

from collections.abc import Iterator
from datetime import date

import pytest
from starlette.types import ASGIApp

from kpi.measure import survey as measure_survey
from kpi.measure.results import Survey
from kpi.opendata import tables
from kpi.opendata.tables import ReleaseTables
from kpi.store import read_public
from kpi.web import release_boards
from kpi.web.readiness import readiness
from tests.layers import alone, layers
from tests.shipped import Shipped

#: the files of one indicator
ENDINGS = ("csv", "xlsx", "bib", "ris")


@pytest.fixture(scope="session")
def shipped(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A store with all releases of the shipped edition."""
    where = shipped_store(tmp_path_factory.mktemp("opendata"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSTUP_STORE", where)
        patch.delenv("DATABASE_URL", raising=False)
        yield where


@pytest.fixture(scope="session")
def survey(shipped: str) -> Survey:
    return measure_survey(read_public(where=shipped))


@pytest.fixture(scope="session")
def earlier(shipped: str) -> Survey:
    """The release of 14.08.2026."""
    return measure_survey(read_public(date(2026, 8, 14), where=shipped))


@pytest.fixture(scope="session")
def release(survey: Survey) -> ReleaseTables:
    return tables.build(survey)


@pytest.fixture(scope="module")
def served_here(shipped: str) -> Iterator[ASGIApp]:
    """The real routes and layers over the shipped edition, in this process."""
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, shipped)
        release_boards.clear()
        # whoever runs the lifespan of the application finds the data there
        readiness.start(release_boards.warm)
        assert readiness.wait(60)
        yield layers()
        release_boards.clear()
