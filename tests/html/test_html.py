from hypothesis import given
from hypothesis import strategies as st

from kpi.html.links import address, link, list_markup, localized_markup, way
from kpi.model import Language
from kpi.text.markup import Markup, el, esc, join
from tests.html.reading import Page


def test_everything_that_is_not_markup_is_escaped() -> None:
    assert el("p", "<b>", el("i", "a & b"), title='"x"') == ('<p title="&#34;x&#34;">&lt;b&gt;<i>a &amp; b</i></p>')
    assert esc("'") == "&#39;"
    assert join(("<", None, "", 0, Markup("<br>"))) == "&lt;0<br>"


#: what no XML may hold is left out
PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))


@given(PRINTABLE, PRINTABLE)
def test_any_text_comes_back_as_it_was(content: str, attribute: str) -> None:
    page = Page(f"<h1>x</h1>{el('p', content, title=attribute)}")
    assert page.problems == []
    assert page.text == "x" + content
    assert page.all("p")[0].get("title", "") == attribute


def test_attributes() -> None:
    assert el("a", "x", class_="p-name", data_x=True, hidden=False, rel=None) == '<a class="p-name" data-x>x</a>'
    assert el("br") == "<br>"


def test_addresses_hold_codes_and_leave_out_what_is_empty() -> None:
    assert address("overview") == "/"
    assert address("overview", lang=Language.EN) == "/?lang=en"
    assert address("indicator", id="1.1.1") == "/indicator?id=1.1.1"
    assert address("indicators", status="off_track,moving_away", q="") == "/indicators?status=off_track,moving_away"
    assert address("indicators", q="a&b=c <x>") == "/indicators?q=a%26b%3Dc%20%3Cx%3E"
    assert address("sector", id="urban", lang="en", v="2026-11-14") == "/sector?id=urban&lang=en&v=2026-11-14"


def test_without_an_address_a_link_is_its_words_and_a_way_is_nothing() -> None:
    assert link("x", "/sector?id=a&lang=en") == '<a href="/sector?id=a&amp;lang=en">x</a>'
    assert link("<x", None, class_="p-name") == "&lt;x"
    assert way("x", "/a", download=True) == '<a href="/a" download>x</a>'
    assert way("x", None) is None
    assert list_markup(el("b", "x"), None) == "<li><b>x</b></li>"


def test_drawings_are_built_by_the_same_builder() -> None:
    assert el("path", d="M1 2", stroke_width=1.25, opacity=None) == '<path d="M1 2" stroke-width="1.2"/>'
    assert el("circle", el("title", "a & b"), r=3.0) == '<circle r="3"><title>a &amp; b</title></circle>'
    assert el("g") == "<g></g>"
    assert el("text", "a\x00b\ud800") == "<text>ab</text>"


def test_a_foreign_name_says_its_language() -> None:
    assert localized_markup("Назва", foreign=True, own=Language.UK) == '<span lang="uk">Назва</span>'
    assert localized_markup("Назва", own=Language.UK) == "Назва"
