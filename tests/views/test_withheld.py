"""What is not published is counted openly on the list, the method page and the data page."""

from dataclasses import replace
from datetime import date

from kpi.access import public_slice
from kpi.html.page_context import PageContext
from kpi.html.pages import indicators as list_page
from kpi.html.pages import method as method_page
from kpi.measure import survey
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.model import GoalBook, Language, Visibility
from kpi.text import Text
from kpi.views.common.withheld import withheld_words
from kpi.views.public import indicators, method
from tests.books import NOVEMBER, indicator, observation
from tests.books import plan as whole_plan
from tests.views.one import plain

UK, EN = Text(Language.UK), Text(Language.EN)


def sliced(*visibilities: Visibility) -> Dataset:
    """A public indicator and one of each visibility."""
    hidden = [
        indicator(f"1.2.{n}", name="таємна назва", visibility=one, ground="таємна підстава", open_from=date(2030, 1, 1))
        for n, one in enumerate(visibilities, start=2)
    ]
    book = GoalBook(
        goal="1.2", indicators=(indicator("1.2.1"), *hidden), observations=(observation("1.2.1", "2026-Q3", 70.0),)
    )
    return public_slice(dataset_from_books([(book, NOVEMBER)], replace(whole_plan(), successions=())), NOVEMBER)


def test_the_number_and_the_rules_are_told() -> None:
    found = sliced(Visibility.INTERNAL, Visibility.INTERNAL, Visibility.DELAYED, Visibility.AGGREGATE)
    words = plain(withheld_words(found, UK))
    assert words.startswith("Ще 4 показники стратегії не оприлюднюємо: 1 — строк відкриття ще не настав")
    assert "2 — службова інформація" in words
    assert withheld_words(found, EN).startswith("4 more indicators of the strategy are not published: 1 not open yet")
    assert "таємн" not in words


def test_nothing_is_said_where_all_is_public_or_the_reader_sees_all() -> None:
    assert withheld_words(sliced(), UK) == ""
    whole = dataset_from_books(
        [
            (
                GoalBook(goal="1.2", indicators=(indicator("1.2.1", visibility=Visibility.INTERNAL),), observations=()),
                NOVEMBER,
            )
        ]
    )
    assert withheld_words(whole, UK) == ""


def test_the_list_and_the_method_say_it() -> None:
    measured = survey(sliced(Visibility.INTERNAL))
    for body in (
        list_page.body(indicators.build(measured, UK), PageContext(text=UK)),
        method_page.body(method.build(measured, UK), PageContext(text=UK)),
    ):
        assert "Ще 1 показник стратегії не оприлюднюємо: 1 — службова інформація." in plain(str(body))
