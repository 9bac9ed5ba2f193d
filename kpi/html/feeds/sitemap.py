"""The list of a site's pages for search engines: sitemaps.org 0.9, with the other languages of each page."""

from collections.abc import Iterable, Mapping
from datetime import date

from kpi.text.markup import Markup, el, join

NAMESPACE, LINKS = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"


def urlset(pages: Iterable[Mapping[str, str]], changed: date | None) -> bytes:
    """The file: for each page its whole addresses by language; `changed` is the day of the release they are of."""
    day = el("lastmod", changed.isoformat()) if changed else None
    urls = (_url(address, languages, day) for languages in pages for address in languages.values())
    whole = el("urlset", *urls, xmlns=NAMESPACE, **{"xmlns:xhtml": LINKS})
    return join((Markup('<?xml version="1.0" encoding="UTF-8"?>\n'), whole)).encode()


def _url(address: str, languages: Mapping[str, str], day: Markup | None) -> Markup:
    others = (el("xhtml:link", rel="alternate", hreflang=name, href=href) for name, href in languages.items())
    return el("url", el("loc", address), day, *others)
