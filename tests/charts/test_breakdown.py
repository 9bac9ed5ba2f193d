"""Panels of parts: one scale, no value where there is none, letters that a phone can show."""

import re
from dataclasses import replace

import pytest

from kpi.charts import Theme, standalone
from kpi.charts.breakdown import breakdown_sheet, panel, panel_scale
from kpi.charts.interactive import alternative, breakdown_figure
from kpi.model import Kind, Language
from kpi.views.indicator.breakdown import Breakdown, breakdown
from tests.views.one import CODE, UK, measured, seen
from tests.views.test_breakdown import NORTH, ROWS, SOUTH


def made(*rows: object, **changes: object) -> Breakdown:
    found = breakdown(measured(rows or ROWS, **changes), CODE, UK)  # type: ignore[arg-type]
    assert found is not None
    return found


def lines_of(drawn: str) -> int:
    return len(re.findall(r'stroke="var\(--p-ink,[^"]*" stroke-width="2"', drawn))


def test_all_panels_share_one_axis() -> None:
    found = made()
    scale = panel_scale(found)
    drawn = [panel(found, part, scale) for part in found.parts]
    labels = [re.findall(r'<text text-anchor="end"[^>]*>([^<]*)<', one) for one in drawn]
    assert labels[0] == labels[1]
    assert len(labels[0]) >= 2
    assert scale.ticks.low <= 60
    assert scale.ticks.high >= 90


def test_every_period_is_a_point_for_the_arrow_keys_those_without_a_value_too() -> None:
    found = made()
    drawn = panel(found, found.parts[1], panel_scale(found))
    assert re.findall(r'data-point="([^"]*)"', drawn) == [point.title for point in found.parts[1].points]
    assert drawn.count("<title>") == 3
    assert 'role="img"' in drawn


def test_no_line_goes_over_a_gap_a_new_year_of_a_running_total_or_a_break() -> None:
    whole = made(*(seen(f"2026-Q{n}", 60.0 + n, breakdown=NORTH) for n in (1, 2, 3)))
    assert lines_of(panel(whole, whole.parts[0], panel_scale(whole))) == 1
    gone = made(seen("2026-Q1", 60.0, breakdown=NORTH), seen("2026-Q3", 60.0, breakdown=NORTH), seen("2026-Q2", 1.0))
    assert lines_of(panel(gone, gone.parts[0], panel_scale(gone))) == 0
    winter = (seen("2025-Q4", 60.0, breakdown=NORTH), seen("2026-Q1", 6.0, breakdown=NORTH))
    level = made(*winter)
    assert lines_of(panel(level, level.parts[0], panel_scale(level))) == 1
    running = made(*winter, kind=Kind.YTD)
    assert lines_of(panel(running, running.parts[0], panel_scale(running))) == 0
    broken = replace(level, break_end=level.periods[1][0])
    assert lines_of(panel(broken, broken.parts[0], panel_scale(broken))) == 0


def test_the_total_is_drawn_where_it_lies_among_the_parts_and_else_not() -> None:
    assert panel_scale(made()).shows_whole
    counted = made(
        seen("2026-Q3", 900.0), seen("2026-Q3", 400.0, breakdown=NORTH), seen("2026-Q3", 500.0, breakdown=SOUTH)
    )
    assert not panel_scale(counted).shows_whole
    assert panel_scale(counted).ticks.high < 900


@pytest.mark.parametrize("count", [1, 2, 5, 30])
def test_a_file_holds_every_part_with_its_name(count: int) -> None:
    rows = [seen("2026-Q3", 50.0 + n, breakdown=f"Старостинський округ № {n}") for n in range(1, count + 1)]
    found = made(*rows)
    drawn = standalone(breakdown_sheet(found), Theme.DARK)
    assert len(re.findall(">Старостинський округ №", drawn)) == count or drawn.count("№") >= count
    assert "var(" not in drawn


def test_a_long_name_is_cut_with_a_sign_and_a_value_of_no_size_is_not_drawn() -> None:
    name = "Територія колишньої сільської ради, до якої належать чотири села та хутір за річкою"
    found = made(seen("2026-Q2", 5.0, breakdown=name), seen("2026-Q3", 1e18, breakdown=name))
    drawn = breakdown_sheet(found)
    assert "…" in drawn
    assert "e+" not in drawn


def test_the_dashboard_draws_a_plot_for_each_part_on_one_axis() -> None:
    figure = breakdown_figure(made(), UK, Theme.LIGHT)
    assert len(figure.data) == 2
    assert list(figure.data[1].y) == [90.0, None, None]
    assert SOUTH in alternative(figure)
    assert figure.layout.yaxis2.matches == "y"


def test_a_panel_named_in_another_language_says_so_and_its_values_do_not() -> None:
    found = made()
    drawn = [panel(found, found.parts[0], panel_scale(found), language) for language in (Language.EN, Language.UK)]
    assert [re.findall(r' lang="(\w+)"', one) for one in drawn] == [["uk", "en"], []]
