"""How it comes in: workbooks read with cell addresses, checked, and told about (docs/workbook.md).

    read_bytes(data, "1.1.xlsx", goal="1.1") -> Reading

Reading happens in a child process behind a gate; nothing here raises on account of what a file holds.
"""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from kpi.model import FiscalYear, GoalBook
from kpi.workbook.folders import PLAN_FILE, find
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.in_force import InForce, compare
from kpi.workbook.period_tables.interpretation import Interpretation
from kpi.workbook.process.reader_pool import POOL
from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.zip_guard import MAX_BYTES
from kpi.workbook.reading import Reading, refused_reading

#: edition/history/2023-05-14/1.1.xlsx: the plan lies this many folders above
_DEEPEST = 3

__all__ = [
    "MAX_BYTES",
    "Expected",
    "InForce",
    "Interpretation",
    "Reading",
    "compare",
    "prepare_reading",
    "read_bytes",
    "read_file",
    "read_paths",
    "read_workbook",
    "years_beside",
]


def read_workbook(data: bytes, filename: str, expected: Expected) -> Reading:
    """Read one workbook, in a child process, and hold it against nothing yet: `compare` does."""
    if len(data) > MAX_BYTES:
        return refused_reading(
            data, filename, RefusalError("file_too_big", reason="bytes", limit=MAX_BYTES // 2**20).problem
        )
    return POOL.read(data, filename, expected)


def prepare_reading() -> None:
    """A file will probably come: have a child process ready that has imported the reader. Returns at once."""
    POOL.prepare()


def read_bytes(
    data: bytes,
    filename: str,
    goal: str | None = None,
    *,
    fiscal_year: FiscalYear,
    former: GoalBook | None = None,
    confirmed: str | None = None,
    day: date | None = None,
    codes: Collection[str] = (),
) -> Reading:
    """Read one workbook and hold it against the book of its goal in force.

    fiscal_year  the years of the strategy that it is of; a plan tells its own
    goal       code of the operational goal it must belong to; None = any
    former     the book in force: a target may differ from it only by a row of «Зміни цілей»; None = not known
    confirmed  the key of the interpretation that a person has confirmed; a book of the template needs none
    day        the day of checking in the strategy's zone; None = periods to come are not told
    codes      the goals and indicators of the strategy: look-alike letters are written as they are there
    """
    books = () if former is None else (former,)
    reading = read_workbook(
        data,
        filename,
        Expected(fiscal_year=fiscal_year, goal=goal, books=books, confirmed=confirmed, day=day, codes=tuple(codes)),
    )
    return compare(reading, None if former is None else InForce.of(former))


def years_beside(path: Path) -> FiscalYear:
    """The years of the strategy in whose folder a file lies, as its plan tells them; the calendar's without one."""
    above = (folder / PLAN_FILE for folder in path.resolve().parents[:_DEEPEST])
    plan = next((found for found in above if found.is_file()), None)
    if plan is None or plan == path.resolve():
        return FiscalYear(1)
    return _years_of(plan, plan.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _years_of(plan: Path, _changed: int) -> FiscalYear:
    found = read_workbook(plan.read_bytes(), plan.name, Expected(fiscal_year=FiscalYear(1))).plan
    return FiscalYear(1) if found is None else found.strategy.fiscal_year


def read_file(
    path: Path | str, goal: str | None = None, *, former: GoalBook | None = None, day: date | None = None
) -> Reading:
    """Read and check the workbook at `path` as `read_bytes` does; OSError where the file itself cannot be read."""
    path = Path(path)
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    return read_bytes(data, path.name, goal, fiscal_year=years_beside(path), former=former, day=day)


def read_paths(paths: Iterable[Path | str], goal: str | None = None) -> list[Reading]:
    """Read files and folders.

    Of a folder: plan.xlsx and goals/*.xlsx where there is a folder goals, else every .xlsx in it; never history/.
    """
    return [read_file(found.path, goal or found.goal) for found in find(paths)]
