"""Imports stand at the top of a file and lead in no circle. The limits are those of today: they go down, never up."""

from pathlib import Path

from tools.imports import circles, graph, inside_functions

ROOT = Path(__file__).resolve().parents[2]
#: imports inside functions of kpi/ and pages/; each with its reason beside it
MOST_INSIDE_FUNCTIONS = 10
#: circles of modules, with the imports inside functions
MOST_CIRCLES = 0


def test_imports_stand_at_the_top() -> None:
    found = list(inside_functions(ROOT))
    assert len(found) <= MOST_INSIDE_FUNCTIONS, "\n".join(found)


def test_modules_import_each_other_in_no_circle() -> None:
    found = circles(graph(ROOT))
    assert len(found) <= MOST_CIRCLES, "\n".join(" ↔ ".join(circle) for circle in found)


def written(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def test_imports_inside_functions_are_found_once(tmp_path: Path) -> None:
    text = "import os\n\n\ndef f():\n    import sys\n\n    def g():\n        from re import sub\n\n    return g\n"
    written(tmp_path, {"kpi/a.py": text, "pages/b.py": "class C:\n    def m(self):\n        import re\n"})
    assert sorted(inside_functions(tmp_path)) == ["kpi/a.py:5", "kpi/a.py:8", "pages/b.py:3"]


def test_circles_are_found_through_functions_packages_and_relative_imports(tmp_path: Path) -> None:
    files = {
        "kpi/__init__.py": "",
        "kpi/a.py": "from kpi import b\n",
        "kpi/b.py": "def f():\n    from kpi.c import thing\n",
        "kpi/c.py": "from . import a\n",
        "kpi/d.py": "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from kpi.e import E\n",
        "kpi/e.py": "import kpi.d\n",
        "kpi/room/__init__.py": "from kpi.room.g import h\n",
        "kpi/room/g.py": "import kpi.a\nh = 1\n",
    }
    written(tmp_path, files)
    assert circles(graph(tmp_path)) == [("kpi.a", "kpi.b", "kpi.c")]
