"""The sheets of a workbook as cells, for whoever asks what they mean outside the child process that read them."""

from dataclasses import dataclass

from kpi.model import Problem
from kpi.workbook.reader.grid import Sheet
from kpi.workbook.reader.package import Workbook
from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.zip_guard import MAX_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsRead:
    """All sheets of one file, or the problem for which it is refused as a whole."""

    sheets: tuple[Sheet, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class SheetsWanted:
    """What the child process is asked for: the sheets of a file, whatever they mean."""

    data: bytes


def sheets_of(wanted: SheetsWanted) -> SheetsRead:
    """The sheets of a file in this process; a hostile file only in a child (`kpi.workbook.process`)."""
    try:
        if len(wanted.data) > MAX_BYTES:
            raise RefusalError("file_too_big", reason="bytes", limit=MAX_BYTES // 2**20)
        return SheetsRead(sheets=tuple(Workbook(wanted.data).read(lambda _: True)))
    except RefusalError as refusal:
        return SheetsRead(problem=refusal.problem)
