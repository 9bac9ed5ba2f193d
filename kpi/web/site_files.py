"""The site's own files, its icon, and whether it is well."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kpi.web.assets import assets
from kpi.web.readiness import readiness


def routes() -> list[Route]:
    return [assets().route(), readiness.route(), Route("/favicon.ico", icon, methods=["GET", "HEAD"])]


async def icon(_request: Request) -> Response:
    """GET /favicon.ico: browsers and readers of feeds ask for it whatever a page names."""
    return RedirectResponse(assets().url("mark.svg"), 302)
