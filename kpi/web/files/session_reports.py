"""/report: the page, and with `format` the report to a session as a file, made one at a time and kept by release."""

import logging

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.cache import Cache
from kpi.opendata.report.formats import MEDIA_TYPES, ReportFormat, report_file
from kpi.opendata.report.printing import PdfError
from kpi.services.published import releases, surveys
from kpi.store import NotPublishedError, UnknownReleaseError
from kpi.text import Text
from kpi.web.edition_paths import edition_of, prefix_of, site_of
from kpi.web.files.raster import png
from kpi.web.pages import routes as public_pages
from kpi.web.pages.report_choice import ReportChoice, UnknownSectorError, choose, report_of
from kpi.web.protection.places import Places
from kpi.web.readiness import readiness
from kpi.web.release_comparison import day_of
from kpi.web.release_routes import LONGEST, version_of
from kpi.web.responses import Answer, refused, respond
from kpi.web.visitor import file_text_of

log = logging.getLogger(__name__)
#: reports made at once, and how many more may wait: each takes seconds, and the threads are there for other readers
PLACES = Places(at_once=1, queue=4)
#: files kept, half a megabyte each
_files: Cache[Answer] = Cache(12, each=2)


class TooManyError(Exception):
    """So many reports are being made that one more would have to wait too long."""


_KNOWN = (UnknownReleaseError, UnknownSectorError, TooManyError, NotPublishedError, surveys.UnavailableError)


def routes() -> list[Route]:
    """The page of the report, and its files."""
    return [Route("/report", report, methods=["GET", "HEAD"])]


async def report(request: Request) -> Response:
    """The file of the format that the address names; without one the page."""
    if not request.query_params.get("format"):
        return await public_pages.page(request)
    return await run_sync(_answer, request)


def _answer(request: Request) -> Response:
    """The file; a sentence where there can be none."""
    text = file_text_of(request)
    if readiness.loading:
        return refused(text, 503, text.say("answers.loading"))
    asked = request.query_params.get("format", "")[:LONGEST]
    if asked not in set(ReportFormat):
        return refused(text, 404, text.say("session_report.no_format", formats=", ".join(ReportFormat)))
    try:
        return respond(request, _found(request, text, ReportFormat(asked)))
    except (*_KNOWN, OSError) as error:
        return refused(text, *_refusal(error, text))


def _refusal(error: Exception, text: Text) -> tuple[int, str]:
    """Status and sentence of what could not be made."""
    match error:
        case UnknownReleaseError():
            return 404, text.say("answers.no_release", version=str(error))
        case UnknownSectorError():
            key = "no_sector" if error.known else "no_sectors"
            return 404, text.say(f"session_report.{key}", sectors=", ".join(error.known))
        case PdfError():
            return 501, text.say("session_report.no_pdf")
        case TooManyError():
            return 503, text.say("session_report.too_many")
        case NotPublishedError():
            return 503, text.say("answers.unpublished")
    log.error("a report cannot be made", exc_info=error)
    return 503, text.say("answers.unavailable")


def _found(request: Request, text: Text, kind: ReportFormat) -> Answer:
    choice = _choice(request)
    site = site_of(request).removesuffix(prefix_of(request))
    key = (releases.key_of(choice.new, choice.edition), choice, text, kind, site)
    return _files.get(key, lambda: _made(choice, text, kind, site))


def _choice(request: Request) -> ReportChoice:
    given = {name: request.query_params.get(name, "").strip()[:LONGEST] for name in ("as_of", "since", "sector")}
    version, days = version_of(request), {name: day_of(given[name]) for name in ("as_of", "since")}
    for written, day in ((version, day_of(version)), *((given[name], day) for name, day in days.items())):
        if written and day is None:
            raise UnknownReleaseError(written)
    return choose(**days, sector=given["sector"], version=day_of(version), edition=edition_of(request))


def _made(choice: ReportChoice, text: Text, kind: ReportFormat, site: str) -> Answer:
    with PLACES.place(TooManyError()):
        found = report_of(choice, text.language, site)
        body = report_file(found, kind, png)
    return Answer(
        body=body,
        media_type=MEDIA_TYPES[kind],
        modified=choice.new,
        name=f"{found.name}.{kind}",
        language=text.language,
    )


def clear() -> None:
    """Forget all that is kept."""
    _files.clear()
