"""What people paste from spreadsheets lands where they meant it, and what was not taken is listed."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_report_form import CONTAINERS, WARMTH, desk, folder, is_saved, paste, row, value
from tests.browser.test_submit import browser_of, enter
from tests.servers import Site

pytestmark = pytest.mark.browser
__all__ = ["desk", "folder"]
EARLIER = "6.2.3@2026-Q2"
FIELDS = (EARLIER, CONTAINERS, WARMTH)
ROWS = {EARLIER: "590", CONTAINERS: "640", WARMTH: "17,9"}
#: by what it is: where it is pasted, the text as the clipboard has it, the values, the comments, what is listed
CASES: Mapping[str, tuple[str, str, Mapping[str, str], Mapping[str, str], tuple[str, ...]]] = {
    "a column": (EARLIER, "590\r\n640\r\n17,9\r\n", ROWS, {}, ()),
    "a column of an old Mac": (EARLIER, "590\r640\r17,9", ROWS, {}, ()),
    "spaces around": (EARLIER, " 590 \n\t640\n17,9\u00a0", ROWS, {}, ()),
    "values with comments": (
        EARLIER,
        "590\tза актом\r\n640\t\r\n17,9\tза приладами\r\n",
        ROWS,
        {EARLIER: "за актом", WARMTH: "за приладами"},
        (),
    ),
    "names before values": (EARLIER, "2 черга\t590\nКонтейнерів\tод.\t640\nТемпература\t17,9\t°C\n", ROWS, {}, ()),
    "a head": (EARLIER, "Значення\n590\n640\n17,9", ROWS, {}, ()),
    "a head in English": (EARLIER, "Value\tNote\n590\tby act\n640\n17,9", ROWS, {EARLIER: "by act"}, ()),
    "plan and fact": (
        EARLIER,
        "Показник\tОд.\tПлан\tФакт\tПримітка\r\nК\tод.\t600\t590\tакт\r\nК\tод.\t700\t640\t\r\nТ\t°C\t18\t17,9\t\r\n",
        ROWS,
        {EARLIER: "акт"},
        (),
    ),
    "a head of years": (EARLIER, "Показник\t2026\nК\t590\nК\t640\nТ\t17,9", ROWS, {}, ()),
    "codes and periods": (
        WARMTH,
        "6.2.3\tКонтейнерів\tIII кв. 2026\t640\n6.2.3\tКонтейнерів\tII кв. 2026\t590\n5.1.5\tТемпература\t17,9",
        ROWS,
        {},
        (),
    ),
    "a code twice without periods": (WARMTH, "6.2.3\t590\n6.2.3\t640\n5.1.5\t17,9", ROWS, {}, ()),
    "marks of direction": (EARLIER, "\u200f590\u200e\r\n\u202a640\u202c\r\n\ufeff17,9\r\n", ROWS, {}, ()),
    "a unit of the row": (EARLIER, "590 од.\n640 од\n17,9 °C\n", ROWS, {}, ()),
    "another unit is left to be asked about": (
        CONTAINERS,
        "1 234,5 грн\n17,9",
        {CONTAINERS: "1 234,5 грн", WARMTH: "17,9"},
        {},
        (),
    ),
    "one with a unit alone": (WARMTH, "\u200e17,9 °C", {WARMTH: "17,9"}, {}, ()),
    "percent": (CONTAINERS, "61,5 %\n17,9", {CONTAINERS: "61,5 %", WARMTH: "17,9"}, {}, ()),
    "thousands": (
        EARLIER,
        "1 590\n1\u00a0640\n1.217,9",
        {EARLIER: "1 590", CONTAINERS: "1\u00a0640", WARMTH: "1.217,9"},
        {},
        (),
    ),
    "an empty cell between": (EARLIER, "590\r\n\r\n17,9\r\n", {EARLIER: "590", WARMTH: "17,9"}, {}, ()),
    "a quoted cell": (
        EARLIER,
        '590\t"за актом\nвід ""1"" грудня"\r\n640\r\n17,9\t"Надія" центр',
        ROWS,
        {EARLIER: 'за актом від "1" грудня', WARMTH: '"Надія" центр'},
        (),
    ),
    "the periods of one indicator in a line": (EARLIER, "590\t640", {EARLIER: "590", CONTAINERS: "640"}, {}, ()),
    "the same by its code": (WARMTH, "6.2.3\tКонтейнерів\t590\t640", {EARLIER: "590", CONTAINERS: "640"}, {}, ()),
    "two numbers for one period": (WARMTH, "17,9\t18,4", {WARMTH: "17,9"}, {}, ("рядок 1 «18,4»",)),
    "words that are no head": (
        EARLIER,
        "сорок\n640\n17,9",
        {CONTAINERS: "640", WARMTH: "17,9"},
        {},
        ("рядок 1 «сорок»",),
    ),
    "two words behind a value": (WARMTH, "17,9\tакт\tІваненко", {WARMTH: "17,9"}, {}, ("«акт Іваненко»",)),
}


@pytest.fixture
def page(desk: Site, chromium: Browser) -> Iterator[Page]:
    context = browser_of(chromium, desk)
    found = context.new_page()
    enter(found, "koval")
    yield found
    context.close()


def test_what_is_pasted_lands_where_it_is_meant(page: Page) -> None:
    wrong: list[tuple[str, str, object]] = []
    for name, (place, text, values, comments, left) in CASES.items():
        for key in FIELDS:
            for part in ("value", "comment"):
                value(page, key, part).fill("")
        paste(page, place, text)
        told = {key: value(page, key).input_value() for key in FIELDS}
        said = {key: value(page, key, "comment").input_value() for key in FIELDS}
        listed = page.locator("[data-note=untaken]")
        words = listed.inner_text() if listed.count() else ""
        if {key: one for key, one in told.items() if one} != dict(values):
            wrong.append((name, "values", told))
        if {key: one for key, one in said.items() if one} != dict(comments):
            wrong.append((name, "comments", said))
        if bool(words) != bool(left) or not all(one in words for one in left):
            wrong.append((name, "listed", words))
    assert wrong == []


def test_more_lines_than_rows_are_listed_and_nothing_goes_round(page: Page) -> None:
    keys = page.locator("[data-row]").evaluate_all("rows => rows.map(row => row.dataset.row)")
    paste(page, keys[-1], "1\n2\n3\n")
    listed = page.get_by_role("status").filter(has_text="Не вставлено")
    expect(listed).to_contain_text("рядок 2 «2»; рядок 3 «3»")
    expect(value(page, keys[-1])).to_have_value("1")
    expect(value(page, keys[0])).to_have_value("")


def test_numbers_that_are_laid_out_by_periods_are_told(page: Page) -> None:
    paste(page, EARLIER, "590\t640")
    told = page.get_by_role("status").filter(has_text="розкладено за періодами")
    expect(told).to_contain_text("II кв. 2026 — 590; III кв. 2026 — 640")
    expect(row(page, CONTAINERS)).to_contain_text("за планом")
    is_saved(page)
    paste(page, WARMTH, "17,9\n")
    expect(told).to_have_count(0)


def test_a_comment_that_stands_is_not_replaced_unseen(page: Page) -> None:
    value(page, WARMTH, "comment").fill("за приладами")
    paste(page, WARMTH, "17,9\tза журналом")
    expect(value(page, WARMTH, "comment")).to_have_value("за приладами")
    expect(page.get_by_role("status").filter(has_text="Не вставлено")).to_contain_text("«за журналом»")
