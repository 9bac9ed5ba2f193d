"""Signing in through an identity provider (OpenID Connect, authorisation code with PKCE), where one is configured.

The provider says who somebody is; whether that person has an account, and which, an administrator has said before.
"""

import base64
import binascii
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2
from anyio.to_thread import run_sync
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kpi.access.cookies import PROVIDER
from kpi.access.sessions import new_token
from kpi.clock import now
from kpi.model.contact import plain_address
from kpi.services import sign_in
from kpi.store import open_store
from kpi.web import cookies
from kpi.web.protection.origin import host_of
from kpi.web.sign_in.handlers import SignInHandlers, safe_destination
from kpi.web.sign_in.oidc_settings import Provider, is_safe
from kpi.web.visitor import desk_text_of, visit_of

log = logging.getLogger(__name__)
CALLBACK = "/login/provider/callback"
#: seconds for the way to the provider and back, and for one answer of the provider's server
_PATIENCE, _TIMEOUT = 600, 10.0
#: signatures with a key of the provider's own; never «none», never our secret
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
#: what the claims of the other side may be wrong by, in seconds
_LEEWAY = 60


class ProviderError(Exception):
    """The provider did not say who it is, or said it in a way that cannot be believed."""


class UnverifiedError(ProviderError):
    """The provider does not vouch for the address. `reason`: a key below signing.provider of the catalogue."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"no verified address: {reason}")
        self.reason = reason


def address_of(claims: Mapping[str, Any], *, trusts_email: bool) -> str:
    """The address that the provider vouches for; `UnverifiedError` where it does not.

    trusts_email  a missing `email_verified` counts as said, and a missing `email` is looked for in
                  `preferred_username`: the operator's own setting for one issuer
    """
    verified = claims.get("email_verified")
    if str(verified).lower() == "false":
        raise UnverifiedError("unverified")
    if verified is None and not trusts_email:
        raise UnverifiedError("unsaid")
    if verified is not None and str(verified).lower() != "true":
        raise UnverifiedError("unverified")
    named = claims.get("email") or (claims.get("preferred_username") if trusts_email else None)
    if not isinstance(named, str) or plain_address(named) is None:
        raise UnverifiedError("unsaid")
    return named


@dataclass(frozen=True)
class ProviderWay:
    """The two routes: to the provider, and back with its word."""

    provider: Provider
    signing: SignInHandlers
    _known: dict[str, Any] = field(default_factory=dict)

    async def start(self, request: Request) -> Response:
        """GET /login/provider: to the provider."""
        return await self._answer(request, self._start)

    async def back(self, request: Request) -> Response:
        """GET /login/provider/callback: back with its word."""
        return await self._answer(request, self._back)

    async def _answer(self, request: Request, handler: Callable[[Request], Awaitable[Response]]) -> Response:
        """Where anything is not as it must be, the login page says so; the log says what."""
        try:
            return await handler(request)
        except (ProviderError, httpx2.HTTPError, AuthlibBaseError, JoseError, ValueError, KeyError) as error:
            # the class and our own words only: the other side's words may hold codes and tokens
            own = str(error) if isinstance(error, ProviderError) else ""
            log.warning("signing in through the provider failed: %s %s", type(error).__name__, own)
            reason = error.reason if isinstance(error, UnverifiedError) else "failed"
            problem = desk_text_of(request).say(f"signing.provider.{reason}")
            return self._done(request, await self.signing.form(request, problem=problem, status=403))

    async def _start(self, request: Request) -> Response:
        about = await self._about()
        state, nonce, verifier = new_token(), new_token(), new_token()
        onward = safe_destination(request.query_params.get("next", ""))
        async with self._client(request) as client:
            address, _ = client.create_authorization_url(
                about["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
            )
        response = RedirectResponse(address, 303, {"Cache-Control": "no-store"})
        kept = ".".join((state, nonce, verifier, base64.urlsafe_b64encode(onward.encode()).decode().rstrip("=")))
        cookies.write(response, request.scope, PROVIDER, kept, _PATIENCE)
        return response

    async def _back(self, request: Request) -> Response:
        kept = cookies.read(request.scope, PROVIDER).split(".")
        given = request.query_params
        if len(kept) != 4 or not hmac.compare_digest(kept[0].encode(), given.get("state", "").encode()):
            raise ProviderError("not the way that began here")
        if "code" not in given:
            raise ProviderError("the provider refused")
        about = await self._about()
        if given.get("iss", about["issuer"]) != about["issuer"]:
            raise ProviderError("another provider answered")
        async with self._client(request) as client:
            token = await client.fetch_token(about["token_endpoint"], code=given["code"], code_verifier=kept[2])
            claims = await self._claims(client, about, token["id_token"], nonce=kept[1])
        email = address_of(claims, trusts_email=self.provider.trusts_email)
        visit = visit_of(request)
        entered = await run_sync(lambda: sign_in.enter_by_email(open_store(), email, visit, now()))
        if entered is None:
            problem = desk_text_of(request).say("signing.provider.unknown")
            return self._done(request, await self.signing.form(request, problem=problem, status=403))
        return self._done(request, self.signing.enter(request, entered, safe_destination(_decoded(kept[3]))))

    async def _claims(
        self, client: AsyncOAuth2Client, about: Mapping[str, Any], written: str, *, nonce: str
    ) -> dict[str, Any]:
        """The claims of a signed ID token, checked; the address from userinfo where the token has none."""
        keys = KeySet.import_key_set(await _published(about["jwks_uri"]))
        claims = dict(jwt.decode(written, keys, algorithms=_ALGORITHMS).claims)
        registry = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": about["issuer"]},
            aud={"essential": True, "value": self.provider.client_id},
            exp={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        registry.validate(claims)
        if "email" not in claims and "userinfo_endpoint" in about:
            said = (await client.get(about["userinfo_endpoint"])).raise_for_status().json()
            if said.get("sub") != claims["sub"]:
                raise ProviderError("userinfo is about somebody else")
            if "email" in said:
                claims |= {name: said.get(name) for name in ("email", "email_verified")}
            claims.setdefault("preferred_username", said.get("preferred_username"))
        return claims

    async def _about(self) -> Mapping[str, Any]:
        """What the provider publishes about itself, asked once."""
        if not self._known:
            address = self.provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
            said = await _published(address)
            if said["issuer"] != self.provider.issuer:
                raise ProviderError("the provider calls itself otherwise")
            used = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
            if not all(is_safe(said[name]) for name in used if name in said):
                raise ProviderError("an address of the provider has no TLS")
            self._known.update(said)
        return self._known

    def _client(self, request: Request) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            self.provider.client_id,
            self.provider.client_secret or None,
            scope="openid email",
            redirect_uri=host_of(request) + CALLBACK,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if self.provider.client_secret else "none",
            timeout=_TIMEOUT,
        )

    @staticmethod
    def _done(request: Request, response: Response) -> Response:
        cookies.write(response, request.scope, PROVIDER, "")
        return response


async def _published(address: str) -> Any:
    """What stands at an address of the provider, asked without any token."""
    async with httpx2.AsyncClient(timeout=_TIMEOUT) as client:
        return (await client.get(address)).raise_for_status().json()


def _decoded(written: str) -> str:
    try:
        return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode()
    except (binascii.Error, ValueError):
        return "/"
