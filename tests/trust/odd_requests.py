"""Requests that no page of ours sends: any fields beside any parameters, of editions, days, codes and numbers that
there are and that there are not.

The names come from the code of the handlers, so that a new one is asked for too; which of them go together is drawn.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlencode

from kpi.settings import PACKAGE
from tests.trust.leaks.addresses import HOSTILE, POOL

_READ = re.compile(r'(?:query|given|fields)(?:\.get\(|\[)"(\w+)"')
_DEED = re.compile(r'(?:act"[^\n]{0,40}?|value=|case |act == )"(\w+)"')
_PART = re.compile(r"\{\w+(?::\w+)?\}")
#: what may stand anywhere
ODD = (
    *("", "0", "1", "2", "3", "-1", "999999999", "9" * 30, "²", "١", "nan", "inf", "1e999"),
    *("1.2.1", "1.2", "1.2.999", "9.9", "1.10.1", "1.2.77", "health", "нема", "1.2.1|2026-Q1", "1.2.1|2026-Q1|", "|||"),
    *("2022-2026", "2022-2026 ", "2027-2031", "1999-2003", "2026-05-14", "2026-11-20", "0001-01-01", "9999-12-31"),
    *("2026-02-30", "2026-Q1", "2026-Q5", "0000", "x", "a\r\nb", "\x00", "\ue000", "x" * 3000, "yes", "[]", "{}"),
    *HOSTILE,
)
#: of what a handler asks a certain kind, more often than anything
_MEANT: Mapping[str, Sequence[str]] = {
    **POOL,
    "number": ("1", "2", "3", "9"),
    "seq": ("1", "2", "9"),
    "edition": ("2022-2026", "2027-2031", "1999-2003"),
    "key": ("1.2.1|2026-Q1", "1.2.1|2026-Q1|", "k1"),
    "confirmed": ("yes",),
    "reason": ("причина",),
    "until": ("2027-01-01", "2020-01-01"),
    "since": ("2026-01-01", "9999-12-31"),
}
#: these stand in most addresses of the desk
_USUAL = ("number", "code", "edition", "goal", "old")


@dataclass(frozen=True, slots=True)
class OddRequest:
    """A request of a route by its path, with the fields of its form; no token is among them."""

    method: str
    route: str
    address: str
    fields: Mapping[str, str]


@cache
def names() -> tuple[str, ...]:
    """The parameters and fields that the handlers read by name."""
    return tuple(sorted(set(_READ.findall(_code("web"))) - {"token"}))


@cache
def deeds() -> tuple[str, ...]:
    """What the buttons of forms say, as far as handlers or pages name it."""
    return tuple(sorted(set(_DEED.findall(_code("web") + _code("html")))))


def _code(room: str) -> str:
    return "\n".join(file.read_text("utf-8") for file in sorted((PACKAGE / room).rglob("*.py")))


def drawn(method: str, route: str, chance: random.Random) -> OddRequest:
    """A request of the route."""
    path = _PART.sub(lambda _part: quote(chance.choice(ODD) or "x", safe=""), route)
    query = _values(chance, (0, 1, 2, 4), most=0.4)
    fields: dict[str, str] = {}
    if method == "POST":
        fields = _values(chance, (0, 2, 6, 15), most=0.2)
        if chance.random() < 0.8:
            fields["act"] = chance.choice(deeds())
    return OddRequest(method, route, f"{path}?{urlencode(query)}" if query else path, fields)


def _values(chance: random.Random, counts: Sequence[int], *, most: float) -> dict[str, str]:
    chosen = chance.sample(names(), chance.choice(counts)) + [name for name in _USUAL if chance.random() < most]
    return {name: _value(chance, name) for name in chosen}


def _value(chance: random.Random, name: str) -> str:
    meant = _MEANT.get(name)
    return chance.choice(meant) if meant and chance.random() < 0.6 else chance.choice(ODD)
