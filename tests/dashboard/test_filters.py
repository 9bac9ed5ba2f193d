"""The common filters: each narrows what is shown, stands in the address, and is read from it."""

import pytest
from streamlit.testing.v1 import AppTest

from kpi.dashboard.address.filters import Filters, Reader
from kpi.model import Basis, Language, Status
from tests.dashboard.conftest import Open
from tests.dashboard.reading import address, key, words


def rows(app: AppTest) -> int:
    return sum(len(frame.value) for frame in app.dataframe)


def test_everything_is_shown_by_itself(open_page: Open) -> None:
    app = open_page("table")
    assert rows(app) == 77
    assert "За фільтрами" not in words(app)


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [("sector", "urban", 21), ("department", "dep-health", 12), ("status", "moving_away", 7)],
)
def test_a_filter_narrows_the_table_and_stands_in_the_address(
    open_page: Open, name: str, value: str, count: int
) -> None:
    app = open_page("table")
    app.multiselect(key=key(name)).set_value([value]).run()
    assert rows(app) == count
    assert address(app)[name] == [value]
    assert f"показано {count} із" in words(app)
    linked = open_page("table", **{name: value})
    assert rows(linked) == count
    assert linked.multiselect(key=key(name)).value == [value]


def test_filters_of_the_documents_links_are_understood(open_page: Open) -> None:
    assert rows(open_page("table", status="moving_away,off_track")) == 19


def test_an_earlier_release_shows_what_was_known_then(open_page: Open) -> None:
    app = open_page("overview")
    app.selectbox(key=key("v")).set_value("2026-08-14").run()
    assert address(app)["v"] == ["2026-08-14"]
    assert "за випуском від 14.08.2026" in words(app)
    assert app.selectbox(key=key("against")).value == "2026-05-14"


def test_an_earlier_quarter_is_judged_at_its_end(open_page: Open) -> None:
    app = open_page("overview")
    app.select_slider(key=key("quarter")).set_value("2025-Q4").run()
    assert address(app)["quarter"] == ["2025-Q4"]
    assert "Станом на 31.12.2025" in words(app)
    app.select_slider(key=key("quarter")).set_value("").run()
    assert "quarter" not in address(app)
    assert "Станом на 30.09.2026" in words(app)


def test_the_language_changes_with_its_switch(open_page: Open) -> None:
    app = open_page("overview")
    app.radio(key=key("lang")).set_value("en").run()
    assert address(app)["lang"] == ["en"]
    assert app.title[0].value.startswith("28 ")


def test_the_history_by_what_is_known_now_can_be_chosen(open_page: Open) -> None:
    app = open_page("overview")
    then = app.get("plotly_chart")[0].proto.spec
    app.selectbox(key=key("history")).set_value("hindsight").run()
    assert address(app)["history"] == ["hindsight"]
    assert app.get("plotly_chart")[0].proto.spec != then


def test_what_there_is_nothing_for_is_named_once_and_dropped(open_page: Open) -> None:
    app = open_page("table", v="1999-01-01", quarter="2026-Q9", sector=["nowhere", "urban"], lang="de", status="good")
    told = [str(info.value) for info in app.info]
    assert len(told) == 1
    plain = told[0].replace("\\", "")
    assert all(f"«{value}»" in plain for value in ("1999-01-01", "2026-Q9", "nowhere", "de", "good"))
    assert rows(app) == 21


def test_clearing_keeps_the_language_and_the_place(open_page: Open) -> None:
    app = open_page("sector", lang="en", status="at_risk", quarter="2025-Q4", id="health")
    app.sidebar.button[0].click().run()
    assert address(app) == {"lang": ["en"], "id": ["health"]}


def test_a_change_of_a_filter_keeps_the_place(open_page: Open) -> None:
    app = open_page("indicator", id="4.1.4")
    before = app.title[0].value
    app.multiselect(key=key("sector")).set_value(["urban"]).run()
    assert app.title[0].value == before
    assert address(app)["id"] == ["4.1.4"]


def test_parameters_are_the_inverse_of_reading() -> None:
    filters = Filters(
        language=Language.EN,
        quarter="2025-Q4",
        sectors=("a", "b"),
        departments=("Відділ освіти, культури",),
        statuses=(Status.AT_RISK,),
        history=Basis.HINDSIGHT,
    )
    asked = {name: [value] if isinstance(value, str) else value for name, value in filters.parameters().items()}
    reader = Reader(asked)
    assert reader.many("sector", ["b", "a"]) == ("a", "b")
    # a name with a comma is one value
    assert reader.many("department", ["Відділ освіти, культури"]) == filters.departments
    assert reader.one("history", list(Basis)) is Basis.HINDSIGHT
    assert reader.unknown == []
    assert Filters().parameters() == {}


@pytest.mark.parametrize("codes", [["6.2"], ["6.2", "6.1"]])
def test_a_page_of_a_sector_keeps_its_goal_in_focus_beside_the_filter_of_goals(
    open_page: Open, codes: list[str]
) -> None:
    app = open_page("sector", id="urban", goal=codes, focus="6.2")
    assert app.multiselect(key=key("goal")).value == codes
    assert app.selectbox(key=key("focus")).value == "6.2"
    app.selectbox(key=key("focus")).set_value("").run()
    assert address(app)["goal"] == codes
    assert "focus" not in address(app)
