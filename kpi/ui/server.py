"""What `st.App` is given: the web layers around the live app, and its loading in the background.

Nothing heavy is imported here: the port answers first, pandas and the data come in the loading thread.
"""

from pathlib import Path

from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager

from kpi.ui import addresses
from kpi.ui.signing import Drawn
from kpi.web import app


def settings() -> app.Settings:
    """The arguments of `st.App` beside the script."""
    # until a session has run st.navigation, Streamlit's old discovery of pages/ would answer a deep link (HOUSE 6)
    PagesManager.uses_pages_directory = False
    static = Path(file_util.get_static_dir())
    return app.settings(static, addresses.paths(), _load, _failed, draw=Drawn(), onward=onward)


def onward(asked: str) -> str:
    """Where a reader goes after signing in: a page of ours, the home page for anything else."""
    if asked == "/account":
        return asked
    address = addresses.parse(asked)
    return address.href if address else "/"


def _load() -> None:
    from kpi.ui import cache

    cache.warm()


def _failed(error: Exception) -> bool:
    from kpi.ui import frame

    return frame.failed(error)
