"""What a plan names in its own language alone is marked on pages of another, whatever its letters."""

import pytest

from kpi.html.lang_markup import mark_name
from kpi.model import Language
from kpi.text import Text

PL, UK, EN = Language("pl"), Language.UK, Language.EN


@pytest.mark.parametrize(
    ("name", "language", "own", "marked"),
    [
        ("1.1.1 Budynek", EN, PL, "pl"),
        ("Żłobek", EN, PL, "pl"),
        ("1.1.1 Budynek", PL, PL, None),
        ("1.1.1 Оновити класи", EN, UK, "uk"),
        ("1.1.1 Оновити класи", UK, UK, None),
        ("DREAM-UA-0001", EN, UK, None),
        ("12,5", EN, PL, None),
        ("1.1.1 New classrooms for schools", UK, EN, "en"),
    ],
)
def test_a_name_says_its_language(name: str, language: Language, own: Language, marked: str | None) -> None:
    told = str(mark_name(name, Text(language, own)))
    assert (f'lang="{marked}"' in told) is (marked is not None)
    assert ("lang=" in told) is (marked is not None)
