"""What a workbook says is text on every page: no image is fetched, no link made, no template filled."""

import io
import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from kpi.model import Direction, GoalBook, Indicator, Observation, Provenance, Suspension
from kpi.workbook.writer.whole_books import write_goal_book
from tests.dashboard.conftest import Open
from tests.dashboard.reading import elements
from tests.dashboard.test_workbook import dropped
from tests.fiscal_years import CALENDAR

IMAGE = "![](https://example.org/x.png)"
#: an image or a link that Markdown would make, with no backslash before it
LIVE = re.compile(
    r"(?<!\\)!\[|(?<!\\)\]\(|:material/\w+:.*example|<img|https?\\?://\S*example|www\\?\.example|\w\\?@example",
    re.IGNORECASE,
)
#: what Streamlit's client makes links of by itself
ADDRESSES = "https://example.org/x www.example.org HTTP://EXAMPLE.ORG a.b@example.org"
KINDS = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")


def workbook() -> bytes:
    """A goal with Markdown in its names, units, departments, comments, reasons."""
    indicator = Indicator(
        code="1.1.1",
        name=f"Назва {IMAGE} {ADDRESSES} **жирна** %{{x}}",
        unit=f"од. {IMAGE}",
        direction=Direction.INCREASE,
        department=f"Відділ {IMAGE}",
        targets=((2026, 100.0),),
        target_year=2026,
        baseline_year=2021,
        baseline_value=50.0,
        provenance=Provenance.DOCUMENTED,
    )
    rows = tuple(
        Observation(code="1.1.1", period=CALENDAR.parse(year), value=value, comment=f"Пояснення {IMAGE} {ADDRESSES}")
        for year, value in (("2023", 55.0), ("2024", 60.0), ("2025", 61.0))
    )
    suspension = Suspension(
        code="1.1.1", since=date(2022, 3, 1), reason=f"Причина {IMAGE}", act=f"№ 1 {IMAGE}", until=date(2022, 9, 1)
    )
    out = io.BytesIO()
    write_goal_book(GoalBook(goal="1.1", indicators=(indicator,), observations=rows, suspensions=(suspension,)), out)
    return out.getvalue()


def labels(app: AppTest) -> list[str]:
    """Everything that Streamlit reads as Markdown."""
    found = [str(element.value) for kind in KINDS for element in elements(app, kind)]
    for metric in app.metric:
        found += [metric.label, metric.value, metric.delta]
    return found + [button.label for button in app.button] + [one.label for one in elements(app, "expander")]


@pytest.mark.parametrize("page", ["overview", "sector", "indicator", "compare", "table", "session"])
def test_markdown_of_a_workbook_stays_text(open_page: Open, page: str) -> None:
    app = dropped(open_page("workbook"), (f"{IMAGE}.xlsx".replace("/", ""), workbook()))
    assert [text for text in labels(app) if LIVE.search(text)] == []
    next(button for button in app.button if button.label.startswith("Показати")).click().run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    found = labels(app)
    assert [text for text in found if LIVE.search(text)] == []
    if page == "indicator":
        assert any("example" in text for text in found), "the words are there, as text"
