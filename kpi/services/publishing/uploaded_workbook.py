"""A workbook as read, together with its bytes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from kpi.model import GoalBook, Plan, Problem
from kpi.workbook import Interpretation
from kpi.workbook import Reading as FileReading


class AnyReading(Protocol):
    """What `kpi.workbook` makes of a file."""

    @property
    def file(self) -> str: ...
    @property
    def problems(self) -> Sequence[Problem]: ...
    @property
    def goal_book(self) -> GoalBook | None: ...
    @property
    def plan(self) -> Plan | None: ...
    @property
    def accepted(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class CheckedWorkbook:
    """A reading together with the bytes that were read: what is published is what was checked."""

    reading: AnyReading
    content: bytes = field(repr=False)
    #: where it was found, for messages; "" = the file's name says enough
    where: str = ""

    @property
    def name(self) -> str:
        return self.where or self.reading.file

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class ChangedReading:
    """An accepted reading whose book was changed before it is written."""

    file: str
    goal_book: GoalBook | None
    plan: Plan | None
    problems: tuple[Problem, ...]

    @property
    def accepted(self) -> bool:
        return True


def with_book(checked: CheckedWorkbook, book: GoalBook) -> CheckedWorkbook:
    """The same file with another book: explanations in its rows, parts as they stand in the store."""
    reading = checked.reading
    return replace(checked, reading=ChangedReading(reading.file, book, reading.plan, tuple(reading.problems)))


def with_plan(checked: CheckedWorkbook, plan: Plan) -> CheckedWorkbook:
    """The same file with another plan."""
    reading = checked.reading
    return replace(checked, reading=ChangedReading(reading.file, reading.goal_book, plan, tuple(reading.problems)))


def values_of(checked: CheckedWorkbook) -> CheckedWorkbook:
    """The same file with nothing but values, gaps, comments and actions: what a department answers for."""
    book = checked.reading.goal_book
    if book is None:
        return checked
    return with_book(checked, replace(book, indicators=(), suspensions=(), target_changes=()))


def interpretation_of(checked: CheckedWorkbook) -> Interpretation | None:
    """How a table that follows no template was read; None for a book of the template."""
    return checked.reading.interpretation if isinstance(checked.reading, FileReading) else None


def has_own_indicators(checked: CheckedWorkbook) -> bool:
    """Whether the file has indicators of its own, not those of the book in force."""
    return not (isinstance(checked.reading, FileReading) and checked.reading.read_with)


def count_unfilled(reading: AnyReading) -> int:
    """How many rows of the file name an indicator and state nothing."""
    return sum(int(p.values["n"]) for p in reading.problems if p.code == "not_filled")
