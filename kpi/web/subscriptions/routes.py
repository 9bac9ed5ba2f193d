"""GET and POST /subscribe, /subscribe/confirm, /subscribe/leave: forms without scripts, kept by nobody's cache.

Every address is answered alike: whether it is known stands in no answer.
"""

from http import HTTPStatus

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kpi import clock
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page
from kpi.html.questions.form import TRAP
from kpi.html.subscriptions import form as document
from kpi.services.published import releases
from kpi.services.reminders.mail_settings import usable_mail_settings
from kpi.services.subscriptions.subscribing import SubscriptionError, confirm, leave, subscribe
from kpi.settings import site_address
from kpi.store import NotPublishedError, open_store
from kpi.text import Text
from kpi.text.markup import Markup
from kpi.views.common import page_frame
from kpi.views.common.page_frame import Crumb
from kpi.web.addresses import START
from kpi.web.assets import asset_url
from kpi.web.desk.letter_dispatch import send_letters_soon
from kpi.web.edition_paths import prefix_of, site_of
from kpi.web.pages import status_pages
from kpi.web.pages.routes import answer_of
from kpi.web.protection.private_pages import private
from kpi.web.readiness import readiness
from kpi.web.responses import respond
from kpi.web.visitor import form_of, text_of, visit_of

PATH = "/subscribe"
_ACTS = ("confirm", "leave")


def routes() -> list[Route]:
    paths = (PATH, *(f"{PATH}/{act}" for act in _ACTS))
    return [Route(path, subscription, methods=["GET", "POST"]) for path in paths]


async def subscription(request: Request) -> Response:
    """The form, what was sent, or what a link of a letter asks."""
    text, posted, path = text_of(request), request.method == "POST", request.url.path
    page = PageContext(text=text, site=site_of(request), prefix=prefix_of(request), address=PATH, asset=asset_url)
    if readiness.loading:
        return respond(request, answer_of(status_pages.loading(page), text))
    given = await form_of(request) if posted else dict(request.query_params)
    act, network = path.rpartition("/")[2], visit_of(request).address
    return await run_sync(_answered, act if act in _ACTS else "", given, page, network, posted)


def _answered(act: str, given: dict[str, str], page: PageContext, network: str, posted: bool) -> Response:
    try:
        if act:
            return _followed(act, given.get("key", "")[:60], page, posted=posted)
        return _taken(given, page, network) if posted else _shown(page, given.get("said", ""))
    except NotPublishedError:
        return RedirectResponse(START, 303, {"Cache-Control": "no-store"})


def _shown(page: PageContext, said: str) -> Response:
    if said == "sent":
        return _page(page, "subscribe.sent.title", document.told(page, "sent"))
    return _page(page, "subscribe.title", document.body(page, sending=_can_send()))


def _can_send() -> bool:
    """Whether letters with links can be sent at all."""
    return usable_mail_settings() is not None and bool(site_address())


def _taken(given: dict[str, str], page: PageContext, network: str) -> Response:
    """An address: a letter goes where it is new; the answer is the same for all."""
    address = given.get("address", "")[:300]
    if not _can_send():
        return _page(page, "subscribe.title", document.body(page, sending=False), HTTPStatus.CONFLICT)
    if not given.get(TRAP):
        store = open_store()
        try:
            subscribe(address, page.text.language.value, network, now=clock.now(), store=store)
        except SubscriptionError as error:
            often = error.reason == "often"
            status = HTTPStatus.TOO_MANY_REQUESTS if often else HTTPStatus.UNPROCESSABLE_ENTITY
            words = page.say(f"subscribe.error.{error.reason}")
            return _page(page, "subscribe.title", document.body(page, address=address, error=words), status)
        send_letters_soon(store)
    onward = page.href("subscribe", said="sent") or PATH
    return RedirectResponse(onward, 303, {"Cache-Control": "no-store"})


def _followed(act: str, key: str, page: PageContext, *, posted: bool) -> Response:
    """A link of a letter: one button; its answer."""
    if not posted:
        return _page(page, f"subscribe.{act}.title", document.asked(page, act, key))
    store = open_store()
    if act == "leave":
        leave(key, now=clock.now(), store=store)
        return _page(page, "subscribe.left.title", document.told(page, "left"))
    if confirm(key, now=clock.now(), store=store):
        return _page(page, "subscribe.confirmed.title", document.told(page, "confirmed"))
    return _page(page, "subscribe.gone.title", document.told(page, "gone"), HTTPStatus.NOT_FOUND)


def _page(page: PageContext, title: str, body: Markup, status: int = 200) -> Response:
    text: Text = page.text
    survey, words = releases.survey(), text.say(title)
    shell = page_frame.build(survey, text, "subscribe", crumbs=(Crumb(words),), today=clock.today())
    html = render_page(words, body, page, shell=shell)
    return private(html, status, {"Content-Language": text.language.value, "Referrer-Policy": "same-origin"})
