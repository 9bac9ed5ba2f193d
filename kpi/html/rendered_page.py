"""A page as it is sent and kept."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """title of the tab; html, the whole file; status 404 for a code that nothing public has, 503 without data;
    published, the day of the release that it is made from, None of a page without data."""

    title: str
    html: bytes
    status: int = 200
    published: date | None = None
    #: where the page is now, "" where it is here
    moved: str = ""
