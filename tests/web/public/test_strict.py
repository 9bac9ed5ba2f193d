"""No page, sheet or frame of ours holds styles or scripts of its own: the strictest content policy lets all of it work.

The headline, the counts and the status bar of a page are in the first bytes of its answer.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from kpi.model import Language
from kpi.services.published import releases
from kpi.text import Text
from kpi.web.addresses import every_page
from tests.asgi import Client
from tests.languages import BOTH

#: what one flight of packets carries
FLIGHT = 14_000
OTHERS = (
    *("/nope", "/login", "/logout", "/?v=2001-01-01"),
    *("/print/overview", "/print/overview?grey=1", "/embed/1.1.1?theme=dark"),
)


class _Strict(HTMLParser):
    """Collects what `default-src 'none'; script-src 'self'; style-src 'self'` would not let run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and not given.get("src") and "json" not in given.get("type", "")):
            self.found.append(f"<{tag}>")
        for name in ("href", "src", "action"):
            if given.get(name, "").lower().startswith(("javascript:", "data:")):
                self.found.append(f"<{tag} {name}={given[name]}>")


def _addresses() -> Iterator[str]:
    survey = releases.survey()
    for language in BOTH:
        yield from (address.href for address in every_page(survey, Text(language)))
    codes = [str(code) for code in survey.dataset.indicators["code"]][::9]
    for code in codes:
        yield from (f"/embed/{code}", f"/print/indicator/{code}")
    yield from OTHERS


def test_nothing_of_a_page_is_inline(client: Client) -> None:
    checked = 0
    for address in _addresses():
        answer = client.get(address)
        assert answer.headers["content-type"].startswith("text/html"), address
        assert _Strict(answer.text).found == [], address
        checked += 1
    assert checked > 200


@pytest.mark.parametrize("language", BOTH)
def test_headline_counts_and_bar_come_in_the_first_flight(client: Client, language: Language) -> None:
    late = {}
    for page in every_page(releases.survey(), Text(language)):
        whole = client.get(page.href).text
        seen = _first(gzip.compress(whole.encode(), 6, mtime=0)[:FLIGHT])
        wanted = [whole.index("</h1>"), *(found.end() for found in re.finditer(r'<div class="p-bar"', whole))][:2]
        if max(wanted) > len(seen):
            late[page.href] = max(wanted)
    assert late == {}


def _first(packed: bytes) -> str:
    """What a browser has unpacked of the beginning of an answer."""
    return zlib.decompressobj(wbits=31).decompress(packed).decode(errors="ignore")
