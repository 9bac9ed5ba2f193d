"""What search engines and archives are told: /robots.txt, and /sitemap.xml, every public page in every language."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kpi.community import current
from kpi.html.feeds.sitemap import urlset
from kpi.services.published import releases
from kpi.web.addresses import CLOSED, every_page
from kpi.web.edition_paths import site_of
from kpi.web.release_boards import succession_pages
from kpi.web.release_routes import ReleaseRequest, route
from kpi.web.responses import Answer

MEDIA_TYPE = "application/xml; charset=utf-8"


def routes() -> list[Route]:
    """Nothing heavy is imported before the sitemap is asked for."""
    return [
        Route("/robots.txt", robots, methods=["GET", "HEAD"]),
        route("/sitemap.xml", sitemap),
    ]


def robots(request: Request) -> Response:
    """Everything public may be read (RFC 9309)."""
    closed = "".join(f"Disallow: {current().prefix}{path}\n" for path in CLOSED)
    return PlainTextResponse(f"User-agent: *\n{closed}\nSitemap: {site_of(request)}/sitemap.xml\n")


def sitemap(asked: ReleaseRequest) -> Answer:
    """Every page of the current release, each with its other languages (sitemaps.org 0.9, xhtml:link)."""

    beside = succession_pages(releases.key_of(asked.version, asked.edition), asked.text.default)
    texts = [asked.text.in_language(language) for language in asked.text.languages]
    pages = zip(*(every_page(asked.survey, text, succession=beside) for text in texts), strict=True)
    each = [{str(text.language): asked.site + page.href for text, page in zip(texts, of, strict=True)} for of in pages]
    return Answer(body=urlset(each, asked.released), media_type=MEDIA_TYPE, modified=asked.released)
