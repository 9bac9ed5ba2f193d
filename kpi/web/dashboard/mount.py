"""The Streamlit dashboard below /dashboard. It is imported and started when somebody first asks for it.

Streamlit takes 0.4 s and 60 MB that no reader of documents needs.
"""

from functools import cache

from anyio import Lock
from anyio.to_thread import run_sync
from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/dashboard"
_starting = Lock()


async def dashboard(scope: Scope, receive: Receive, send: Send) -> None:
    """An ASGI application that becomes Streamlit's with its first request."""
    async with _starting:
        app = await run_sync(start)
    await app(scope, receive, send)


@cache
def start() -> ASGIApp:
    """Import Streamlit and make its application."""
    # the reason for this module: not before somebody asks
    from kpi.web.dashboard.streamlit_app import streamlit_app

    return streamlit_app()
