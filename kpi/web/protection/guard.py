"""What every answer carries and what is never answered (decision 0010): one pure ASGI layer around everything."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from http import HTTPStatus
from importlib.metadata import distribution
from pathlib import Path

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi.access.cookies import SESSION
from kpi.clock import now
from kpi.community import current
from kpi.services.sign_in.workbook_trial import may_try
from kpi.web import cookies
from kpi.web.dashboard.mount import PATH as DASHBOARD
from kpi.web.protection.fair_share import CrowdedError, address_of, requests, sockets
from kpi.web.protection.origin import SAFE, host_allowed, own_host, same_origin, same_site
from kpi.web.protection.payload_too_large import LARGE, too_large
from kpi.web.protection.receiving import filtered, limited, paced
from kpi.web.readiness import HEALTH, READY
from kpi.web.visitor import session_tag

#: routes of Streamlit that the site has no use for; its own signing in is one of them
ABSENT = tuple(
    f"{DASHBOARD}{path}"
    for path in (
        "/_stcore/metrics",
        "/_stcore/agent",
        "/_stcore/script-health-check",
        "/_stcore/message",
        "/auth/",
        "/oauth2callback",
    )
)
#: files to be tried on the dashboard: kpi.services.sign_in.workbook_trial says whose
UPLOADS = f"{DASHBOARD}/_stcore/upload_file"
#: the socket's header that binds Streamlit's session to ours (server.trustedUserHeaders); never taken from outside
TAG = "x-postup-session"
#: the one that says of which community it is, where there are several; never taken from outside either
COMMUNITY = "x-postup-community"
#: bytes of a request: a form, or a workbook with its wrapping
LARGEST_FORM, LARGEST_UPLOAD = 64 << 10, 12 << 20
#: of signing in, whose page carries what was typed when a session ended (kpi.web.desk.forms.carried)
LOGIN, LARGEST_LOGIN = "/login", 2 << 20
#: seconds after which somebody of a crowded address may ask again
_CROWDED_SECONDS = "5"
#: a probe asks by any name
_ANY_HOST = (HEALTH, READY)
#: pages that other sites may put into frames
EMBEDS = "/embed/"


def _policy(rules: Mapping[str, str]) -> str:
    """A Content-Security-Policy."""
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def _inline_scripts() -> Iterator[str]:
    """The scripts that stand in the first document of the installed Streamlit, as sources of a policy.

    Streamlit itself is not imported for that: it is where somebody first asks for the dashboard.
    """
    installed = distribution("streamlit").locate_file("streamlit/static/index.html")
    written = Path(str(installed)).read_text(encoding="utf-8")
    for script in re.findall(r"<script>(.*?)</script>", written, re.DOTALL):
        yield f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


#: documents and the desk: our files and nothing else
DOCUMENT_POLICY = _policy(
    {
        "default-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
    }
)
#: what stands in frames of other sites: no forms, no requests
EMBED_POLICY = _policy(
    {
        "default-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "*",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
    }
)
#: Streamlit's client: it builds styles in the page and reads tables by WebAssembly. Of scripts in the page there is the
#: one of its first document, which is known by its hash
DASHBOARD_POLICY = _policy(
    {
        "default-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "script-src": " ".join(("'self'", *_inline_scripts(), "'wasm-unsafe-eval'")),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "media-src": "'self' blob:",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
    }
)
#: headers of every answer, by their names as the server sends them
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
#: the pages with forms let the browser tell them that the form was ours; what other sites may use says so itself
_UNLESS_SAID = ((b"referrer-policy", b"no-referrer"), (b"cross-origin-resource-policy", b"same-origin"))
#: of an answer that comes encrypted
_ENCRYPTED = (b"strict-transport-security", b"max-age=31536000")
_POLICY = b"content-security-policy"
#: said by nobody but the guard; what serves the site is not said at all
_OURS = frozenset({*(name for name, _ in _ALWAYS), _ENCRYPTED[0], _POLICY, b"server"})
#: beginnings of paths -> the policy of what stands below them
_POLICIES = {EMBEDS: EMBED_POLICY, DASHBOARD: DASHBOARD_POLICY}


def policy_of(path: str) -> str:
    """The policy of the answer at a path."""
    return next((policy for start, policy in _POLICIES.items() if path.startswith(start)), DOCUMENT_POLICY)


class Guard:
    """Adds the security headers once, closes what nobody needs, asks who is there where it matters."""

    def __init__(self, app: ASGIApp, address: str) -> None:
        """`address`: where the site is reached, "" where that is not configured."""
        self.app = app
        self._own = own_host(address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, self._with_headers(scope, send))
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = await self._refusal(scope)
        if refusal is None:
            await self._answered(scope, limited(receive, _limit(scope["path"])), send)
        elif refusal == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            await (await too_large(scope, receive))(scope, receive, send)
        else:
            await PlainTextResponse("", refusal)(scope, receive, send)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The application's answer, in the asker's turn; a probe of the site's health waits for nobody."""
        if scope["path"] in _ANY_HOST:
            await self.app(scope, receive, send)
            return
        try:
            async with requests.place(address_of(scope), sends=scope["method"] not in SAFE):
                await self.app(scope, receive, send)
        except CrowdedError:
            crowded = PlainTextResponse("", HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": _CROWDED_SECONDS})
            await crowded(scope, receive, send)

    async def _refusal(self, scope: Scope) -> int | None:
        """The status with which a request is refused before anybody looks at it; None where it may pass."""
        path, headers = scope["path"], Headers(scope=scope)
        if path not in _ANY_HOST and not host_allowed(headers.get("host", ""), self._own):
            return 400
        if path.startswith(ABSENT):
            return 404
        if scope["method"] not in SAFE and not same_site(headers):
            return 403
        if path.startswith(UPLOADS) and not await run_sync(may_try, cookies.read(scope, SESSION), now()):
            return 403
        length = headers.get("content-length", "0")
        return 413 if not length.isdecimal() or int(length) > _limit(path) else None

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if not host_allowed(headers.get("host", ""), self._own) or not same_origin(headers):
            await send({"type": "websocket.close", "code": 1008})
            return
        ours = {TAG.encode(), COMMUNITY.encode()}
        given = [(name, value) for name, value in scope["headers"] if name.lower() not in ours]
        tag = await session_tag(cookies.read(scope, SESSION))
        if tag:
            given.append((TAG.encode(), tag.encode()))
        if key := current().key:
            given.append((COMMUNITY.encode(), key.encode()))
        address = address_of(scope)
        if not sockets.enter(address):
            # try again later
            await send({"type": "websocket.close", "code": 1013})
            return
        try:
            await self.app({**scope, "headers": given}, paced(filtered(receive, send), address), send)
        finally:
            sockets.leave(address)

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                encrypted = scope.get("scheme") == "https"
                message["headers"] = _guarded(message["headers"], policy_of(scope["path"]), encrypted)
            await send(message)

        return sending


def _guarded(said: Iterable[tuple[bytes, bytes]], policy: str, encrypted: bool) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with those that every answer carries; built whole, for every answer passes here."""
    headers = [field for field in said if field[0].lower() not in _OURS]
    named = {name.lower() for name, _ in headers}
    headers += _ALWAYS
    headers.append((_POLICY, policy.encode("ascii")))
    headers += [field for field in _UNLESS_SAID if field[0] not in named]
    if encrypted:
        headers.append(_ENCRYPTED)
    return headers


class ReadingGuard(Guard):
    """The guard of what belongs to no community: nobody signs in there, nothing is sent there, nothing stays open."""

    async def _refusal(self, scope: Scope) -> int | None:
        headers = Headers(scope=scope)
        if scope["path"] not in _ANY_HOST and not host_allowed(headers.get("host", ""), self._own):
            return HTTPStatus.NOT_FOUND
        return None if scope["method"] in SAFE else HTTPStatus.METHOD_NOT_ALLOWED

    async def _socket(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "websocket.close", "code": 1008})


def _limit(path: str) -> int:
    """Bytes that a request to this path may have."""
    if path == LOGIN:
        return LARGEST_LOGIN
    return LARGEST_UPLOAD if path.startswith(UPLOADS) or path in LARGE else LARGEST_FORM
