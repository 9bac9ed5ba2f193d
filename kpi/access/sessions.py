"""Sessions: a random token that only the browser has; the store keeps its SHA-256."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

#: a session ends after this long without a request, and in any case after this long
IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=12)
#: how exactly «seen» is kept: not every click writes
SEEN_EVERY = timedelta(minutes=1)
#: a browser that signed in before is known this long
DEVICE_DAYS = 180
_LONGEST = 100


def new_token() -> str:
    """256 random bits, as text for a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the store keeps of a token; "" for what cannot be one."""
    return hashlib.sha256(token.encode()).hexdigest() if token and len(token) <= _LONGEST else ""


def tag(token_hash: str) -> str:
    """A name for a session that says nothing about its token: what Streamlit binds its own session to."""
    return hashlib.sha256(f"tag {token_hash}".encode()).hexdigest()[:32]


def form_token(secret: str, login: str = "") -> str:
    """What a form must bring back: made of a cookie that only the browser and the site know.

    login  of who is signed in: it is read again where the form comes when the session has ended
    """
    mark = hashlib.sha256(f"form {secret}".encode()).hexdigest()[:40]
    return f"{mark}.{login}" if login else mark


def form_matches(secret: str, brought: str) -> bool:
    mark = brought.partition(".")[0]
    return bool(secret) and hmac.compare_digest(form_token(secret).encode(), mark.encode())


def login_of(form_token: str) -> str:
    """Whose form it is by its own word, "" where it names nobody: never a proof, for anybody can write it."""
    return form_token.partition(".")[2]


def alive(created: datetime, seen: datetime, now: datetime) -> bool:
    """Whether a session may still be used: 30 minutes idle, 12 hours at most."""
    return now - seen < IDLE and now - created < ABSOLUTE
