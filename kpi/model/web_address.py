"""Which addresses of other sites pages link."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit


def is_plain_https(url: str) -> bool:
    """An https address with a host name, without user, port or blanks."""
    if any(sign.isspace() for sign in url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and "." in (parts.hostname or "") and parts.netloc == parts.hostname
    except ValueError:
        return False


_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+[a-z][a-z0-9-]*[a-z0-9]")


def host_of(text: str) -> str:
    """The host of an address or of a bare name, lower case, without «www.»; "" where there is none.

    «https://www.krm.gov.ua/rishennia», «krm.gov.ua» → «krm.gov.ua»; a name in letters of its own in its IDNA form.
    """
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
        host = (parts.hostname or "").removeprefix("www.").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    return host if _HOST.fullmatch(host) else ""


def is_link_to(url: str, hosts: Collection[str]) -> bool:
    """Whether an address is plain https and leads to one of `hosts` (as `host_of` gives them) or below one."""
    host = host_of(url) if is_plain_https(url) else ""
    return any(host == known or host.endswith(f".{known}") for known in hosts if host)
