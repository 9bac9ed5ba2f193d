"""Where the documents are: at the configured address, at the root of the site around the dashboard, or only named."""

import pytest
from streamlit.runtime import context
from streamlit.testing.v1 import AppTest

from kpi.dashboard import links
from tests.dashboard.conftest import Open
from tests.dashboard.reading import elements, words


def buttons(app: AppTest) -> list[str]:
    return [one.proto.url for one in elements(app, "link_button")]


def test_alone_the_document_is_named_and_not_linked(open_page: Open) -> None:
    app = open_page("indicator", id="4.1.4", v="2026-08-14", lang="en")
    assert "/indicator?id=4.1.4&v=2026-08-14&lang=en" in words(app)
    assert buttons(app) == []


def test_with_an_address_it_is_linked(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTUP_ADDRESS", "https://strategy.example.org/")
    assert buttons(open_page("sector", id="urban")) == ["https://strategy.example.org/sector?id=urban"]


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://city.example/dashboard/sector", "https://city.example"),
        ("https://city.example/dashboard", "https://city.example"),
        ("https://city.example/dashboards/sector", ""),
        ("http://localhost:8501/sector", ""),
        (None, ""),
    ],
)
def test_below_a_site_the_documents_are_at_its_root(
    url: str | None, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POSTUP_ADDRESS", raising=False)
    monkeypatch.setattr(context.ContextProxy, "url", property(lambda _: url))
    assert links.site() == site
