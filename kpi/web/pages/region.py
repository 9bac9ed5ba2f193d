"""What is no community's: the page of the region, the files that all communities share, addresses that nobody has."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kpi.community import declared, region
from kpi.web.addresses import CLOSED
from kpi.web.assets import assets
from kpi.web.protection.guard import ReadingGuard
from kpi.web.readiness import HEALTH, readiness
from kpi.web.site_files import icon


def region_app() -> ASGIApp:
    """The application of every address that is no community's; nobody signs in there, and it sets no cookie."""
    over = region()
    routes = [
        assets().route(),
        Route(HEALTH, readiness.answer_alone, methods=["GET", "HEAD"]),
        Route("/favicon.ico", icon, methods=["GET"]),
        Route("/robots.txt", robots, methods=["GET", "HEAD"]),
    ]
    app = Starlette(routes=routes, exception_handlers={404: _missing})
    app.router.redirect_slashes = False
    return ReadingGuard(app, address=over.address if over else "")


def robots(request: Request) -> Response:
    """A crawler asks at the root of a host alone: here for every community below it."""
    below = [one.prefix for one in declared() if one.prefix]
    closed = "".join(f"Disallow: {prefix}{path}\n" for prefix in below for path in CLOSED)
    base = str(request.base_url).rstrip("/")
    sites = (one.variables["POSTUP_ADDRESS"] or base + one.prefix for one in declared() if one.prefix)
    maps = "".join(f"Sitemap: {site}/sitemap.xml\n" for site in sites)
    return PlainTextResponse(f"User-agent: *\n{closed}\n{maps}")


async def _missing(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("", 404)
