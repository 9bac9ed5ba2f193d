"""docs/components.md is a promise: each class it names has a rule, each status class exists, each function too."""

import re
from pathlib import Path

from kpi import charts

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs/components.md").read_text(encoding="utf-8")
SHEETS = (ROOT / "kpi/charts/static/postup.css", *sorted((ROOT / "kpi/html/static").glob("*.css")))
CSS = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)


def test_every_documented_class_has_a_rule() -> None:
    inside = " ".join(re.findall(r'class="([^"]+)"', DOC))
    documented = set(re.findall(r"\bp-[a-z][\w-]*", inside)) | set(re.findall(r"`(p-[a-z0-9_-]+)`", DOC))
    ruled = set(re.findall(r"\.(p-[\w-]+)", CSS))
    missing = {name for name in documented - ruled if not name.endswith("-")}
    assert missing == set()


def test_every_documented_function_exists() -> None:
    named = set(re.findall(r"^\| `(\w+)\(", DOC, flags=re.M)) | set(re.findall(r"\{(\w+)\(", DOC))
    assert named
    assert {name for name in named if not hasattr(charts, name)} == set()
