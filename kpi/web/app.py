"""What is put around the live app: routes, layers, the loading. `dashboard.py` hands it to `st.App`."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypedDict

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from kpi.model import Language
from kpi.text import Text
from kpi.web.assets import Assets
from kpi.web.frontdoor import FrontDoor, front_page, missing_page
from kpi.web.guard import Guard, content_policy, script_hashes
from kpi.web.packed import Packed
from kpi.web.readiness import readiness

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
    return Assets((PACKAGE / "figures/static", PACKAGE / "ui/static", Path(charts)))


def settings(
    static: Path, paths: Collection[str], load: Callable[[], None], failed: Callable[[Exception], bool]
) -> Settings:
    """Routes, middleware and lifespan of the live app.

    static  folder of Streamlit's own index.html and scripts
    paths   addresses of the pages, "/" among them
    load    reads the data; runs in a thread after the port answers
    failed  shows the reader that a page broke
    """
    texts = {language: Text(language) for language in Language}
    pages = {language: front_page(static / "index.html", assets(), text) for language, text in texts.items()}
    missing = {language: missing_page(assets(), text) for language, text in texts.items()}
    policy = content_policy(script_hashes(pages[Language.UK].text))

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        # the lifespan runs before the port answers: the loading begins a moment later
        asyncio.get_running_loop().call_later(_HEAD_START, readiness.start, load)
        yield

    return {
        "lifespan": lifespan,
        "on_script_error": failed,
        "routes": [readiness.route(), assets().route()],
        "middleware": [
            Middleware(Guard, policy=policy),
            Middleware(Packed, folder=static),
            Middleware(FrontDoor, pages=pages, missing=missing, paths=paths),
        ],
    }
