"""What only people who write something need is imported when the first of them comes, once, and answers as ever."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.testclient import TestClient

from kpi.web.application import routes
from kpi.web.on_demand.routes_on_demand import RoutesOnDemand
from tests.routes import every_route
from tests.shipped import ROOT, Shipped

#: what an idle site does not hold
_HEAVY = (
    *("kpi.web.desk.router", "kpi.web.setup.routes", "kpi.web.questions.routes", "kpi.web.subscriptions.routes"),
    *("kpi.services.reminders", "sqlalchemy.dialects.postgresql"),
    *("cryptography", "websockets", "pyarrow", "streamlit", "plotly"),
)
_IDLE = f"""
import sys
from kpi.cli.without_arrow import import_pandas
import_pandas()
from starlette.testclient import TestClient
from kpi.web import serve
from kpi.web.application import create_app
from kpi.web.readiness import readiness
with TestClient(create_app()) as site:
    readiness.wait(60)
    answered = [site.get(path, follow_redirects=False).status_code for path in ("/", "/indicators", "/data", "/log")]
    held = sorted(set({_HEAVY!r}) & set(sys.modules))
    asked = site.get("/login").status_code
print(answered[:3], held, asked, "kpi.web.desk.router" in sys.modules)
"""


def test_a_site_that_is_only_read_holds_nothing_of_the_desk(shipped_store: Shipped, tmp_path: Path) -> None:
    where = {**os.environ, "POSTUP_STORE": shipped_store(tmp_path), "DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-c", _IDLE], cwd=ROOT, env=where, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[0] == "[200, 200, 200] [] 200 True"


async def _said(request: Request) -> Response:
    return PlainTextResponse(request.url.path)


def _site(loads: list[str]) -> TestClient:
    def load() -> list[BaseRoute]:
        loads.append("loaded")
        return [Route("/desk", _said, methods=["GET"]), Route("/desk/{name}", _said, methods=["POST"])]

    return TestClient(Starlette(routes=[Route("/", _said), RoutesOnDemand(("/desk",), load)]))


def test_they_are_loaded_by_the_first_who_asks_and_never_again() -> None:
    loads: list[str] = []
    with _site(loads) as site:
        assert (site.get("/").status_code, site.get("/desks").status_code, loads) == (200, 404, [])
        with ThreadPoolExecutor(8) as people:
            answers = list(people.map(lambda _: site.get("/desk").text, range(16)))
    assert (set(answers), loads) == ({"/desk"}, ["loaded"])


def test_a_mistyped_address_and_a_wrong_method_are_answered_as_everywhere() -> None:
    with _site([]) as site:
        wrong = site.get("/desk/a")
        assert (site.get("/desk/a/b").status_code, site.get("/desk/").status_code) == (404, 404)
        assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST")


def test_no_address_of_theirs_is_outside_and_none_of_others_inside() -> None:
    """Else it would be found nowhere, or the first who reads it would load the desk."""
    for route in routes():
        paths = [str(getattr(inner, "path", "")) for inner in getattr(route, "routes", None) or [route]]
        inside = [_first(path) in _below() for path in paths]
        assert all(inside) if isinstance(route, RoutesOnDemand) else not any(inside), paths
    assert len(every_route()) > len(routes())


def _below() -> tuple[str, ...]:
    return next(route.below for route in routes() if isinstance(route, RoutesOnDemand))


def _first(path: str) -> str:
    return "/" + path.split("/", 2)[1]
