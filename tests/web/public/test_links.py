"""No link of a public page is dead, in both languages; an anchor leads to something on its page."""

import html
import re
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from kpi.dashboard.menu import PAGES
from kpi.web.dashboard.mount import PATH as DASHBOARD
from tests.asgi import Client

_LINK = re.compile(r'<(?:a|link|area|form)\b[^>]*?\b(?:href|action)="([^"]*)"|\bsrc="([^"]*)"')
#: pages of the reader, asked one by one; of filtered pages and other addresses one of each shape
_PAGE = re.compile(r"/(?:sector|goal|indicator|indicators|changes|data|method)?(?:\?(?:id=[^&]*)?&?(?:lang=en)?)?")
_CODE = re.compile(r"\d[\d.-]*\d|\d|(?<=/)(?:economy|urban|health|culture_education)\b")


def _links(page: str, address: str) -> set[str]:
    """The addresses of our own that a page names."""
    found = (html.unescape(a or b) for a, b in _LINK.findall(page))
    joined = (urljoin(f"http://here{address}", link) for link in found if not link.startswith(("data:", "mailto:")))
    return {link.removeprefix("http://here") or "/" for link in joined if link.startswith("http://here")}


def _anchors(page: str) -> set[str]:
    return {html.unescape(name) for name in re.findall(r'\bid="([^"]+)"', page)}


def _shape(address: str) -> str:
    parts = urlsplit(address)
    return _CODE.sub("0", parts.path) + "?" + "&".join(sorted({name for name, _ in parse_qsl(parts.query)}))


def test_no_link_is_dead(client: Client) -> None:
    waiting = ["/"]
    dead: list[tuple[str, int | str]] = []
    # the whole site as files takes long to make and has its own tests
    seen, shapes, pages = {"/"}, {_shape("/download/site.zip")}, dict.fromkeys(("uk", "en"), 0)
    while waiting:
        address = waiting.pop()
        bare = urlsplit(address)._replace(fragment="").geturl()
        answer = client.get(bare)
        if answer.status_code not in {200, 301, 302, 303, 307, 308}:
            dead.append((address, answer.status_code))
        if not answer.headers.get("content-type", "").startswith("text/html") or not _PAGE.fullmatch(bare):
            continue
        pages["en" if "lang=en" in bare else "uk"] += 1
        anchors = _anchors(answer.text)
        for link in _links(answer.text, bare) - seen:
            seen.add(link)
            same, fragment = urlsplit(link)._replace(fragment="").geturl(), unquote(urlsplit(link).fragment)
            if fragment and same == bare:
                dead += [(address, link)] if fragment not in anchors else []
            elif same in seen and fragment:
                continue
            elif same.startswith(f"{DASHBOARD}/"):
                # a browser asks the dashboard (tests/browser/test_dashboard.py); here its pages are known by name
                known = urlsplit(same).path.removeprefix(f"{DASHBOARD}/") in {"", *PAGES}
                dead += [] if known else [(address, link)]
            elif _PAGE.fullmatch(same):
                waiting.append(same)
            elif _shape(same) not in shapes:
                shapes.add(_shape(same))
                waiting.append(same)
    assert dead == []
    assert min(pages.values()) >= 100
    assert len(shapes) > 15
