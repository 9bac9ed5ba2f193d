"""`Reading`: what one file gave. `read` makes it in this process; `kpi.workbook.read_bytes` does so in a child."""

import hashlib
from dataclasses import dataclass, replace

from kpi.model import GoalBook, Plan, Problem, Severity
from kpi.workbook.clean import clean
from kpi.workbook.faults import Faults
from kpi.workbook.gate import MAX_BYTES
from kpi.workbook.goalbook import Expected, read_goal_book
from kpi.workbook.header import find_header
from kpi.workbook.interpretation import Interpretation
from kpi.workbook.layout import layout
from kpi.workbook.long import read_long
from kpi.workbook.package import Workbook
from kpi.workbook.planbook import read_plan
from kpi.workbook.refusal import RefusalError
from kpi.workbook.sheets_found import find_sheets, has_header
from kpi.workbook.unrecognised import tell_unrecognised
from kpi.workbook.wide import WideBook, read_wide


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read and checked. Of `goal_book` and `plan` at most one is there, and only where it is certain.

    interpretation  how a table that follows no template was read, see `kpi.workbook.interpretation`
    confirmed       a person has confirmed it, and it was held against the book in force
    goal            the goal that a workbook of the template is about, where it has errors as well; "" for none
    """

    file: str
    sha256: str
    problems: tuple[Problem, ...]
    goal_book: GoalBook | None = None
    plan: Plan | None = None
    interpretation: Interpretation | None = None
    confirmed: bool = False
    goal: str = ""

    @property
    def certain(self) -> bool:
        """Whether everything could be read in one way: no problem is an error."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def accepted(self) -> bool:
        """Whether the file can be loaded: it is certain, and confirmed where that is needed."""
        return self.certain and (self.interpretation is None or self.confirmed)


def plain_name(filename: str) -> str:
    """The name of a file without folders, cleaned for messages."""
    return clean(filename.replace("\\", "/").rpartition("/")[2])[0][:200]


def refused(data: bytes, filename: str, problem: Problem) -> Reading:
    """The reading of a file that `problem` refuses as a whole."""
    return Reading(plain_name(filename), hashlib.sha256(data).hexdigest(), (problem,))


def read(data: bytes, filename: str, expected: Expected) -> Reading:
    """Read and check one workbook in this process (of a hostile file: only in a child, see `kpi.workbook.child`)."""
    if len(data) > MAX_BYTES:
        return refused(data, filename, RefusalError("file_too_big", reason="bytes", limit=MAX_BYTES // 2**20).problem)
    name, digest, faults = plain_name(filename), hashlib.sha256(data).hexdigest(), Faults()
    try:
        workbook = Workbook(data)
        _refuse_open_data(workbook)
        wide = _table_of_periods(workbook, faults, expected, digest)
        goal_book, plan = (wide.book, None) if wide else _content(workbook, faults, expected)
    except RefusalError as refusal:
        return Reading(name, digest, (refusal.problem,))
    interpretation = wide.interpretation if wide else None
    confirmed = interpretation is not None and expected.former is not None and expected.confirmed == interpretation.key
    if interpretation is not None and not confirmed:
        faults.add("not_confirmed")
    goal = goal_book.goal if goal_book is not None and wide is None else ""
    reading = Reading(name, digest, faults.all(), goal_book, plan, interpretation, confirmed, goal)
    return reading if reading.certain else replace(reading, goal_book=None, plan=None)


def _refuse_open_data(workbook: Workbook) -> None:
    """Refuse a download of open data, unless somebody has put «Спостереження» beside its sheets."""
    sheets = {known.key for title in workbook.titles() if (known := layout("goal").sheet_of(title))}
    if workbook.is_open_data and "observations" not in sheets:
        raise RefusalError("file_open_data")


def _table_of_periods(workbook: Workbook, faults: Faults, expected: Expected, digest: str) -> WideBook | None:
    """The workbook as a table of periods; None where it is a goal or a plan workbook, or no table at all."""
    goal_layout, plan_layout = layout("goal"), layout("plan")
    own = {known.key for title in workbook.titles() if (known := goal_layout.sheet_of(title))}
    if {"indicators", "observations"} <= own or any(map(plan_layout.sheet_of, workbook.titles())):
        return None
    sheets = workbook.read(lambda _: True)
    for sheet in sheets:
        template = goal_layout.sheet_of(sheet.title)
        if template is not None and find_header(sheet, template, Faults()):
            return None
        if any(has_header(sheet, goal_layout.sheets[key]) for key in ("indicators", "observations")):
            return None
    return read_long(sheets, faults, expected, digest) or read_wide(sheets, faults, expected, digest)


def _content(workbook: Workbook, faults: Faults, expected: Expected) -> tuple[GoalBook | None, Plan | None]:
    """The book, its kind told by its sheets."""
    goal_layout, plan_layout = layout("goal"), layout("plan")
    titles = workbook.titles()
    goal_sheets = {s.key for title in titles if (s := goal_layout.sheet_of(title))}
    plan_sheets = {s.key for title in titles if (s := plan_layout.sheet_of(title))}
    is_plan = not goal_sheets & {"indicators", "observations"} and len(plan_sheets) > len(goal_sheets)
    chosen = plan_layout if is_plan else goal_layout
    found = find_sheets(workbook, chosen, faults)
    if is_plan:
        return None, read_plan(found, chosen, faults, expected.codes)
    own = {"indicators", "observations"}
    if not own & (found.sheets.keys() | found.near.keys()) and tell_unrecognised(workbook.read(lambda _: True), faults):
        return None, None
    return read_goal_book(found, chosen, faults, expected), None
