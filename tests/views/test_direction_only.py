"""What pages say of an indicator whose target has no number."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.charts.trajectory import trajectory
from kpi.measure import survey
from kpi.model import Direction, Language
from kpi.text import Text
from kpi.views.indicator import page as indicator_view
from tests.measure.one import PLAIN, dataset

UK, EN = Text(Language.UK), Text(Language.EN)


def page(value: float, direction: Direction = Direction.INCREASE, text: Text = UK) -> indicator_view.IndicatorView:
    given = replace(PLAIN, targets=(), direction=direction, name="Довіра до громади", provenance=PLAIN.provenance)
    found = indicator_view.build(
        survey(dataset(given, ("2023", 51.0), ("2024", value)), as_of=date(2024, 12, 31)), "1.1.1", text
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("value", "finding", "rule"),
    [
        (60.0, "Довіра до громади: краще, ніж на початку", "краще за базове більш як на 5"),
        (51.0, "Довіра до громади: майже без змін від початку", "відрізняється від базового не більш як на 5"),
        (40.0, "Довіра до громади: гірше, ніж на початку", "гірше за базове більш як на 5"),
    ],
)
def test_the_page_says_that_the_direction_is_judged(value: float, finding: str, rule: str) -> None:
    view = page(value)
    assert view.title == finding
    assert view.banner.reasons[0].startswith("Ціль без числа: зростає.")
    assert rule in view.banner.reasons[0]
    assert view.figures[-1].value == "зростає"
    assert view.row.record.target_words == "зростає"
    assert "без числа" in view.row.track.label
    assert "плану" not in view.title


def test_a_falling_one_in_english() -> None:
    view = page(40.0, Direction.DECREASE, EN)
    assert view.title.endswith(": better than at the start")
    assert view.figures[-1].value == "to decrease"


def test_its_chart_has_a_line_and_no_plan() -> None:
    drawn = trajectory(page(40.0).trajectory)
    assert "зростає" in drawn
    assert "None" not in drawn
    assert "nan" not in drawn.casefold()
