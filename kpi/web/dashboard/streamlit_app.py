"""Streamlit's own application: importing this module imports Streamlit (0.4 s, 60 MB)."""

from pathlib import Path

import streamlit as st
from starlette.types import ASGIApp
from streamlit.file_util import get_static_dir
from streamlit.runtime.pages_manager import PagesManager

from kpi.settings import application_folder
from kpi.web.dashboard.static_gzip import Packed


def streamlit_app() -> ASGIApp:
    """`dashboard.py` as an ASGI application; its runtime, one in a process, starts by itself with the first request."""
    # until a session has run st.navigation, Streamlit's old discovery of pages/ would answer a deep link
    PagesManager.uses_pages_directory = False
    return Packed(st.App(application_folder() / "dashboard.py"), Path(get_static_dir()))
