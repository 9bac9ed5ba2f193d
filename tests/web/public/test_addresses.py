"""Whatever a browser sends as an address leads to a page of ours with parameters it knows, or nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.web.addresses import COMMON, HOME, LONGEST, PAGES, parse, paths


@pytest.mark.parametrize(
    ("href", "page", "parameters"),
    [
        ("/", "overview", {}),
        ("/indicator?id=1.1.1", "indicator", {"id": "1.1.1"}),
        ("/indicator?id=1.1.1&lang=en", "indicator", {"id": "1.1.1", "lang": "en"}),
        ("/indicator?id=1.1.1&other=1&status=off_track", "indicator", {"id": "1.1.1"}),
        ("/indicators?q=%D0%B2%D0%BE%D0%B4%D0%B0+%D1%96&status=off_track,at_risk", "indicators",
         {"q": "вода і", "status": "off_track,at_risk"}),
        ("/indicators?q=&status=", "indicators", {}),
        ("/goal?id=1.1&id=2.1", "goal", {"id": "2.1"}),
    ],
)  # fmt: skip
def test_our_links(href: str, page: str, parameters: dict[str, str]) -> None:
    found = parse(href)
    assert found is not None
    assert (found.page, dict(found.parameters)) == (page, parameters)


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/",
        "//example.org/indicator",
        "javascript:alert(1)",
        "/nowhere",
        "/indicator/",
        "/../etc/passwd",
        "indicator",
        "",
        "/overview",
        "http://[",
    ],
)
def test_other_links_lead_nowhere(href: str) -> None:
    assert parse(href) is None


@given(st.text(max_size=300))
def test_any_text_is_a_page_of_ours_or_nothing(href: str) -> None:
    found = parse(href)
    if found is not None:
        assert found.page in PAGES
        assert {name for name, _ in found.parameters} <= {*PAGES[found.page], *COMMON}
        assert all(0 < len(value) <= LONGEST for _, value in found.parameters)


@given(st.sampled_from(list(PAGES)), st.text(min_size=1, max_size=40).map(str.strip).filter(bool))
def test_an_address_is_read_back_as_written(page: str, value: str) -> None:
    if not PAGES[page]:
        return
    found = parse(f"{'/' if page == HOME else '/' + page}")
    assert found is not None
    written = type(found)(page, ((PAGES[page][0], value),))
    try:
        written.href.encode()
    except UnicodeEncodeError:
        return
    assert parse(written.href) == written


def test_every_page_has_one_address() -> None:
    assert len(paths()) == len(set(paths())) == len(PAGES)
