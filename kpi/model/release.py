"""Releases: what was published when (випуск даних)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Release:
    """`seq` is the last upload it holds; `published` its date, which is also its version in addresses (`v=`)."""

    community: str
    edition: str
    seq: int
    published: date
    uploads: int = 1
    note: str = ""
