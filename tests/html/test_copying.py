"""Numbers of cells are numbers in a spreadsheet: no narrow spaces, no typographic minus in what is copied."""

import re
from html import unescape

import pytest

from kpi.html.copying import copyable
from kpi.model import Language
from kpi.text import format_number
from kpi.text.markup import Markup, el


def _copied(markup: str) -> list[str]:
    return [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<(?:td|dd)[^>]*>(.*?)</(?:td|dd)>", markup)]


@pytest.mark.parametrize(
    ("value", "copied"),
    [(13450.5, "13450,5"), (-5.2, "-5,2"), (-1234567.0, "-1234567"), (999.0, "999"), (0.0, "0"), (1e9, "1000000000")],
)
@pytest.mark.parametrize("tag", ["td", "dd"])
def test_a_number_is_copied_as_a_number(value: float, copied: str, tag: str) -> None:
    shown = format_number(value, Language.UK)
    assert _copied(copyable(el(tag, shown))) == [copied]
    assert _copied(copyable(el(tag, el("span", shown, class_="p-figure")))) == [copied]


def test_only_numbers_of_cells_are_touched() -> None:
    drawing = "<svg><title>13\u202f450</title><text>\u22125</text></svg>"
    kept = el("td", Markup(drawing), data_label="\u22125")
    assert copyable(kept) == kept
    outside = el("p", "13\u202f450 і \u22125")
    assert copyable(outside) == outside
    words = el("td", "13\u202f450 осіб, \u2212 і 60–85, 1\u202f2")
    assert _copied(copyable(words)) == ["13450 осіб, \u2212 і 60–85, 1\u202f2"]


def test_what_stands_around_stays_escaped() -> None:
    assert copyable(el("td", "<b>1\u202f000</b>")) == '<td>&lt;b&gt;1<span class="p-digits">000</span>&lt;/b&gt;</td>'
