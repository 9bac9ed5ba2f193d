"""What the modules of the product define and read, from their syntax trees alone; `tools.unused_names` judges it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_READERS = frozenset({"getattr", "hasattr", "attrgetter"})
_OWN = frozenset({"self", "cls"})


@dataclass(slots=True, kw_only=True)
class ClassDefinition:
    """A class: its bases as written, and the annotation of each field or the result of each method, None unknown."""

    bases: tuple[ast.expr, ...]
    members: dict[str, ast.expr | None]
    dataclass: bool


#: a local variable: a type as annotated, a value whose type it has, an iterable whose element it is; None = unknown
Variable = tuple[str, ast.expr] | None


@dataclass(frozen=True, slots=True)
class Read:
    """An attribute that is read, with the variables known there."""

    node: ast.Attribute
    variables: dict[str, Variable]


@dataclass(slots=True, kw_only=True)
class Module:
    """What one file defines and reads.

    defined    names of its functions, classes and constants
    functions  name -> the annotation of its result
    imported   local name -> (module, name there); the name "" where a module itself is imported
    aliases    all of these, where functions import different things by one name
    loaded     names that are read outside their own definition; `bare` those not only for one of their attributes
    named      attributes read by a constant name
    texts      all texts that could name one
    """

    name: str
    path: str
    defined: set[str] = field(default_factory=set)
    functions: dict[str, ast.expr | None] = field(default_factory=dict)
    classes: dict[str, ClassDefinition] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)
    aliases: set[tuple[str, tuple[str, str]]] = field(default_factory=set)
    loaded: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    reads: list[Read] = field(default_factory=list)


def read_modules(root: Path, sources: tuple[str, ...]) -> dict[str, Module]:
    """Every module of these folders and files below `root` by its dotted name."""
    found = {}
    for source in sources:
        place = root / source
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place] if place.exists() else []:
            parts = file.relative_to(root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            module = Module(name=name, path=file.relative_to(root).as_posix())
            tree = ast.parse(file.read_text(encoding="utf-8"))
            _define(module, tree)
            _Reader(module).visit(tree)
            found[name] = module
    return found


def _define(module: Module, tree: ast.Module) -> None:
    for node in tree.body:
        if isinstance(node, FUNCTIONS):
            module.functions[node.name] = node.returns
        elif isinstance(node, ast.ClassDef):
            decorators = " ".join(map(ast.unparse, node.decorator_list))
            module.classes[node.name] = ClassDefinition(
                bases=tuple(node.bases), members=dict(_members(node)), dataclass="dataclass" in decorators
            )
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
            module.defined.update(name for name in names if not name.startswith("__"))
    module.defined.update(module.functions, module.classes)


def _members(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr | None]]:
    for part in node.body:
        if isinstance(part, FUNCTIONS):
            yield part.name, part.returns
        elif isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            yield part.target.id, part.annotation


class _Reader(ast.NodeVisitor):
    """Fills a `Module`. A use inside the definition of the same name (recursion) is none."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.outermost = ""
        self.owner = self.function = ""
        self.variables: dict[str, Variable] = {}
        #: those of the present function
        self.bound: set[str] = set()

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            local = alias.asname or alias.name.partition(".")[0]
            self._import(local, (alias.name if alias.asname else local, ""))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            self._import(alias.asname or alias.name, (node.module or "", alias.name))

    def _import(self, local: str, place: tuple[str, str]) -> None:
        self.module.imported[local] = place
        self.module.aliases.add((local, place))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self.owner, self.variables, self.bound = self._scope(), node.name, dict(self.variables), set()
        self._inside(node)
        self.owner, self.variables, self.bound = outer

    def visit_arg(self, node: ast.arg) -> None:
        self._quoted(node.annotation)
        self.generic_visit(node)

    def _quoted(self, annotation: ast.expr | None) -> None:
        """A quoted type is a use of what it names."""
        for part in ast.walk(annotation) if annotation else ():
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                self.visit(ast.parse(part.value, mode="eval").body)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        outer, self.variables, self.bound = self._scope(), dict(self.variables), set()
        arguments = node.args
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            self.bound.add(argument.arg)
            self.variables[argument.arg] = ("type", argument.annotation) if argument.annotation else None
        if self.owner and arguments.args and arguments.args[0].arg in _OWN:
            self.variables[arguments.args[0].arg] = ("type", ast.Name(self.owner, ast.Load()))
        for rest in (arguments.vararg, arguments.kwarg):
            if rest:
                self.variables[rest.arg] = None
        self._quoted(node.returns)
        function, self.function = self.function, node.name
        self._inside(node)
        self.function = function
        self.owner, self.variables, self.bound = outer

    def _scope(self) -> tuple[str, dict[str, Variable], set[str]]:
        return self.owner, self.variables, self.bound

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 (the name that ast calls)

    def _inside(self, node: ast.stmt) -> None:
        outermost = self.outermost
        self.outermost = outermost or getattr(node, "name", "")
        self.generic_visit(node)
        self.outermost = outermost

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.variables.update((argument.arg, None) for argument in node.args.args)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._bind(target, "value", node.value)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._bind(node.target, "type", node.annotation)
        self._quoted(node.annotation)
        self.generic_visit(node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._bind(node.target, "value", node.value)
        self.generic_visit(node)

    def visit_For(self, node: ast.For) -> None:
        self._bind(node.target, "element", node.iter)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self._bind(node.target, "element", node.iter)
        self.generic_visit(node)

    def _bind(self, target: ast.expr, kind: str, source: ast.expr) -> None:
        """A variable that is bound twice is of unknown type."""
        if isinstance(target, ast.Name):
            self.variables[target.id] = None if target.id in self.bound else (kind, source)
            self.bound.add(target.id)
        elif kind == "value" and (pairs := _pairs(target, source)):
            for one, its in pairs:
                self._bind(one, kind, its)
        elif isinstance(target, ast.Tuple | ast.List | ast.Starred):
            self.variables.update((n.id, None) for n in ast.walk(target) if isinstance(n, ast.Name))

    def visit_With(self, node: ast.With) -> None:
        for item in node.items:
            if item.optional_vars is not None:
                self.variables.update((n.id, None) for n in ast.walk(item.optional_vars) if isinstance(n, ast.Name))
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load) and node.id != self.outermost:
            self.module.loaded.add(node.id)
            self.module.bare.add(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        own = isinstance(node.value, ast.Name) and node.value.id in _OWN and node.attr == self.function
        if isinstance(node.ctx, ast.Load) and not own:
            self.module.reads.append(Read(node, self.variables))
        if not isinstance(node.value, ast.Name):
            self.generic_visit(node)
        elif node.value.id != self.outermost:
            self.module.loaded.add(node.value.id)

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in _READERS:
            self.module.named.update(str(a.value) for a in node.args if isinstance(a, ast.Constant))
        self.generic_visit(node)

    def visit_MatchClass(self, node: ast.MatchClass) -> None:
        self.module.named.update(node.kwd_attrs)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and node.value.isidentifier():
            self.module.texts.add(node.value)


def _pairs(target: ast.expr, source: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    """The names of a tuple with the expressions at their places; [] where one side is none or has a star."""
    if not (isinstance(target, ast.Tuple) and isinstance(source, ast.Tuple)):
        return []
    if any(isinstance(one, ast.Starred) for one in (*target.elts, *source.elts)):
        return []
    return list(zip(target.elts, source.elts, strict=True))
