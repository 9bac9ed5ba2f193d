"""Several communities in one process: each request is one community's before anything looks at it.

A community is asked by its host or by the prefix of its addresses. The prefix is taken off, so that routes, guard and
editions see the addresses that they know; links are written with it (`kpi.html.page_context.ServedLinks`), and where an
answer leads elsewhere on the site it is put in front here. What is nobody's goes to the page of the region.
"""

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi.community import Community, declared, entered
from kpi.web.protection.origin import host_allowed, own_host, plain


class Communities:
    """Finds the community of a request, and answers within it."""

    def __init__(self, app: ASGIApp, guarded: Callable[[ASGIApp], ASGIApp], others: ASGIApp) -> None:
        """`app`: every route, shared by all; `guarded` puts around it what a community has of its own; `others` answers
        what is no community's."""
        self._app, self._others = app, others
        self._sites: dict[str, ASGIApp] = {}
        for community in declared():
            with entered(community):
                self._sites[community.key] = guarded(app)
        self._by_host = {plain(one.host): one for one in declared() if one.host}
        self._by_prefix = {one.prefix: one for one in declared() if one.prefix}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        community = self._of(scope)
        if community is None:
            await self._others(scope, receive, send)
            return
        inner = _below(scope, community.prefix)
        with entered(community):
            await self._sites[community.key](inner, receive, _leading(send, community.prefix))
        # the log tells the route that answered
        if "route" in inner:
            scope["route"] = inner["route"]
        scope["community"] = community.key

    def _of(self, scope: Scope) -> Community | None:
        """By its host, else by its prefix at the host that they share: at one that nobody named there is nobody."""
        host = Headers(scope=scope).get("host", "")
        if plain(host) in self._by_host:
            return self._by_host[plain(host)]
        found = self._by_prefix.get("/" + scope["path"].removeprefix("/").partition("/")[0])
        if found is None or not host_allowed(host, own_host(found.variables.get("POSTUP_ADDRESS", ""))):
            return None
        return found


def _below(scope: Scope, prefix: str) -> Scope:
    """The scope as the routes of the community know it."""
    raw: bytes = scope.get("raw_path", b"").partition(b"?")[0]
    return {
        **scope,
        "path": scope["path"].removeprefix(prefix) or "/",
        "raw_path": raw.removeprefix(prefix.encode()) or b"/",
    }


def _leading(send: Send, prefix: str) -> Send:
    """Answers whose `Location` is an address of this site lead to the one of the community."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            location = headers.get("location", "")
            if location.startswith("/") and not location.startswith("//"):
                headers["location"] = prefix + location
        await send(message)

    return sending if prefix else send
