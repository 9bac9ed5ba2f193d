"""`Reading`: what one file gave. `read` makes it in this process; `kpi.workbook.read_bytes` does so in a child."""

import hashlib
from dataclasses import dataclass, replace

from kpi.model import GoalBook, Observation, Plan, Problem, Severity
from kpi.workbook.goal.goal_book import (
    BOOK_NEEDED,
    Expected,
    is_observations_alone,
    read_goal_book,
    read_observations_alone,
)
from kpi.workbook.goal.plan_book import read_plan
from kpi.workbook.goal.stated import StatedFields
from kpi.workbook.goal.values import read_values
from kpi.workbook.period_tables.interpretation import Interpretation
from kpi.workbook.period_tables.long import read_long
from kpi.workbook.period_tables.period_table import WideBook, read_wide
from kpi.workbook.period_tables.unrecognised import tell_unrecognised
from kpi.workbook.plan_mark import with_mark
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.package import Workbook
from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.zip_guard import MAX_BYTES
from kpi.workbook.sheet.book_words import layout_in, written_in
from kpi.workbook.sheet.header import find_header
from kpi.workbook.sheet.layout import layout
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.sheet_search import find_sheets, has_header


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One file as read and checked. Of `goal_book` and `plan` at most one is there, and only where it is certain.

    interpretation  how a table that follows no template was read, see `kpi.workbook.period_tables.interpretation`
    confirmed       a person has confirmed it, and it was held against the book in force
    goal            the goal that the file is about, where it has errors as well; "" where no code tells it
    stated          what «Показники» states, where it has errors as well; None where there is no such sheet
    read_with       the goal of the book in force whose indicators the rows are; "" for a file that has its own
    values_only     what it states of the plan is compared and not taken
    readable        the rows that could be read, also where others could not
    """

    file: str
    sha256: str
    problems: tuple[Problem, ...]
    goal_book: GoalBook | None = None
    plan: Plan | None = None
    interpretation: Interpretation | None = None
    confirmed: bool = False
    goal: str = ""
    stated: StatedFields | None = None
    read_with: str = ""
    values_only: bool = False
    readable: tuple[Observation, ...] = ()

    @property
    def edition(self) -> str:
        """The edition that a goal workbook names, "" where it names none."""
        told = self.goal_book or self.stated
        return told.edition if told is not None else ""

    @property
    def certain(self) -> bool:
        """Whether everything could be read in one way: no problem is an error."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def accepted(self) -> bool:
        """Whether the file can be loaded: it is certain, and confirmed where that is needed."""
        return self.certain and (self.interpretation is None or self.confirmed)


#: what a file is called whose name holds nothing that can be read
_UNNAMED = "workbook.xlsx"


def plain_name(filename: str) -> str:
    """The name of a file without folders, cleaned for messages."""
    name = clean(filename.replace("\\", "/").rpartition("/")[2])[0][:200]
    return name if name.strip(". ") else _UNNAMED


def refused_reading(data: bytes, filename: str, problem: Problem) -> Reading:
    """The reading of a file that `problem` refuses as a whole."""
    return Reading(file=plain_name(filename), sha256=hashlib.sha256(data).hexdigest(), problems=(problem,))


def read(data: bytes, filename: str, expected: Expected) -> Reading:
    """Read and check one workbook in this process; a hostile file only in a child (`kpi.workbook.process`)."""
    if len(data) > MAX_BYTES:
        return refused_reading(
            data, filename, RefusalError("file_too_big", reason="bytes", limit=MAX_BYTES // 2**20).problem
        )
    blank = Reading(file=plain_name(filename), sha256=hashlib.sha256(data).hexdigest(), problems=())
    try:
        workbook = Workbook(data)
        _refuse_open_data(workbook)
        return _read_with_its_book(workbook, blank, expected)
    except RefusalError as refusal:
        return replace(blank, problems=(refusal.problem,))


def _read_with_its_book(workbook: Workbook, blank: Reading, expected: Expected) -> Reading:
    """The reading; of a file without indicators of its own, with the book in force that is its.

    Its codes tell the goal; without codes it is the one book in which all the names are found. The cells are the same
    ones each time: the file is read once.
    """
    first = _attempt(workbook, blank, expected, None)
    if not needs_book(first) and not (expected.values_only and first.plan is None):
        return first
    books = [book for book in expected.books if book.goal == first.goal]
    if not books and expected.values_only and first.goal:
        return first  # the goal of somebody else: whose it is is said before any cell of it
    books = books or list(expected.books)
    tried = [_attempt(workbook, blank, expected, book) for book in books]
    certain = [one for one in tried if one.goal_book is not None]
    if len(certain) == 1:
        return certain[0]
    return replace(tried[0], goal=first.goal) if len(tried) == 1 else first


def needs_book(reading: Reading) -> bool:
    """Whether a file has no indicators of its own and was read without those of a book in force."""
    alone = any(problem.values.get("cure") == BOOK_NEEDED for problem in reading.problems)
    return alone or (reading.interpretation is not None and not reading.read_with)


def _attempt(workbook: Workbook, blank: Reading, expected: Expected, former: GoalBook | None) -> Reading:
    """The reading with this book in force, which a file with indicators of its own has no use for."""
    problems = ProblemList()
    wide = _table_of_periods(workbook, problems, expected, former, blank.sha256)
    if wide is None:
        reading = _content(workbook, blank, problems, expected, former)
    else:
        reading = replace(blank, goal_book=wide.book, interpretation=wide.interpretation)
    if reading.interpretation is not None:
        confirmed = former is not None and expected.confirmed == reading.interpretation.key
        reading = replace(reading, confirmed=confirmed, read_with=former.goal if former else "")
        if not confirmed:
            problems.add("not_confirmed")
    goal = reading.goal_book.goal if reading.goal_book is not None else ""
    rows = reading.goal_book.observations if reading.goal_book is not None else ()
    reading = replace(reading, problems=problems.all(), goal=goal, readable=rows)
    return reading if reading.certain else replace(reading, goal_book=None, plan=None)


def _refuse_open_data(workbook: Workbook) -> None:
    """Refuse a download of open data, unless somebody has put «Спостереження» beside its sheets."""
    sheets = {known.key for title in workbook.titles() if (known := layout("goal").sheet_of(title))}
    if workbook.is_open_data and "observations" not in sheets:
        raise RefusalError("file_open_data")


def _table_of_periods(
    workbook: Workbook, problems: ProblemList, expected: Expected, former: GoalBook | None, digest: str
) -> WideBook | None:
    """The workbook as a table of periods; None where it is a goal or a plan workbook, or no table at all."""
    goal_layout = layout("goal")
    own = {known.key for title in workbook.titles() if (known := goal_layout.sheet_of(title))}
    if {"indicators", "observations"} <= own or any(map(_tells_plan, workbook.titles())):
        return None
    sheets = workbook.read(lambda _: True)
    for sheet in sheets:
        template = goal_layout.sheet_of(sheet.title)
        if template is not None and find_header(sheet, template, ProblemList(), expected.fiscal_year):
            return None
        if any(
            has_header(sheet, goal_layout.sheets[key], expected.fiscal_year) for key in ("indicators", "observations")
        ):
            return None
    about = (expected, former, digest)
    return read_long(sheets, problems, *about) or read_wide(sheets, problems, *about)


def _tells_plan(title: str) -> bool:
    """Whether a tab with this title is one of a plan alone: «Рішення» and «Події» people have elsewhere too."""
    known = layout("plan").sheet_of(title)
    return known is not None and not known.beside


def _content(
    workbook: Workbook, blank: Reading, problems: ProblemList, expected: Expected, former: GoalBook | None
) -> Reading:
    """The book, its kind told by its sheets."""
    goal_layout, plan_layout = layout("goal"), layout("plan")
    titles = workbook.titles()
    goal_sheets = {s.key for title in titles if (s := goal_layout.sheet_of(title))}
    plan_sheets = {s.key for title in titles if (s := plan_layout.sheet_of(title))}
    is_plan = not goal_sheets & {"indicators", "observations"} and len(plan_sheets) > len(goal_sheets)
    name = "plan" if is_plan else "goal"
    chosen = layout_in(name, written_in(titles, name))
    found = find_sheets(workbook, chosen, problems, expected.fiscal_year)
    if is_plan:
        plan = read_plan(found, chosen, problems, expected)
        if plan is not None:
            marked = with_mark(plan.strategy, workbook, found.sheets["strategy"], chosen, problems)
            plan = replace(plan, strategy=marked)
        return replace(blank, plan=plan)
    own = {"indicators", "observations"}
    if not own & (found.sheets.keys() | found.near.keys()) and tell_unrecognised(
        workbook.read(lambda _: True), problems, expected.fiscal_year
    ):
        return blank
    if expected.values_only and former is not None:
        book, stated = read_values(found, chosen, problems, expected, former)
        return replace(blank, goal_book=book, stated=stated, read_with=former.goal, values_only=True)
    if is_observations_alone(found):
        book = read_observations_alone(found, chosen, problems, expected, former)
        return replace(blank, goal_book=book, read_with=former.goal if former else "")
    book, stated = read_goal_book(found, chosen, problems, expected)
    return replace(blank, goal_book=book, stated=stated)
