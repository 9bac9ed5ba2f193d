"""Every word of these pages exists in both languages, and none of them is left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from kpi.text.catalog import entries

KPI = Path(__file__).resolve().parents[2] / "kpi"
AREAS = ("rows", "shell", "overview", "sector", "indicators")


def said() -> Iterator[re.Pattern[str]]:
    """Every text of the code that could be a key: literals, and f-strings with anything in their gaps."""
    for file in (*KPI.glob("views/*.py"), *KPI.glob("documents/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.compile(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_0-9]+"
                    for part in node.values
                ]
                yield re.compile("".join(parts))


def test_every_key_is_used_somewhere() -> None:
    patterns = [p for p in said() if any(p.pattern.startswith(area) for area in AREAS)]
    keys = [key for key in entries() if key.split(".")[0] in AREAS]
    left = [key for key in keys if not any(p.fullmatch(key) for p in patterns)]
    assert not left, f"said nowhere: {left}"


def test_both_languages_have_the_same_gaps() -> None:
    """A text that names a value in one language names it in the other (a plural may leave out its number)."""
    gap = re.compile(r"{(\w+)}")
    uneven = []
    for key, languages in entries().items():
        if key.split(".")[0] not in AREAS:
            continue
        forms = {
            language: [form] if isinstance(form, str) else list(form.values()) for language, form in languages.items()
        }
        names = {language: set(gap.findall(" ".join(f))) for language, f in forms.items()}
        # a quarter is a Roman numeral in Ukrainian and a figure in English
        if names["uk"] - {"roman"} != names["en"] - {"n"} and names["uk"] != names["en"]:
            uneven.append((key, names))
    assert uneven == []


def test_no_apostrophe_but_the_typographic_one() -> None:
    straight = [
        key
        for key, languages in entries().items()
        if key.split(".")[0] in AREAS and "'" in str(languages["uk"]).replace("', '", "").replace("': '", "")[2:-2]
    ]
    assert straight == []
