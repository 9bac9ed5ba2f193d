"""Files with a planner's own tables, read as cells in a child process."""

from collections.abc import Sequence
from pathlib import Path

from kpi.cli.parser import USAGE, WORDS, CommandError
from kpi.text.problems import message, remedy
from kpi.workbook.init.tables import SourceFile
from kpi.workbook.process.reader_pool import POOL


def source_files(paths: Sequence[Path]) -> list[SourceFile]:
    """The sheets of the files; CommandError where one is not there, or is refused as a whole."""
    return [_file(path) for path in paths]


def _file(path: Path) -> SourceFile:
    if not path.is_file():
        raise CommandError(WORDS.say("cli.init.no_file", path=path), USAGE)
    read = POOL.read_sheets(path.read_bytes())
    if read.problem is not None:
        raise CommandError(f"{path.name}: {message(read.problem, WORDS)} {remedy(read.problem, WORDS)}", USAGE)
    return SourceFile(name=path.name, sheets=read.sheets)
