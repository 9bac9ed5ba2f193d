"""Whose words are told by their letters, piece by piece of a sentence."""

import pytest

from kpi.model import Language
from kpi.text.scripts import runs

PL, UK, EN = Language("pl"), Language.UK, Language.EN


@pytest.mark.parametrize(
    ("words", "language", "own", "theirs"),
    [
        ("Target 2026: 80 ліжок", EN, UK, ["ліжок"]),
        ("Source: Звіт лікарні № 5 · Data for Q1 2026", EN, UK, ["Звіт лікарні"]),
        ("База 2022: 4 miles", UK, EN, ["miles"]),
        ("Джерело: Road log of 2024, Public works · дані за I кв. 2026", UK, EN, ["Road log of 2024, Public works"]),
        ("У файлі values.csv — рядок 1.2.1, 2026-Q1", UK, EN, []),
        ("II квартал, IV квартал", UK, EN, []),
        ("miles", UK, EN, ["miles"]),
        ("8 km", UK, PL, ["8 km"]),
        ("2026-Q1", UK, EN, []),
        ("https://example.org/road/log", UK, EN, []),
        ("Звіт API за CSV", UK, UK, []),
        ("Target 2026: 80 beds", EN, PL, []),
    ],
)
def test_words_of_a_workbook_are_told_within_a_sentence(
    words: str, language: Language, own: Language, theirs: list[str]
) -> None:
    pieces = runs(words, language, own)
    assert "".join(piece for piece, _ in pieces) == words
    assert [piece.strip(" №.0123456789") for piece, lang in pieces if lang] == [
        piece.strip(" №.0123456789") for piece in theirs
    ]
    assert {lang for _, lang in pieces if lang} <= {own}
