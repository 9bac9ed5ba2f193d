"""The page that an invitation's link leads to: the own password is chosen there, and the person is signed in."""

from dataclasses import dataclass
from functools import partial

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from kpi.access.cookies import FORM
from kpi.access.sessions import form_matches, form_token, new_token
from kpi.clock import now
from kpi.model import Account
from kpi.services import sign_in
from kpi.services.sign_in import AccountError, LoginThrottle
from kpi.store import StoreError, open_store
from kpi.views.desk.sign_in import InvitationView
from kpi.web import cookies
from kpi.web.protection.private_pages import private
from kpi.web.sign_in.handlers import SignInHandlers
from kpi.web.sign_in.pages import invitation_ended_page, invitation_page
from kpi.web.store_health import store_health
from kpi.web.visitor import desk_text_of, form_of, visit_of

#: where somebody begins who has just chosen a password
_FIRST = "/upload"


@dataclass(frozen=True)
class InvitationHandlers:
    """`signing` signs in whoever has chosen a password; `gate`: through which passwords go."""

    signing: SignInHandlers
    gate: LoginThrottle

    async def answer(self, request: Request) -> Response:
        """GET and POST /invitation/{secret}."""
        try:
            account = await run_sync(lambda: sign_in.invited(open_store(), _secret(request), now()))
            if account is None:
                return self._ended(request)
            return await (self._accept if request.method == "POST" else self._form)(request, account)
        except StoreError as error:
            store_health.note(error.reason)
            problem = desk_text_of(request).say("signing.unavailable")
            return await self.signing.form(request, problem=problem, status=503)

    async def _accept(self, request: Request, account: Account) -> Response:
        text, given = desk_text_of(request), await form_of(request)
        if not form_matches(cookies.read(request.scope, FORM), given.get("token", "")):
            return await self._form(request, account, text.say("signing.stale"))
        new = given.get("new", "")
        if new != given.get("again", ""):
            return await self._form(request, account, text.say("access.error.repeated"))
        accept = partial(sign_in.accept, open_store(), _secret(request), new, visit_of(request), now())
        try:
            entered = await run_sync(accept, limiter=self.gate.limiter)
        except AccountError as error:
            return await self._form(request, account, text.say(f"access.error.{error.reason}", **error.values))
        return self._ended(request) if entered is None else self.signing.enter(request, entered, _FIRST)

    async def _form(self, request: Request, account: Account, problem: str = "") -> Response:
        """The page; with a problem it answers 403: nothing was changed."""
        form = cookies.read(request.scope, FORM) or new_token()
        view = InvitationView(
            token=form_token(form), secret=_secret(request), name=account.name, login=account.login, problem=problem
        )
        response = private(invitation_page(view, desk_text_of(request)), 403 if problem else 200)
        cookies.write(response, request.scope, FORM, form)
        return response

    @staticmethod
    def _ended(request: Request) -> Response:
        return private(invitation_ended_page(desk_text_of(request)), 404)


def _secret(request: Request) -> str:
    return str(request.path_params["secret"])
