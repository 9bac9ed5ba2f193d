"""What `st.App` is given: the web layers around the live app, and its loading in the background.

Nothing heavy is imported here: the port answers first, pandas and the data come in the loading thread.
"""

from pathlib import Path

from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager

from kpi.ui import addresses
from kpi.web import app


def settings() -> app.Settings:
    """The arguments of `st.App` beside the script."""
    # until a session has run st.navigation, Streamlit's old discovery of pages/ would answer a deep link (HOUSE 6)
    PagesManager.uses_pages_directory = False
    return app.settings(Path(file_util.get_static_dir()), addresses.paths(), _load, _failed)


def _load() -> None:
    from kpi.ui import cache

    cache.warm()


def _failed(error: Exception) -> bool:
    from kpi.ui import frame

    return frame.failed(error)
