"""Every route that is not Streamlit's own, by its path. Nothing heavy is imported before a route is asked."""

import os
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kpi.text import Text
from kpi.views.signing import AccountView, LoginView, LogoutView
from kpi.web.assets import Assets
from kpi.web.oidc import Provider, configured
from kpi.web.readiness import readiness

if TYPE_CHECKING:
    from kpi.web.provider import ProviderWay
    from kpi.web.signing import SigningIn

#: path -> methods of signing in; kpi.web.signing answers them
SIGNING = {
    "/login": ["GET", "POST"],
    "/logout": ["GET", "POST"],
    "/account": ["GET"],
    "/account/password": ["POST"],
    "/account/sessions": ["POST"],
}
#: the way to an identity provider and back; 404 where none is configured
PROVIDER = ("/login/provider", "/login/provider/callback")


class Draw(Protocol):
    """How the pages look: HTML of whole pages, and of the language and theme switches of a header."""

    def switches(self, address: str, text: Text) -> str: ...
    def login(self, view: LoginView, text: Text) -> str: ...
    def logout(self, view: LogoutView, text: Text) -> str: ...
    def account(self, view: AccountView, text: Text) -> str: ...


def own_routes(assets: Assets, draw: Draw, onward: Callable[[str], str]) -> list[Route]:
    """Health, assets, signing in.

    draw    how the pages of signing in look
    onward  an address that somebody asks to be sent to -> an address of ours
    """

    provider = configured(os.environ)

    @cache
    def made() -> "tuple[SigningIn, ProviderWay | None]":
        return _made(draw, onward, provider)

    async def answer(request: Request) -> Response:
        # the first request may come before the loading has imported the store
        signing, _ = await run_sync(made)
        return await signing.answer(request)

    async def by_provider(request: Request) -> Response:
        _, way = await run_sync(made)
        return Response(status_code=404) if way is None else await way.answer(request)

    signing = [Route(path, answer, methods=methods) for path, methods in SIGNING.items()]
    providing = [Route(path, by_provider, methods=["GET"]) for path in PROVIDER]
    icon = Route("/favicon.ico", partial(_to, assets.url("mark.svg")), methods=["GET", "HEAD"])
    return [readiness.route(), assets.route(), icon, *signing, *providing]


async def _to(address: str, _request: Request) -> Response:
    """Browsers and readers of feeds ask for /favicon.ico whatever a page names."""
    return RedirectResponse(address, 302)


def _made(
    draw: Draw, onward: Callable[[str], str], provider: Provider | None
) -> "tuple[SigningIn, ProviderWay | None]":
    """Signing in, and the way by the identity provider: its library is read only where there is one."""
    from kpi.signin import Gate
    from kpi.web.signing import SigningIn

    signing = SigningIn(draw, onward, provider.name if provider else "", Gate())
    if provider is None:
        return signing, None
    from kpi.web.provider import ProviderWay

    return signing, ProviderWay(provider, signing)


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
