"""Every route that is not Streamlit's own, by its path. Nothing heavy is imported before a route is asked."""

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.text import Text
from kpi.views.signing import AccountView, LoginView, LogoutView
from kpi.web.assets import Assets
from kpi.web.readiness import readiness

if TYPE_CHECKING:
    from kpi.web.signing import SigningIn

#: path -> methods of signing in; kpi.web.signing answers them
SIGNING = {
    "/login": ["GET", "POST"],
    "/logout": ["GET", "POST"],
    "/account": ["GET"],
    "/account/password": ["POST"],
    "/account/sessions": ["POST"],
}


class Draw(Protocol):
    """How the pages look: HTML of whole pages."""

    def login(self, view: LoginView, text: Text) -> str: ...
    def logout(self, view: LogoutView, text: Text) -> str: ...
    def account(self, view: AccountView, text: Text) -> str: ...


def own_routes(assets: Assets, draw: Draw, onward: Callable[[str], str]) -> list[Route]:
    """Health, assets, signing in.

    draw    how the pages of signing in look
    onward  an address that somebody asks to be sent to -> an address of ours
    """

    @cache
    def made() -> "SigningIn":
        from kpi.signin import Gate
        from kpi.web.signing import SigningIn

        return SigningIn(draw, onward, "", Gate())

    async def answer(request: Request) -> Response:
        # the first request may come before the loading has imported the store
        signing = await run_sync(made)
        return await signing.answer(request)

    signing = [Route(path, answer, methods=methods) for path, methods in SIGNING.items()]
    return [readiness.route(), assets.route(), *signing]


async def recognise(token: str) -> str:
    """The tag of the session of a token, "" where it is nobody's or the store does not answer."""
    return await run_sync(partial(_recognised, token)) if token else ""


def _recognised(token: str) -> str:
    from datetime import UTC, datetime

    from kpi import signin
    from kpi.store import StoreError, open_store

    try:
        signed = signin.who(open_store(), token, datetime.now(UTC))
    except StoreError:
        return ""
    return signed.tag if signed else ""
