"""The rules of the house that no linter holds: sizes, how full a folder is, values built by name; named offenders."""

import ast
from collections.abc import Iterator
from pathlib import Path

MODULE_LINES, FUNCTION_LINES, PAGE_LINES, FRAME_LINES = 300, 40, 60, 40
ROOMS = ("kpi", "pages", "benchmarks", "tools")
#: modules of one folder of kpi/, its sub-folders and `__init__.py` apart
FOLDER_MODULES = 20
#: rooms of kpi/ itself, so that the map is kept in mind
TOP_ROOMS = 14
#: a dataclass with more fields is built by keyword alone
POSITIONAL_FIELDS = 5


def offenders(root: Path) -> Iterator[str]:
    """Sentences that name what is too long, too full or built by position below `root`."""
    for folder in sorted({file.parent for file in (root / "kpi").rglob("*.py")}):
        if (count := sum(file.name != "__init__.py" for file in folder.glob("*.py"))) > FOLDER_MODULES:
            yield f"{folder.relative_to(root)}: {count} modules, at most {FOLDER_MODULES}"
    if (count := sum(1 for _ in (root / "kpi").glob("*/__init__.py"))) > TOP_ROOMS:
        yield f"kpi: {count} rooms, at most {TOP_ROOMS}"
    frame = root / "dashboard.py"
    if frame.exists() and (length := len(frame.read_text(encoding="utf-8").splitlines())) > FRAME_LINES:
        yield f"dashboard.py: {length} lines, at most {FRAME_LINES}"
    for room in ROOMS:
        for file in sorted((root / room).rglob("*.py")):
            yield from _of_file(file, file.relative_to(root), PAGE_LINES if room == "pages" else MODULE_LINES)


def _of_file(file: Path, name: Path, limit: int) -> Iterator[str]:
    source = file.read_text(encoding="utf-8")
    if (length := len(source.splitlines())) > limit:
        yield f"{name}: {length} lines, at most {limit}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{name}: {node.name} has {length} lines, at most {FUNCTION_LINES}"
        if isinstance(node, ast.ClassDef) and (fields := _positional_fields(node)) > POSITIONAL_FIELDS:
            yield f"{name}: {node.name} has {fields} fields and is not kw_only"


def _positional_fields(node: ast.ClassDef) -> int:
    """How many fields of a dataclass may be given by position; 0 of any other class."""
    made = [ast.unparse(one) for one in node.decorator_list]
    if not any(one.startswith("dataclass") for one in made) or any("kw_only=True" in one for one in made):
        return 0
    return sum(isinstance(one, ast.AnnAssign) for one in node.body)
