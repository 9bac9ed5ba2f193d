"""What sticks to an address that somebody pasted or typed: a slash, a full stop, a bracket, a quotation mark."""

import unicodedata
from urllib.parse import quote

from starlette.datastructures import URL
from starlette.responses import RedirectResponse

#: no address of ours ends with one of these; an end of line is no accident of pasting
_TAIL = " \u00a0\u200b.,;:!?…)]}>»”“’‘\"'`/\\"


def bare(written: str) -> str:
    """An address or a code without what sticks to its end, its letters composed (NFC)."""
    return unicodedata.normalize("NFC", written.rstrip(_TAIL).lstrip(" \u00a0\u200b"))


def bare_path(path: str) -> str:
    return bare(path) or "/"


def onward(path: str, url: URL) -> RedirectResponse:
    """To `path` of this site, with the query as it was asked."""
    # one slash: «//host» would lead to another site
    to = quote("/" + path.lstrip("/"), safe="/-._~,")
    return RedirectResponse(f"{to}?{url.query}" if url.query else to, 301, {"Cache-Control": "no-cache"})
