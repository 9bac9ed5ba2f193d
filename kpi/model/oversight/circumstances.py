"""Events, risks and alignments: «Події», «Ризики», «Узгодження» (docs/workbook.md, decision 0051)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from kpi.model.oversight.decisions import Assignment, CouncilSession, Decision

#: so many risks of one goal are looked after; a longer list is read by nobody
MOST_RISKS: Final = 3


class AlignmentDocument(StrEnum):
    """The documents above the strategy that its goals follow."""

    STATE_STRATEGY = "state_strategy"  # державна стратегія
    REGIONAL_STRATEGY = "regional_strategy"  # регіональна стратегія
    INVESTMENT_PLAN = "investment_plan"  # СПІ


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of «Події»: a dated mark on charts. `codes` of goals and indicators; () = the whole strategy."""

    day: date
    name: str
    name_en: str = ""
    codes: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One row of «Ризики»: what must hold (`name`) for a goal to be reached, who watches it, until when."""

    goal: str
    name: str
    name_en: str = ""
    watcher: str = ""
    review_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """One row of «Узгодження»: the goal of a document above the strategy that a goal serves.

    document_code   of the goal in that document; `name` its name there
    """

    code: str
    document: AlignmentDocument
    document_code: str
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Oversight:
    """All of it, each in the order of its sheet.

    sheets  of a file: names of those that are in it without a row
    """

    sessions: tuple[CouncilSession, ...] = ()
    decisions: tuple[Decision, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    events: tuple[Event, ...] = ()
    risks: tuple[Risk, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    sheets: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
