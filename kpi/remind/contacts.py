"""From «Контакт» of a department to addresses that mail may be sent to."""

import re

_SEPARATOR = re.compile(r"[,;\s]+")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
_LONGEST_LOCAL, _LONGEST = 64, 254


def addresses(contact: str) -> tuple[str, ...]:
    """The e-mail addresses of a contact that consists of nothing else; none where it holds anything more.

    A telephone or a name beside the address leaves it out: a letter goes only where somebody has entered an address.
    """
    words = [word for word in _SEPARATOR.split(contact.strip()) if word]
    found = [plain_address(word) for word in words]
    return tuple(dict.fromkeys(a for a in found if a)) if all(found) else ()


def plain_address(word: str) -> str | None:
    """`name@domain` in ASCII (a Ukrainian domain in its IDNA form); None where it is no address."""
    local, at, domain = word.rpartition("@")
    try:
        plain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = plain.split(".")
    valid = (
        bool(at)
        and len(local) <= _LONGEST_LOCAL
        and _LOCAL.fullmatch(local) is not None
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
    )
    address = f"{local}@{plain}"
    return address if valid and len(address) <= _LONGEST else None
