"""What `st.App` is given: the web layers around the live app, and its loading in the background.

Nothing heavy is imported here: the port answers first, pandas and the data come in the loading thread.
"""

from pathlib import Path
from urllib.parse import urlsplit

from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager

from kpi.desk.routes import PATHS, desk_routes
from kpi.ui import addresses
from kpi.ui.desk import around
from kpi.ui.signing import Drawn
from kpi.web import app


def settings() -> app.Settings:
    """The arguments of `st.App` beside the script."""
    # until a session has run st.navigation, Streamlit's old discovery of pages/ would answer a deep link (HOUSE 6)
    PagesManager.uses_pages_directory = False
    static = Path(file_util.get_static_dir())
    desk = desk_routes(around)
    return app.settings(static, addresses.paths(), _load, _failed, draw=Drawn(), onward=onward, more=desk)


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
    from kpi.ui import cache

    cache.warm()


def _failed(error: Exception) -> bool:
    from kpi.ui import frame

    return frame.failed(error)
