"""The site's own files, its icon, and whether it is well."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kpi.web.assets import assets
from kpi.web.dashboard.mount import PATH as DASHBOARD
from kpi.web.readiness import readiness


def routes() -> list[Route]:
    return [
        assets().route(),
        *readiness.routes(),
        Route("/favicon.ico", icon, methods=["GET"]),
        Route(DASHBOARD, dashboard, methods=["GET"]),
    ]


async def dashboard(request: Request) -> Response:
    """GET /dashboard: its first page, with the same filters."""
    return RedirectResponse(f"{DASHBOARD}/" + (f"?{request.url.query}" if request.url.query else ""), 301)


async def icon(_request: Request) -> Response:
    """GET /favicon.ico: browsers and readers of feeds ask for it whatever a page names."""
    return RedirectResponse(assets().url("mark.svg"), 302)
