"""What was seen of tables of which nothing can be made."""

from collections.abc import Iterator, Sequence

from kpi.model import Problem
from kpi.workbook.init.tables import SourceFile
from kpi.workbook.period_tables.unrecognised import tell_unrecognised
from kpi.workbook.sheet.problems import ProblemList


def what_was_seen(files: Sequence[SourceFile]) -> Iterator[Problem]:
    """For each file what stands on the sheet that says most, and what is missing."""
    for file in files:
        problems = ProblemList()
        if not tell_unrecognised(file.sheets, problems):
            problems.add("file_empty")
        yield from problems.all()
