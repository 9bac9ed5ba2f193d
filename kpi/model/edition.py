"""Editions of a community's strategy: which one is in force on a day, and names that say the same."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import quote

from kpi.model.plan import Strategy

_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212-]\s*")
#: an edition's segment of a path, and the rest; no other address of ours has a digit or a letter beyond ASCII in it
EDITION_PATH = re.compile(r"/([^/]*(?:[0-9]|[^\x00-\x7f])[^/]*)(/.*)?", re.DOTALL)
_NO_ADDRESS = re.compile(r"[^\w.-]+")


def fold_edition(name: str) -> str:
    """What two spellings of an edition have in common: «2022 – 2026» and "2022-2026" are one."""
    return _DASHES.sub("-", " ".join(name.split())).casefold()


def edition_address(name: str) -> str:
    """The edition in a path: its name with hyphens for what addresses do not carry, "" where nothing is left."""
    return _NO_ADDRESS.sub("-", fold_edition(name)).strip(".-")


def edition_prefix(name: str | None) -> str:
    """What the addresses of an edition begin with, percent-encoded: "/2022-2026".

    "" for None, an address that names no edition, and where no address can carry the name.
    """
    if name is None:
        return ""
    path = f"/{edition_address(name)}"
    return quote(path) if EDITION_PATH.fullmatch(path) else ""


def named_edition(known: Iterable[str], name: str) -> str | None:
    """Of these editions the one that is meant by a name, however it is spelled; None where none is."""
    wanted = fold_edition(name)
    return next((one for one in known if wanted and fold_edition(one) == wanted), None)


def in_force_on(editions: Sequence[Strategy], day: date) -> Strategy | None:
    """The edition in force on a day: the last to begin by then; before the first of them begins, that first one.

    editions  in the order of their last releases: of two that begin on one day the later release decides
    """
    if not editions:
        return None
    first = min(one.begins for one in editions)
    return _last([one for one in editions if one.begins <= max(day, first)])


def edition_before(editions: Sequence[Strategy], edition: str) -> Strategy | None:
    """The edition that was in force until this one began; None of the first one and of one that is not there.

    editions  in the order of their last releases: of two that begin on one day the later release decides
    """
    begins = next((one.begins for one in editions if one.edition == edition), None)
    return None if begins is None else _last([one for one in editions if one.begins < begins])


def edition_after(editions: Sequence[Strategy], edition: str) -> Strategy | None:
    """The edition that this one is followed by; None of the last one and of one that another has replaced."""
    begins = next((one.begins for one in editions if one.edition == edition), None)
    later = [] if begins is None else [one for one in editions if one.begins > begins]
    first = [one for one in later if one.begins == min(other.begins for other in later)]
    after = first[-1] if first else None
    before = None if after is None else edition_before(editions, after.edition)
    return after if before is not None and before.edition == edition else None


def _last(editions: Sequence[Strategy]) -> Strategy | None:
    """Of these the one that begins last; of several that begin on that day the one released last."""
    latest = max((one.begins for one in editions), default=None)
    return next((one for one in reversed(editions) if one.begins == latest), None)
