"""Files and folders of workbooks: in which order they are read, and which goal a file of an edition must hold."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kpi.model import CODE_PATTERN, code_sort_key

#: the plan of an edition, the folder of its goal workbooks, that of its past ones by day
PLAN_FILE, GOALS_FOLDER, HISTORY_FOLDER = "plan.xlsx", "goals", "history"


class WorkbookPath(NamedTuple):
    """A file, and the goal it must hold by its place: goals/1.1.xlsx of an edition holds the goal 1.1."""

    path: Path
    goal: str | None = None


def find(paths: Iterable[Path | str]) -> Iterator[WorkbookPath]:
    """The workbooks of files and folders: plan.xlsx before goals/*.xlsx, else every .xlsx in a folder."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from _of_folder(path)
        else:
            yield WorkbookPath(path)


def _of_folder(folder: Path) -> Iterator[WorkbookPath]:
    plan, goals = folder / PLAN_FILE, folder / GOALS_FOLDER
    if goals.is_dir():
        if plan.is_file():
            yield WorkbookPath(plan)
        for path in _workbooks(goals):
            yield WorkbookPath(path, path.stem if plan.is_file() and CODE_PATTERN.fullmatch(path.stem) else None)
        return
    for path in _workbooks(folder):
        yield WorkbookPath(path)


def _workbooks(folder: Path) -> list[Path]:
    """The .xlsx of a folder in the order of codes; lock files of Office (~$…) are none."""
    found = [p for p in folder.iterdir() if p.suffix.lower() == ".xlsx" and not p.name.startswith(("~$", "."))]
    return sorted(found, key=lambda p: (p.name.lower() != PLAN_FILE, code_sort_key(p.stem)))
