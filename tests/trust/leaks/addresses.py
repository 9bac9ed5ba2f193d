"""Every address that the running application answers to somebody without an account, from its own routes.

The paths come from the list of routes, the parameters from what each route says that it looks at; what they may be
comes from one pool by name. A parameter, or a part of a path, that the pool does not know fails: nothing is left out.
"""

import inspect
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from urllib.parse import quote, urlencode

from starlette.routing import BaseRoute, Mount, Route

from kpi.opendata.api import BASE
from kpi.opendata.api.endpoints import ENDPOINTS
from kpi.opendata.files import NAMES
from kpi.opendata.report.formats import ReportFormat
from kpi.web import addresses
from tests.routes import every_route
from tests.trust.leaks.city import HIDDEN, PUBLIC, QUIET, RELEASES

#: what no page was made for: it must be refused in words, and never with what is inside
HOSTILE = ("../../etc/passwd", "<script>alert(1)</script>", "' OR 1=1 --", "\u202e%00", "-1")
_CODES = (*PUBLIC, *HIDDEN, "1.2", "2.1", "1.2.999")
_DAYS = (*(day.isoformat() for day in RELEASES), QUIET.isoformat(), "2026-02-30")
_DEPARTMENTS = ("health", "sport", "spare", "secret")
#: name of a parameter, or of a part of a path -> its values; a code of its own for each kind
POOL: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("v", "version", "day", "from", "to", "as_of", "since"), _DAYS),
    **dict.fromkeys(("code", "indicator", "goal", "parent", "previous_code", "strategic_goal"), _CODES),
    "id": (*_CODES, "people", "health", "secret", "2026-03-26-21", "2026-04-01-77-t"),
    "lang": ("uk", "en", "pl", "xx"),
    "sector": ("people", "economy", "нема"),
    "department": _DEPARTMENTS,
    "status": ("on_track", "off_track", "no_data", "suspended"),
    "state": ("done", "open", "overdue", "withdrawn"),
    "body": ("council", "committee"),
    "level": ("sector", "operational_goal", "strategy"),
    "source": ("бюджет", "Канарка money"),
    "year": ("2026", "2025", "x"),
    "q": ("показник", "1.2.77", "канарка", "ремонт"),
    "page": ("1", "2", "999", "x"),
    "limit": ("1", "1000"),
    "offset": ("0", "2"),
    "format": ("json", "csv", *ReportFormat),
    "history": ("hindsight", "known"),
    "theme": ("dark", "light"),
    "grey": ("1",),
    "bw": ("1",),
    "size": ("share", "small", "x"),
    "url": ("http://here/i/1.2.1", "http://here/i/1.2.77"),
    "maxwidth": ("300",),
    "maxheight": ("200",),
    "period": ("2026-Q1", "2025-Q2"),
    "release": (RELEASES[0].isoformat(),),
    "said": ("thanks", "sent"),
    "key": ("k1", "none"),
    "hash": ("0" * 64,),
    "tag": ("none",),
    "only": ("decisions", "x"),
    "path": ("0/000.p/1", "entries/000.p/1", "../key"),
    "name": ("data.zip", "style.css", "nothing"),
    "secret": ("none",),
    "next": ("/admin",),
}
#: parameters of routes that are no public page nor file, which read their request themselves
_FORMS = {
    "/question": ("indicator", "period", "release", "said"),
    "/subscribe": ("said",),
    "/subscribe/confirm": ("key",),
    "/subscribe/leave": ("key",),
    "/i/{code}": ("v",),
    "/login": ("next",),
    "/report": ("format",),
    "/oembed": ("url", "maxwidth", "maxheight", "format"),
}
_PART = re.compile(r"\{(\w+)(?::\w+)?\}")


def public_routes() -> list[Route]:
    """The application's routes, the mount of the dashboard apart (`dashboard.py` of this folder runs its pages)."""
    found: list[BaseRoute] = every_route()
    return [route for route in found if not isinstance(route, Mount) and isinstance(route, Route)]


def parameters_of(route: Route) -> tuple[str, ...]:
    """The parameters that a route looks at, as its endpoint says."""
    told: set[str] = {"lang", "v"}
    given = inspect.getclosurevars(route.endpoint).nonlocals if inspect.isfunction(route.endpoint) else {}
    told.update(given.get("query", ()))
    page = route.path.removeprefix("/") or addresses.HOME
    told.update(addresses.PAGES.get(page, ()))
    told.update(_FORMS.get(route.path, ()))
    return tuple(sorted(told))


def of_route(route: Route) -> Iterator[str]:
    """Addresses of a route: each path with no parameter, in each language, of each release, with each parameter alone,
    and each parameter of a past release."""
    if route.path.startswith("/api/"):
        yield from _api()
        return
    for path in _paths(route.path):
        yield path
        for name in parameters_of(route):
            yield from (_with(path, {name: value}) for value in (*POOL[name], *HOSTILE[:2]))
            if name not in {"v", "lang"}:
                pairs = product(POOL[name][:3], (("v", _DAYS[0]), ("lang", "en")))
                yield from (_with(path, {name: value, other[0]: other[1]}) for value, other in pairs)


def _paths(path: str) -> Iterator[str]:
    """The path with each value of its parts, quoted."""
    names = _PART.findall(path)
    values = [
        _files(path) if name == "file" else (*POOL["name" if name == "rest" else name], *HOSTILE[:1]) for name in names
    ]
    for chosen in product(*values):
        given = iter(chosen)
        yield _PART.sub(lambda _part, given=given: quote(next(given)), path)  # type: ignore[misc]


def _files(path: str) -> tuple[str, ...]:
    """Names of the files of a release, or of an indicator with each ending that there is a file of."""
    if "indicator" not in path:
        return (*NAMES, "nothing.csv")
    return tuple(
        f"{code}.{ending}"
        for code in (PUBLIC[0], PUBLIC[2], HIDDEN[0], HIDDEN[1])
        for ending in ("csv", "xlsx", "bib", "ris")
    )


def _api() -> Iterator[str]:
    """Every endpoint of the API with every parameter that its table names."""
    yield from ("/api", BASE, f"{BASE}/openapi.json", f"{BASE}/nothing", f"{BASE}/openapi.json?lang=en")
    for endpoint in ENDPOINTS:
        for path in _paths(f"{BASE}{endpoint.path}"):
            yield path
            for parameter in endpoint.known:
                if parameter.place == "query":
                    yield from (_with(path, {parameter.name: value}) for value in (*POOL[parameter.name], HOSTILE[2]))
                    yield _with(path, {parameter.name: POOL[parameter.name][0], "v": _DAYS[0]})
            yield _with(path, {"nothing": "1"})


def _with(path: str, given: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(given)}"


def chosen(most: int | None, seed: int = 0) -> list[str]:
    """All addresses; with `most` about so many of them: each route's first, and a like share of the rest."""
    by_route: dict[str, list[str]] = defaultdict(list)
    for route in public_routes():
        if "GET" in (route.methods or {"GET"}):
            by_route[route.path].extend(dict.fromkeys(of_route(route)))
    if most is None:
        return list(dict.fromkeys(address for found in by_route.values() for address in found))
    picked = [found[0] for found in by_route.values()]
    rest = [address for found in by_route.values() for address in found[1:]]
    more = random.Random(seed).sample(rest, max(0, most - len(picked)))
    return list(dict.fromkeys([*picked, *more]))
