"""Atom feeds of what moved, release by release (RFC 4287): /feed.atom[?sector=|department=|indicator=][&lang=en]."""

from collections.abc import Mapping

from kpi.documents.html import address
from kpi.text import Text

PATH = "/feed.atom"


def feed_of(page: str, parameters: Mapping[str, str], text: Text) -> str:
    """The address of the feed that tells what a page shows: of its sector, department or indicator, else of all.

    page        its name in kpi.site.addresses.PAGES
    parameters  of its address
    """
    chosen = {name: parameters.get(name, "") for name in ("sector", "department")}
    if page in ("sector", "indicator"):
        chosen = {page: parameters.get("id", "")}
    return address("feed.atom", lang=text.language, **chosen)
