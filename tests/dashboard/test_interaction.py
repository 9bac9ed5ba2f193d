"""What a person does on a page: the slider of pace, rows chosen in a table, lines compared, slides turned."""

import re

from kpi.model import Language
from kpi.services.published.releases import all_releases
from kpi.web import release_boards
from tests.dashboard.conftest import Open
from tests.dashboard.reading import address, charts, key, specification, words


def test_another_pace_is_drawn_and_told_and_is_no_status(open_page: Open) -> None:
    app = open_page("indicator", id="4.1.4")
    before = words(app)
    names = {trace.get("name") for trace in specification(charts(app)[0])["data"]}
    assert "За іншого темпу" in names
    app.select_slider(key="pace.factor").set_value(3.0).run()
    after = words(app)
    assert "За темпу × 3 станом на 31.12.2026" in after
    assert "не прогноз і не оцінка" in after
    assert before.split("\n")[0] == after.split("\n")[0]


def test_an_indicator_without_a_pace_says_why(open_page: Open) -> None:
    app = open_page("indicator", id="1.1.3")
    assert "Темп не порівнюємо" in words(app)
    assert len(app.select_slider) == 1  # the one of the quarters


def test_the_value_of_every_release_is_told(open_page: Open) -> None:
    app = open_page("indicator", id="4.1.4")
    (frame,) = (found.value for found in app.dataframe if "Випуск" in found.value)
    assert list(frame["Випуск"]) == ["14.11.2026", "14.08.2026", "14.05.2026"]
    for day, value in zip(frame["Випуск"], frame["Факт"], strict=True):
        version = next(r.published for r in all_releases() if r.published.strftime("%d.%m.%Y") == day)
        row = release_boards.board(version, Language.UK).row("4.1.4")
        assert row is not None
        assert row.value_words == value


def test_lines_are_compared_on_either_scale(open_page: Open) -> None:
    app = open_page("compare")
    assert "принаймні два" in words(app)
    app.multiselect(key=key("id")).set_value(["4.1.4", "6.2", "9.1.4"]).run()
    assert address(app)["id"] == ["4.1.4", "6.2", "9.1.4"]
    assert "Найдалі на шляху" in app.title[0].value
    assert len([t for t in specification(charts(app)[0])["data"] if t["type"] == "scatter"]) == 3
    app.radio(key=key("scale")).set_value("units").run()
    assert address(app)["scale"] == ["units"]
    # each unit has a plot of its own
    assert "yaxis3" in specification(charts(app)[0])["layout"]


def test_at_most_six_are_compared(open_page: Open) -> None:
    app = open_page("compare", id=["1.1.2", "1.1.5", "1.2.1", "1.2.2", "1.3.1", "1.3.2", "4.1.4"])
    assert len(app.multiselect(key=key("id")).value) == 6


def test_rows_are_grouped(open_page: Open) -> None:
    app = open_page("table")
    app.radio(key=key("by")).set_value("status").run()
    assert next(head.value.split(" \\(")[0] for head in app.subheader if "\\(" in head.value) == "Віддаляється від цілі"
    assert sum(len(frame.value) for frame in app.dataframe) == 77


def test_slides_turn_and_the_last_one_stays(open_page: Open) -> None:
    app = open_page("session")
    first = app.title[0].value
    app.button(key="next").click().run()
    assert address(app)["slide"] == ["2"]
    assert app.title[0].value != first
    app.button(key="previous").click().run()
    assert app.title[0].value == first
    assert app.button(key="previous").disabled
    last = open_page("session", slide="9")
    assert last.button(key="next").disabled
    assert len(last.sidebar.selectbox) == 0


def test_a_slide_beyond_the_last_is_named(open_page: Open) -> None:
    assert "«99»" in words(open_page("session", slide="99"))


def test_the_second_slide_tells_what_changed_since_the_last_session(open_page: Open) -> None:
    app = open_page("session", slide="2")
    assert "Від засідання ради 29.10.2026" in re.sub(r"\\(.)", r"\1", app.title[0].value)
    assert "→" in words(app)
    past = open_page("session", slide="2", v="2026-08-14", lang="en").title[0].value
    assert "council session of 2 Jul 2026" in re.sub(r"\\(.)", r"\1", past)


def test_of_an_earlier_quarter_no_session_is_told(open_page: Open) -> None:
    assert "засідання" not in open_page("session", slide="2", quarter="2025-Q4").title[0].value


def test_assignments_and_what_is_done_about_what_lags(open_page: Open) -> None:
    told = open_page("session", slide="7")
    assert "Причина:" in words(told)
    assert "Захід виправлення:" in words(told)
    assignments = open_page("session", slide="8")
    assert "Доручення за рішеннями" in assignments.title[0].value
    assert "прострочено на" in words(assignments)
