"""A city: 12 sectors, 300 operational goals, 2,000 indicators, ten years, 40 departments (`tests.truth.sizes`)."""

from urllib.parse import quote

from benchmarks.communities import measured
from benchmarks.timing import Timing
from kpi.clock import today
from tests.truth.sizes import city

PAGES = (
    *("/", "/sector?id=s1", "/goal?id=1.1", "/indicator?id=1.1.1", "/indicators", "/indicators?page=2"),
    *("/changes", "/data", "/method"),
)
SEARCHES = tuple(
    f"/indicators?q={quote(words)}" for words in ("велосипедні доріжки", "спорту", "Управління № 7", "1.1")
)


def timings() -> list[Timing]:
    return measured(city(today()), PAGES, SEARCHES)
