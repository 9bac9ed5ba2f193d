"""The values of an indicator in the edition before: joined where it is kept, same unit and kind; never judged."""

import re
from dataclasses import replace
from datetime import date
from typing import Unpack

import pytest

from kpi.access import public_slice, told_codes
from kpi.charts.legend import trajectory_legend
from kpi.charts.trajectory import trajectory
from kpi.html.page_context import PageContext
from kpi.html.pages.indicator_previous import previous
from kpi.measure import survey as measure_survey
from kpi.measure.books import dataset_from_books
from kpi.model import Kind, Language, Succession, SuccessionLink
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.indicator import page as indicator_page
from kpi.views.indicator.page import IndicatorView
from kpi.views.indicator.previous_series import PreviousSeries, previous_series, with_previous
from kpi.views.succession.crosswalk import Crosswalk
from tests import two_editions as two
from tests.books import hospitals, observation, plan
from tests.model_fields import IndicatorFields

UK, EN = Text(Language.UK), Text(Language.EN)
DAY = date(2027, 4, 20)


def crosswalk(
    links: tuple[SuccessionLink, ...] = two.LINKS, text: Text = UK, **changes: Unpack[IndicatorFields]
) -> Crosswalk:
    """Both editions as outsiders see them; `changes` (fields of an indicator) of the successor 1.1.1."""
    late = hospitals(observation("1.2.1", "2026-Q3", 63.0))
    old = dataset_from_books([(late, two.LATE), (two.tourism(), two.LATE)], plan())
    books = [
        replace(
            book, indicators=tuple(replace(one, **changes) if one.code == "1.1.1" else one for one in book.indicators)
        )
        for book in two.new_books()
    ]
    new = dataset_from_books([(book, DAY) for book in books], two.new_plan(links))
    slices = public_slice(old, two.LATE), public_slice(new, DAY, told_codes(old, two.LATE))
    return Crosswalk(*(board(measure_survey(one), text) for one in slices))


def found(walk: Crosswalk, code: str = "1.1.1") -> PreviousSeries:
    series = previous_series(walk, code)
    assert series is not None
    return series


def _plain(words: str) -> str:
    return " ".join(words.split())


def view(walk: Crosswalk) -> IndicatorView:
    """The page of the successor with its former values."""
    made = indicator_page.build(walk.new.survey, "1.1.1", walk.text, board=walk.new)
    assert made is not None
    series = found(walk)
    return replace(made, previous=series, trajectory=with_previous(made.trajectory, series, walk.text))


def test_values_of_the_former_edition_are_told_newest_first_with_what_they_are() -> None:
    series = found(crosswalk())
    told = [(_plain(value.period), _plain(value.value), str(value.provenance)) for value in series.values]
    assert told == [
        ("III кв. 2026", "63 %", "illustrative"),
        ("I кв. 2026", "50 %", "documented"),
        ("III кв. 2025", "45 %", "illustrative"),
    ]
    assert [_plain("; ".join(value.notes)) for value in series.values] == ["", "", "попередні дані; охоплення 80 %"]
    assert (series.edition, series.edition_name, series.name.code) == ("2022–2026", "2022-2026", "1.2.1")


def test_they_are_drawn_apart_and_judge_nothing() -> None:
    walk = crosswalk()
    page = view(walk)
    own = indicator_page.build(walk.new.survey, "1.1.1", UK, board=walk.new)
    assert own is not None
    drawn = page.trajectory
    assert drawn.previous is not None
    assert [point.value for point in drawn.previous.points] == [45.0, 50.0, 63.0]
    assert all(point.status is None and "за стратегією 2022–2026" in point.title for point in drawn.previous.points)
    # everything that the plan of this edition says is as it was
    assert replace(drawn, previous=None, start=own.trajectory.start, subtitle="", label="") == replace(
        own.trajectory, subtitle="", label=""
    )
    assert (page.banner, page.figures, page.data) == (own.banner, own.figures, own.data)
    assert "раніші значення — за стратегією 2022–2026" in drawn.subtitle
    assert "без оцінки за цим планом" in drawn.label


def test_the_chart_and_its_legend_name_the_edition() -> None:
    page = view(crosswalk())
    for size in ("wide", "narrow", "embed"):
        svg = str(trajectory(page.trajectory, Language.UK, size))
        assert svg.count("<rect") >= 3
        for value in ("45", "50", "63"):
            assert re.search(rf"<title>[^<]*: {value}[^<]*за стратегією 2022–2026</title>", svg), (size, value)
        assert "за стратегією" in svg.partition("</title>")[2]
    assert "значення за стратегією 2022–2026" in str(trajectory_legend(page.trajectory, Language.UK))


def test_the_page_leads_to_the_former_indicator() -> None:
    told = str(previous(view(crosswalk(text=EN)), PageContext(text=EN)))
    assert "Values under the 2022–2026 strategy" in told
    assert 'href="/2022-2026/indicator?id=1.2.1' in told
    assert "63%" in told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unit": "осіб"}, "одиниці різні: була «%», тепер «осіб»"),
        ({"kind": Kind.FLOW}, "види різні: був «рівень», тепер «потік за рік»"),
    ],
)
def test_what_differs_is_not_joined_and_it_is_said_why(changes: IndicatorFields, said: str) -> None:
    series = found(crosswalk(**changes))
    assert said in series.why_not
    assert series.values == ()
    assert series.drawn is None


def test_a_unit_that_differs_in_its_letters_alone_is_another_one() -> None:
    assert "одиниці різні" in found(crosswalk(unit="‰")).why_not
    assert found(crosswalk(unit=" % ")).why_not == ""


@pytest.mark.parametrize("code", ["1.1.3", "2.1.1"])
def test_an_indicator_without_a_public_predecessor_has_no_history(code: str) -> None:
    """1.1.3 is kept from a hidden one, 2.1.1 is new."""
    assert previous_series(crosswalk(), code) is None


@pytest.mark.parametrize(
    "links",
    [
        (SuccessionLink("1.2.1", "1.1.1", Succession.MERGED), SuccessionLink("2.1.2", "1.1.1", Succession.MERGED)),
        (SuccessionLink("1.2.1", "1.1.1", Succession.KEPT), SuccessionLink("2.1.2", "1.1.1", Succession.MERGED)),
        (SuccessionLink("1.2.1", "1.1.1", Succession.KEPT), SuccessionLink("1.2.1", "1.1.2", Succession.KEPT)),
        (SuccessionLink("1.2.1", "1.1.1", Succession.SPLIT), SuccessionLink("1.2.1", "1.1.2", Succession.SPLIT)),
    ],
    ids=["merged", "kept and merged", "kept twice", "split"],
)
def test_only_what_is_kept_one_to_one_is_joined(links: tuple[SuccessionLink, ...]) -> None:
    assert previous_series(crosswalk(links), "1.1.1") is None


def test_a_period_that_both_editions_tell_is_told_by_this_one() -> None:
    walk = crosswalk()
    books = [
        replace(book, observations=(*book.observations, observation("1.1.1", "2026-Q3", 62.5)))
        if book.goal == "1.1"
        else book
        for book in two.new_books()
    ]
    new = public_slice(
        dataset_from_books([(book, DAY) for book in books], two.new_plan()),
        DAY,
        told_codes(walk.old.survey.dataset, two.LATE),
    )
    both = Crosswalk(walk.old, board(measure_survey(new), UK))
    series = found(both)
    assert [_plain(value.period) for value in series.values] == ["I кв. 2026", "III кв. 2025"]
    assert series.drawn is not None
    assert [point.value for point in series.drawn.points] == [45.0, 50.0]
