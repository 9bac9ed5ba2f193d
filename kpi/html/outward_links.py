"""Links to other sites: only https, only hosts that publish official data or standards."""

import re

from kpi.model.web_address import is_link_to
from kpi.text.markup import Markup, el, esc, join

#: A host is allowed when it is one of these or ends with one of them after a point.
ALLOWED = (
    "gov.ua",
    "europa.eu",
    "who.int",
    "un.org",
    "worldbank.org",
    "oecd.org",
    "github.com",
    "github.io",
    "readthedocs.io",
    "humdata.org",
    "creativecommons.org",
)
_ADDRESS = re.compile(r"https://[^\s<>«»\"'“”]+")
_TRAILING = ".,;:!?)…"


def allowed(address: str) -> bool:
    """Whether the address is plain https (`is_plain_https`) of an allowed host."""
    return is_link_to(address, ALLOWED)


def outward(address: str, words: str | None = None) -> Markup:
    """A link to another site, its address as plain text where the host is not allowed."""
    if not allowed(address):
        return esc(words or address)
    return el("a", words or address, href=address, class_="p-link", rel="noopener noreferrer")


def outward_link(text: str) -> Markup:
    """A text of people in which the addresses of allowed hosts are links; everything is escaped."""
    parts: list[Markup] = []
    place = 0
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(_TRAILING)
        end = match.start() + len(address)
        # where it is no link, nothing of it is left out
        shown = outward(address, short(address)) if allowed(address) else esc(address)
        parts += [esc(text[place : match.start()]), shown]
        place = end
    return join([*parts, esc(text[place:])])


def short(address: str) -> str:
    """An address as words: without its scheme, and cut where it is long."""
    bare = address.removeprefix("https://").rstrip("/")
    return bare if len(bare) <= 60 else f"{bare[:57]}…"
