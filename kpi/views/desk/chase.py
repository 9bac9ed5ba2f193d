"""Хто не подав: departments with what is awaited of them, a letter before it goes. Values only."""

from dataclasses import dataclass

from kpi.views.common.localized_name import LocalizedName
from kpi.views.desk.deciding import AssignmentLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report that has not come; `key` names it in the form, `late` is «строк минув 5 робочих днів тому»."""

    key: str
    name: LocalizedName
    goal: LocalizedName
    period: str
    deadline: str  # "" where the plan names no term
    late: str
    overdue: bool
    extended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentPart:
    """A department: whom to ask, what was sent last, what is awaited. `reachable`: it has an address of e-mail.

    edition  the former edition that the reports are of, "" of the one in force
    """

    code: str
    name: str
    contact: str
    reachable: bool
    second: str
    last_letter: str
    summary: str
    reports: tuple[ReportLine, ...]
    edition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPreview:
    """A letter as it would go; `trouble` says why it cannot, "" where it can; `edition` as of a department's part."""

    department: str
    name: str
    to: str
    subject: str
    words: str
    file: str
    trouble: str
    edition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chase:
    """The page. `settings`: the reader may change second addresses; `deadline` and `reason` as filled in so far.

    answers  of departments to assignments, on which an editor has not decided
    """

    token: str
    notice: str
    wrong: str
    settings: bool
    letter: LetterPreview | None
    departments: tuple[DepartmentPart, ...]
    deadline: str
    reason: str
    answers: tuple[AssignmentLine, ...] = ()
