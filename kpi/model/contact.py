"""From «Контакт» of a department to addresses that mail may be sent to."""

import re

#: what stands around addresses: «Іваненко І. <a@b.org>», «e-mail: a@b.org; c@d.org», «(a@b.org)», «a@b.org/c@d.org»
_SEPARATOR = re.compile(r"""[,;:\s<>()\[\]«»„“”"|\\/]+""")
_AROUND, _AFTER = "'’`", ".,'’`"
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
_LONGEST_LOCAL, _LONGEST = 64, 254


def addresses(contact: str) -> tuple[str, ...]:
    """The e-mail addresses in a contact, each once: the first is the department's, the others get copies.

    Names, telephones and rooms beside them do not matter.
    """
    found = (plain_address(word) for word in _written(contact))
    return tuple(dict.fromkeys(address for address in found if address))


def broken_addresses(contact: str) -> tuple[str, ...]:
    """What stands there like an address and is none: nobody gets a letter by it."""
    return tuple(word for word in _written(contact) if plain_address(word) is None)


def _written(contact: str) -> list[str]:
    words = (word.lstrip(_AROUND).rstrip(_AFTER) for word in _SEPARATOR.split(contact))
    return [word for word in words if "@" in word]


def plain_address(word: str) -> str | None:
    """`name@domain` in ASCII (a Ukrainian domain in its IDNA form); None where it is no address, or one that a header
    of a letter would read as an encoded word («=?»)."""
    local, at, domain = word.rpartition("@")
    try:
        plain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = plain.split(".")
    valid = (
        bool(at)
        and len(local) <= _LONGEST_LOCAL
        and "=?" not in local
        and _LOCAL.fullmatch(local) is not None
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
    )
    address = f"{local}@{plain}"
    return address if valid and len(address) <= _LONGEST else None
