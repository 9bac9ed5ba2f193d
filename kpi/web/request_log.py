"""A line in the log for each answer, and its count: route, status, how long, how much; nothing of who asked."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi.web.protection.counters import counters

log = logging.getLogger(__name__)
_BROKEN = 500


class RequestLog:
    """An ASGI layer around the application. An answer of 5xx is trouble, every other one a request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, answer = time.perf_counter(), {"status": _BROKEN, "bytes": 0}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer["status"] = message["status"]
            elif message["type"] == "http.response.body":
                answer["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            seconds = time.perf_counter() - begun
            counters.note(answer["status"], seconds)
            level = logging.WARNING if answer["status"] >= _BROKEN else logging.INFO
            if log.isEnabledFor(level):
                fields = {"event": "request", "method": _method(scope), "route": route_of(scope), **answer}
                log.log(level, "request", extra=fields | {"ms": round(seconds * 1000, 1)})


def route_of(scope: Scope) -> str:
    """The route as it is declared: a path may hold whatever somebody typed. "" where there is none."""
    route = scope.get("route")
    return str(getattr(route, "path", "")) if route is not None else ""


def _method(scope: Scope) -> str:
    """The method where it is a usual one: others are somebody's words."""
    named = str(scope["method"])
    return named if named in {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"} else "OTHER"
