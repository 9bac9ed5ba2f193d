"""One word for an idea and one idea for a word: the glossary against the code and against the words on the screen."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from kpi.text.catalog import entries
from tools.glossary import DOCUMENT, ROOT, Term, document, identifiers, parts, terms

TERMS = terms()
#: a retry's wait is no suspension, Microsoft Office is no department
OTHER_SENSE = {
    # of the event loop: what is overridden has its name
    ("kpi/web/protection/connections.py", "pause_writing"),
    ("kpi/services/reminders/smtp.py", "pause"),
    ("kpi/services/reminders/smtp.py", "PAUSES"),
    ("kpi/workbook/reader/file_kinds.py", "_OFFICE"),
}


@cache
def _named() -> tuple[tuple[str, str], ...]:
    """(file, identifier) of the whole code, read by the first test that asks."""
    return tuple(identifiers())


def test_the_document_is_made_from_the_glossary() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "python -m tools.glossary"


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.code)
def test_a_term_stands_in_the_code(term: Term) -> None:
    wanted = parts(term.code)
    assert any(_holds(parts(name), wanted) for _, name in _named()), "no identifier has it"


def _holds(found: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return any(found[at : at + len(wanted)] == wanted for at in range(len(found)))


@pytest.mark.parametrize("term", [term for term in TERMS if term.second], ids=lambda term: term.code)
def test_no_second_word_of_the_code_says_it(term: Term) -> None:
    second = [parts(word) for word in term.second]
    found = {
        f"{file}: {name}"
        for file, name in _named()
        if (file, name) not in OTHER_SENSE and any(_holds(parts(name), word) for word in second)
    }
    assert sorted(found) == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.code)
def test_a_term_stands_on_the_screen_in_both_languages(term: Term) -> None:
    for language, word in (("uk", term.uk), ("en", term.en)):
        assert any(re.search(rf"\b{word}", words, re.IGNORECASE) for words in _screen(language)), (language, word)
    for word in term.second_uk:
        said = [words for words in _screen("uk") if re.search(rf"\b{word}", words, re.IGNORECASE)]
        assert said == [], word


def _screen(language: str) -> list[str]:
    found = []
    for entry in entries().values():
        forms = entry.get(language, "")
        found += [forms] if isinstance(forms, str) else list(forms.values())
    return found


def test_a_class_name_is_one_thing() -> None:
    where: dict[str, list[str]] = defaultdict(list)
    for file in sorted((ROOT / "kpi").rglob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where[node.name].append(Path(file).relative_to(ROOT).as_posix())
    assert {name: files for name, files in where.items() if len(files) > 1} == {}
