"""A new strategy as a folder: written aside, checked as `load` would check it, then put in its place."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from kpi.model import Problem, Severity
from kpi.services.publishing.loading.trial import try_folder
from kpi.workbook.folders import GOALS_FOLDER, PLAN_FILE


def is_taken(folder: Path) -> bool:
    """Whether a strategy lies in a folder already."""
    return (folder / PLAN_FILE).exists() or any((folder / GOALS_FOLDER).glob("*.xlsx"))


def put_folder(
    write: Callable[[Path], Sequence[str]], folder: Path, today: date
) -> tuple[list[str], dict[str, tuple[Problem, ...]]]:
    """Let `write` make the workbooks; they stand in `folder` only where all of them can be loaded.

    Returns their names, and by file the errors for which nothing was put there.
    """
    with tempfile.TemporaryDirectory() as aside:
        made = Path(aside) / "strategy"
        made.mkdir()
        written = list(write(made))
        refused = {}
        for one in try_folder(made, today):
            errors = tuple(p for p in one.reading.problems if p.severity is Severity.ERROR)
            if errors:
                refused[Path(one.name).relative_to(made).as_posix()] = errors
        if not refused:
            shutil.copytree(made, folder, dirs_exist_ok=True)
    return ([] if refused else written), refused
