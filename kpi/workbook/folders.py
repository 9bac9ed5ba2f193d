"""Files and folders of workbooks: in which order they are read, and which goal a file of an edition must hold."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kpi.model import CODE_PATTERN, code_sort_key

#: the plan of an edition, the folder of its goal workbooks, that of its past ones by day
PLAN_FILE, GOALS_FOLDER, HISTORY_FOLDER = "plan.xlsx", "goals", "history"
_PLAN = "plan"
#: what a table may have been saved as
_TABLES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods", ".csv", ".tsv", ".numbers"})


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
    plan, goals = plan_of(folder), folder / GOALS_FOLDER
    if goals.is_dir():
        if plan is not None:
            yield WorkbookPath(plan)
        placed = (folder / PLAN_FILE).is_file()
        for path in _in_order(books_of_goals(goals)):
            yield WorkbookPath(path, path.stem if placed and CODE_PATTERN.fullmatch(path.stem) else None)
        return
    for path in _in_order(books_of(folder)):
        yield WorkbookPath(path)


def plan_of(folder: Path) -> Path | None:
    """plan.xlsx; where there is none a plan saved as another kind of table, which is refused by its name; else None."""
    named = [path for path in _files(folder) if path.stem.lower() == _PLAN and _is_table(path)]
    return min(named, key=lambda path: (path.name.lower() != PLAN_FILE, path.name), default=None)


def books_of_goals(folder: Path) -> list[Path]:
    """The workbooks of goals/ or history/<date>/ by name.

    What was saved as .ods or .csv, or is a document called by a goal's code, is one as well where no .xlsx of that name
    lies beside it: it is refused as what it is, and never passed over in silence.
    """
    return _with_meant(_files(folder), lambda path: _is_table(path) or _has_code(path))


def books_of(folder: Path) -> list[Path]:
    """Every .xlsx of a folder by name, and other tables called by a code; where there is neither all other tables."""
    files = _files(folder)
    found = _with_meant(files, lambda path: _is_table(path) and _has_code(path))
    return found or sorted(filter(_is_table, files))


def _with_meant(files: list[Path], is_meant: Callable[[Path], bool]) -> list[Path]:
    books = {path.stem for path in files if is_book(path)}
    return sorted(path for path in files if is_book(path) or (path.stem not in books and is_meant(path)))


def _files(folder: Path) -> list[Path]:
    """The files of a folder; lock files of Office (~$…, .~lock…) are none."""
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(("~$", "."))]


def is_book(path: Path) -> bool:
    """Whether a file is a workbook by its name."""
    return path.suffix.lower() == ".xlsx"


def _has_code(path: Path) -> bool:
    # a word fits the pattern, too: «рішення.pdf» is called by no code
    return CODE_PATTERN.fullmatch(path.stem) is not None and any(map(str.isdigit, path.stem))


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in _TABLES


def _in_order(paths: Iterable[Path]) -> list[Path]:
    """The plan, then the others in the order of codes."""
    return sorted(paths, key=lambda p: (p.name.lower() != PLAN_FILE, code_sort_key(p.stem)))
