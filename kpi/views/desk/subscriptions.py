"""The lists of committees at the desk: whom a letter goes to after a release. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListedAddress:
    """An address of a list; `codes` of the goals that it is told of, in words."""

    key: str
    committee: str
    address: str
    codes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriberLists:
    """The page. `readers`: how many have subscribed, in words; their addresses are shown to nobody."""

    token: str
    notice: str
    wrong: str
    readers: str
    lines: tuple[ListedAddress, ...]
    languages: tuple[tuple[str, str], ...]
    typed: Mapping[str, str]
