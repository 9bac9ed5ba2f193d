"""Releases: what was published when (випуск даних)."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """`seq` is the last upload it holds; `published` its date, which is also its version in addresses (`v=`).

    moment  when its last upload was published, in UTC; None where it is not known
    timed   whether it was published on its own day; the moment of what was loaded later as history is one by rule
    """

    community: str
    edition: str
    seq: int
    published: date
    uploads: int = 1
    note: str = ""
    moment: datetime | None = None
    timed: bool = False
