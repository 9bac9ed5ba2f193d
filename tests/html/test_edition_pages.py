"""The pages of the shipped edition as outsiders see it: nothing broken, nothing blank, the same counts everywhere."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from kpi.access import public_slice
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page
from kpi.html.pages import indicators as indicators_document
from kpi.html.pages import overview as overview_document
from kpi.html.pages import sector as sector_document
from kpi.measure import survey as measure_survey
from kpi.measure.books import dataset_from_books
from kpi.measure.health.departments import departments_named
from kpi.measure.results import Survey
from kpi.model import JUDGED, ON_PLAN, Language, Status
from kpi.text import Text
from kpi.text.markup import Markup
from kpi.views.common import page_frame
from kpi.views.common.board import Board, board
from kpi.views.health.department_code import department_code
from kpi.views.oversight.decision_rows import decision_rows
from kpi.views.public import indicators, overview, sector
from tests.html.reading import Page
from tools.edition import RELEASED, RELEASES, books, plan

LANGUAGES = [Text(Language.UK), Text(Language.EN)]


@pytest.fixture(scope="module")
def survey() -> Survey:
    published = [(book, day) for day in RELEASES for book in books(day)]
    return measure_survey(public_slice(dataset_from_books(published, plan()), RELEASED))


@pytest.fixture(scope="module", params=LANGUAGES, ids=["uk", "en"])
def made(request: pytest.FixtureRequest, survey: Survey) -> Board:
    return board(survey, request.param)


def bodies(made: Board) -> dict[str, Markup]:
    """Every page of these rooms by its address."""
    survey, text = made.survey, made.text
    found = {"/": overview_document.body(overview.build(survey, text, board=made), PageContext(text=text))}
    for code in survey.dataset.nodes.query("level == 'sector'")["code"]:
        view = sector.build(survey, code, text, board=made)
        assert view is not None
        found[f"/sector?id={code}"] = sector_document.body(view, PageContext(text=text))
    found["/indicators"] = indicators_document.body(indicators.build(survey, text, board=made), PageContext(text=text))
    return found


def test_every_page_is_well_formed_and_without_holes(made: Board) -> None:
    around = page_frame.build(made.survey, made.text, "overview")
    for address, body in bodies(made).items():
        page = Page(render_page("Сторінка", body, PageContext(text=made.text), shell=around).decode())
        assert page.problems == [], address
        assert not re.search(r"\b(nan|None|NaT|<NA>|inf)\b", page.text), address
        assert "{" not in page.text, address


def test_every_link_leads_to_something_that_exists(made: Board) -> None:
    dataset = made.survey.dataset
    known = {
        "/sector": set(dataset.nodes.query("level == 'sector'")["code"]),
        "/goal": set(dataset.nodes.query("level == 'operational_goal'")["code"]),
        "/indicator": set(dataset.indicators["code"]),
        "/department": {department_code(word) for word in departments_named(dataset)},
        "/decisions": {""} | {row.code for row in decision_rows(made)},
    }
    for body in bodies(made).values():
        for anchor in Page(f"<h1></h1>{body}").all("a"):
            parts = urlsplit(anchor["href"])
            if parts.path in known:
                assert parse_qs(parts.query).get("id", [""])[0] in known[parts.path]
            else:
                assert parts.path in {
                    "/",
                    "/indicators",
                    "/changes",
                    "/dashboard/",
                    "/dashboard/table",
                    "/dashboard/sector",
                }


def test_counts_agree_everywhere(made: Board) -> None:
    statuses = [Status(status) for status in made.survey.now.indicators["status"]]
    page = overview.build(made.survey, made.text, board=made)
    assert page.counts.total == len(statuses)
    assert page.counts.judged == sum(status in JUDGED for status in statuses)
    assert page.counts.on_plan == sum(status in ON_PLAN for status in statuses)
    for field in ("total", "judged", "on_plan", "far_behind"):
        assert sum(getattr(card.counts, field) for card in page.cards) == getattr(page.counts, field)
    measured = made.survey.now.nodes.query("level == 'strategy'").iloc[0]
    assert [page.counts[status] for status in Status] == [measured[f"n_{status}"] for status in Status]
    listed = indicators.build(made.survey, made.text, board=made)
    assert {pill.status: pill.count for pill in listed.pills if pill.status} == dict(page.counts.present())


def test_history_shows_what_the_quarters_said(made: Board) -> None:
    """The last point of the share line and the last column of every heat table are the page's own counts."""
    page = overview.build(made.survey, made.text, board=made)
    assert page.share is not None
    assert page.share.points[-1].share == page.counts.share_on_plan
    for card in page.cards:
        view = sector.build(made.survey, card.name.code, made.text, board=made)
        assert view is not None
        assert sum(row.cells[-1].on_plan for row in view.heat.rows) == card.counts.on_plan
        assert sum(row.cells[-1].judged for row in view.heat.rows) == card.counts.judged
