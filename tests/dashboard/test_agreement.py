"""The dashboard's numbers are the documents' numbers."""

from collections.abc import Hashable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from kpi.model import Language, Status
from kpi.services.published import releases
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.public import indicators, overview, sector
from kpi.web import release_boards
from tests.dashboard.conftest import Open
from tests.dashboard.reading import specification

UK = Text(Language.UK)


@pytest.fixture
def board(shipped: str) -> Board:
    return release_boards.board(None, Language.UK)


def plain(words: str) -> str:
    return words.replace("\\", "")


def test_the_table_tells_every_indicator_as_the_documents_list_does(open_page: Open, board: Board) -> None:
    (frame,) = (table.value for table in open_page("table").dataframe)
    listed = indicators.build(board.survey, UK, board=board).rows
    assert list(frame["code"]) == [row.code for row in listed]
    for told, row in zip(frame.to_dict("records"), listed, strict=True):
        assert told["status"].endswith(UK.say(f"status.{row.status}")), row.code
        record = row.record
        printed = (row.value_words, record.planned_words(record.planned_value), record.target_words)
        assert (told["value"], told["planned"], told["target"]) == printed, row.code
        progress = record.progress if row.judged else None
        assert told["progress"] == (None if progress is None else pytest.approx(100 * progress)) or (
            progress is None and told["progress"] != told["progress"]
        ), row.code


def test_the_overview_counts_as_the_document_does(open_page: Open, board: Board) -> None:
    app, view = open_page("overview"), overview.build(board.survey, UK, board=board)
    assert plain(app.title[0].value) == view.headline
    counts = {metric.label.split(" ", 1)[1]: int(metric.value) for metric in app.metric}
    assert counts == {UK.say(f"status.{status}"): n for status, n in view.counts.present()}
    bars = specification(app.get("plotly_chart")[0].proto)["data"]
    last = {bar["name"]: bar["text"][-1] or "0" for bar in bars}
    assert {name: int(n) for name, n in last.items() if n != "0"} == counts


@pytest.mark.parametrize("code", ["economy", "urban", "health", "culture_education"])
def test_a_sectors_goals_stand_as_in_its_document(open_page: Open, board: Board, code: str) -> None:
    app, view = open_page("sector", id=code), sector.build(board.survey, code, UK, board=board)
    assert view is not None
    assert plain(app.title[0].value) == view.headline
    goals = {goal.name.code: goal for section in view.sections for goal in section.goals if goal.rollup}
    behind = next(table.value for table in app.dataframe if "Охоплення" in table.value)
    told = {row["Код"]: (row["Пройдено шляху"], row["План на дату"], row["Статус"]) for row in rows_of(behind)}
    for goal_code, goal in goals.items():
        rollup = goal.rollup
        assert rollup is not None
        expected = (UK.percent(rollup.progress), UK.percent(rollup.expected), UK.say(f"status.{rollup.status}"))
        assert told[goal_code] == expected


def rows_of(frame: pd.DataFrame) -> list[dict[Hashable, str]]:
    return frame.to_dict("records")


def test_an_indicator_says_what_its_document_says(open_page: Open, board: Board) -> None:
    from kpi.views.indicator import page

    for status in Status:
        row = next((row for row in board.rows if row.status is status), None)
        if row is None:
            continue
        app = open_page("indicator", id=row.code)
        view = page.build(board.survey, row.code, UK, board=board)
        assert view is not None
        assert plain(app.title[0].value) == view.title
        told = {plain(metric.label): plain(metric.value) for metric in app.metric}
        assert {figure.label: figure.value for figure in view.figures}.items() <= told.items()


def test_the_pages_of_a_past_release_are_its_documents(open_page: Open, board: Board) -> None:
    past = releases.all_releases()[0].published
    view = overview.build(releases.survey(past), UK)
    app: AppTest = open_page("overview", v=past.isoformat())
    assert plain(app.title[0].value) == view.headline
