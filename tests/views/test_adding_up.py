"""Headline and legend add up, denominators are named, a share of few says so, and weights are shown."""

import re
from datetime import date

from kpi.html.page_context import PageContext
from kpi.html.pages import goal as goal_page
from kpi.html.pages import indicators as list_page
from kpi.html.pages import overview as overview_page
from kpi.html.pages import sector as sector_page
from kpi.model import Language, Status, Suspension
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.common.counts import StatusCounts
from kpi.views.public import goal, indicators, overview, sector
from tests.views.one import indicator, measured, plain, seen
from tests.views.samples import Sample, survey_of

UK, EN = Text(Language.UK), Text(Language.EN)
DONE, ON, DUE, RISK = Status.ACHIEVED, Status.ON_TRACK, Status.NOT_DUE, Status.AT_RISK
OFF, AWAY, NONE = Status.OFF_TRACK, Status.MOVING_AWAY, Status.NO_DATA


def test_sums_are_told_apart_from_the_statuses_they_are_of() -> None:
    counts = StatusCounts.of([DONE] * 6 + [ON] * 24 + [RISK] * 18 + [OFF] * 10 + [AWAY] * 3 + [DUE])
    assert [plain(words) for words in counts.sums(UK)] == [
        "Разом за планом 31: ціль досягнуто 6 + за планом 24 + строк не настав 1",
        "Разом суттєво відстають 13: суттєво відстає 10 + віддаляється від цілі 3",
    ]
    assert plain(counts.sums(EN)[0]) == "On track altogether 31: target met 6 + on track 24 + not yet due 1"
    for words in counts.sums(UK):
        whole, *parts = map(int, re.findall(r"\d+", words))
        assert whole == sum(parts)


def test_a_sum_of_one_status_is_not_said_twice() -> None:
    assert StatusCounts.of([ON, OFF, RISK]).sums(UK) == ()


def test_every_page_with_a_headline_says_how_it_adds_up() -> None:
    survey = survey_of([Sample("1.1.1", ON), Sample("1.1.2", DONE), Sample("1.1.3", OFF), Sample("1.1.4", AWAY)])
    goal_view, sector_view = goal.build(survey, "1.1", UK), sector.build(survey, "s1", UK)
    assert goal_view is not None and sector_view is not None
    pages = (
        overview_page.body(overview.build(survey, UK), PageContext(text=UK)),
        sector_page.body(sector_view, PageContext(text=UK)),
        goal_page.body(goal_view, PageContext(text=UK)),
        list_page.body(indicators.build(survey, UK), PageContext(text=UK)),
    )
    for page in pages:
        assert plain(str(page)).count("Разом за планом 2: ціль досягнуто 1 + за планом 1") == 1
        assert plain(str(page)).count("Разом суттєво відстають 2: ") == 1


def test_a_share_of_few_is_not_drawn_as_a_full_one() -> None:
    few = [Sample("1.1.1", ON), *(Sample(f"1.1.{n}", NONE, extra={"reason": "too_old"}) for n in (2, 3, 4))]
    many = [Sample("1.2.1", ON), Sample("1.2.2", ON)]
    made = sector.build(survey_of([*few, *many]), "s1", UK)
    assert made is not None
    assert [row.cells[-1].few for row in made.heat.rows] == [True, False]
    page = plain(str(sector_page.body(made, PageContext(text=UK))))
    assert 'class="p-heat-few"' in page
    assert "оцінено менш як 50 % показників цілі" in page
    for words in ("0–19 %", "20–39 %", "80–100 %"):
        assert words in page


def test_the_ground_of_few_is_explained_only_where_it_occurs() -> None:
    made = sector.build(survey_of([Sample("1.1.1", ON), Sample("1.1.2", OFF)]), "s1", UK)
    assert made is not None
    assert "менш як" not in str(sector_page.body(made, PageContext(text=UK)))


def test_the_way_of_few_is_said_to_be_of_few() -> None:
    observations = [seen("2026-Q3", 70.0)]
    others = [indicator(code=f"1.1.{n}", name=f"Інший {n}") for n in (2, 3, 4)]
    node = next(n for n in board(measured(observations, more=others), UK).nodes.values() if n.code == "1.1")
    assert node.rollup is not None and node.rollup.status is NONE
    assert plain(node.rollup.words).startswith("Оцінено замало показників, щоб судити загалом; оцінені пройшли ")
    assert plain(node.rollup.coverage) == "оцінено 1 із 4 показників"


def test_a_way_of_less_than_half_of_the_indicators_is_said_to_be_of_a_part() -> None:
    suspended = [
        Suspension(code=f"1.1.{n}", since=date(2022, 2, 24), reason="бойові дії", act="№ 5") for n in (2, 3, 4)
    ]
    others = [indicator(code=f"1.1.{n}", name=f"Інший {n}") for n in (2, 3, 4)]
    survey = measured([seen("2026-Q3", 80.0)], more=others, suspensions=suspended)
    node = next(n for n in board(survey, UK).nodes.values() if n.code == "1.1")
    assert node.rollup is not None and node.rollup.status is not NONE
    assert plain(node.rollup.words).startswith("Оцінена частина показників пройшла ")
    assert plain(node.rollup.coverage) == "оцінено 1 із 1 показника; ще 3 призупинено"
    made = sector.build(survey, "urban", UK)
    assert made is not None and made.heat.rows[0].cells[-1].few


def test_unequal_weights_are_shown_and_equal_ones_are_not() -> None:
    def weights(*given: float | None) -> list[float | None]:
        first, *rest = given
        more = [indicator(code=f"1.1.{n}", weight=w) for n, w in enumerate(rest, start=2)]
        return [row.weight for row in board(measured([], weight=first, more=more), UK).rows]

    assert weights(30.0, 20.0, 50.0) == [0.3, 0.2, 0.5]
    assert weights(0.4, 0.6) == [0.4, 0.6]
    assert weights(50.0, 50.0) == [None, None]
    assert weights(None, None) == [None, None]
    shown = goal.build(measured([], weight=25.0, more=[indicator(code="1.1.2", weight=75.0)]), "1.1", UK)
    assert shown is not None
    assert {m.row.code: "вага 25 %" in plain(m.note) for m in shown.multiples} == {"1.1.1": True, "1.1.2": False}
