"""What the parent asks the child that marks a copy for, and how both copies look alike. Standard library alone."""

import pickle
import sys
from collections.abc import Sequence
from typing import NamedTuple

from kpi.model import Severity

COLOURS = {Severity.ERROR: "FFF4C7C3", Severity.REMARK: "FFFCE8B2"}
MAX_COMMENT = 2000
WIDTHS = (12, 24, 14, 24, 60, 60)
LINE_POINTS = 15


class Mark(NamedTuple):
    """One line of the list, and the comment of one cell (`sheet` and `cell` are "" where there is none)."""

    level: str
    sheet: str
    cell: str
    severity: Severity
    found: str
    message: str
    remedy: str


class CopyRequest(NamedTuple):
    """What the child is asked for: the file, its marks, the title and the headers of the list of problems."""

    data: bytes
    marks: tuple[Mark, ...]
    title: str
    headers: tuple[str, ...]
    author: str
    #: what is said in a copy of the values alone
    plain: str


def location(sheet: str, cell: str) -> str:
    """A cell as links inside a workbook name it: «'Спостереження'!E8»."""
    return "'{}'!{}".format(sheet.replace("'", "''"), cell)


def by_cell(marks: Sequence[Mark]) -> dict[tuple[str, str], list[Mark]]:
    found: dict[tuple[str, str], list[Mark]] = {}
    for m in marks:
        if m.sheet and m.cell:
            found.setdefault((m.sheet, m.cell), []).append(m)
    return found


def copy_request() -> CopyRequest:
    """What the parent asks the child for."""
    data, marks, *words = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - written by our own parent
    return CopyRequest(data, tuple(Mark(*mark) for mark in marks), *words)
