"""No rule of a style sheet is for a class that nothing writes: readers wait for every byte of it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_RULE, _CLASS, _COMMENT = re.compile(r"([^{}]+)\{"), re.compile(r"\.(p-[\w-]+)"), re.compile(r"/\*.*?\*/", re.DOTALL)
#: the first part of a class whose end is put in: f"p-heat-{step}", `p-word-${tone}`
_BEGUN = re.compile(r"(p-[\w-]+)\$?\{")
#: the three digits of a share in a bar (`kpi.charts.bars`)
_DIGITS = {f"p-{place}{digit}" for place in "abc" for digit in range(1, 10)}
#: what only the maintainers' sheet of all charts has (tools/gallery.py)
_GALLERY = {"p-table-narrow"}


def unwritten(sheets: list[str], written: str) -> list[str]:
    """Classes of style sheets that stand nowhere in `written`, neither whole nor begun."""
    rules = (rule for sheet in sheets for rule in _RULE.findall(_COMMENT.sub("", sheet)))
    found = {name for rule in rules for name in _CLASS.findall(rule)}
    begun = tuple(set(_BEGUN.findall(written)))
    whole = set(re.findall(r"p-[\w-]*\w", written))
    return sorted(name for name in found - whole if not name.startswith(begun))


def test_every_class_of_the_style_sheets_is_written_somewhere() -> None:
    files = [file for end in ("py", "js") for room in ("kpi", "pages") for file in (ROOT / room).rglob(f"*.{end}")]
    written = "\n".join(file.read_text(encoding="utf-8") for file in files)
    sheets = [file.read_text(encoding="utf-8") for file in (ROOT / "kpi").rglob("*.css")]
    assert set(unwritten(sheets, written)) == _DIGITS | _GALLERY


def test_a_class_that_nothing_writes_is_found() -> None:
    sheet = "/* .p-told {} */ .p-a, .p-b .p-gone:hover { top: 1px } @media print { .p-tone-warn { top: .5rem } }"
    assert unwritten([sheet], "class_='p-a p-b' + f'p-tone-{tone}'") == ["p-gone"]
