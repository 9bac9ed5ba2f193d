"""What is put around the live app: routes, layers, the loading. `dashboard.py` hands it to `st.App`."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypedDict

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from kpi.model import Language
from kpi.settings import site_address
from kpi.text import Text
from kpi.web.assets import Assets
from kpi.web.frontdoor import Documents, FrontDoor, missing_page
from kpi.web.frontpage import FrontPage, first_script, front_page
from kpi.web.guard import Guard, content_policy, script_hash
from kpi.web.packed import Packed
from kpi.web.readiness import readiness
from kpi.web.routes import Draw, own_routes, recognise
from kpi.web.toolarge import too_large_pages

PACKAGE = Path(__file__).resolve().parent.parent
#: seconds that the port has for itself before the loading takes the processor
_HEAD_START = 0.1


class Settings(TypedDict):
    """The arguments of `st.App` beside the script."""

    lifespan: Callable[[Any], Any]
    routes: list[BaseRoute]
    middleware: list[Middleware]
    on_script_error: Callable[[Exception], bool]


@cache
def assets() -> Assets:
    """All that the site serves itself: the design's styles and fonts, the app's styles, the interactive charts."""
    charts = str(files("plotly") / "package_data" / "plotly.min.js")
    places = ("figures/static", "documents/static", "ui/static", "desk/static")
    return Assets((*(PACKAGE / place for place in places), Path(charts)))


def settings(
    static: Path,
    paths: Collection[str],
    load: Callable[[], None],
    failed: Callable[[Exception], bool],
    *,
    documents: Callable[[Mapping[Language, FrontPage]], Documents],
    draw: Draw,
    onward: Callable[[str], str],
    more: Sequence[Route] = (),
) -> Settings:
    """Routes, middleware and lifespan of the live app.

    static, paths  folder of Streamlit's own index.html and scripts; addresses of the pages, "/" among them
    load           reads the data; runs in a thread after the port answers
    failed, draw   show the reader that a page broke; how the pages of signing in look
    documents      makes the finished documents, of the frames by language
    onward, more   an address that somebody asks to be sent to -> an address of ours; routes besides this room's
    """
    pages = {language: front_page(static / "index.html", assets(), Text(language)) for language in Language}
    documented = documents(pages)
    missing = {one: missing_page(assets(), Text(one), draw.switches("", Text(one))) for one in Language}
    large = too_large_pages(assets())
    policy = content_policy([script_hash(first_script(assets()))])
    routes = [*own_routes(assets(), draw, onward), *more]

    return {
        "lifespan": _lifespan(load),
        "on_script_error": failed,
        "routes": [*routes],
        "middleware": [
            Middleware(Guard, policy=policy, address=site_address(), recognise=recognise, large=large),
            Middleware(Packed, folder=static),
            Middleware(FrontDoor, documented, missing, paths, [route.path for route in routes]),
        ],
    }


def _lifespan(load: Callable[[], None]) -> Callable[[Any], Any]:
    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        # the lifespan runs before the port answers: the loading begins a moment later
        asyncio.get_running_loop().call_later(_HEAD_START, readiness.start, load)
        yield

    return lifespan
