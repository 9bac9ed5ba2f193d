"""Who asks: the language, the device and the session of a request, the fields of its form."""

import re
from functools import partial
from urllib.parse import parse_qsl

from anyio.to_thread import run_sync
from starlette.requests import Request

from kpi.access.cookies import DEVICE, SESSION
from kpi.clock import now
from kpi.model import USUAL_LANGUAGE, Language
from kpi.services import sign_in
from kpi.services.published import surveys
from kpi.services.sign_in import ClientInfo, SignedIn, workbook_trial
from kpi.store import open_store
from kpi.text import Text
from kpi.web import cookies
from kpi.web.readiness import readiness

_WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)", re.IGNORECASE)


#: what a page without `lang=` depends on besides its address
VARY = {"Vary": "Accept-Encoding, Accept-Language, Cookie, Sec-Fetch-Site, Sec-Purpose"}
#: the language that the reader has chosen in a header; static/theme.js keeps it
CHOSEN_LANGUAGE = "postup-language"


def text_of(request: Request) -> Text:
    """The words of a page for whoever opens it (docs/decisions/0039-settings-of-a-strategy.md).

    The address, else the reader's choice, else on arrival from elsewhere what the browser prefers, else the strategy's
    language: our own links leave this one out, so within the site nothing else is asked.
    """
    return text_within(request, site_text())


def text_within(request: Request, site: Text) -> Text:
    """As `text_of`, of pages that open in the words `site` and are read in its languages."""
    asked = site.asked(_named(request)) or _chosen(request, site)
    return site.in_language(asked) if asked else site


def desk_text_of(request: Request) -> Text:
    """The words of the desk, of signing in and of the guide, in a fallback where the reader's language has none."""
    return text_of(request).whole


def file_text_of(request: Request) -> Text:
    """The words of a file, a picture, a frame, a feed, an answer of the API: of one address the same for everybody."""
    site = site_text()
    return site.in_language(site.asked(_named(request)) or site.default)


def _named(request: Request) -> str | None:
    """The language that the address names."""
    return request.query_params.get("lang") if request.scope["query_string"] else None


def site_text() -> Text:
    """The words in which the site opens; those of the usual language while nothing is loaded."""
    return Text(USUAL_LANGUAGE) if readiness.loading else surveys.text()


def _chosen(request: Request, site: Text) -> Language | None:
    """What a reader who names no language has chosen before, or prefers; None where nothing says."""
    # what our own rules have a browser fetch ahead comes with «none»
    if request.headers.get("sec-fetch-site") == "same-origin" or "sec-purpose" in request.headers:
        return None
    return site.asked(request.cookies.get(CHOSEN_LANGUAGE)) or _preferred(
        request.headers.get("accept-language", ""), site
    )


def _preferred(header: str, site: Text) -> Language | None:
    """The first of the site's languages by the weights of Accept-Language (RFC 9110, 12.5.4)."""
    weighed: dict[Language, float] = {}
    for item in header.split(","):
        tag, _, said = item.strip().partition(";")
        language, weight = site.asked(tag.strip().partition("-")[0].lower()), _weight(said)
        if language and weight:
            weighed.setdefault(language, weight)
    return max(weighed, key=weighed.__getitem__, default=None)


def _weight(said: str) -> float:
    """1 where nothing is said; 0, which wants it not, for what is no weight."""
    match = _WEIGHT.fullmatch(said.strip())
    return 1.0 if not said.strip() else float(match[1]) if match else 0.0


def visit_of(request: Request) -> ClientInfo:
    """From where a request comes; behind a proxy uvicorn has put the reader's address in place."""
    scope = request.scope
    address = request.client.host if request.client else ""
    agent = request.headers.get("user-agent", "")
    return ClientInfo(address, agent, cookies.read(scope, DEVICE), cookies.read(scope, SESSION))


async def signed_of(request: Request) -> SignedIn | None:
    """Who asks, as the store knows it now."""
    token = cookies.read(request.scope, SESSION)
    return await run_sync(lambda: sign_in.session_for_token(open_store(), token, now())) if token else None


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form; the guard has limited its length."""
    body = await request.body()
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        return {}


async def session_tag(token: str) -> str:
    """The tag of the session of a token, "" where it is nobody's or the store does not answer."""
    return await run_sync(partial(workbook_trial.session_tag, token, now())) if token else ""
