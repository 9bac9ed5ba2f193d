"""The lane of marks under the years: each at its month, many of one month in one box with its number."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from kpi.charts.interactive.trajectory_marks import lane_marks
from kpi.charts.legend import trajectory_legend
from kpi.charts.tokens import Theme
from kpi.charts.trajectory import trajectory
from kpi.charts.trajectory_parts.labels import laid_out
from kpi.charts.trajectory_parts.lane import groups
from kpi.model import Language
from kpi.text import Text
from kpi.views.common.series import ChartMark, MarkKind, Trajectory
from tests.charts.gallery import AS_OF, water

UK = Language.UK
KINDS = tuple(MarkKind)


def marked(*places: float) -> Trajectory:
    """The water with a mark at each of these months, of the four kinds in turn."""
    marks = tuple(ChartMark(at=at, kind=KINDS[n % 4], title=f"позначка {n}") for n, at in enumerate(places))
    return replace(water(), marks=marks)


@pytest.mark.parametrize("size", ["wide", "narrow", "phone", "print", "embed"])
def test_every_mark_is_told_by_pointer_and_keys(size: str) -> None:
    t = marked(AS_OF - 20, AS_OF - 8.5, AS_OF - 8.4, AS_OF)
    walked = re.findall(r'data-point="([^"]*)"', trajectory(t, UK, size))
    told = "\n".join(walked).splitlines()
    assert [words for words in told if words.startswith("позначка")] == [mark.title for mark in t.marks]


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_marks_of_one_month_are_one_box_with_their_number(size: str) -> None:
    t = marked(*(AS_OF - 10 + n / 40 for n in range(37)), AS_OF + 20)
    frame, _ = laid_out(t, UK, size)
    assert [len(group) for group in groups(frame)] == [37, 1]
    assert ">37</text>" in trajectory(t, UK, size)


def test_no_two_signs_lie_on_one_another() -> None:
    t = marked(*(AS_OF - 40 + n * 0.7 for n in range(60)))
    for size in ("wide", "narrow", "phone", "print", "embed"):
        frame, _ = laid_out(t, UK, size)
        places = [frame.x.clipped(group[0].at) for group in groups(frame)]
        assert all(after - before >= 15 for before, after in pairwise(places)), size


def test_a_chart_without_marks_is_as_it_was_and_a_small_one_has_none() -> None:
    bare, with_marks = water(), marked(AS_OF)
    assert laid_out(bare, UK, "wide")[0].y.start > laid_out(with_marks, UK, "wide")[0].y.start
    assert trajectory(bare, UK, "small") == trajectory(with_marks, UK, "small")


def test_the_legend_names_the_kinds_that_are_drawn_and_no_others() -> None:
    words = re.findall(r"<span>([^<]*)</span>", trajectory_legend(marked(AS_OF - 30, AS_OF)))
    assert {"подія", "рішення"} <= set(words)
    assert not {"захід виправлення", "пояснення підрозділу", "кілька позначок"} & set(words)
    assert "кілька позначок" in trajectory_legend(marked(AS_OF, AS_OF + 0.1))


def test_on_the_dashboard_each_kind_is_a_trace_and_one_month_is_a_column() -> None:
    traces = lane_marks(marked(AS_OF - 2.5, AS_OF - 2.4, AS_OF - 2.3, AS_OF - 2.2), Text(UK), Theme.LIGHT)
    assert [trace.name for trace in traces] == ["подія", "рішення", "захід виправлення"]  # notes stand at their points
    heights = [trace.y[0] for trace in traces]
    assert heights == sorted(set(heights))
    assert lane_marks(water(), Text(UK), Theme.LIGHT) == []


def test_words_in_another_language_than_the_charts_are_marked() -> None:
    t = marked(AS_OF - 20)
    assert re.findall(r'data-point="позначка 0"( lang="\w+")?', trajectory(t, Language.EN, "wide")) == [' lang="uk"']
    assert re.findall(r'data-point="позначка 0"( lang="\w+")?', trajectory(t, UK, "wide")) == [""]
