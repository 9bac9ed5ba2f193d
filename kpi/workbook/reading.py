"""`Reading`: what one file gave. `read` makes it in this process; `kpi.workbook.read_bytes` does so in a child."""

import hashlib
from dataclasses import dataclass

from kpi.model import GoalBook, Plan, Problem, Severity
from kpi.workbook.clean import clean
from kpi.workbook.faults import Faults
from kpi.workbook.gate import MAX_BYTES
from kpi.workbook.goalbook import Expected, read_goal_book
from kpi.workbook.grid import Sheet
from kpi.workbook.layout import Layout, layout
from kpi.workbook.package import Workbook
from kpi.workbook.planbook import read_plan
from kpi.workbook.refusal import RefusalError


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read and checked. Of `goal_book` and `plan` at most one is there, and only where it is accepted."""

    file: str
    sha256: str
    problems: tuple[Problem, ...]
    goal_book: GoalBook | None = None
    plan: Plan | None = None

    @property
    def accepted(self) -> bool:
        """Whether the file can be loaded: no problem is an error."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)


def plain_name(filename: str) -> str:
    """The name of a file without folders, cleaned for messages."""
    return clean(filename.replace("\\", "/").rpartition("/")[2])[0][:200]


def refused(data: bytes, filename: str, problem: Problem) -> Reading:
    """The reading of a file that `problem` refuses as a whole."""
    return Reading(plain_name(filename), hashlib.sha256(data).hexdigest(), (problem,))


def read(data: bytes, filename: str, expected: Expected) -> Reading:
    """Read and check one workbook in this process (of a hostile file: only in a child, see `kpi.workbook.child`)."""
    if len(data) > MAX_BYTES:
        return refused(data, filename, RefusalError("file_too_big", reason="bytes", limit="10 МБ").problem)
    name, digest, faults = plain_name(filename), hashlib.sha256(data).hexdigest(), Faults()
    try:
        goal_book, plan = _content(Workbook(data), faults, expected)
    except RefusalError as refusal:
        return Reading(name, digest, (refusal.problem,))
    reading = Reading(name, digest, faults.all(), goal_book, plan)
    return reading if reading.accepted else Reading(name, digest, reading.problems)


def _content(workbook: Workbook, faults: Faults, expected: Expected) -> tuple[GoalBook | None, Plan | None]:
    """The book, its kind told by its sheets."""
    goal_layout, plan_layout = layout("goal"), layout("plan")
    titles = workbook.titles()
    goal_sheets = {s.key for title in titles if (s := goal_layout.sheet_of(title))}
    plan_sheets = {s.key for title in titles if (s := plan_layout.sheet_of(title))}
    is_plan = not goal_sheets & {"indicators", "observations"} and len(plan_sheets) > len(goal_sheets)
    chosen = plan_layout if is_plan else goal_layout
    sheets = _sheets(workbook.read(lambda title: chosen.sheet_of(title) is not None), chosen, faults)
    if is_plan:
        return None, read_plan(sheets, chosen, faults)
    return read_goal_book(sheets, chosen, faults, expected), None


def _sheets(found: list[Sheet], chosen: Layout, faults: Faults) -> dict[str, Sheet]:
    """The sheets by key; two tabs of one meaning are told."""
    sheets: dict[str, Sheet] = {}
    for sheet in found:
        known = chosen.sheet_of(sheet.title)
        if known is None:
            continue
        if known.key in sheets:
            faults.add("sheet_duplicate", sheet.title, sheet.title, other=sheets[known.key].title)
        else:
            sheets[known.key] = sheet
    return sheets
