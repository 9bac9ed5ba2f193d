"""A workbook as read, together with its bytes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kpi.model import GoalBook, Plan, Problem


class Reading(Protocol):
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
class Checked:
    """A reading together with the bytes that were read: what is published is what was checked."""

    reading: Reading
    content: bytes = field(repr=False)
    #: where it was found, for messages; "" = the file's name says enough
    where: str = ""

    @property
    def name(self) -> str:
        return self.where or self.reading.file

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()
