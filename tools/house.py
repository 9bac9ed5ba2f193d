"""The rules of the house that no linter holds: sizes of modules, functions and pages; named offenders."""

import ast
from collections.abc import Iterator
from pathlib import Path

MODULE_LINES, FUNCTION_LINES, PAGE_LINES, FRAME_LINES = 300, 40, 60, 40
ROOMS = ("kpi", "pages", "tools")


def offenders(root: Path) -> Iterator[str]:
    """Sentences that name what is too long below `root`."""
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
