"""Roles × routes, pages and rights. The list comes from the running app: what is not stated here fails."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx2
import pytest

from kpi.access import RIGHTS, Right
from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.web import addresses
from kpi.web.desk.router import DeskRouter
from kpi.web.files.downloads import routes as downloads
from kpi.web.sign_in.routes import late_page
from tests.shipped import ROOT
from tests.web.conftest import PASSWORD, Served, xsrf

#: who asks, in the order of the numbers below; `closed` had a session and was disabled meanwhile
WHO = ("anonymous", "closed", "head", "editor", "administrator")
ALL = (200,) * 5
#: pages of no code, and the one of two editions
ABSENT = ("/sector", "/goal", "/indicator", "/department", f"/{addresses.SUCCESSION}")
HEADS = (303, 303, 200, 200, 200)
GONE = (404,) * 5
DESK = DeskRouter(late_page)
DOWNLOADS = [route.path for route in downloads() if "{" in route.path]
#: (methods, path) -> what is answered; forms and files are sent without what a page of ours would put into them
STATED: dict[tuple[str, str], tuple[int, ...]] = {
    ("GET", "/healthz"): ALL,
    ("GET", "/readyz"): ALL,
    ("GET", "/calendar.ics"): ALL,
    ("GET", "/feed.atom"): ALL,
    ("GET", "/robots.txt"): ALL,
    ("GET", "/log/checkpoint"): ALL,
    ("GET", "/log/key"): GONE,  # none is set
    ("GET", "/log/tile/{path:rest}"): GONE,  # no such tile
    # no authority is named
    **{("GET", f"/log/{name}"): GONE for name in ("stamps", "stamp/{name}", "authority")},
    ("GET", "/log/release/{day}.jsonl"): GONE,  # no such day
    ("GET", "/mark/{tag}.png"): GONE,  # the strategy has none
    ("GET", "/sitemap.xml"): ALL,
    ("GET", "/start"): (302,) * 5,
    **{("POST", f"/start{path}"): (303,) * 5 for path in ("", "/tables", "/preview", "/publish", "/discard")},
    # of a store that holds a release: there is nothing to set up
    **{
        ("GET", f"/start/{name}"): (303, 303, 404, 404, 404)
        for name in ("preview/{name:path}", "workbooks.zip", "done")
    },
    ("GET", "/help"): ALL,
    ("GET", "/invitation/{secret}"): GONE,  # nobody was given this one
    ("POST", "/invitation/{secret}"): GONE,
    ("GET", "/favicon.ico"): (302,) * 5,
    ("GET", "/assets/{name:path}"): GONE,  # of this name there is none
    ("GET", "/download/site.zip"): ALL,
    **{("GET", path): GONE for path in DOWNLOADS},  # of no release, of no name
    ("GET", "/api/{rest:rest}"): GONE,  # no such endpoint
    **{("GET", f"/print/{page}"): ALL for page in ("overview", "decisions", "actions", "departments", "plan-health")},
    ("GET", "/report"): ALL,
    ("GET", "/print/running-head.css"): ALL,
    **{("GET", f"/print/{page}/{{code}}"): GONE for page in ("sector", "goal", "indicator", "department")},
    # of no such code
    ("GET", "/question"): GONE,
    ("POST", "/question"): GONE,
    ("GET", "/subscribe"): ALL,
    ("POST", "/subscribe"): (409,) * 5,  # no letters are sent here
    **{("GET", f"/subscribe/{act}"): ALL for act in ("confirm", "leave")},
    ("POST", "/subscribe/confirm"): GONE,  # no such key
    ("POST", "/subscribe/leave"): ALL,
    ("GET", "/chart/{code}/breakdown.svg"): GONE,
    ("GET", "/chart/{code}/breakdown.png"): GONE,
    ("GET", "/chart/{code}.svg"): GONE,
    ("GET", "/chart/{code}.png"): GONE,
    ("GET", "/share/overview.png"): ALL,
    ("GET", "/share/sector/{code}.png"): GONE,
    ("GET", "/share/goal/{code}.png"): GONE,
    ("GET", "/embed/{code}"): GONE,
    ("GET", "/oembed"): GONE,  # of no address
    ("GET", "/i/{code}"): (302,) * 5,
    ("GET", "/login"): (200, 200, 303, 303, 303),
    ("POST", "/login"): (403,) * 5,
    ("GET", "/logout"): ALL,
    ("POST", "/logout"): (200, 200, 403, 403, 403),
    ("GET", "/account"): (303, 303, 200, 200, 200),
    ("POST", "/account/password"): (303, 303, 403, 403, 403),
    ("POST", "/account/sessions"): (303, 303, 403, 403, 403),
    ("GET", "/upload"): HEADS,
    **{("POST", path): (303,) * 5 for path in DESK.paths() if "POST" in DESK.methods(path)},  # without a token of ours
    # what a script asks is answered to the script: sign in, and come back
    **{("POST", f"/upload/{name}"): (401,) * 5 for name in ("judge", "autosave")},
    ("GET", "/upload/file"): (303,) * 5,  # nobody has sent one
    ("GET", "/upload/marked"): (303,) * 5,
    **{("GET", f"/upload/{name}"): (303, 303, 404, 404, 404) for name in ("draft", "receipt")},  # of no number
    ("GET", "/upload/template"): (303, 303, 403, 404, 404),  # of no goal
    ("GET", "/upload/values.xlsx"): HEADS,
    ("GET", "/upload/draft-file"): (303, 303, 404, 404, 404),  # of no number
    ("GET", "/upload/indicator"): HEADS,
    ("GET", "/upload/mine"): HEADS,
    ("GET", "/upload/source"): (303, 303, 404, 404, 404),  # of no number
    ("GET", "/admin"): (303, 303, 403, 200, 200),
    ("GET", "/admin/chase"): (303, 303, 403, 200, 200),
    ("GET", "/admin/chase.csv"): (303, 303, 403, 200, 200),
    ("GET", "/admin/journal.csv"): (303, 303, 403, 200, 200),
    ("GET", "/admin/accounts"): (303, 303, 403, 403, 200),
    ("GET", "/admin/releases"): (303, 303, 403, 200, 200),
    ("GET", "/admin/visibility"): HEADS,
    ("GET", "/admin/suspensions"): (303, 303, 403, 200, 200),
    ("GET", "/upload/questions"): HEADS,
    ("GET", "/upload/project"): HEADS,
    ("GET", "/admin/decisions"): (303, 303, 403, 200, 200),
    ("GET", "/admin/subscribers"): (303, 303, 403, 200, 200),
    ("GET", "/admin/plan"): (303, 303, 403, 403, 200),
    ("GET", "/admin/plan.xlsx"): (303, 303, 403, 403, 200),
    ("GET", "/admin/department"): (303, 303, 403, 403, 404),  # of no code
    **{("GET", path): ALL for path in addresses.paths() if path not in ABSENT},
    **{("GET", path): GONE for path in ABSENT},
    ("GET", "/dashboard/_stcore/health"): ALL,
    ("OPTIONS", "/dashboard/_stcore/health"): (204,) * 5,
    ("GET", "/dashboard/_stcore/metrics"): GONE,
    ("OPTIONS", "/dashboard/_stcore/metrics"): GONE,
    ("GET", "/dashboard/_stcore/host-config"): ALL,
    ("GET", "/dashboard/media/{file_id:path}"): GONE,
    ("OPTIONS", "/dashboard/media/{file_id:path}"): (204,) * 5,
    ("PUT", "/dashboard/_stcore/upload_file/{session_id}/{file_id}"): (403, 403, 400, 400, 400),
    ("DELETE", "/dashboard/_stcore/upload_file/{session_id}/{file_id}"): (403, 403, 204, 204, 204),
    ("OPTIONS", "/dashboard/_stcore/upload_file/{session_id}/{file_id}"): (403, 403, 204, 204, 204),
    ("GET", "/dashboard/component/{path:path}"): GONE,
    ("OPTIONS", "/dashboard/component/{path:path}"): (204,) * 5,
    ("GET", "/dashboard/_stcore/bidi-components/{path:path}"): GONE,
    ("OPTIONS", "/dashboard/_stcore/bidi-components/{path:path}"): (204,) * 5,
    ("GET", "/dashboard/auth/login"): GONE,
    ("GET", "/dashboard/auth/logout"): GONE,
    ("GET", "/dashboard/oauth2callback"): GONE,
    **{
        (method, f"/dashboard/_stcore/agent/{name}"): GONE
        for method in ("DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT")
        for name in ("interact", "openapi.json", "mcp")
    },
    ("GET", "/dashboard"): (301,) * 5,
}
#: what scripts of other sites may ask whether they may read it
SHARED = (
    "/calendar.ics",
    "/feed.atom",
    "/sitemap.xml",
    "/oembed",
    "/download/",
    "/chart/",
    "/share/",
    "/embed/",
    "/log/",
    "/mark/",
)
STATED |= {("OPTIONS", path): (204,) * 5 for method, path in STATED if path.startswith(SHARED)}
#: the socket: everybody reads the pages through it
SOCKETS = {"/dashboard/_stcore/stream"}
_LIST = """
import json
from starlette.routing import Mount
from tests.routes import every_route
from kpi.web.dashboard.mount import PATH, start
own = [route for route in every_route() if not isinstance(route, Mount)]
inner = start().app._build_starlette_app().routes
found = [(route.path, route) for route in own] + [(PATH + route.path, route) for route in inner if route.path]
print(json.dumps([(path, sorted(getattr(r, "methods", None) or []), type(r).__name__) for path, r in found]))
"""


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, list[str], str]]:
    """All routes of the app as a server builds it, in a process of its own."""
    where = str(tmp_path_factory.mktemp("routes") / "postup.sqlite")
    found = subprocess.run(
        (sys.executable, "-c", _LIST),
        cwd=ROOT,
        env={**os.environ, "POSTUP_STORE": where},
        capture_output=True,
        text=True,
        check=True,
    )
    listed: list[tuple[str, list[str], str]] = json.loads(found.stdout)
    return listed


def test_every_route_of_the_app_is_stated_and_nothing_else(routes: list[tuple[str, list[str], str]]) -> None:
    asked = {
        (method, path)
        for path, methods, kind in routes
        if kind != "WebSocketRoute"
        for method in (methods or ["GET"])
        if method != "HEAD"
    }
    assert asked == set(STATED)
    assert {path for path, _, kind in routes if kind == "WebSocketRoute"} == SOCKETS
    assert all("GET" in methods for _, methods, _ in routes if "HEAD" in methods)


def test_every_right_belongs_to_somebody_and_every_role_has_a_row() -> None:
    assert set(RIGHTS) == set(Role)
    assert set().union(*RIGHTS.values()) == set(Right)


@pytest.fixture(scope="module")
def readers(served: Served) -> Iterator[dict[str, httpx2.Client]]:
    account = Account(id=0, login="closed", name="К", role=Role.ADMINISTRATOR)
    sign_in.create(served.store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    clients = {who: served.client() if who == "anonymous" else served.enter(who) for who in WHO}
    sign_in.set_disabled(served.store, "closed", True, by="terminal", now=datetime.now(UTC))
    yield clients
    for client in clients.values():
        client.close()


@pytest.mark.parametrize(("method", "path"), list(STATED))
def test_who_is_answered_what(readers: dict[str, httpx2.Client], method: str, path: str) -> None:
    named = re.sub(r"{(code|day|tag)}", "none", path.replace("{session_id}/{file_id}", "session/file"))
    address = named.split("{", 1)
    asked = (address[0] + "none" if len(address) > 1 else address[0]) or "/"
    answered = []
    for who in WHO:
        client = readers[who]
        headers = {"X-Xsrftoken": xsrf(client)}
        files = {"file": ("a.xlsx", b"PK")} if method == "PUT" else None
        answered.append(client.request(method, asked, headers=headers, files=files).status_code)
    assert tuple(answered) == STATED[method, path]
