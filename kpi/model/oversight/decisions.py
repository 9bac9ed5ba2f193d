"""Sessions, decisions and assignments: «Засідання», «Рішення», «Доручення» (docs/workbook.md, decision 0051).

None of them moves a target, a value or a status.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi.model.folding import TO_CYRILLIC, TO_LATIN

_SIGN = re.compile(r"^(?:№|N[oº]?\.?(?=[\s\d])|#)\s*", re.IGNORECASE)
_DASHES = re.compile("[‐-―−]")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_BLANKS = re.compile(r"\s+")


class DecisionBody(StrEnum):
    """Who decided."""

    COUNCIL = "council"  # рада
    EXECUTIVE_COMMITTEE = "executive_committee"  # виконавчий комітет
    MILITARY_ADMINISTRATION = "military_administration"  # військова адміністрація
    COMMITTEE = "committee"  # комісія


class AssignmentState(StrEnum):
    """What is known of an assignment; overdue is computed (`kpi.measure.oversight.assignments`), never kept."""

    OPEN = "open"  # відкрите
    DONE = "done"  # виконано
    WITHDRAWN = "withdrawn"  # відкликано


def decision_key(number: str) -> str:
    """What tells the number of a decision from another one: «№ 21» is «21», «21-3» is not «213».

    Without the sign of a number, blanks, letter case and look-alike letters; dashes are one sign. Letters that could be
    of either alphabet are Latin, unless another one beside them is Cyrillic: a number is of one alphabet.
    """
    plain = _BLANKS.sub("", _DASHES.sub("-", bare_number(number))).upper()
    cyrillic, latin = plain.translate(TO_CYRILLIC), plain.translate(TO_LATIN)
    return cyrillic if _CYRILLIC.search(latin) else latin


def bare_number(number: str) -> str:
    """The number of a decision without the sign of a number: «№ 21-р» is «21-р»."""
    return _SIGN.sub("", number.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilSession:
    """A session of the council: a day that pages compare with («з минулої сесії»)."""

    day: date
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One row of «Рішення». Its key is `decision_key(number)` with `day`.

    subjects  codes of the goals and indicators that it is about, in their order; () = the whole strategy
    link      an https address of an allowed host, "" for none
    """

    number: str
    day: date
    body: DecisionBody
    name: str
    name_en: str = ""
    link: str = ""
    subjects: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One row of «Доручення»: what a decision asks of a department.

    decision, decision_day    number and day of the decision, as they stand in its own row
    number         within the decision
    department     code of a row of «Підрозділи» or, where that has none, the name itself
    done           the day on which it was done; there exactly where the state is DONE
    evidence       by what that is confirmed: words or an https address of an allowed host
    withdrawn_by, withdrawn_on   number and day of the decision by which it was withdrawn; "" and None otherwise
    """

    decision: str
    decision_day: date
    number: str
    name: str
    name_en: str = ""
    department: str = ""
    due: date | None = None
    state: AssignmentState = AssignmentState.OPEN
    done: date | None = None
    evidence: str = ""
    withdrawn_by: str = ""
    withdrawn_on: date | None = None
