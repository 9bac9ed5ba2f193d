"""What a line must not part, in words of people and of data."""

import pytest

from kpi.html.components import amount
from kpi.html.lang_markup import mark_language, mark_languages
from kpi.html.links import localized_markup
from kpi.html.page_context import PageContext
from kpi.model import Language
from kpi.text import Text, inner_quotes, join_number_signs
from tests.fiscal_years import CALENDAR

WHOLE = '<span class="p-n">1–5</span>'


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Ліцей № 1 (0–6)", "Ліцей №\u00a01 (0–6)"),
        ("за III кв. 2026", "за III\u00a0кв. 2026"),
        ("I півр. 2026", "I\u00a0півр. 2026"),
        ("−4,3 в. п.", "−4,3 в.\u00a0п."),
        ("2 080 тис. осіб", "2 080 тис.\u00a0осіб"),
        ("випадків на 100 тис. населення", "випадків на 100 тис.\u00a0населення"),
        ("грн, тис.", "грн, тис."),
        ("Донецьк – Київ", "Донецьк – Київ"),
        ("2022-01-05", "2022-01-05"),
        ("№ ліцею", "№ ліцею"),
        ("", ""),
    ],
)
def test_ranges_numbers_and_quarters_stay_whole(words: str, kept: str) -> None:
    assert join_number_signs(words) == kept
    assert join_number_signs(kept) == kept


def test_names_and_sentences_of_pages_are_joined() -> None:
    text, words = Text(Language.UK), "Оцінка 1–5"
    drawn = {
        str(made)
        for made in (
            localized_markup(words, own=text.default),
            mark_language(words, text),
            mark_languages(words, text),
        )
    }
    assert drawn == {f"Оцінка {WHOLE}"}
    assert WHOLE in str(localized_markup("Оцінка 1–5", foreign=True, own=Language.UK))


@pytest.mark.parametrize("number", ["№\u00a048-ілюстр.", "№\u00a05-р", "№\u00a02026/17-8"])
def test_the_number_of_a_decision_is_not_parted_at_its_hyphen(number: str) -> None:
    drawn = str(mark_languages(f"{number.replace(chr(160), ' ')} від 26.03.2026", Text(Language.UK)))
    assert drawn == f'<span class="p-n">{number}</span> від 26.03.2026'


def test_a_thousand_goes_with_what_it_counts_below_a_number() -> None:
    drawn = str(amount("2\u202f080\u00a0тис.\u00a0осіб", PageContext(text=Text(Language.UK))))
    assert drawn.endswith(" тис.\u00a0осіб")


@pytest.mark.parametrize("code", ["2026-Q3", "2026-H1"])
def test_a_period_is_one_word(code: str) -> None:
    assert " " not in Text(Language.UK).period(CALENDAR.parse(code))


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Стратегія «Завтра»", "Стратегія „Завтра“"),
        ("The “New” plan", "The ‘New’ plan"),
        ("Стратегія розвитку", "Стратегія розвитку"),
    ],
)
def test_quotation_marks_inside_others_are_of_the_second_kind(name: str, inside: str) -> None:
    assert inner_quotes(name, Language.UK) == inside
