"""The Streamlit dashboard below /dashboard. It is imported and started when somebody first asks for it.

Streamlit takes 0.4 s and 60 MB that no reader of documents needs.
"""

from functools import cache
from pathlib import Path

from anyio import Lock
from anyio.to_thread import run_sync
from starlette.types import ASGIApp, Receive, Scope, Send

from kpi.settings import application_folder
from kpi.web.dashboard.static_gzip import Packed

PATH = "/dashboard"
_starting = Lock()


async def dashboard(scope: Scope, receive: Receive, send: Send) -> None:
    """An ASGI application that becomes Streamlit's with its first request."""
    async with _starting:
        app = await run_sync(start)
    await app(scope, receive, send)


@cache
def start() -> ASGIApp:
    """Import Streamlit; its runtime, one in a process, starts by itself with the first request."""
    # the reason for this module: not before somebody asks
    import streamlit as st
    from streamlit.file_util import get_static_dir
    from streamlit.runtime.pages_manager import PagesManager

    # until a session has run st.navigation, Streamlit's old discovery of pages/ would answer a deep link
    PagesManager.uses_pages_directory = False
    return Packed(st.App(application_folder() / "dashboard.py"), Path(get_static_dir()))
