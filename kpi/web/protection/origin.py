"""Whose request it is: the host that was asked and the site that asks."""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request

from kpi.community import current
from kpi.settings import site_address

_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?", re.IGNORECASE)
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
#: methods that change nothing
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def host_of(request: Request) -> str:
    """Where the site of the community is reached: as configured, else as the asker reached it."""
    if configured := site_address():
        return configured
    # the guard has seen that the header is a host; `base_url` would take the whole address apart for it
    host = request.headers.get("host")
    reached = f"{request.scope['scheme']}://{host}" if host else str(request.base_url).rstrip("/")
    return reached + current().prefix


def plain(host: str) -> str:
    """A host in one spelling: small letters, no default port."""
    return re.sub(r":(80|443)$", "", host.lower())


def own_host(address: str) -> str:
    """The host of the site's configured address, "" where none is configured."""
    return plain(urlsplit(address).netloc) if address else ""


def host_allowed(host: str, own: str) -> bool:
    """Whether a Host header may be answered: well formed; where an `own` host is configured, that or this machine's."""
    if not _HOST.fullmatch(host):
        return False
    return not own or plain(host) == own or re.sub(r":\d+$", "", host.lower()) in _LOCAL


def same_site(headers: Headers) -> bool:
    """Whether a request that changes something comes from our own page.

    Sec-Fetch-Site is the browser's own word; without it (plain HTTP, old browsers) the Origin must be this host.
    """
    said = headers.get("sec-fetch-site")
    return said == "same-origin" if said is not None else same_origin(headers)


def same_origin(headers: Headers) -> bool:
    """Whether an Origin is given and is this host. Every browser sends it when it opens a socket."""
    origin = headers.get("origin", "")
    try:
        asked = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(asked) and plain(asked) == plain(headers.get("host", ""))
