"""No place, money, law or edition of one community stands in the code: the plan says them (decision 0039).

Strings of kpi/, pages/ and dashboard.py are looked at, not their comments and docstrings; words on the screen too.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.model import Language
from kpi.text.catalog import entries
from tests.shipped import ROOT

#: what only one country or community has
OWN = re.compile(
    r"Kyiv|Київ|київськ|Краматор|Kramator|krm\.gov|KATOTTG|КАТОТТГ|₴|\bгрн\b|гривн|\bUAH\b|[Hh]ryvnia|№ 835|No\. 835"
    r"|КМУ|Закон\w* України|Law of Ukraine|воєнн\w+ стан|martial law|24\.02\.2022|DREAM|ДРІМ|2022[-–]2026|language/UKR"
)
#: where one stands, and why
ALLOWED = {
    ("kpi/model/enums.py", "Kyiv"): "USUAL_ZONE, of a strategy in Ukrainian that names none",
    ("kpi/workbook/goal/settings.py", "Kyiv"): "the example in the refusal of a zone",
    ("kpi/workbook/goal/settings.py", "UAH"): "the example in the refusal of a currency",
    ("kpi/workbook/sheet/cures.py", "₴"): "one of the signs after a number",
    ("kpi/charts/labels.py", "₴"): "the width of a letter",
}


def literals(path: Path) -> Iterator[str]:
    """The strings of a module, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def modules() -> list[Path]:
    return [*sorted((ROOT / "kpi").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "dashboard.py"]


def test_the_code_knows_no_community() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), match[0]): text[:80]
        for path in modules()
        for text in literals(path)
        for match in OWN.finditer(text)
        if not path.name.startswith("frozen_ddl")
    }
    assert {place: text for place, text in found.items() if place not in ALLOWED} == {}
    assert ALLOWED.keys() - found.keys() == set(), "an exception that nothing needs"


def test_the_words_know_no_community() -> None:
    found = {
        key: match[0]
        for key, entry in entries().items()
        for form in entry.values()
        for words in ([form] if isinstance(form, str) else form.values())
        if (match := OWN.search(words))
    }
    assert found == {}


@pytest.mark.parametrize("language", [str(language) for language in Language])
def test_the_method_and_the_guide_know_no_community(language: str) -> None:
    for folder in ("method", "guide"):
        if not (ROOT / "kpi/text/languages" / language / f"{folder}.md").is_file():
            continue
        told = (ROOT / "kpi/text/languages" / language / f"{folder}.md").read_text(encoding="utf-8")
        assert OWN.search(told) is None, folder


def test_no_language_is_named_in_code() -> None:
    """What a language is stands in its folder: code asks it, and tests for none of them (decision 0044)."""
    codes = {language.value for language in Language}
    found = {
        (path.relative_to(ROOT).as_posix(), text) for path in modules() for text in literals(path) if text in codes
    }
    assert found == {
        ("kpi/model/language.py", "uk"),  # USUAL_LANGUAGE
        ("kpi/model/language.py", "en"),  # NAMES_BESIDE
        ("kpi/text/catalog.py", "uk"),  # SHARED
        ("kpi/text/catalog.py", "en"),
    }
    member = re.compile(rf"\bLanguage\.(?:{'|'.join(codes)})\b", re.IGNORECASE)
    for path in modules():
        code = path.read_text(encoding="utf-8")
        assert member.search(code) is None or path.name == "language.py", path
