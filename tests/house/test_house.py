"""The house rules, with the offenders' names."""

import re
import subprocess
import sys
from pathlib import Path

from tools.house import offenders

ROOT = Path(__file__).resolve().parents[2]


def test_modules_functions_and_pages_stay_small() -> None:
    assert list(offenders(ROOT)) == []


def test_offenders_are_found(tmp_path: Path) -> None:
    (tmp_path / "kpi").mkdir()
    body = "\n".join(f"    x{n} = {n}" for n in range(45))
    (tmp_path / "kpi" / "long.py").write_text(f"def long() -> None:\n{body}\n", encoding="utf-8")
    assert list(offenders(tmp_path)) == ["kpi/long.py: long has 46 lines, at most 40"]


def test_a_room_too_many_is_found(tmp_path: Path) -> None:
    for number in range(15):
        (tmp_path / "kpi" / f"room{number}").mkdir(parents=True)
        (tmp_path / "kpi" / f"room{number}" / "__init__.py").write_text("", encoding="utf-8")
    assert list(offenders(tmp_path)) == ["kpi: 15 rooms, at most 14"]


def test_full_folders_and_values_built_by_position_are_found(tmp_path: Path) -> None:
    (tmp_path / "kpi").mkdir()
    for number in range(21):
        (tmp_path / "kpi" / f"m{number}.py").write_text("", encoding="utf-8")
    fields = "\n".join(f"    f{n}: int" for n in range(6))
    source = f"from dataclasses import dataclass\n\n@dataclass(frozen=True)\nclass Row:\n{fields}\n"
    (tmp_path / "kpi" / "m0.py").write_text(source, encoding="utf-8")
    (tmp_path / "kpi" / "m1.py").write_text(source.replace("frozen", "kw_only"), encoding="utf-8")
    assert list(offenders(tmp_path)) == [
        "kpi: 21 modules, at most 20",
        "kpi/m0.py: Row has 6 fields and is not kw_only",
    ]


def test_nothing_about_the_shipped_community_is_in_code() -> None:
    """Names come from data: any community may use the code by replacing workbooks."""
    named = re.compile(r"kramatorsk|краматорс", re.IGNORECASE)
    hits = [
        str(file.relative_to(ROOT))
        for pattern in ("kpi/**/*.py", "kpi/**/*.toml", "kpi/**/*.md", "pages/*.py", "dashboard.py")
        for file in ROOT.glob(pattern)
        if named.search(file.read_text(encoding="utf-8"))
    ]
    assert hits == []


def test_every_relative_link_of_the_documentation_leads_somewhere() -> None:
    tracked = subprocess.run(
        ("git", "ls-files", "*.md"), cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    dead = [
        f"{name}: {target}"
        for name in tracked
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", (ROOT / name).read_text(encoding="utf-8"))
        if not ((ROOT / name).parent / target).exists()
    ]
    assert dead == []


def test_every_tool_of_the_makefile_starts() -> None:
    called = re.findall(r"-m tools\.(\w+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert {"make_edition", "make_fonts", "docs_workbook", "screenshots"} <= set(called)
    for name in called:
        subprocess.run((sys.executable, "-c", f"import tools.{name}"), cwd=ROOT, check=True)
    assert "python tools/" not in (ROOT / "Makefile").read_text(encoding="utf-8").replace("python tools/checks.py", "")
