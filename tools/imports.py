"""Imports by the code's own text: those inside functions, and circles of modules, with names."""

import ast
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

#: module -> the modules of ours that it imports when it is loaded or when a function of it runs
Graph = Mapping[str, Set[str]]
#: what holds code of ours, below the root
ROOMS = ("kpi", "pages")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def inside_functions(root: Path) -> Iterator[str]:
    """`file:line` of each import statement below a function, in the modules of ROOMS."""
    for file in _files(root):
        for node in ast.walk(_parsed(file)):
            if isinstance(node, _FUNCTIONS):
                # a function in a function would be walked twice
                lines = (n.lineno for n in _below(node) if isinstance(n, ast.Import | ast.ImportFrom))
                yield from (f"{file.relative_to(root)}:{line}" for line in lines)


def _below(node: ast.AST) -> Iterator[ast.AST]:
    """What stands below a node, down to the next function."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, _FUNCTIONS):
            yield from _below(child)


def graph(root: Path) -> Graph:
    """The imports of the modules of ROOMS; imports for type checkers alone are left out."""
    modules = {_name(file, root): file for file in _files(root)}
    found: dict[str, set[str]] = {}
    for name, file in modules.items():
        package = name if file.name == "__init__.py" else name.rpartition(".")[0]
        asked = {target for node in _at_run_time(_parsed(file)) for target in _targets(node, package)}
        found[name] = {known for target in asked if (known := _known(target, modules))} - {name}
    return found


def circles(imports: Graph) -> list[tuple[str, ...]]:
    """Each group of modules of which every one leads back to itself through the others, by names in order."""
    reached = {name: _reached(imports, name) for name in imports}
    groups = {
        tuple(sorted(other for other in reached[name] if name in reached[other]))
        for name in imports
        if name in reached[name]
    }
    return sorted(groups)


def _reached(imports: Graph, start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        more = imports[waiting.pop()] - found
        found |= more
        waiting += more
    return found


def _at_run_time(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for other in child.orelse:
                yield from _at_run_time(ast.Module([other], []))
        else:
            yield from _at_run_time(child)


def _targets(node: ast.Import | ast.ImportFrom, package: str) -> Iterator[str]:
    """What an import may name: `from a import b` is the module a.b or a name in a."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    parts = package.split(".")
    start = parts[: len(parts) - node.level + 1] if node.level else []
    base = ".".join((*start, *filter(None, [node.module])))
    yield from (f"{base}.{alias.name}" for alias in node.names)


def _known(target: str, modules: Mapping[str, Path]) -> str | None:
    """The module of ours that a dotted name leads to."""
    while target and target not in modules:
        target = target.rpartition(".")[0]
    return target or None


def _files(root: Path) -> list[Path]:
    return sorted(file for room in ROOMS for file in (root / room).rglob("*.py"))


def _name(file: Path, root: Path) -> str:
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))
