"""Runs the site by uvicorn on a port that is already open."""

import socket

import uvicorn

from kpi.web.application import create_app

#: bytes of one message from a browser: clicks and addresses; uploads come by HTTP
LARGEST_MESSAGE = 1 << 20


def serve(listening: socket.socket) -> None:
    """Serve until the process is asked to stop."""
    config = uvicorn.Config(
        create_app(),
        log_level="warning",
        access_log=False,
        server_header=False,
        ws_max_size=LARGEST_MESSAGE,
        ws_per_message_deflate=True,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[listening])
