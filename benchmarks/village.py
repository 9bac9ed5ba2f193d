"""A village: one sector, one goal, five indicators, a value a year (`tests.truth.sizes`)."""

from urllib.parse import quote

from benchmarks.communities import measured
from benchmarks.timing import Timing
from kpi.clock import today
from tests.truth.sizes import village

PAGES = (
    *("/", "/sector?id=village", "/goal?id=1", "/indicator?id=1.1", "/indicators"),
    *("/changes", "/data", "/method"),
)
SEARCHES = (f"/indicators?q={quote('книжки')}",)


def timings() -> list[Timing]:
    return measured(village(today()), PAGES, SEARCHES)
