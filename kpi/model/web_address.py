"""Which addresses of other sites pages link."""

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
