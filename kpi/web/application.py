"""The one web application: every route declared once, what an address without one is answered, the loading of data."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp

from kpi.community import ONLY, declared, entered
from kpi.settings import site_address
from kpi.web import release_boards, site_files
from kpi.web.communities import region
from kpi.web.communities.dispatch import Communities
from kpi.web.dashboard.mount import PATH as DASHBOARD
from kpi.web.dashboard.mount import dashboard
from kpi.web.edition_paths import EditionPaths
from kpi.web.errors import HANDLERS
from kpi.web.files import api, calendar, downloads, embeds, feeds, pictures, print_sheets, session_reports, sitemap
from kpi.web.on_demand.routes_on_demand import RoutesOnDemand
from kpi.web.pages import help as help_page
from kpi.web.pages import routes as public_pages
from kpi.web.protection.counters import counters
from kpi.web.protection.fair_share import requests, sockets
from kpi.web.protection.guard import Guard
from kpi.web.readiness import readiness
from kpi.web.seals import routes as seal_routes
from kpi.web.seals.stamp_watch import begin_stamping, stamps_altered, stamps_awaited
from kpi.web.store_health import store_health

#: seconds that the port has for itself before the loading takes the processor
_HEAD_START = 0.1
#: rooms of routes in the order in which they are looked through: what is asked most stands first
_ROOMS = (
    # before the pages, of which it shows one where no file is asked for
    session_reports,
    public_pages,
    site_files,
    embeds,
    pictures,
    downloads,
    api,
    feeds,
    calendar,
    print_sheets,
    sitemap,
    help_page,
    seal_routes,
)
#: the addresses of people who write something: who sign in, who ask a question, who want letters
_WRITERS = ("/start", "/login", "/logout", "/account", "/invitation", "/upload", "/admin", "/question", "/subscribe")


def create_app() -> ASGIApp:
    """The application as a server takes it: of the one community, or of all that were declared (kpi.community)."""
    app = _routed()
    return Communities(app, _guarded, region.region_app()) if declared() else _guarded(app)


def create_site() -> ASGIApp:
    """The site of the community that is meant, asked by addresses without its prefix."""
    return _guarded(_routed())


def _routed() -> Starlette:
    app = Starlette(routes=routes(), exception_handlers=HANDLERS, lifespan=_lifespan)
    # a path with a slash too many is answered as any other mistyped address (kpi.web.errors)
    app.router.redirect_slashes = False
    readiness.store = lambda: store_health.state
    counters.gauges = {
        ("postup_ready", "1 once pages are answered."): lambda: float(readiness.ready),
        ("postup_dashboard_sockets", "Open sockets of the dashboard."): lambda: float(sockets.open),
        ("postup_addresses", "Addresses with a request under way."): lambda: float(requests.known),
        ("postup_stamps_awaited", "Communities whose last checkpoint awaits its time stamp."): stamps_awaited,
        ("postup_stamps_altered", "Communities with a time stamp that does not hold."): stamps_altered,
    }
    return app


def _guarded(app: ASGIApp) -> ASGIApp:
    """The guard of the community that is meant stands around all of it, its errors included."""
    return EditionPaths(Guard(app, address=site_address()))


def routes() -> list[BaseRoute]:
    """Every route, the dashboard's mount last."""
    rooms = (route for room in _ROOMS for route in room.routes())
    return [*rooms, RoutesOnDemand(_WRITERS, _rooms_of_writers), Mount(DASHBOARD, dashboard)]


def _rooms_of_writers() -> list[BaseRoute]:
    # 9 MiB that a site does not hold while it is only read
    from kpi.web.on_demand import rooms

    return rooms.routes()


@asynccontextmanager
async def _lifespan(_app: Starlette) -> AsyncIterator[None]:
    # the lifespan runs before the port answers: the loading begins a moment later
    loop = asyncio.get_running_loop()
    readiness.announce(expected=True)
    loop.call_later(_HEAD_START, readiness.start, release_boards.warm)
    # the first probe that comes finds an answer
    loop.call_later(_HEAD_START, _ask_stores)
    ended = begin_stamping()
    yield
    ended.set()
    readiness.announce(expected=False)


def _ask_stores() -> None:
    for community in declared() or (ONLY,):
        with entered(community):
            store_health.ask()
