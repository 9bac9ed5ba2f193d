"""What all files do alike with words: numbers that carry an address, signs of the statuses, characters of XML."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from kpi.charts.tokens import STATUS_TOKENS, Theme, colour
from kpi.model import Status
from kpi.views.report.blocks import ReportSentence

#: a number as it is printed: 28, 1 234,5, 68,4 %; a day or a year, which is no finding, in the first group
_NUMBER = re.compile(
    r"(\d{1,2}\.\d\d\.\d{4}|\d{1,2} [A-Za-zа-яіїєґ]+ \d{4}|\b[12]\d{3}(?:[/–]\d{2,4})?\b(?![.,\u202f]\d))"
    r"|\d+(?:[\u202f.,]\d+)*(?:[\u00a0\u202f]?%)?"
)
#: letters of a property of a file (Open Packaging Conventions)
_MOST_PROPERTY = 255
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: signs that every office font has (WGL4), so that a status is told by shape, word and colour
SIGNS: Mapping[Status, str] = MappingProxyType(
    {
        Status.ACHIEVED: "√",
        Status.ON_TRACK: "●",
        Status.AT_RISK: "▲",
        Status.OFF_TRACK: "♦",
        Status.MOVING_AWAY: "▼",
        Status.NO_DATA: "○",
        Status.SUSPENDED: "□",
        Status.NOT_DUE: "◦",
    }
)


def clean(words: str) -> str:
    """The words without what a document of XML may not hold."""
    return _NOT_XML.sub("", words)


def of_property(words: str) -> str:
    """The words as a property of a file may have them: no office programme takes longer ones."""
    told = clean(words).strip()
    return told if len(told) <= _MOST_PROPERTY else f"{told[: _MOST_PROPERTY - 1]}…"


def pieces(sentence: ReportSentence) -> Iterator[tuple[str, str]]:
    """The words of a sentence, each number with the address at which it can be checked; "" of what is no number."""
    words, at = clean(sentence.words), 0
    for number in _NUMBER.finditer(words) if sentence.href else ():
        if number[1]:
            continue
        if number.start() > at:
            yield words[at : number.start()], ""
        yield number[0], sentence.href
        at = number.end()
    if at < len(words):
        yield words[at:], ""


def reached(href: str) -> bool:
    """Whether an address names a host: a path alone leads nowhere from a file."""
    return href.startswith(("https://", "http://"))


def status_colour(status: Status) -> str:
    """The colour of a status's word on paper, RRGGBB."""
    return plain_colour(STATUS_TOKENS[status].text)


def plain_colour(token: str) -> str:
    """A colour of the design as office files write it, RRGGBB."""
    return colour(token, Theme.LIGHT).removeprefix("#")
