"""Streamlit's own application: importing this module imports Streamlit (0.4 s, 60 MB)."""

import logging
from pathlib import Path

import streamlit as st
import streamlit.logger
from starlette.types import ASGIApp
from streamlit import config
from streamlit.file_util import get_static_dir
from streamlit.runtime.pages_manager import PagesManager

from kpi.settings import application_folder
from kpi.web.dashboard.fonts import font_faces
from kpi.web.dashboard.static_gzip import Packed


def streamlit_app() -> ASGIApp:
    """`dashboard.py` as an ASGI application; its runtime, one in a process, starts by itself with the first request."""
    # until a session has run st.navigation, Streamlit's old discovery of pages/ would answer a deep link
    PagesManager.uses_pages_directory = False
    _log_in_our_lines()
    # alone, by `streamlit run`, nothing serves them: the reader's fonts stand there
    config.set_option("theme.fontFaces", font_faces())
    return Packed(st.App(application_folder() / "dashboard.py"), Path(get_static_dir()))


def _log_in_our_lines() -> None:
    """Streamlit gives each of its loggers, and the server's, a handler that repeats what an error says: ours takes its
    place (kpi.web.log_lines), of those that are made later too."""

    def give_ours(logger: logging.Logger) -> None:
        logger.handlers = list(logging.getLogger().handlers)

    streamlit.logger.setup_formatter = give_ours
    streamlit.logger.update_formatter()
