"""The cookies of signing in: `__Host-` and Secure where there is TLS, HttpOnly, SameSite=Lax."""

from starlette.responses import Response
from starlette.types import Scope

from kpi.access.cookies import name_of


def is_secure(scope: Scope) -> bool:
    return scope.get("scheme") in {"https", "wss"}


def read(scope: Scope, base: str) -> str:
    """The cookie's value, "" where there is none."""
    name = name_of(base, is_secure(scope))
    sent: list[bytes] = [header for field, header in scope["headers"] if field == b"cookie"]
    for header in sent:
        for pair in header.decode("latin-1").split(";"):
            found, _, value = pair.strip().partition("=")
            if found == name:
                return value.strip()
    return ""


def write(response: Response, scope: Scope, base: str, value: str, seconds: int | None = None) -> None:
    """Set a cookie; an empty value removes it. Without `seconds` it ends with the browser."""
    secure = is_secure(scope)
    response.set_cookie(
        name_of(base, secure),
        value,
        max_age=0 if not value else seconds,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )
