"""Which addresses of other sites pages link, and the pages of projects by their numbers in public registers.

A number is told by its form; which registers there are says project_registers.toml.
"""

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from kpi.model.folding import TO_LATIN
from kpi.model.language import Language
from kpi.settings import PACKAGE

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+[a-z][a-z0-9-]*[a-z0-9]")
_LATIN = re.compile("[a-zA-Z]")


def is_plain_https(url: str) -> bool:
    """An https address that leads where it seems to: a host name, without user, port, blanks and unseen signs.

    A backslash, which browsers read as a slash, makes another host than the one that is read; so may a label of Latin
    and other letters together («а» for «a»). Neither is plain.
    """
    if "\\" in url or any(sign.isspace() or not sign.isprintable() for sign in url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        return parts.scheme == "https" and parts.netloc.lower() == host and _is_host(host)
    except ValueError:
        return False


def _is_host(host: str) -> bool:
    if any(_LATIN.search(label) and not label.isascii() for label in host.split(".")):
        return False
    try:
        return _HOST.fullmatch(host.encode("idna").decode("ascii")) is not None
    except UnicodeError:
        return False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRegister:
    """A register; `address` with {number}; `languages` of the strategies that mean it where nothing else is said."""

    name: str
    begins: str
    number: str
    address: str
    example: str
    languages: Sequence[str]


@cache
def registers() -> tuple[ProjectRegister, ...]:
    """All that are known."""
    found = tomllib.loads((PACKAGE / "model" / "project_registers.toml").read_text(encoding="utf-8"))
    return tuple(ProjectRegister(**entry) for entry in found["register"])


def read_number(text: str) -> str | None:
    """The number in a text, as its register writes it; None where there is none.

    Letter case, spaces, other dashes, Cyrillic look-alikes and an address around it make no difference.
    """
    plain = "".join(text.translate(_DASHES).upper().translate(TO_LATIN).split())
    for register in registers():
        found = re.findall(rf"(?<![0-9A-Z-]){register.number}(?![0-9A-Z-])", plain)
        if len(found) == 1:
            return str(found[0])
    return None


def project_address(number: str) -> str:
    """The page of a project; "" where the number has the form of no register."""
    for register in registers():
        if re.fullmatch(register.number, number):
            return register.address.format(number=number)
    return ""


def register_meant(text: str, language: Language) -> ProjectRegister | None:
    """The register that a text without a number means: which it begins like, else that of the strategy's language."""
    plain = text.upper().translate(TO_LATIN)
    named = (one for one in registers() if one.begins in plain)
    usual = (one for one in registers() if language.value in one.languages)
    return next(named, None) or next(usual, None)
