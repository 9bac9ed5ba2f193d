"""The routes of /start: how to begin while nothing has been published; for everybody afterwards the home page.

An administrator of an empty store sets the strategy up here (docs/decisions/0041). Nobody else is shown or may send
anything: the first administrator is made at the server's terminal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from kpi.access import Right, allows
from kpi.access.cookies import SESSION
from kpi.access.sessions import form_matches, form_token
from kpi.clock import today
from kpi.html.links import address
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page
from kpi.html.pages.start import body
from kpi.model import Account
from kpi.services.published import surveys
from kpi.store import NotPublishedError, StoreError, open_store
from kpi.text import Text
from kpi.web import cookies
from kpi.web.addresses import START
from kpi.web.assets import asset_url
from kpi.web.desk.sent_form import Form, sent_form
from kpi.web.protection.private_pages import home_of
from kpi.web.readiness import readiness
from kpi.web.responses import refused
from kpi.web.setup import handlers
from kpi.web.setup.preview import Previews
from kpi.web.setup.request import SetupRequest
from kpi.web.visitor import VARY, desk_text_of, signed_of

Handler = Callable[[SetupRequest], Response]
_PREVIEW = f"{START}/preview"
#: what is sent, by path: each is told apart from what is shown
_SENT: dict[str, Handler] = {
    START: handlers.answered,
    f"{START}/tables": handlers.brought,
    _PREVIEW: handlers.previewed,
    f"{START}/publish": handlers.published,
    f"{START}/discard": handlers.discarded,
}


def routes() -> list[Route]:
    """Every route below /start."""
    own = _Setup(Previews())
    return [
        Route(START, own.start, methods=["GET", "HEAD"]),
        *(Route(path, own.sent, methods=["POST"]) for path in _SENT),
        Route(f"{_PREVIEW}/{{name:path}}", own.shown(handlers.preview_page), methods=["GET"]),
        Route(f"{START}/workbooks.zip", own.shown(handlers.workbooks), methods=["GET"]),
        Route(f"{START}/done", own.shown(handlers.done), methods=["GET"]),
    ]


@dataclass(frozen=True)
class _Setup:
    previews: Previews

    async def start(self, request: Request) -> Response:
        """GET /start."""
        text = desk_text_of(request)
        answer = await run_sync(_for_everybody, text)
        if answer is not None:
            return answer
        asked = await self._asked(request)
        if asked is None:
            return await run_sync(_steps, text, None)
        if not allows(asked.account, Right.PLAN):
            return await run_sync(_steps, text, asked.account)
        return await run_sync(handlers.start, asked)

    def shown(self, handler: Handler) -> Callable[[Request], object]:
        """A GET for the administrator alone; nobody is told whether there is something."""

        async def answer(request: Request) -> Response:
            asked = await self._asked(request)
            if asked is None:
                return _to_login(desk_text_of(request))
            if not allows(asked.account, Right.PLAN):
                return refused(asked.text, 404, asked.text.say("setup.absent"))
            return await run_sync(handler, asked)

        return answer

    async def sent(self, request: Request) -> Response:
        """A form of the administrator's; without its token nothing is followed."""
        asked = await self._asked(request)
        if asked is None:
            return _to_login(desk_text_of(request))
        form = await sent_form(request)
        if form is None or not form_matches(cookies.read(request.scope, SESSION), form.fields.get("token", "")):
            return asked.to("start", said="stale")
        if not allows(asked.account, Right.PLAN):
            return asked.to("start")
        return await run_sync(_SENT[request.url.path], asked.with_form(form))

    async def _asked(self, request: Request) -> SetupRequest | None:
        """Who asks for what; None of whom nobody knows."""
        try:
            signed = await signed_of(request)
        except StoreError:
            return None
        if signed is None:
            return None
        return SetupRequest(
            store=await run_sync(open_store),
            account=signed.account,
            token=form_token(cookies.read(request.scope, SESSION)),
            text=desk_text_of(request),
            today=today(),
            query=dict(request.query_params),
            previews=self.previews,
            name=str(request.path_params.get("name", "")),
            form=Form({}),
        )


def _for_everybody(text: Text) -> Response | None:
    """The answer that does not depend on who asks; None of an empty store."""
    if readiness.loading:
        return refused(text, 503, text.say("answers.loading"))
    try:
        surveys.current()
    except NotPublishedError:
        return None
    except (surveys.UnavailableError, OSError):
        return refused(text, 503, text.say("answers.unavailable"))
    return RedirectResponse(home_of(text), 302, _own(text))


def _own(text: Text) -> dict[str, str]:
    return {"Cache-Control": "no-store", "Content-Language": text.language.value, **VARY}


def _steps(text: Text, account: Account | None) -> Response:
    """How to begin, for whoever may not do it here."""
    page = PageContext(text=text, address=START, asset=asset_url, reader=account.name if account else "")
    return HTMLResponse(render_page(text.say("start.title"), body(text), page), headers=_own(text))


def _to_login(text: Text) -> Response:
    to = partial(address, "login", lang=text.lang)
    return RedirectResponse(to(next=START), 303, {"Cache-Control": "no-store"})
