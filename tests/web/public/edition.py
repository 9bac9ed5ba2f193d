"""The shipped edition as outsiders see it, measured once for all tests that only read."""

from datetime import date
from functools import cache

from kpi.access import public_slice
from kpi.measure import survey as measure_survey
from kpi.measure.books import dataset_from_books
from kpi.measure.results import Survey
from kpi.model import Language
from kpi.text import Text
from kpi.web.release_routes import ReleaseRequest
from tools.edition import RELEASED, RELEASES, books, plan

SITE = "https://strategy.example.org"


@cache
def edition() -> Survey:
    published = [(book, day) for day in RELEASES for book in books(day)]
    return measure_survey(public_slice(dataset_from_books(published, plan()), RELEASED))


def asked(code: str = "", language: Language = Language.UK, version: date = RELEASED, **query: str) -> ReleaseRequest:
    """What a route is asked for, of the release of the edition."""
    path = (("code", code),) if code else ()
    return ReleaseRequest(
        survey=edition(),
        text=Text(language),
        version=version,
        released=RELEASED,
        path=path,
        query=tuple(query.items()),
        site=SITE,
    )
