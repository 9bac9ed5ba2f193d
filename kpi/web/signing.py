"""Signing in and out and one's own account: plain HTTP routes whose pages need no script (decision 0010)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import parse_qsl

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kpi import signin
from kpi.access.sessions import DEVICE_DAYS, form_matches, form_token, new_token
from kpi.model import Language
from kpi.signin import Entered, Gate, Signed, TooManyTriesError, Visit
from kpi.store import StoreError, open_store
from kpi.store.sessions import Session
from kpi.text import Text
from kpi.text.dates import KYIV
from kpi.views.signing import AccountView, LoginView, LogoutView, SessionRow, browser_of
from kpi.web import cookies
from kpi.web.routes import Draw
from kpi.web.whole import home_of, private

Handler = Callable[[Request], Awaitable[Response]]


def text_of(request: Request) -> Text:
    return Text(Language.asked(request.query_params.get("lang")))


def now() -> datetime:
    return datetime.now(UTC)


def visit_of(request: Request) -> Visit:
    """From where a request comes; behind a proxy uvicorn has put the reader's address in place."""
    scope = request.scope
    address = request.client.host if request.client else ""
    agent = request.headers.get("user-agent", "")
    return Visit(address, agent, cookies.read(scope, cookies.DEVICE), cookies.read(scope, cookies.SESSION))


async def signed_of(request: Request) -> Signed | None:
    """Who asks, as the store knows it now."""
    token = cookies.read(request.scope, cookies.SESSION)
    return await run_sync(lambda: signin.who(open_store(), token, now())) if token else None


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form; the guard has limited its length."""
    body = await request.body()
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        return {}


@dataclass(frozen=True)
class SigningIn:
    """The handlers of the routes.

    draw      how the pages look
    onward    an address that somebody asks to be sent to -> an address of ours
    provider  what the identity provider is called, "" where there is none
    gate      through which passwords go
    """

    draw: Draw
    onward: Callable[[str], str]
    provider: str
    gate: Gate

    async def answer(self, request: Request) -> Response:
        """Answer one of the paths of kpi.web.routes; where the store does not answer the page says so."""
        path = request.url.path
        handlers: dict[str, Handler] = {
            "/login": self.login,
            "/logout": self.logout,
            "/account": self.account,
            "/account/password": self.password,
            "/account/sessions": self.sessions,
        }
        try:
            return await handlers[path](request)
        except StoreError:
            return self.form(request, problem=text_of(request).say("signing.unavailable"), status=503)

    async def login(self, request: Request) -> Response:
        if request.method != "POST":
            onward = self.onward(request.query_params.get("next", ""))
            if await signed_of(request):
                return RedirectResponse(onward, 303, {"Cache-Control": "no-store"})
            late = text_of(request).say("signing.late") if request.query_params.get("said") == "late" else ""
            return self.form(request, onward=onward, problem=late)
        text, given = text_of(request), await form_of(request)
        login, onward = given.get("login", ""), self.onward(given.get("next", ""))
        show = partial(self.form, request, onward=onward, login=login[:100])
        if not form_matches(cookies.read(request.scope, cookies.FORM), given.get("token", "")):
            return show(problem=text.say("signing.stale"), status=403)
        try:
            store = await run_sync(open_store)
            entered = await self.gate.enter(store, login, given.get("password", ""), visit_of(request))
        except TooManyTriesError as error:
            until = error.until.astimezone(KYIV)
            seconds = str(max(1, int((error.until - now()).total_seconds())))
            return show(problem=text.say("signing.wait", time=f"{until:%H:%M}"), status=429, retry=seconds)
        if entered is None:
            return show(problem=text.say("signing.wrong"), status=403)
        return self.enter(request, entered, onward)

    def form(
        self,
        request: Request,
        *,
        onward: str = "/",
        login: str = "",
        problem: str = "",
        status: int = 200,
        retry: str = "",
    ) -> Response:
        """The login page. The cookie that its form answers to is given where the browser has none."""
        secret = cookies.read(request.scope, cookies.FORM) or new_token()
        view = LoginView(form_token(secret), onward, login, problem, self.provider)
        headers = {"Retry-After": retry} if retry else {}
        response = private(self.draw.login(view, text_of(request)), status, headers)
        cookies.write(response, request.scope, cookies.FORM, secret)
        return response

    def enter(self, request: Request, entered: Entered, onward: str) -> Response:
        """Send a reader on who has signed in."""
        response = RedirectResponse(onward, 303, {"Cache-Control": "no-store"})
        cookies.write(response, request.scope, cookies.SESSION, entered.token)
        cookies.write(response, request.scope, cookies.DEVICE, entered.device, DEVICE_DAYS * 24 * 3600)
        cookies.write(response, request.scope, cookies.FORM, "")
        return response

    async def logout(self, request: Request) -> Response:
        token = cookies.read(request.scope, cookies.SESSION)
        if request.method == "POST":
            given = await form_of(request)
            if form_matches(token, given.get("token", "")):
                await run_sync(lambda: signin.leave(open_store(), token, now()))
                response = RedirectResponse(home_of(text_of(request)), 303)
                cookies.write(response, request.scope, cookies.SESSION, "")
                return response
        signed = await signed_of(request)
        view = LogoutView(form_token(token), signed.account.name if signed else "")
        return private(self.draw.logout(view, text_of(request)), 403 if signed and request.method == "POST" else 200)

    async def account(self, request: Request) -> Response:
        signed = await signed_of(request)
        return await self._own(request, signed) if signed else self._to_login("/account")

    async def password(self, request: Request) -> Response:
        signed, given, text = await signed_of(request), await form_of(request), text_of(request)
        if signed is None:
            return self._to_login("/account", said="late")
        if not form_matches(cookies.read(request.scope, cookies.SESSION), given.get("token", "")):
            return await self._own(request, signed, problem=text.say("signing.stale"))
        current, new = given.get("current", ""), given.get("new", "")
        if new != given.get("again", ""):
            return await self._own(request, signed, problem=text.say("access.error.repeated"))
        try:
            change = partial(signin.change_password, open_store(), signed, current, new, now())
            token = await run_sync(change, limiter=self.gate.limiter)
        except signin.AccountError as error:
            problem = text.say(f"access.error.{error.reason}", **error.values)
            return await self._own(request, signed, problem=problem)
        fresh = await run_sync(lambda: signin.who(open_store(), token, now()))
        if fresh is None:
            return self._to_login("/account")
        done = text.say("signing.account.changed")
        response = await self._own(request, fresh, token=token, done=done)
        cookies.write(response, request.scope, cookies.SESSION, token)
        return response

    async def sessions(self, request: Request) -> Response:
        signed, given, text = await signed_of(request), await form_of(request), text_of(request)
        if signed is None:
            return self._to_login("/account", said="late")
        if not form_matches(cookies.read(request.scope, cookies.SESSION), given.get("token", "")):
            return await self._own(request, signed, problem=text.say("signing.stale"))
        await run_sync(lambda: signin.leave_elsewhere(open_store(), signed, now()))
        return await self._own(request, signed, done=text.say("signing.account.ended"))

    async def _own(
        self, request: Request, signed: Signed, *, token: str = "", problem: str = "", done: str = ""
    ) -> Response:
        """The account's page; with a problem it answers 403: nothing was changed."""
        text, account = text_of(request), signed.account
        found = await run_sync(lambda: signin.open_sessions(open_store(), signed, now()))
        departments = await run_sync(lambda: signin.department_names(open_store(), account))
        rows = tuple(_row(one, signed, text) for one in found)
        secret = token or cookies.read(request.scope, cookies.SESSION)
        role = text.say(f"access.role.{account.role}")
        view = AccountView(form_token(secret), account.name, account.login, role, departments, rows, problem, done)
        return private(self.draw.account(view, text), 403 if problem else 200)

    @staticmethod
    def _to_login(onward: str, said: str = "") -> Response:
        late = f"&said={said}" if said else ""
        return RedirectResponse(f"/login?next={onward}{late}", 303, {"Cache-Control": "no-store"})


def _row(session: Session, signed: Signed, text: Text) -> SessionRow:
    since, seen = text.moment(session.created), text.moment(session.seen)
    return SessionRow(browser_of(session.agent), since, seen, session.token_hash == signed.token_hash)
