"""A small identity provider: discovery, code with PKCE, signed ID tokens, userinfo. It can be made to lie."""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "postup", "a secret of the test"


@dataclass
class IdentityProvider:
    """`person` is who is signed in there. What the tests bend: `claims` over the true ones, `key` that signs."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "7", "email": "", "email_verified": True})
    claims: dict[str, Any] = field(default_factory=dict)
    in_userinfo: bool = False
    refuses: bool = False
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    published: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def app(self) -> Starlette:
        routes = [
            Route("/.well-known/openid-configuration", self.discovery),
            Route("/authorize", self.authorize),
            Route("/token", self.token, methods=["POST"]),
            Route("/jwks", self.jwks),
            Route("/userinfo", self.userinfo),
        ]
        return Starlette(routes=routes)

    async def discovery(self, _: Request) -> Response:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        pages = {name: f"{self.issuer}/{page}" for name, page in names.items()}
        return JSONResponse({"issuer": self.issuer, **pages, "userinfo_endpoint": f"{self.issuer}/userinfo"})

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if asked["client_id"] != CLIENT or asked["code_challenge_method"] != "S256" or "openid" not in asked["scope"]:
            self.problems.append("authorize")
        if self.refuses:
            return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied'})}", 302)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = {"code": code, "state": asked["state"], "iss": self.issuer}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 302)

    async def token(self, request: Request) -> Response:
        given = dict(parse_qsl((await request.body()).decode()))
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        # a code serves once
        asked = self.codes.pop(given.get("code", ""), None)
        if asked is None or request.headers.get("authorization") != f"Basic {basic}":
            return JSONResponse({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        proven = base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]
        if not proven or given["redirect_uri"] != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        said = {"sub": self.person["sub"]} if self.in_userinfo else self.person
        claims = {"iss": self.issuer, "aud": CLIENT, "exp": int(time.time()) + 300, "nonce": asked["nonce"], **said}
        claims = {name: value for name, value in {**claims, **self.claims}.items() if value is not None}
        written = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.key)
        return JSONResponse({"access_token": "access", "token_type": "Bearer", "id_token": written})

    async def jwks(self, _: Request) -> Response:
        return JSONResponse(KeySet([self.published or self.key]).as_dict(private=False))

    async def userinfo(self, request: Request) -> Response:
        if request.headers.get("authorization") != "Bearer access":
            return Response(status_code=401)
        return JSONResponse(self.person)
