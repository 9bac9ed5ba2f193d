"""A project as a public register tells it, read from a file that somebody saved: claims of the register, not facts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDoubt:
    """What in the file cannot be meant: `place` in it, `kind` a key below `project.doubt`, the value as it stands."""

    place: str
    kind: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectAim:
    """An aim that the register keeps of a project."""

    name: str
    base: float | None
    target: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRecord:
    """What was found; "" and None where the file does not say it.

    number    as its register writes it
    status    the register's code, `details` the one beneath it; `states` our states that it may stand for, () unknown
    updated   the day of the record
    planned, spent, contracted  sums in `currency` ("" where none is named); None where there are none, or of several
    bodies, places  codes in the state's registers
    """

    register: str
    number: str
    title: str
    status: str
    details: str
    states: tuple[str, ...]
    updated: date | None
    start: date | None
    end: date | None
    planned: float | None
    spent: float | None
    contracted: float | None
    currency: str
    bodies: tuple[str, ...]
    places: tuple[str, ...]
    aims: tuple[ProjectAim, ...]
    doubts: tuple[ProjectDoubt, ...]
