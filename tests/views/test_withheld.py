"""What is not published is said alike of every strategy: neither that there is any nor how much."""

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

UK = Text(Language.UK)


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


def test_the_list_and_the_method_say_the_same_whatever_is_withheld() -> None:
    said = []
    for data in (sliced(), sliced(Visibility.INTERNAL, Visibility.DELAYED, Visibility.AGGREGATE)):
        measured = survey(data)
        for body in (
            list_page.body(indicators.build(measured, UK), PageContext(text=UK)),
            method_page.body(method.build(measured, UK), PageContext(text=UK)),
        ):
            said.append(plain(str(body)))
            assert plain(withheld_words(UK)) in said[-1]
    assert said[:2] == said[2:]
