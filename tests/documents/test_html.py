from hypothesis import given
from hypothesis import strategies as st

from kpi.documents.html import Html, address, el, esc, join, link, named, raw
from kpi.model import Language
from tests.documents.reading import Page


def test_everything_that_is_not_markup_is_escaped() -> None:
    assert el("p", "<b>", el("i", "a & b"), title='"x"') == ('<p title="&quot;x&quot;">&lt;b&gt;<i>a &amp; b</i></p>')
    assert esc("'") == "&#x27;"
    assert raw("<hr>") == "<hr>"
    assert join(("<", None, "", 0, Html("<br>"))) == "&lt;0<br>"


@given(st.text(), st.text())
def test_any_text_comes_back_as_it_was(content: str, attribute: str) -> None:
    clean = content.replace("\r", "").replace("\x00", "")
    value = attribute.replace("\r", "").replace("\x00", "")
    page = Page(f"<h1>x</h1>{el('p', clean, title=value)}")
    assert page.faults == []
    assert page.text == "x" + clean
    assert page.all("p")[0].get("title", "") == value


def test_attributes() -> None:
    assert el("a", "x", class_="p-name", data_nav=True, hidden=False, rel=None) == '<a class="p-name" data-nav>x</a>'
    assert el("br") == "<br>"


def test_addresses_hold_codes_and_leave_out_what_is_empty() -> None:
    assert address("overview") == "/"
    assert address("overview", lang=Language.EN) == "/?lang=en"
    assert address("indicator", id="1.1.1") == "/indicator?id=1.1.1"
    assert address("indicators", status="off_track,moving_away", q="") == "/indicators?status=off_track,moving_away"
    assert address("indicators", q="a&b=c <x>") == "/indicators?q=a%26b%3Dc%20%3Cx%3E"
    assert address("sector", id="urban", lang="en", v="2026-11-14") == "/sector?id=urban&lang=en&v=2026-11-14"


def test_links_may_be_caught_by_the_live_page() -> None:
    assert link("x", "/sector?id=a&lang=en") == '<a href="/sector?id=a&amp;lang=en" data-nav>x</a>'


def test_a_foreign_name_says_its_language() -> None:
    assert named("Назва", foreign=True, language=Language.EN) == '<span lang="uk">Назва</span>'
    assert named("Назва") == "Назва"
