"""Runs the site by uvicorn on a port that is already open."""

import socket
import sys
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from kpi.web.protection.connections import BoundedConnection, SocketOnDemand
from kpi.web.request_log import RequestLog
from kpi.web.startup import Startup

#: bytes of one message from a browser: clicks and addresses; uploads come by HTTP
LARGEST_MESSAGE = 1 << 20
#: seconds after which a thread that computes lets others go on: the answers to readers wait for it several times each,
#: with Python's own 5 ms about half as long again while a workbook is checked (docs/decisions/0015)
TURN = 0.0005


def serve(listening: socket.socket, load: Callable[[], ASGIApp]) -> None:
    """Serve the application that `load` imports and returns until the process is asked to stop.

    What `load` raises ends the server and is raised here.
    """
    sys.setswitchinterval(TURN)
    startup = Startup(load, lambda: setattr(server, "should_exit", True))
    config = uvicorn.Config(
        RequestLog(startup),
        # the log is ours (kpi.web.log_lines)
        log_config=None,
        access_log=False,
        http=BoundedConnection,
        ws=SocketOnDemand,
        server_header=False,
        ws_max_size=LARGEST_MESSAGE,
        ws_per_message_deflate=True,
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    server.run(sockets=[listening])
    if startup.failure is not None:
        raise startup.failure
