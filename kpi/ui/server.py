"""What `st.App` is given: the web layers around the live app, and its loading in the background.

Nothing heavy is imported here: the port answers first, pandas and the data come in the loading thread.
"""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager

from kpi.desk.routes import PATHS, desk_routes
from kpi.site import addresses, api, calendar, crawling, downloads, embedding, feeds, paper, pictures, starting
from kpi.ui.desk import around
from kpi.ui.signing import Drawn
from kpi.web import app

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpi.model import Language
    from kpi.site.document import Finishing
    from kpi.web.frontdoor import Document
    from kpi.web.frontpage import FrontPage


def settings() -> app.Settings:
    """The arguments of `st.App` beside the script."""
    # until a session has run st.navigation, Streamlit's old discovery of pages/ would answer a deep link
    PagesManager.uses_pages_directory = False
    static = Path(file_util.get_static_dir())
    public = [
        route
        for room in (calendar, crawling, feeds, downloads, api, pictures, paper, embedding, starting)
        for route in room.routes()
    ]
    own = [*desk_routes(around), *public]
    paths = addresses.paths()
    return app.settings(static, paths, _load, _failed, documents=Documents, draw=Drawn(), onward=onward, more=own)


class Documents:
    """`kpi.site.document.Finishing`, made with the first request: what it imports is heavy."""

    def __init__(self, pages: "Mapping[Language, FrontPage]") -> None:
        self._pages = pages
        self._made: Finishing | None = None

    def kept(self, path: str, query: str, site: str) -> "Document | None":
        return self._made.kept(path, query, site) if self._made else None

    def make(self, path: str, query: str, site: str) -> "Document":
        from kpi.site.document import Finishing

        self._made = self._made or Finishing(self._pages)
        return self._made.make(path, query, site)

    def missing(self, language: "Language") -> "Document | None":
        from kpi.site.document import Finishing

        self._made = self._made or Finishing(self._pages)
        return self._made.missing(language)


def onward(asked: str) -> str:
    """Where a reader goes after signing in: a page of ours, the home page for anything else."""
    if asked == "/account" or _of_desk(asked):
        return asked
    address = addresses.parse(asked)
    return address.href if address else "/"


def _of_desk(asked: str) -> bool:
    """Whether it is a page of the desk, with nothing in front of its path."""
    try:
        parts = urlsplit(asked)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and "GET" in PATHS.get(parts.path, ())


def _load() -> None:
    from kpi.site import cache

    cache.warm()


def _failed(error: Exception) -> bool:
    from kpi.ui import frame

    return frame.failed(error)
