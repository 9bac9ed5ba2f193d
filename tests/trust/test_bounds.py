"""Whatever the process keeps has a bound (L4): every cache of the product is found, none is without a number."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.util import LRUCache

from kpi.cache import Cache
from kpi.model import Language
from kpi.store.sqlite_engine import STATEMENTS
from tests.trust.promises import Reached

ROOT = Path(__file__).resolve().parents[2]
#: functions whose every answer is kept though they take something: of what there is a closed number, and how many
CLOSED = {
    "kpi/services/publishing/loading/folders.py:<call>": ("days of one folder that is loaded, while it is", 500),
    "kpi/services/publishing/snapshot.py:<call>": ("last releases of the editions, while one snapshot is written", 40),
    "kpi/views/common/search.py:<call>": ("words of the rows of one list, while it is built", 5000),
    "kpi/store/engine.py:_connect": ("stores of this process", 100),
    "kpi/store/public_reader.py:_server": ("databases of this process", 100),
    "kpi/store/public_reader.py:_file": ("snapshots of this process", 100),
    "kpi/text/catalog.py:form_of": ("keys of the words, in each language", 30_000),
    "kpi/text/joins.py:inner_marks": ("two forms in each language", 2 * len(Language)),
    "kpi/text/long_texts.py:long_text": ("texts of the package, in each language", 20),
    "kpi/text/markup.py:_key": ("names of attributes as our code writes them", 500),
    "kpi/text/numbers.py:_signs": ("languages", len(Language)),
    "kpi/workbook/period_tables/words.py:vocabulary": ("lists of words of the package", 20),
    "kpi/workbook/sheet/book_words.py:layout_in": ("layouts of the package, in each language", 60),
    "kpi/workbook/sheet/layout.py:_toml": ("layouts of the package", 20),
    "kpi/workbook/sheet/layout.py:words_of": ("languages", len(Language)),
    "kpi/workbook/sheet/layout.py:layout": ("layouts of the package", 20),
}


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.expr, int]]:
    """Name, decorator and number of parameters of every function that is decorated."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                yield node.name, decorator, len(node.args.args) + len(node.args.kwonlyargs)


def _found() -> Iterator[tuple[str, int | None]]:
    """Every cache by functools, with the number of its values; None where there is none."""
    for file in sorted((ROOT / "kpi").rglob("*.py")):
        tree, place = ast.parse(file.read_text("utf-8")), file.relative_to(ROOT).as_posix()
        decorators = {id(decorator) for _, decorator, _ in _functions(tree)}
        for name, decorator, parameters in _functions(tree):
            said = ast.unparse(decorator).removeprefix("functools.")
            if said == "cache":
                yield f"{place}:{name}", 1 if not parameters else None
            elif said.startswith("lru_cache"):
                assert isinstance(decorator, ast.Call), f"{place}:{name} says no number"
                yield f"{place}:{name}", int(ast.unparse(decorator.keywords[0].value))
        for node in ast.walk(tree):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) and id(node) not in decorators else ""
            if called in {"cache", "functools.cache"}:
                yield f"{place}:<call>", None


def _values() -> Iterator[tuple[str, Cache[object] | LRUCache[object, object]]]:
    """Every value of a module that is a `Cache`, of ours or of SQLAlchemy."""
    for file in sorted((ROOT / "kpi").rglob("*.py")):
        if "Cache(" in file.read_text("utf-8") and file.name != "cache.py":
            module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
            yield from (
                (f"{module.__name__}.{name}", one)
                for name, one in vars(module).items()
                if type(one) in {Cache, LRUCache}
            )


def test_every_cache_has_a_bound(reached: Reached) -> None:
    functions, values = dict(_found()), dict(_values())
    unbounded = [name for name, number in functions.items() if number is None and name not in CLOSED]
    assert not unbounded, "give it a number, or say of what there is a closed number"
    assert not [name for name in CLOSED if functions.get(name, 0) is not None], "listed, and no longer there"
    ours = {name: one for name, one in values.items() if isinstance(one, Cache)}
    assert all(one._most > 0 for one in ours.values())
    assert {name: one.capacity for name, one in values.items() if isinstance(one, LRUCache)} == {
        "kpi.store.sqlite_engine._COMPILED": STATEMENTS
    }
    heavy = sum(one._heaviest for one in ours.values()) >> 20
    reached("L4", caches=len(functions) + len(values), unbounded=len(unbounded), kept_mb=heavy)
    weighed = {name for name, one in ours.items() if one._heaviest}
    # what hosts and addresses multiply is bounded in bytes
    assert {"kpi.web.pages.routes._documents", "kpi.web.release_routes._answers"} <= weighed


def test_a_key_is_kept_only_while_its_value_is() -> None:
    kept: Cache[int] = Cache(3)
    for number in range(1000):
        kept.get(number, lambda: 1)
    assert len(kept._values) == 3
    assert not kept._making
