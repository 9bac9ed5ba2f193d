"""Files with a planner's own tables, read as cells in a child process."""

from collections.abc import Sequence
from pathlib import Path

from kpi.cli.parser import USAGE, WORDS, CommandError
from kpi.services.setup.source_tables import read_sources
from kpi.text.problems import message, remedy
from kpi.workbook.init.table.tables import SourceFile


def source_files(paths: Sequence[Path]) -> list[SourceFile]:
    """The sheets of the files; CommandError where one is not there, or is refused as a whole."""
    missing = next((path for path in paths if not path.is_file()), None)
    if missing is not None:
        raise CommandError(WORDS.say("cli.init.no_file", path=missing), USAGE)
    read = read_sources((path.name, path.read_bytes()) for path in paths)
    if read.refused:
        told = (f"{name}: {message(found, WORDS)} {remedy(found, WORDS)}" for name, found in read.refused.items())
        raise CommandError("\n".join(told), USAGE)
    return list(read.files)
