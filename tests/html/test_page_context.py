"""What a page knows while it is built: words, the links of its release, the ways to what serves no release."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.html.components import details
from kpi.html.forms import get_form
from kpi.html.page_context import PageContext, PageKind
from kpi.html.page_frame import render_page
from kpi.model import Language
from kpi.text import Text
from kpi.text.markup import el

PAGE = PageContext(text=Text(Language.EN), address="/goal?id=1.1&lang=en")
PAST = replace(PAGE, release=date(2026, 8, 14))


def test_links_keep_the_language_and_the_release() -> None:
    assert PAGE.href("goal", id="1.1") == "/goal?id=1.1&lang=en"
    assert PAST.href("goal", id="1.1") == "/goal?id=1.1&lang=en&v=2026-08-14"
    assert PAST.href("overview") == "/?lang=en&v=2026-08-14"
    assert PAST.href("dashboard/sector", sector="s1") == "/dashboard/sector?sector=s1&lang=en&v=2026-08-14"


@pytest.mark.parametrize("name", ["login", "upload", "upload/draft", "admin", "account", "feed.atom", "calendar.ics"])
def test_what_has_no_releases_is_linked_without_one(name: str) -> None:
    assert PAST.href(name) == f"/{name}?lang=en"


def test_an_address_that_names_its_release_keeps_it() -> None:
    assert PAST.href("data", v="2026-05-14") == "/data?lang=en&v=2026-05-14"
    assert PAST.href("data", v="") == "/data?lang=en"
    assert PAST.at("/download/2026-05-14/data.csv") == "/download/2026-05-14/data.csv"
    assert PAST.at("/download/indicator/1.1.csv") == "/download/indicator/1.1.csv?v=2026-08-14"
    assert PAST.at("/indicator?id=1.1#data") == "/indicator?id=1.1&v=2026-08-14#data"


def test_a_form_that_is_read_by_get_carries_language_and_release() -> None:
    form = get_form(PAST.href("indicators"), PAST)
    assert 'action="/indicators"' in form
    assert '<input type="hidden" name="lang" value="en">' in form
    assert '<input type="hidden" name="v" value="2026-08-14">' in form


def test_everything_is_unfolded_on_paper() -> None:
    assert details(PAGE, "more", "x") == '<details class="p-more"><summary>more</summary>x</details>'
    assert "<details" in details(replace(PAGE, kind=PageKind.SHEET), "more", "x")
    assert " open>" in details(replace(PAGE, kind=PageKind.SHEET), "more", "x")


def test_the_frame_says_who_reads_and_what_the_page_is_not() -> None:
    page = replace(PAGE, notice=el("p", "Saved", class_="p-notice"), reader="O. <Petrenko>")
    whole = render_page("Title <1>", el("h1", "Heading"), page).decode()
    assert whole.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<title>Title &lt;1&gt;</title>" in whole
    assert '<p class="p-notice">Saved</p><h1>Heading</h1>' in whole
    assert '<meta name="robots" content="noindex">' in whole
    assert 'href="/goal?id=1.1&amp;lang=uk" lang="uk"' in whole
