"""What pages outside the public ones share: the way home, the headers of an answer for one reader."""

from collections.abc import Mapping

from starlette.responses import HTMLResponse

from kpi.html.links import address
from kpi.text import Text


def home_of(text: Text) -> str:
    """The address of the home page in the reader's language."""
    return address("overview", lang=text.lang)


def private(page: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """An answer for one reader alone. With «no-referrer» a browser would not tell whose form it was."""
    own = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
    return HTMLResponse(page, status, {**own, **(headers or {})})
