"""What is no community's: the page of the region, the files that all communities share, addresses that nobody has."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kpi.cache import Cache
from kpi.community import ONLY, Region, declared, entered, region
from kpi.html import head
from kpi.html.head import PageDescription
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page, sentence
from kpi.html.pages import region as document
from kpi.measure.many.community_standing import CommunityStanding
from kpi.model import USUAL_LANGUAGE, Language
from kpi.opendata import csv_file
from kpi.opendata.region import communities_csv, region_json, shared_csv
from kpi.services.published.region import region_key, standings
from kpi.text import Text
from kpi.text.markup import Markup
from kpi.views.public.region import Sorting, build
from kpi.web.addresses import CLOSED
from kpi.web.assets import asset_url, assets
from kpi.web.pages.routes import HTML
from kpi.web.protection.guard import ReadingGuard
from kpi.web.readiness import HEALTH, readiness
from kpi.web.responses import Answer, respond
from kpi.web.site_files import icon
from kpi.web.visitor import VARY, text_within

_JSON = "application/json; charset=utf-8"
#: by what the releases are and what is asked
_answers: Cache[Answer] = Cache(100, weigh=lambda kept: kept.weight, heaviest=32 << 20)
Make = Callable[[tuple[CommunityStanding, ...], "RegionRequest"], Answer]


@dataclass(frozen=True, slots=True)
class RegionLinks:
    """Links of the page, below its own prefix; nobody signs in there."""

    mount: str
    served: bool = True

    def href(self, address: str) -> str | None:
        return f"{self.mount}{address}" if address.startswith("/") else address


@dataclass(frozen=True, slots=True)
class RegionRequest:
    """What is asked of the page: the words, where it is reached, and by what its table stands."""

    over: Region
    text: Text
    site: str
    sorting: Sorting | None
    falling: bool

    @property
    def name(self) -> str:
        return self.text.named(self.over.name, self.over.name_en)

    @property
    def page(self) -> PageContext:
        return PageContext(text=self.text, site=self.site, link_mode=RegionLinks(self.over.prefix), asset=asset_url)


def region_app() -> ASGIApp:
    """The application of every address that is no community's; nobody signs in there, and it sets no cookie."""
    over = region()
    routes = [
        assets().route(),
        Route(HEALTH, readiness.answer_alone, methods=["GET", "HEAD"]),
        readiness.ready_route(),
        Route("/favicon.ico", icon, methods=["GET"]),
        Route("/robots.txt", robots, methods=["GET", "HEAD"]),
    ]
    if over is not None:
        makers: dict[str, Make] = {
            "/": _page,
            f"/{document.FILES['communities']}": _communities,
            f"/{document.FILES['shared']}": _shared,
            f"/{document.FILES['all']}": _everything,
        }
        places = {f"{over.prefix}{path}": make for path, make in makers.items()}
        if over.prefix:
            places[over.prefix] = _page
        routes += [Route(path, _endpoint(over, make), methods=["GET", "HEAD"]) for path, make in places.items()]
    app = Starlette(routes=routes, exception_handlers={404: _missing})
    app.router.redirect_slashes = False
    host = f"http://{over.host}" if over is not None and over.host else ""
    return ReadingGuard(app, address=(over.address if over else "") or host)


def robots(request: Request) -> Response:
    """A crawler asks at the root of a host alone: here for every community below it."""
    below = [one for one in declared() if one.prefix]
    closed = "".join(f"Disallow: {one.prefix}{path}\n" for one in below for path in CLOSED)
    base = str(request.base_url).rstrip("/")
    sites = (one.variables["POSTUP_ADDRESS"] or base + one.prefix for one in below)
    maps = "".join(f"Sitemap: {site}/sitemap.xml\n" for site in sites)
    return PlainTextResponse(f"User-agent: *\n{closed}\n{maps}")


def _endpoint(over: Region, make: Make) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        return respond(request, await run_sync(partial(_answered, over, make, request)))

    return answer


def _own_text(over: Region | None) -> Text:
    """The words in which the page opens."""
    own = (Language.named(over.language) if over else None) or USUAL_LANGUAGE
    return Text(own, own)


def _answered(over: Region, make: Make, request: Request) -> Answer:
    """The answer, kept until a community publishes or the day ends."""
    said = request.query_params
    sorting = said.get("sort", "")
    asked = RegionRequest(
        over=over,
        text=text_within(request, _own_text(over)),
        site=over.address or str(request.base_url).rstrip("/") + over.prefix,
        sorting=Sorting(sorting) if sorting in set(Sorting) else None,
        falling=said.get("order") == "falling",
    )
    key = (make.__name__, asked, region_key())
    with entered(ONLY):
        found = _answers.find(key)
    if found is None:
        found = make(standings(), asked)
        with entered(ONLY):
            _answers.put(key, found)
    return found


def _page(found: tuple[CommunityStanding, ...], asked: RegionRequest) -> Answer:
    page, text = asked.page, asked.text
    view = build(found, text, name=asked.name, sorting=asked.sorting, falling=asked.falling)
    title = page.say("region.tab", title=view.title)
    languages = ((one, f"{asked.site}{document.page_address(lang=text.within(one) or None)}") for one in Language)
    described = PageDescription(
        finding=view.title,
        description=page.say("region.description"),
        site=view.title,
        canonical=f"{asked.site}{document.page_address(lang=text.lang or None)}",
        languages=tuple(languages),
    )
    html = render_page(
        title,
        document.body(view, page),
        page,
        head=head.head(described, None, text),
        begun=document.header(view, page),
    )
    return Answer(body=html, media_type=HTML, language=text.language, headers=VARY)


def _communities(found: tuple[CommunityStanding, ...], _asked: RegionRequest) -> Answer:
    name = document.FILES["communities"]
    return Answer(body=communities_csv(found), media_type=csv_file.MEDIA_TYPE, name=name, foreign=True)


def _shared(found: tuple[CommunityStanding, ...], asked: RegionRequest) -> Answer:
    name = document.FILES["shared"]
    return Answer(body=shared_csv(found, asked.text), media_type=csv_file.MEDIA_TYPE, name=name, foreign=True)


def _everything(found: tuple[CommunityStanding, ...], asked: RegionRequest) -> Answer:
    return Answer(body=region_json(found, asked.text, asked.over.name), media_type=_JSON, foreign=True)


async def _missing(request: Request, _error: Exception) -> Response:
    """404: no community answers here, and nothing is told of any."""
    over = region()
    text = text_within(request, _own_text(over))
    page = PageContext(text=text, link_mode=RegionLinks(over.prefix if over else ""), asset=asset_url)
    title = page.say("region.missing.title")
    onward = document.home(over, page) if over is not None else Markup("")
    main = sentence(title, page.say("region.missing.words"), page, onward)
    body = render_page(title, main, page, begun=document.plain_header(page))
    return respond(request, Answer(body=body, media_type=HTML, language=text.language, status=404, headers=VARY))
