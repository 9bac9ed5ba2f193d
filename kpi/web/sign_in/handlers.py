"""Signing in and out and one's own account: plain HTTP routes whose pages need no script (decision 0010)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial, wraps

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kpi.access.cookies import DEVICE, FORM, SESSION
from kpi.access.sessions import DEVICE_DAYS, form_matches, form_token, new_token
from kpi.clock import now
from kpi.community import current
from kpi.html.forms import CARRIED, LANGUAGE
from kpi.services import sign_in
from kpi.services.sign_in import LoginThrottle, NewSession, SignedIn, TooManyTriesError
from kpi.settings import command_on_pages
from kpi.store import StoreError, open_store
from kpi.store.people.sessions import Session
from kpi.text import Text
from kpi.views.desk.sign_in import AccountView, LoginView, LogoutView, SessionRow, browser_of
from kpi.web import addresses, cookies
from kpi.web.desk.forms.carried import unpack
from kpi.web.desk.router import has_page, resume
from kpi.web.protection.private_pages import home_of, private
from kpi.web.sign_in.pages import account_page, login_page, logout_page
from kpi.web.sign_in.whom_to_ask import whom_to_ask
from kpi.web.store_health import store_health
from kpi.web.visitor import desk_text_of, form_of, signed_of, visit_of

Handler = Callable[["SignInHandlers", Request], Awaitable[Response]]


def safe_destination(asked: str) -> str:
    """Where a reader goes after signing in: a page of ours, the home page for anything else."""
    if asked in {"/account", addresses.START} or has_page(asked):
        return asked
    address = addresses.parse(asked)
    return address.href if address else "/"


def _with_cookies(response: Response, request: Request, entered: NewSession) -> Response:
    """The answer with the cookies of who has signed in."""
    cookies.write(response, request.scope, SESSION, entered.token)
    cookies.write(response, request.scope, DEVICE, entered.device, DEVICE_DAYS * 24 * 3600)
    cookies.write(response, request.scope, FORM, "")
    return response


def _says_store_is_down(handler: Handler) -> Handler:
    """Where the store does not answer, the login page says so."""

    @wraps(handler)
    async def answer(self: "SignInHandlers", request: Request) -> Response:
        try:
            return await handler(self, request)
        except StoreError as error:
            store_health.note(error.reason)
            carried = (await form_of(request)).get(CARRIED, "") if request.method == "POST" else ""
            problem = desk_text_of(request).say("signing.unavailable")
            return await self.form(request, problem=problem, status=503, carried=carried)

    return answer


@dataclass(frozen=True)
class SignInHandlers:
    """The handlers of the routes.

    provider  what the identity provider is called, "" where there is none
    gate      through which passwords go
    """

    provider: str
    gate: LoginThrottle

    @_says_store_is_down
    async def login(self, request: Request) -> Response:
        if request.method != "POST":
            return await self._asked(request)
        text, given = desk_text_of(request), await form_of(request)
        login, onward = given.get("login", ""), safe_destination(given.get("next", ""))
        carried = given.get(CARRIED, "")
        show = partial(self.form, request, onward=onward, login=login[:100], carried=carried)
        if given.get("act") == LANGUAGE:
            return await show()
        if not form_matches(cookies.read(request.scope, FORM), given.get("token", "")):
            return await show(problem=text.say("signing.stale"), status=403)
        try:
            store = await run_sync(open_store)
            entered = await self.gate.enter(store, login, given.get("password", ""), visit_of(request))
        except TooManyTriesError as error:
            seconds = str(max(1, int((error.until - now()).total_seconds())))
            return await show(problem=text.say("signing.wait", time=text.time(error.until)), status=429, retry=seconds)
        if entered is None:
            return await show(problem=text.say("signing.wrong"), status=403)
        return await self._resumed(request, entered, carried) if carried else self.enter(request, entered, onward)

    async def _asked(self, request: Request) -> Response:
        """The empty form; who is signed in goes on."""
        onward = safe_destination(request.query_params.get("next", ""))
        if await signed_of(request):
            return RedirectResponse(onward, 303, {"Cache-Control": "no-store"})
        late = desk_text_of(request).say("signing.late") if request.query_params.get("said") == "late" else ""
        return await self.form(request, onward=onward, problem=late)

    async def _resumed(self, request: Request, entered: NewSession, carried: str) -> Response:
        """Sign somebody in and give back what was typed before the session ended."""
        signed = await run_sync(lambda: sign_in.session_for_token(open_store(), entered.token, now()))
        if signed is None:
            return self.enter(request, entered, "/")
        answer = await run_sync(resume, request, signed, form_token(entered.token, signed.account.login), carried)
        return _with_cookies(answer, request, entered)

    async def form(
        self,
        request: Request,
        *,
        onward: str = "/",
        login: str = "",
        problem: str = "",
        status: int = 200,
        retry: str = "",
        carried: str = "",
    ) -> Response:
        """The login page. The cookie that its form answers to is given where the browser has none."""
        secret = cookies.read(request.scope, FORM) or new_token()
        form = unpack(carried)
        whom = await run_sync(whom_to_ask)
        view = LoginView(
            token=form_token(secret),
            onward=onward,
            login=login or (form.login if form else ""),
            problem=problem,
            provider=self.provider,
            ask=whom.administrators,
            contact=whom.contact,
            first=_first_account(desk_text_of(request)) if whom.nobody else "",
            carried=carried if form else "",
        )
        headers = {"Retry-After": retry} if retry else {}
        response = private(login_page(view, desk_text_of(request)), status, headers)
        cookies.write(response, request.scope, FORM, secret)
        return response

    def enter(self, request: Request, entered: NewSession, onward: str) -> Response:
        """Send a reader on who has signed in."""
        return _with_cookies(RedirectResponse(onward, 303, {"Cache-Control": "no-store"}), request, entered)

    @_says_store_is_down
    async def logout(self, request: Request) -> Response:
        token = cookies.read(request.scope, SESSION)
        if request.method == "POST":
            given = await form_of(request)
            if form_matches(token, given.get("token", "")):
                await run_sync(lambda: sign_in.leave(open_store(), token, now()))
                # what a form kept in the browser while it was typed goes with the session
                response = RedirectResponse(home_of(desk_text_of(request)), 303, {"Clear-Site-Data": '"storage"'})
                cookies.write(response, request.scope, SESSION, "")
                return response
        signed = await signed_of(request)
        view = LogoutView(form_token(token), signed.account.name if signed else "")
        return private(logout_page(view, desk_text_of(request)), 403 if signed and request.method == "POST" else 200)

    @_says_store_is_down
    async def account(self, request: Request) -> Response:
        signed = await signed_of(request)
        return await self._own(request, signed) if signed else self._to_login("/account")

    @_says_store_is_down
    async def password(self, request: Request) -> Response:
        signed, given, text = await signed_of(request), await form_of(request), desk_text_of(request)
        if signed is None:
            return self._to_login("/account", said="late")
        if not form_matches(cookies.read(request.scope, SESSION), given.get("token", "")):
            return await self._own(request, signed, problem=text.say("signing.stale"))
        current, new = given.get("current", ""), given.get("new", "")
        if new != given.get("again", ""):
            return await self._own(request, signed, problem=text.say("access.error.repeated"))
        try:
            change = partial(sign_in.change_password, open_store(), signed, current, new, now())
            token = await run_sync(change, limiter=self.gate.limiter)
        except sign_in.AccountError as error:
            problem = text.say(f"access.error.{error.reason}", **error.values)
            return await self._own(request, signed, problem=problem)
        fresh = await run_sync(lambda: sign_in.session_for_token(open_store(), token, now()))
        if fresh is None:
            return self._to_login("/account")
        done = text.say("signing.account.changed")
        response = await self._own(request, fresh, token=token, done=done)
        cookies.write(response, request.scope, SESSION, token)
        return response

    @_says_store_is_down
    async def sessions(self, request: Request) -> Response:
        signed, given, text = await signed_of(request), await form_of(request), desk_text_of(request)
        if signed is None:
            return self._to_login("/account", said="late")
        if not form_matches(cookies.read(request.scope, SESSION), given.get("token", "")):
            return await self._own(request, signed, problem=text.say("signing.stale"))
        await run_sync(lambda: sign_in.leave_elsewhere(open_store(), signed, now()))
        return await self._own(request, signed, done=text.say("signing.account.ended"))

    async def _own(
        self, request: Request, signed: SignedIn, *, token: str = "", problem: str = "", done: str = ""
    ) -> Response:
        """The account's page; with a problem it answers 403: nothing was changed."""
        text, account = desk_text_of(request), signed.account
        found = await run_sync(lambda: sign_in.open_sessions(open_store(), signed, now()))
        departments = await run_sync(lambda: sign_in.department_names(open_store(), account))
        rows = tuple(_row(one, signed, text) for one in found)
        secret = token or cookies.read(request.scope, SESSION)
        role = text.say(f"access.role.{account.role}")
        view = AccountView(
            token=form_token(secret),
            name=account.name,
            login=account.login,
            role=role,
            departments=departments,
            sessions=rows,
            problem=problem,
            done=done,
        )
        return private(account_page(view, text), 403 if problem else 200)

    @staticmethod
    def _to_login(onward: str, said: str = "") -> Response:
        late = f"&said={said}" if said else ""
        return RedirectResponse(f"/login?next={onward}{late}", 303, {"Cache-Control": "no-store"})


def _first_account(text: Text) -> str:
    """The command that makes the first account; with the community's name, where there are several."""
    said, key = text.say("signing.first.command", command=command_on_pages()), current().key
    return f"{said} --community {key}" if key else said


def _row(session: Session, signed: SignedIn, text: Text) -> SessionRow:
    since, seen = text.moment(session.created), text.moment(session.seen)
    return SessionRow(browser_of(session.agent), since, seen, session.token_hash == signed.token_hash)
