"""Texts that would be markup, programs or formulas where somebody took them for such."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("payloads.txt")
#: kinds that are not put beside others in one text
ALONE, SHORT = "alone", "short"


@dataclass(frozen=True, slots=True)
class Payload:
    """One text and its number: `trap(number)` is what it runs, `https://evil.example/number` what it fetches."""

    number: int
    kind: str
    text: str


@cache
def payloads() -> tuple[Payload, ...]:
    """All of them, as the reader hands them on: NFC, spaces one by one."""
    return tuple(_read())


def _read() -> Iterator[Payload]:
    kind, number = "", 0
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            kind = line.removeprefix("## ")
        elif line and not (line.startswith("# ") and not kind):
            number += 1
            yield Payload(number, kind, unicodedata.normalize("NFC", line.format(n=number)))


def short() -> list[Payload]:
    return [one for one in payloads() if one.kind == SHORT]


def packed(limit: int) -> list[str]:
    """All payloads but the short ones in texts of at most so many characters; what would swallow others stands last."""
    texts = [""]
    for one in (p for p in payloads() if p.kind not in (ALONE, SHORT)):
        joined = f"{texts[-1]} {one.text}".strip()
        if len(joined) <= limit:
            texts[-1] = joined
        else:
            texts.append(one.text)
    return texts + [one.text for one in payloads() if one.kind == ALONE]
