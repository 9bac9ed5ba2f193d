"""Cures name a number only where the whole text is that number written otherwise."""

import re

import pytest

from kpi.model import Language
from kpi.text import Text
from kpi.text.problems import remedy
from kpi.workbook.sheet.cures import Cure, cure_of
from kpi.workbook.sheet.fields import is_nothing
from tests.languages import BOTH
from tests.workbook.tables import HEAD, ROW, SEEN, reading

NUMBERS = [
    ("км", "46,5 км", "46,5"),
    ("км", "42км", "42"),
    ("%", "45 відсотків", "45"),
    ("осіб", "15 ос.", "15"),
    ("грн", "1 234,50 грн.", "1234,5"),
    ("тис. грн", "42 тис.", "42"),
    ("тис. грн", "42 тис. грн", "42"),
    ("млн грн", "1,5 млн", "1,5"),
    ("км", "сорок дві", "42,0"),
    ("км", "чотири тисячі", "4000,0"),
    ("км", "сто двадцять п'ять", "125,0"),
]
SCALED = [("грн", "42 тис.", "42000"), ("тис. грн", "1,5 млн", "1500"), ("млн грн", "42 тис. грн", "0,042")]
NEGATIVE = [("(5)", "-5"), ("(5,5)", "-5,5"), ("– 5", "-5"), ("— 5", "-5"), ("5-", "-5"), ("5−", "-5")]
ABSENT = [
    *("немає", "немає даних за 2025 рік", "не надано", "дані відсутні", "…", "...", "?", "територія недоступна"),
    *("не проводилось у 2024", "n/a", "No data", "інформація відсутня, лист № 7", "очікуються 15.01", "--"),
]
NO_NUMBER = [
    *("до 15", "зросло на 12%", "лист № 7", "4120/3960", "40-45", "~40", "≈ 40", ">5", "не менше 15", "понад 100 осіб"),
    *("12 34", "багато", "46,5 км (оцінка)", "46,5 м", "5 із 7", "1e5", "4О", "l2", "50 на 50", "№ 5", "5 %"),
]


@pytest.mark.parametrize(("unit", "text", "number"), NUMBERS)
def test_a_number_written_otherwise_is_named(unit: str, text: str, number: str) -> None:
    assert cure_of(text, unit, percent=unit == "%") == Cure("number", number)


@pytest.mark.parametrize(("unit", "text", "number"), SCALED)
def test_a_word_of_scale_is_asked_about(unit: str, text: str, number: str) -> None:
    assert cure_of(text, unit) == Cure("scaled", number)


@pytest.mark.parametrize(("text", "number"), NEGATIVE)
def test_a_sign_is_never_dropped(text: str, number: str) -> None:
    assert cure_of(text, "км") == Cure("negative", number)


@pytest.mark.parametrize("text", ABSENT)
def test_words_of_absence_lead_to_the_reason(text: str) -> None:
    assert cure_of(text, "км").kind == "absent"
    assert cure_of(text, "км", blank=True).kind == "blank"


@pytest.mark.parametrize("text", NO_NUMBER)
def test_no_number_is_made_of_other_words(text: str) -> None:
    assert cure_of(text, "км").example == ""


def test_without_the_unit_no_scale_is_known() -> None:
    assert cure_of("42 тис.", None).example == ""


@pytest.mark.parametrize("language", BOTH)
def test_the_sentence_holds_no_digit_of_the_text(language: Language) -> None:
    texts = [text for text in [*ABSENT, *NO_NUMBER] if not is_nothing(text)]
    head = f"# Показники\n{HEAD}\n1.1.1 | Мережі | км | зростання | 2021 | 40 | 50 | 70 | | УЖКГ | Звіт\n"
    rows = "\n".join(f"1.1.1 | {2000 + n} | | | t:{text} |" for n, text in enumerate(texts))
    found = reading(f"{head}# Спостереження\n{SEEN}\n{rows}")
    invalid = [p for p in found.problems if p.code == "number_invalid"]
    assert len(invalid) == len(texts)
    assert not any(re.search("[0-9]", remedy(p, Text(language))) for p in invalid)


@pytest.mark.parametrize(
    ("written", "value"),
    [("–5,5", -5.5), ("\u20115,5", -5.5), ("−5,5", -5.5), ("\u20105,5", -5.5)],
)
def test_every_minus_sign_is_read(written: str, value: float) -> None:
    book = reading(f"# Показники\n{HEAD}\n{ROW}\n# Спостереження\n{SEEN}\n1.1.1 | 2022 | | | t:{written} |").goal_book
    assert book is not None
    assert [o.value for o in book.observations] == [value]


@pytest.mark.parametrize(
    "hidden", ["\u200e46,5", "46,5\u200f", "\u202d46,5\u202c", "46\u2060,5", "\ufeff46,5", "4\ufeff6,5"]
)
def test_invisible_signs_are_no_part_of_a_number(hidden: str) -> None:
    found = reading(f"# Показники\n{HEAD}\n{ROW}\n# Спостереження\n{SEEN}\n1.1.1 | 2022 | | | t:{hidden} |")
    assert found.goal_book is not None
    assert [o.value for o in found.goal_book.observations] == [46.5]


def test_what_is_shown_the_other_way_round_is_told() -> None:
    found = reading(f"# Показники\n{HEAD}\n{ROW}\n# Спостереження\n{SEEN}\n1.1.1 | 2022 | | | t:\u202e5,64 |")
    assert [p.code for p in found.problems] == ["number_invalid"]
    assert "невидимі" in remedy(found.problems[0], Text(Language.UK))
