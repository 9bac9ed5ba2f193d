"""The routes of signing in, with a password or through an identity provider, and of one's own account."""

import os

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.services.sign_in import LoginThrottle
from kpi.web.sign_in.handlers import SignInHandlers
from kpi.web.sign_in.invitations import InvitationHandlers
from kpi.web.sign_in.oidc_settings import configured


async def late_page(request: Request, carried: str) -> Response:
    """The page of signing in for a report that came when its session had ended (`kpi.web.desk.router.LatePage`)."""
    provider = configured(os.environ)
    signing = SignInHandlers(provider.name if provider else "", LoginThrottle())
    return await signing.form(request, carried=carried, status=403)


def routes() -> list[Route]:
    """ValueError where the settings of the provider are wrong (`kpi.web.sign_in.oidc_settings.configured`)."""
    provider = configured(os.environ)
    gate = LoginThrottle()
    signing = SignInHandlers(provider.name if provider else "", gate)
    inviting = InvitationHandlers(signing, gate)
    own = [
        Route("/invitation/{secret}", inviting.answer, methods=["GET", "POST"]),
        Route("/login", signing.login, methods=["GET", "POST"]),
        Route("/logout", signing.logout, methods=["GET", "POST"]),
        Route("/account", signing.account, methods=["GET"]),
        Route("/account/password", signing.password, methods=["POST"]),
        Route("/account/sessions", signing.sessions, methods=["POST"]),
    ]
    if provider is None:
        return own
    # 0.3 s and 15 MB that a site without a provider does not need
    from kpi.web.sign_in.oidc import CALLBACK, ProviderWay

    way = ProviderWay(provider, signing)
    return [*own, Route("/login/provider", way.start, methods=["GET"]), Route(CALLBACK, way.back, methods=["GET"])]
