"""Passwords: argon2id at argon2-cffi's defaults; a check takes as long for a login that does not exist."""

import unicodedata
from functools import cache
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kpi.access.common_passwords import common

#: characters; a sentence of a few words is easier to remember than a short riddle
SHORTEST, LONGEST = 12, 200
_HASHER = PasswordHasher()


def password_problem(password: str, login: str) -> str:
    """Why a new password is refused, "" where it is not: too_short, too_long, too_plain, too_common.

    Too plain: made of three signs or fewer, or little more than the login.
    """
    written = _normal(password)
    if len(written) < SHORTEST:
        return "too_short"
    if len(password) > LONGEST:
        return "too_long"
    if len(set(written)) < 4 or (login and login.casefold() in written.casefold() and len(written) < 2 * SHORTEST):
        return "too_plain"
    return "too_common" if common(written) else ""


def hash_password(password: str) -> str:
    """The argon2id hash with its own salt and parameters; about 40 ms and 64 MB."""
    return _HASHER.hash(_normal(password))


def matches(password: str, known: str) -> bool:
    """Whether the password is the one of the hash. `known` "" (no such account, no password): False, as slowly."""
    try:
        right = _HASHER.verify(known or _nobody(), _normal(password[: 2 * LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return right and bool(known)


def needs_rehash(known: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(known)


@cache
def _nobody() -> str:
    """A hash that a check may work on where there is none; its password is not kept anywhere."""
    return _HASHER.hash(token_urlsafe(32))


def _normal(password: str) -> str:
    """The same letters typed on another keyboard are the same password."""
    return unicodedata.normalize("NFKC", password)
