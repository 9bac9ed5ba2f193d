"""Runs the site by uvicorn on a port that is already open."""

import importlib
import socket
import sys

import uvicorn

from kpi.settings import application_folder

#: bytes of one message from a browser: clicks and addresses; uploads come by HTTP
LARGEST_MESSAGE = 1 << 20


def serve(listening: socket.socket) -> None:
    """Serve until the process is asked to stop. The app is dashboard.py."""
    root = str(application_folder())
    if root not in sys.path:
        sys.path.insert(0, root)
    app = importlib.import_module("dashboard").app
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws_max_size=LARGEST_MESSAGE,
        ws_per_message_deflate=True,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[listening])
