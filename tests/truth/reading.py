"""Every public answer of a site as plain words: pages in two languages, files, API, feeds, embeds, sheets, drawings."""

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote, urljoin, urlsplit

from openpyxl import load_workbook

from tests.asgi import Answer, Client

SITE = "http://here"
_LINK = re.compile(r'\b(?:(?:href|src|action)="|content="(?=https?:))([^"]+)"')
_TAG = re.compile(r"<[^>]*>")
_SPOKEN = re.compile(r'\b(?:aria-label|alt|title|content|data-point|data-label)="([^"]*)"')
_UKRAINIAN = re.compile(r'<(\w+)\b[^>]*\blang="uk"[^>]*>.*?</\1>', re.DOTALL)
_UNREAD = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
#: pages for people who are signed in, the live app's own, and what is made of everything that is read here anyway
_LEFT_OUT = re.compile(
    r"/dashboard/|/(?:upload|login|logout|admin|assets|_stcore|static|download/.*site\.zip|download/.*data\.zip|.*\.png)"
)
_MOST = 4000
#: a page that states the language it has anyway: where it leads is what differs from the page without
RESTATED = re.compile(r"[?&]lang=uk\b")
#: what is made of a past release, in another shade or with former values
PAST = re.compile(rf"{RESTATED.pattern}|[?&](?:v|history|grey)=")


@dataclass(frozen=True)
class Read:
    """One answer: its address, what it says as plain words, its status."""

    address: str
    status: int
    words: str
    answer: Answer

    @property
    def kind(self) -> str:
        return self.answer.headers.get("content-type", "").partition(";")[0]

    @property
    def ours(self) -> str:
        """The words without what is marked as written in Ukrainian on a page in English."""
        kept = _UKRAINIAN.sub(" ", self.answer.text)
        return words_of(replace(self.answer, content=kept.encode()))

    @property
    def english(self) -> bool:
        return "lang=en" in self.address


def words_of(answer: Answer) -> str:
    """Plain words: markup without its tags but with what it says to those who do not see; cells of workbooks."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind.endswith("sheet"):
        book = load_workbook(io.BytesIO(answer.content), read_only=True)
        rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
        return "\n".join(" | ".join(str(v) for v in row if v is not None) for row in rows)
    if kind.startswith("image/") and kind != "image/svg+xml":
        return ""
    text = answer.content.decode("utf-8", "replace")
    if "html" not in kind and "xml" not in kind:
        return text
    if "atom" in kind:
        text = html.unescape(text)  # an entry's content is HTML, escaped
    text = _UNREAD.sub(" ", text)
    spoken = " ; ".join(_SPOKEN.findall(text))
    return re.sub(r"[ \t\n]+", " ", html.unescape(html.unescape(f"{_TAG.sub(' ', text)} ; {spoken}")))


def read_site(
    client: Client,
    codes: list[str],
    every: int = 1,
    most: int = _MOST,
    *,
    said: re.Pattern[str] = RESTATED,
    one_in: int = _MOST,
) -> Iterator[Read]:
    """Everything that pages and the site map lead to, from both front pages on.

    every  of a large edition every `every`-th indicator
    most   addresses of one shape (the same path but for codes and days, the same parameters)
    said   addresses that say what others say: the first of each shape is read and then one in `one_in`
    """
    waiting = ["/", "/?lang=en", "/sitemap.xml", "/robots.txt", "/feed.atom", "/feed.atom?lang=en", "/calendar.ics"]
    waiting += [
        f"/api/v1/{name}" for name in ("strategy", "strategies", "goals", "indicators", "observations", "progress")
    ]
    for code in codes[::every]:
        name = quote(code)
        waiting += [
            f"/i/{name}",
            f"/embed/{name}",
            f"/embed/{name}?lang=en",
            f"/chart/{name}.svg",
            f"/print/indicator/{name}",
        ]
        waiting += [f"/chart/{name}.svg?lang=en", f"/oembed?format=json&url={quote(f'{SITE}/i/{name}', safe='')}"]
    seen = set(waiting)
    shapes = Counter(map(_shape, seen))
    left_out = {code for at, code in enumerate(codes) if at % every}
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        yield Read(address, answer.status_code, words_of(answer) if answer.status_code == 200 else "", answer)
        for link in _links(address, answer):
            if link in seen or _LEFT_OUT.match(link) or _of_any(link, left_out) or len(seen) >= _MOST:
                continue
            seen.add(link)
            shape = _shape(link)
            shapes[shape] += 1
            if shapes[shape] % one_in == 1 if said.search(link) else shapes[shape] <= most:
                waiting.append(link)


def _shape(address: str) -> str:
    """«/download/-/values.csv», «/indicator?id&v»: the address without what differs between indicators and releases."""
    parts = urlsplit(address)
    path = re.sub(r"[^/]*[0-9][^/.]*(?:\.[0-9][^/.]*)*", "-", parts.path)
    values = sorted(pair if pair.startswith("lang=") else pair.partition("=")[0] for pair in parts.query.split("&"))
    return f"{path}?{'&'.join(values)}"


def _of_any(address: str, codes: set[str]) -> bool:
    parts = re.split(r"[/=&?.]+(?=[A-Za-z]|$)|[/=&?]", unquote(address))
    return any(part in codes for part in parts)


def _links(address: str, answer: Answer) -> Iterator[str]:
    if "location" in answer.headers:
        yield _own(address, answer.headers["location"])
    kind = answer.headers.get("content-type", "")
    if answer.status_code != 200 or not ("html" in kind or address == "/sitemap.xml"):
        return
    text = answer.text
    found = re.findall(r"<loc>([^<]+)</loc>", text) if address == "/sitemap.xml" else _LINK.findall(text)
    for link in found:
        own = _own(address, html.unescape(link))
        if own and not own.startswith("/indicators?"):
            yield own


def _own(address: str, link: str) -> str:
    if link.startswith(("data:", "mailto:", "#")) or " " in link:
        return ""
    joined = urlsplit(urljoin(f"{SITE}{address}", link))
    if f"{joined.scheme}://{joined.netloc}" != SITE:
        return ""
    return joined._replace(fragment="").geturl().removeprefix(SITE) or "/"


def table(read: Read) -> list[dict[str, str]]:
    """The rows of a CSV file by column."""
    return list(csv.DictReader(io.StringIO(read.answer.content.decode("utf-8-sig"))))
