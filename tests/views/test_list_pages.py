"""A long list in pages: nothing is left out, nothing shown twice, whatever page is asked for."""

import pytest

from kpi.views.list_pages import ROWS, WHOLE, ListPages, number_of


@pytest.mark.parametrize("total", [0, 1, WHOLE, WHOLE + 1, 2 * ROWS, 2 * ROWS + 1, 2000])
def test_the_pages_together_are_the_list(total: int) -> None:
    rows = list(range(total))
    last = ListPages.of(total, 1).last
    assert [row for n in range(1, last + 1) for row in ListPages.of(total, n).cut(rows)] == rows
    assert (last > 1) is (total > WHOLE)


def test_a_page_that_there_is_not_is_the_last() -> None:
    assert ListPages.of(2000, 99).span == (1901, 2000)
    assert ListPages.of(2000, 0).span == (1, 100)
    assert ListPages.of(80, 7) == ListPages(1, 1, 80)


@pytest.mark.parametrize(
    ("written", "number"), [("", 1), ("3", 3), ("-1", 1), ("٣", 1), ("1e3", 1), ("9999999", 1), ("0", 0)]
)
def test_what_an_address_asks_for(written: str, number: int) -> None:
    assert number_of(written) == number


def test_the_pages_that_are_named_lead_to_both_ends() -> None:
    assert ListPages.of(2000, 10).named() == (1, 8, 9, 10, 11, 12, 20)
    assert ListPages.of(2000, 1).named() == (1, 2, 3, 20)
