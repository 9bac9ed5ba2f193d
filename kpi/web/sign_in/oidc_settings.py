"""The settings of an identity provider (OpenID Connect); off where they are not given. Read before the port opens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_YES = frozenset({"1", "yes", "true", "так"})


@dataclass(frozen=True, slots=True)
class Provider:
    """POSTUP_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET, _NAME (what the button says), _TRUST_EMAIL.

    trusts_email  the operator vouches that this issuer gives out addresses of its own people alone, although it never
                  says `email_verified` (Microsoft Entra ID): then a missing word lets in, «false» never does
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "OpenID Connect"
    trusts_email: bool = False


def configured(environment: Mapping[str, str]) -> Provider | None:
    """The provider of the settings, None where it is off. ValueError for an address without TLS."""
    given = {
        name: environment.get(f"POSTUP_OIDC_{name.upper()}", "").strip()
        for name in ("issuer", "client_id", "client_secret", "name")
    }
    if not given["issuer"] or not given["client_id"]:
        return None
    if not is_safe(given["issuer"]):
        raise ValueError("POSTUP_OIDC_ISSUER must be an https address")
    said = environment.get("POSTUP_OIDC_TRUST_EMAIL", "").strip().lower()
    named = {name: value for name, value in given.items() if value or name == "client_secret"}
    return Provider(**named, trusts_email=said in _YES)


def is_safe(address: str) -> bool:
    """TLS, or this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"})
