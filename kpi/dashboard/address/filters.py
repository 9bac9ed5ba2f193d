"""The common filters and their place in the address: language-neutral codes, unknown values dropped and named."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from kpi.model import USUAL_LANGUAGE, Basis, Language, Status
from kpi.views.common.histories import PARAMETER as HISTORY

#: parameters of the address as lists of values, in its order
Address = Mapping[str, Sequence[str]]
LONGEST = 200
Code = TypeVar("Code", bound=str)


class FilterParameter(StrEnum):
    """The common parameters; `v`, `lang`, `sector`, `department`, `status` are those of the documents."""

    LANGUAGE = "lang"
    EDITION = "edition"
    RELEASE = "v"
    QUARTER = "quarter"
    SECTOR = "sector"
    GOAL = "goal"
    TASK = "task"
    DEPARTMENT = "department"
    STATUS = "status"
    HISTORY = HISTORY


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is shown. Empty or None = the usual: the last release, its last day, everything.

    default  the language that the site opens in, which addresses leave out
    edition  of the strategy as addresses write it, "" of the one in force
    quarter  code «2026-Q3»
    tasks    their codes
    """

    language: Language = USUAL_LANGUAGE
    default: Language = USUAL_LANGUAGE
    edition: str = ""
    release: date | None = None
    quarter: str = ""
    sectors: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    history: Basis = Basis.KNOWN

    def parameters(self) -> dict[str, str | list[str]]:
        """The parameters of the address, the inverse of reading; what is usual is left out."""
        found: dict[str, str | list[str]] = {
            FilterParameter.LANGUAGE: "" if self.language is self.default else self.language.value,
            FilterParameter.EDITION: self.edition,
            FilterParameter.RELEASE: self.release.isoformat() if self.release else "",
            FilterParameter.QUARTER: self.quarter,
            FilterParameter.SECTOR: list(self.sectors),
            FilterParameter.GOAL: list(self.goals),
            FilterParameter.TASK: list(self.tasks),
            FilterParameter.DEPARTMENT: list(self.departments),
            FilterParameter.STATUS: [str(status) for status in self.statuses],
            FilterParameter.HISTORY: "" if self.history is Basis.KNOWN else self.history.value,
        }
        return {str(name): value for name, value in found.items() if value}


@dataclass(slots=True)
class Reader:
    """Reads an address and gathers what there is nothing for."""

    address: Address
    unknown: list[str] = field(default_factory=list)

    def one(self, name: str, known: Collection[Code]) -> Code | None:
        """The last value of a parameter where it is among `known`."""
        values = [value.strip()[:LONGEST] for value in self.address.get(name, ()) if value.strip()]
        if not values:
            return None
        found = next((code for code in known if code == values[-1]), None)
        if found is None:
            self.unknown.append(values[-1])
        return found

    def many(self, name: str, known: Collection[Code]) -> tuple[Code, ...]:
        """The known values of a parameter, each once: given again and again, or with commas between (documents do)."""
        by_code = {str(code): code for code in known}
        found: dict[Code, None] = {}
        for given in self.address.get(name, ()):
            value = given.strip()[:LONGEST]
            parts = [value] if value in by_code else [part.strip() for part in value.split(",")]
            for part in filter(None, parts):
                if part in by_code:
                    found[by_code[part]] = None
                else:
                    self.unknown.append(part)
        return tuple(found)

    def day(self, name: str, known: Collection[date]) -> date | None:
        """The day of a parameter where it is among `known`."""
        code = self.one(name, [day.isoformat() for day in known])
        return date.fromisoformat(code) if code else None


#: makes the words of unknown values
Quote = Callable[[str], str]


def quoted(unknown: Sequence[str], quote: Quote) -> str:
    """Strange values for a sentence, each once and none longer than a line."""
    return ", ".join(quote(value[:40]) for value in dict.fromkeys(unknown))
