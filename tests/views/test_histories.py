"""Two histories, told apart: as known then and by what is known now."""

from datetime import date

import pytest

from kpi.html.page_context import PageContext
from kpi.html.pages import goal as goal_document
from kpi.html.pages import indicator as indicator_document
from kpi.html.pages import overview as overview_document
from kpi.measure import in_hindsight, survey
from kpi.measure.books import dataset_from_books
from kpi.measure.results import Survey
from kpi.model import Basis, Frequency, Language, Status, month_index
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.common.histories import history_choice
from kpi.views.indicator import page
from kpi.views.public import goal, overview
from kpi.web.addresses import parse
from kpi.web.saved_links import SavedEdition, SavedLinks
from tests.measure.one import book, values
from tests.measure.test_clock import one

UK = Text(Language.UK)
QUARTERLY = one(frequency=Frequency.QUARTER)
#: the first quarter was told as 54 in May and corrected to 93 in November
MAY, AUGUST, NOVEMBER = date(2026, 5, 14), date(2026, 8, 14), date(2026, 11, 14)


def corrected() -> Survey:
    first = values(("2026-Q1", 54.0))
    second = [*first, *values(("2026-Q2", 95.0))]
    third = values(("2026-Q1", 93.0), ("2026-Q2", 95.0), ("2026-Q3", 97.0))
    books = [(book(QUARTERLY, rows), day) for rows, day in ((first, MAY), (second, AUGUST), (third, NOVEMBER))]
    return survey(dataset_from_books(books))


KNOWN = corrected()
HINDSIGHT = in_hindsight(KNOWN)


def statuses(told: Survey) -> dict[int, str]:
    history = told.indicator_history
    return {int(moment): str(status) for moment, status in zip(history["moment"], history["status"], strict=True)}


def test_a_correction_changes_the_past_only_by_hindsight() -> None:
    spring = month_index(2026, 3)
    assert (statuses(KNOWN)[spring], statuses(HINDSIGHT)[spring]) == ("off_track", "on_track")
    assert statuses(KNOWN)[month_index(2026, 9)] == statuses(HINDSIGHT)[month_index(2026, 9)]


def test_rows_and_lines_follow_the_choice() -> None:
    known, hindsight = board(KNOWN, UK), board(HINDSIGHT, UK, Basis.HINDSIGHT)
    assert (known.rows[0].since.quarters, hindsight.rows[0].since.quarters) == (2, 3)
    assert known.counts_by_quarter(known.rows)[month_index(2026, 3)].on_plan == 0
    assert hindsight.counts_by_quarter(hindsight.rows)[month_index(2026, 3)].on_plan == 1
    assert known.rows[0].status is hindsight.rows[0].status is Status.ON_TRACK


def test_every_page_says_which_history_it_tells() -> None:
    for told, basis, words in (
        (KNOWN, Basis.KNOWN, "так, як було відомо тоді"),
        (HINDSIGHT, Basis.HINDSIGHT, "за тим, що відомо тепер: усі квартали оцінено за випуском 14.11.2026"),
    ):
        made = board(told, UK, basis)
        goal_view = goal.build(told, "1.1", UK, board=made)
        indicator_view = page.build(told, "1.1.1", UK, board=made)
        assert goal_view is not None
        assert indicator_view is not None
        bodies = (
            str(overview_document.body(overview.build(told, UK, board=made), PageContext(text=UK))),
            str(goal_document.body(goal_view, PageContext(text=UK))),
            str(indicator_document.body(indicator_view, PageContext(text=UK))),
        )
        for body in bodies:
            assert words in body
            assert body.count('aria-current="true"') >= 1
            assert "history=hindsight" in body


def test_the_quarters_before_the_first_release_are_told() -> None:
    choice = history_choice(KNOWN, Basis.KNOWN, UK, "overview")
    assert choice is not None
    assert "Квартали до IV\u00a0кв.\u00a02025 включно оцінено за першим випуском (14.05.2026)" in choice.words
    english = history_choice(KNOWN, Basis.KNOWN, Text(Language.EN), "overview")
    assert english is not None
    assert "Quarters up to Q4 2025 are judged by the first release (14 May 2026)" in english.words


def test_without_a_release_or_a_quarter_there_is_nothing_to_choose() -> None:
    unpublished = survey(dataset_from_books([(book(QUARTERLY, values(("2026-Q1", 54.0))), None)]))
    assert history_choice(unpublished, Basis.KNOWN, UK, "overview") is None
    fresh = survey(dataset_from_books([(book(QUARTERLY, []), MAY)]))
    assert history_choice(fresh, Basis.KNOWN, UK, "overview") is None


@pytest.mark.parametrize(
    ("href", "basis"),
    [
        ("/", Basis.KNOWN),
        ("/?history=hindsight", Basis.HINDSIGHT),
        ("/?history=known&lang=en", Basis.KNOWN),
        ("/indicator?id=1.1.1&history=hindsight", Basis.HINDSIGHT),
        ("/goal?history=%D0%BA", Basis.KNOWN),
        ("/method?history=hindsight", Basis.KNOWN),
    ],
)
def test_the_choice_stands_in_the_address(href: str, basis: Basis) -> None:
    address = parse(href)
    assert address is not None
    assert Basis.of_parameter(dict(address.parameters).get("history", "")) is basis


def test_a_saved_folder_holds_one_history_and_leads_to_the_site_for_the_other() -> None:
    pages = frozenset({"index.html"})
    alone = SavedLinks(SavedEdition(pages=pages, host="", day="2026-11-14"), "goal-1.1.html")
    assert (alone.href("/"), alone.href("/?history=hindsight")) == ("index.html", None)
    beside = SavedLinks(SavedEdition(pages=pages, host="https://example.org", day="2026-11-14"), "goal-1.1.html")
    assert beside.href("/?history=hindsight") == "https://example.org/?history=hindsight"
