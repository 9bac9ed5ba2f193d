"""Names of `kpi/` that only tests use, or nobody: what the product defines and never calls, reads or hands on.

Read from the syntax trees of `kpi/`, `pages/`, `benchmarks/`, `tools/` and `dashboard.py`;
`python -m tools.unused_names` prints them.

A name of a module (function, class, constant) is followed through imports and re-exports to the module that defines it.
A member of a class (method, property, field of a dataclass) is used where it is read of a value whose annotations say
that it is of this class, or one related to it; where they do not say, a read of that name is a use in every class.
"""

import ast
import builtins
import sys
from pathlib import Path

from tools.names_read import ClassDefinition, Module, Read, Variable, read_modules

ROOT = Path(__file__).resolve().parent.parent
#: the product, and what of it is held to be used
SOURCES, HELD = ("kpi", "pages", "benchmarks", "tools", "dashboard.py"), "kpi"
#: bases whose members are read by value or called by a library, not by attribute
_FOREIGN = frozenset({"Protocol", "TypedDict", "Enum", "StrEnum", "IntEnum"})
#: of an annotation the class of one element
_SERIES = frozenset({"tuple", "list", "set", "frozenset", "Iterable", "Iterator", "Sequence", "Collection"})
#: fields of these are columns of workbooks and tables too, read by their name as a text
_COLUMNS = "kpi.model"

#: annotations that leave open what a value is
_SAYS_NOTHING = frozenset({"Any", "Self", "object", "type", "ModuleType"})
_OURS = frozenset(source.removesuffix(".py") for source in SOURCES)
_BUILTINS = frozenset(dir(builtins))

#: (module, name)
Place = tuple[str, str]
#: an annotation and the module that it is written in
Type = tuple[ast.expr, Module]


class Names:
    """The names of the product: where each is defined, and which are used."""

    def __init__(self, root: Path) -> None:
        self.modules = read_modules(root, SOURCES)
        self.used: set[Place] = set()
        self.read: set[tuple[Place, str]] = set()
        self.open = {name for module in self.modules.values() for name in module.named}
        #: what is read of modules that are imported by a computed name
        self.dynamic: set[str] = set()
        self.families = self._families()
        for module in self.modules.values():
            self.used |= {self.origin(module.name, name) for name in module.loaded}
            self.used |= {(module.name, name) for name in module.loaded & module.defined}
            self.used |= {self.origin(*place) for local, place in module.aliases if local in module.loaded}
            for read in module.reads:
                self._note(module, read)

    def unused(self) -> list[str]:
        """«kpi/views/common/rows.py: pace_key», «kpi/views/common/rows.py: IndicatorRow.goal», by file and name."""
        texts = {text for module in self.modules.values() for text in module.texts}
        values = {self.origin(*place) for m in self.modules.values() for local, place in m.aliases if local in m.bare}
        found = []
        for module in self.modules.values():
            if module.name.partition(".")[0] != HELD:
                continue
            passed = (module.name, "") in values or module.name.rpartition(".")[::2] in values
            known = self.dynamic | (self.open if passed else set())
            dead = [name for name in module.defined if (module.name, name) not in self.used and name not in known]
            found += [f"{module.path}: {name}" for name in dead]
            known = self.open | texts if module.name.startswith(_COLUMNS) else self.open
            for owner, definition in module.classes.items():
                dead = self._dead(module, owner, definition, known)
                found += [f"{module.path}: {owner}.{name}" for name in dead]
        return sorted(found)

    def _dead(self, module: Module, owner: str, definition: ClassDefinition, known: set[str]) -> list[str]:
        if self._bases(module, definition) & _FOREIGN:
            return []
        family = self.families[module.name, owner]
        read = {name for one in family for name in self._names_read(one)}
        return [name for name in definition.members if not name.startswith("__") and name not in known | read]

    def _names_read(self, place: Place) -> set[str]:
        return {name for of, name in self.read if of == place}

    def _bases(self, module: Module, definition: ClassDefinition) -> set[str]:
        return {ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in definition.bases}

    def _families(self) -> dict[Place, set[Place]]:
        """Each class with all that inherit from it or that it inherits from."""
        families: dict[Place, set[Place]] = {
            (module.name, name): {(module.name, name)} for module in self.modules.values() for name in module.classes
        }
        for module in self.modules.values():
            for name, definition in module.classes.items():
                for base in definition.bases:
                    parent = self._place(base, module)
                    if parent in families:
                        joined = families[parent] | families[module.name, name]
                        families.update(dict.fromkeys(joined, joined))
        return families

    def origin(self, module: str, name: str) -> Place:
        """Where a name that a module knows is defined."""
        seen: set[Place] = set()
        while module in self.modules and name in self.modules[module].imported and (module, name) not in seen:
            seen.add((module, name))
            module, name = self.modules[module].imported[name]
        return module, name

    def _place(self, node: ast.expr, module: Module) -> Place:
        """What a dotted expression names; ("", "") where it names nothing of a module."""
        if isinstance(node, ast.Name):
            return self.origin(module.name, node.id)
        if isinstance(node, ast.Attribute):
            owner = ".".join(part for part in self._place(node.value, module) if part)
            if owner in self.modules:
                return self.origin(owner, node.attr)
        return "", ""

    def _note(self, module: Module, read: Read) -> None:
        """Take down what an attribute that is read uses."""
        place = self._place(read.node, module)
        if place[0]:
            self.used.add(place)
            return
        types = self._classes(self._type(read.node.value, module, read.variables), module)
        if types is None:
            computed = isinstance(read.node.value, ast.Call) and "import_module" in ast.unparse(read.node.value.func)
            (self.dynamic if computed else self.open).add(read.node.attr)
        else:
            self.read |= {(one, read.node.attr) for one in types}

    def _classes(self, found: Type | None, module: Module) -> set[Place] | None:
        """The classes of the product that an annotation names, None where it does not say."""
        if found is None:
            return None
        node, home = found
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self._classes((ast.parse(node.value, mode="eval").body, home), module)
        if isinstance(node, ast.BinOp):
            sides = [self._classes((side, home), module) for side in (node.left, node.right)]
            return None if None in sides else {place for side in sides if side for place in side}
        if isinstance(node, ast.Constant) and node.value is None:
            return set()
        node = node.value if isinstance(node, ast.Subscript) else node
        place = self._place(node, home)
        if place not in self.families:
            return set() if self._foreign(node, place, home) else None
        definition = self.modules[place[0]].classes[place[1]]
        return None if "Protocol" in self._bases(self.modules[place[0]], definition) else {place}

    def _foreign(self, node: ast.expr, place: Place, home: Module) -> bool:
        """Whether an annotation names a class of Python or of a library: what is read of it is no name of ours."""
        if isinstance(node, ast.Attribute):
            root = ast.unparse(node).partition(".")[0]
            return root in home.imported and home.imported[root][0].partition(".")[0] not in _OURS
        if not isinstance(node, ast.Name) or node.id in _SAYS_NOTHING:
            return False
        return node.id in _BUILTINS if place == (home.name, node.id) else place[0].partition(".")[0] not in _OURS

    def _type(self, node: ast.expr, module: Module, variables: dict[str, Variable]) -> Type | None:
        """The annotation of a value, None where none is found."""
        match node:
            case ast.Name():
                return self._type_of_name(node, module, variables)
            case ast.BoolOp():
                return self._type(node.values[-1], module, variables)
            case ast.Subscript():
                return _element(self._type(node.value, module, variables))
            case ast.Call():
                return self._type_of_call(node, module, variables)
            case ast.Attribute():
                return self._type_of_attribute(node, module, variables)
        return None

    def _type_of_call(self, node: ast.Call, module: Module, variables: dict[str, Variable]) -> Type | None:
        """What a function, a class or a method of a known class gives."""
        place = self._place(node.func, module)
        home = self.modules.get(place[0])
        if home and place[1] in home.functions:
            result = home.functions[place[1]]
            return (result, home) if result else None
        if home and place in self.families:
            return ast.Name(place[1], ast.Load()), home
        return self._type(node.func, module, variables) if isinstance(node.func, ast.Attribute) else None

    def _type_of_attribute(self, node: ast.Attribute, module: Module, variables: dict[str, Variable]) -> Type | None:
        """The annotation of a field, or of the result of a method or property."""
        for place in self._classes(self._type(node.value, module, variables), module) or ():
            home = self.modules[place[0]]
            annotation = home.classes[place[1]].members.get(node.attr)
            return (annotation, home) if annotation else None
        return None

    def _type_of_name(self, node: ast.Name, module: Module, variables: dict[str, Variable]) -> Type | None:
        if node.id not in variables:
            return (node, module) if self._place(node, module) in self.families else None
        known = variables[node.id]
        if known is None:
            return None
        kind, source = known
        if kind == "type":
            return source, module
        rest = {name: value for name, value in variables.items() if name != node.id}
        found = self._type(source, module, rest)
        return found if kind == "value" else _element(found)


def _element(found: Type | None) -> Type | None:
    """The annotation of what a series of one class holds."""
    if found is None or not isinstance(found[0], ast.Subscript) or ast.unparse(found[0].value) not in _SERIES:
        return None
    inner = found[0].slice
    return (inner.elts[0] if isinstance(inner, ast.Tuple) else inner), found[1]


def main() -> int:
    names = Names(ROOT).unused()
    print("\n".join(names))
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
