"""/embed/<code>, /oembed and /i/<code>: an indicator inside other sites, and its short address."""

import json
import re
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kpi.charts.tokens import Theme
from kpi.html import embed as embed_document
from kpi.html.embed import HEIGHT, WIDTH, render_embed
from kpi.html.links import address
from kpi.html.page_context import PageContext, PageKind
from kpi.model import CODE_PATTERN, Language, edition_prefix
from kpi.services.published import editions, surveys
from kpi.services.published.surveys import ReleaseKey
from kpi.store import NotPublishedError
from kpi.views.beside.question_form import letter
from kpi.views.common.page_frame import release_day
from kpi.views.public.attribution import imprint
from kpi.web.addresses import sharing_address
from kpi.web.edition_paths import prefix_of, split_prefix
from kpi.web.protection.pasted_addresses import bare, bare_path
from kpi.web.readiness import readiness
from kpi.web.release_routes import LONGEST, ReleaseRequest, endpoint, route, survey_of, version_of
from kpi.web.responses import READING, Answer, refused
from kpi.web.visitor import file_text_of

_PAGE, _JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
#: where an indicator stands in a path of ours
_PATHS = re.compile(r"/(?:i|embed)/([^/]+)")
_METHODS = ["GET", "HEAD"]


def routes() -> list[Route]:
    return [
        route("/embed/{code}", embed, query=("theme",)),
        Route("/oembed", answer_oembed, methods=READING),
        Route("/i/{code}", short, methods=_METHODS),
    ]


def embed(asked: ReleaseRequest) -> Answer | None:
    """The indicator's chart as a page for frames; None for a code that nothing public has."""
    view = asked.indicator(asked["code"])
    if view is None:
        return None
    theme = asked["theme"] if asked["theme"] in set(Theme) else ""
    written = letter(asked.survey, asked["code"], asked.text, asked.site)
    body = render_embed(view, imprint(asked.survey, asked.text), _page(asked), theme, written)
    return Answer(body=body, media_type=_PAGE, modified=asked.released, language=asked.text.language, foreign=True)


async def answer_oembed(request: Request) -> Response:
    """GET /oembed?url=…[&format=json][&maxwidth=…][&maxheight=…]."""
    if request.method != "OPTIONS" and request.query_params.get("format", "json") != "json":
        text = file_text_of(request)
        return refused(text, 501, text.say("paper.oembed.format"))
    return await _oembed(request)


async def short(request: Request) -> Response:
    """302 from /i/<code> to the indicator's page, which knows which codes there are; language and release are kept.

    An address without an edition or a release leads to the edition in force where that has the code, else to the one
    that has it.
    """
    code, text = bare(str(request.path_params["code"])[:LONGEST]), file_text_of(request)
    if not CODE_PATTERN.fullmatch(code):
        return await run_sync(refused, text, 404, text.say("answers.absent"))
    version, prefix = version_of(request), prefix_of(request)
    if not version and not prefix and not readiness.loading:
        prefix = await run_sync(_prefix_with, code)
    onward = address("indicator", id=code, lang=text.lang, v=version or None)
    return RedirectResponse(prefix + onward, 302, headers={"Cache-Control": "no-cache"})


def _prefix_with(code: str) -> str:
    """The prefix of the edition that has an indicator where the one in force has not; "" otherwise."""
    try:
        release = surveys.current().release
        known = editions.editions(release)
        present = editions.in_front(release)
        # the one in force first, then the latest
        order = sorted(known, key=lambda one: (one.edition != present, -one.begins.toordinal()))
        for one in order if len(known) > 1 else ():
            if (surveys.survey_of(ReleaseKey(release, None, one.edition)).dataset.indicators["code"] == code).any():
                return "" if one.edition == present else edition_prefix(one.edition)
    except (surveys.UnavailableError, NotPublishedError, OSError):
        pass  # the page that is led to says so
    return ""


def oembed(asked: ReleaseRequest) -> Answer | None:
    """How the indicator at an address of ours is embedded; None for any other address."""
    found = indicator_at(asked["url"], asked.host)
    if found is None:
        return None
    code, named, version, edition = found
    day, survey = survey_of(version, edition)
    about = replace(
        asked,
        survey=survey,
        text=asked.text.in_language(language := named or asked.text.default),
        version=day,
        released=release_day(survey),
        edition=edition,
        site=asked.host + edition_prefix(edition),
    )
    view = about.indicator(code)
    if view is None:
        return None
    most = (_at_most(asked["maxwidth"], WIDTH), _at_most(asked["maxheight"], HEIGHT))
    known = imprint(survey, about.text)
    picture = sharing_address("indicator", code, about.text, known.version)
    told = embed_document.oembed(view, known, _page(about), picture, most)
    body = json.dumps(told, ensure_ascii=False).encode()
    return Answer(body=body, media_type=_JSON, modified=about.released, language=language, foreign=True)


_oembed = endpoint(oembed, query=("url", "maxwidth", "maxheight"))


def indicator_at(url: str, host: str) -> tuple[str, Language | None, str, str | None] | None:
    """Code, language, release and edition of an address of an indicator of this site; None for others.

    Where it names no language or edition they are None, no release "".

    host  where the site is reached, without an edition
    """
    try:
        parts = urlsplit(url)
        given = parse_qs(parts.query, max_num_fields=20)
    except ValueError:
        return None
    mount = urlsplit(host).path
    if f"{parts.scheme}://{parts.netloc}{mount}" != host or not parts.path.startswith(mount):
        return None
    query = {name: values[-1] for name, values in given.items()}
    edition, path = split_prefix(bare_path(unquote(parts.path.removeprefix(mount))))
    match = _PATHS.fullmatch(path)
    code = bare(match[1] if match else query.get("id", "") if path == "/indicator" else "")
    if not CODE_PATTERN.fullmatch(code):
        return None
    return code, Language.named(query.get("lang")), query.get("v", ""), edition


def _at_most(given: str, usual: int) -> int:
    """A size that the asker limits; what is no number limits nothing."""
    return max(1, int(given)) if given.isascii() and given.isdecimal() and len(given) < 6 else usual


def _page(asked: ReleaseRequest) -> PageContext:
    """A frame is of one release, and leads to the indicator in it."""
    return asked.page_context(PageKind.EMBED)
