"""The sentences and rows of the dashboard follow from a board alone."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kpi.measure import paces
from kpi.model import Action, ActionState, Level, Status, Suspension
from kpi.views.common.board import Board, board
from kpi.views.dashboard import compare, indicator, overview, sector, slides, table
from kpi.views.dashboard.pace import FACTORS, Pace, at_pace
from kpi.views.dashboard.selection import departments_of, sectors_of, select
from kpi.views.dashboard.statuses import status_changes, status_history
from kpi.views.indicator.breakdown import breakdown
from tests.views.one import CODE, EN, RELEASE, UK, measured, plain, seen
from tests.views.one import indicator as made

SECOND = made(code="1.1.2", name="Втрати води", unit="м³", targets=((2026, 80.0),), baseline_value=40.0)
ROWS = (seen("2025-Q4", 70.0), seen("2026-Q3", 74.0, comment="Замінено насос."), seen("2026-Q3", 79.0, code="1.1.2"))


def shown() -> Board:
    return board(measured(ROWS, more=(SECOND,)), UK)


def page(made_board: Board) -> indicator.IndicatorPage:
    survey = made_board.survey
    found = indicator.build(made_board, CODE, paces(survey), {RELEASE: survey.now.indicators})
    assert found is not None
    return found


def test_filters_choose_and_the_headline_counts_what_they_let_through() -> None:
    everything = select(shown())
    assert everything.whole
    assert everything.note == ""
    behind = select(shown(), statuses=[Status.OFF_TRACK])
    assert [row.status for row in behind.rows] == [Status.OFF_TRACK] * len(behind.rows)
    assert plain(behind.note) == f"За фільтрами показано {len(behind.rows)} із 2 показників."
    assert select(shown(), sectors=["nowhere"]).rows == ()
    assert len(select(shown(), sectors=["urban"]).rows) == 2
    assert [named.name for named in sectors_of(shown())] == ["Благоустрій"]
    assert len(departments_of(shown())) == 1


def test_a_goal_holds_only_what_is_shown_and_its_rollup_is_of_all() -> None:
    (goal,) = select(shown(), statuses=[shown().rows[0].status]).goals()
    (whole,) = (node for node in shown().level(Level.OPERATIONAL_GOAL))
    assert goal.counts.total == len(goal.rows)
    assert goal.rollup == whole.rollup


def test_counts_are_compared_with_an_earlier_release() -> None:
    now, then = shown(), measured((seen("2025-Q4", 70.0),), more=(SECOND,))
    changes = {change.status: (change.now, change.before) for change in status_changes(now.rows, then, UK)}
    assert sum(count for count, _ in changes.values()) == 2
    assert sum(before or 0 for _, before in changes.values()) == 2
    assert all(change.change is None for change in status_changes(now.rows, None, UK))


def test_a_history_tells_the_last_two_judged_quarters() -> None:
    history = status_history(shown(), shown().rows, "Благоустрій")
    assert history is not None
    assert re.fullmatch(
        r"Благоустрій: за планом \d із \d оцінених \(III кв\. 2026\); було \d із \d \(.+\)", plain(history.title)
    )
    assert len(history.quarters) == len(history.counts) == len(history.periods)
    first = history.table("Квартал")[0]
    assert plain(str(first["Квартал"])) == "III кв. 2026"
    assert sum(int(str(n)) for name, n in first.items() if name != "Квартал") == 2


def test_nothing_judged_has_no_history_and_no_heat() -> None:
    empty = select(board(measured(()), UK))
    assert status_history(empty.board, empty.rows) is None
    assert "ще не оцінено" in (overview.heat_map(empty) or pytest.fail("no map")).title


def test_the_heat_map_has_words_for_every_cell() -> None:
    heat = overview.heat_map(select(shown()))
    assert heat is not None
    assert len(heat.titles) == len(heat.heat.rows)
    assert all(len(words) == len(heat.periods) for words in heat.titles)
    assert list(heat.table("Ціль")[0]) == ["Ціль", *heat.periods]


def test_who_is_late_is_told_with_the_department() -> None:
    late = overview.build(select(board(measured((seen("2025-Q4", 70.0),)), UK)))
    assert plain(late.late_title) == "Не подано дані про 1 показник: це 1 підрозділ"
    assert late.late[0].overdue
    assert overview.build(select(shown())).late_title.startswith("Усі підрозділи")


def test_a_sector_has_its_goals_with_coverage() -> None:
    found = sector.build(select(shown()), "urban")
    assert found is not None
    assert [row.name.code for row in found.goals] == ["1.1"]
    assert plain(found.goals[0].coverage) == "оцінено 2 із 2 показників"
    assert sector.build(select(shown()), "nowhere") is None


def test_the_pace_is_told_in_words() -> None:
    found = page(shown()).pace
    assert found.so_far == pytest.approx(12 / 4.75)
    assert found.needed == pytest.approx(21 / 0.25)
    assert plain(found.finding) == "Щоб досягти цілі вчасно, потрібен темп, більший у 33 рази"
    assert plain(found.left_words) == "+21 в. п. за 3 міс."
    assert plain(found.needed_words) == "+84 в. п. на рік"


def told(so_far: float) -> Pace:
    return replace(page(shown()).pace, so_far=so_far, limits=(None, None))


def test_another_pace_leads_where_arithmetic_says() -> None:
    for factor in FACTORS:
        line = at_pace(told(40.0), factor)
        assert line.value == pytest.approx(74 + 40 * factor * 0.25)
        assert (line.start_value, line.end - line.start_end) == (74.0, 3)
    assert "вчасно: грудень 2026 року" in plain(at_pace(told(84.0), 1.0).words) or "вчасно: 2026 рік" in plain(
        at_pace(told(84.0), 1.0).words
    )
    assert "із запізненням: вересень 2027 року" in plain(at_pace(told(21.0), 1.0).words)
    assert "не буде досягнуто" in at_pace(told(-5.0), 1.0).words


def test_a_unit_that_ends_in_a_full_stop_makes_no_second_one() -> None:
    pieces = measured((seen("2025-Q4", 70.0),), unit="од.")
    found = indicator.build(board(pieces, UK), CODE, paces(pieces), {})
    assert found is not None
    assert ".." not in at_pace(found.pace, 2.0).words


def test_another_pace_stays_within_natural_limits() -> None:
    assert at_pace(replace(told(4000.0), limits=(0.0, 100.0)), 3.0).value == 100.0
    assert at_pace(replace(told(-4000.0), limits=(0.0, 100.0)), 3.0).value == 0.0


def test_explanations_events_and_releases_stand_at_their_places() -> None:
    suspension = Suspension(code=CODE, since=date(2023, 1, 1), reason="бойові дії", act="№ 1", until=date(2023, 6, 30))
    found = page(board(measured(ROWS[:2], suspensions=(suspension,)), UK))
    assert [(note.value, plain(note.title)) for note in found.notes] == [(74.0, "III кв. 2026: Замінено насос.")]
    assert found.events == ("Оцінювання було призупинено 01.01.2023 – 30.06.2023: бойові дії.",)
    assert [row.released for row in found.releases] == ["14.11.2026"]
    assert indicator.build(shown(), "9.9.9", paces(shown().survey), {}) is None


def test_the_common_scale_is_the_share_of_the_way() -> None:
    found = compare.compare(shown(), [CODE, "1.1.2", "1.1", "9.9"], compare.ComparisonScale.WAY)
    ways = {line.code: line.values[-1] for line in found.lines}
    assert ways[CODE] == pytest.approx((74 - 62) / (95 - 62))
    assert ways["1.1.2"] == pytest.approx(39 / 40)
    assert set(ways) == {CODE, "1.1.2", "1.1"}
    assert found.lines[0].values[0] == 0.0
    assert found.title.startswith("Найдалі на шляху до цілі: Втрати води")


def test_units_keep_the_values_and_what_has_no_way_is_left_out() -> None:
    found = compare.compare(shown(), [CODE, "1.1.2"], compare.ComparisonScale.UNITS)
    assert [line.values[-1] for line in found.lines] == [74.0, 79.0]
    assert [line.unit for line in found.lines] == ["%", "м³"]
    held = made(code="1.1.3", name="Тиск", targets=((2026, 62.0),))
    told_of = board(measured((*ROWS, seen("2026-Q3", 62.0, code="1.1.3")), more=(SECOND, held)), UK)
    on_way = compare.compare(told_of, [CODE, "1.1.3"], compare.ComparisonScale.WAY)
    assert [line.code for line in on_way.lines] == [CODE]
    assert on_way.left_out == ("1.1.3 Тиск",)


def test_a_breakdown_is_a_row_for_each_part_and_period_without_a_value_too() -> None:
    parts = (
        seen("2025-Q4", 60.0, breakdown="північ"),
        seen("2026-Q3", 80.0, breakdown="північ"),
        seen("2026-Q3", 68.0, breakdown="південь"),
    )
    found = breakdown(measured((*ROWS[:2], *parts)), CODE, UK)
    assert found is not None
    rows = compare.breakdown_rows(found, ("part", "period", "value"))
    said = {(row["part"], plain(str(row["period"]))): plain(str(row["value"])) for row in rows}
    assert said["північ", "III кв. 2026"] == "80 %"
    assert said["південь", "IV кв. 2025"] == "не подано"


@pytest.mark.parametrize("by", list(table.GroupBy))
def test_grouping_loses_no_row(by: table.GroupBy) -> None:
    found = table.groups(select(shown()), by)
    assert sorted(row.code for group in found for row in group.rows) == ["1.1.1", "1.1.2"]
    assert bool(found[0].heading) is (by is not table.GroupBy.NOTHING)


def test_a_status_has_a_sign_of_its_own() -> None:
    assert len(set(table.SIGNS.values())) == len(Status)
    assert table.status_cell(Status.AT_RISK, EN) == "▲ Behind"


def test_slides_tell_dates_and_never_call_them_predictions() -> None:
    actions = (
        Action(code="1.1", name="Заміна насосів", state=ActionState.IN_PROGRESS, due=date(2026, 12, 1)),
        Action(code="1.1", name="Обстеження мереж", state=ActionState.NOT_STARTED, due=date(2025, 3, 1)),
        Action(code="1.1", name="Завершене", state=ActionState.DONE, due=date(2026, 10, 1)),
        Action(code="1.1", name="Далеке", state=ActionState.NOT_STARTED, due=date(2027, 12, 1)),
    )
    found = slides.slides(select(board(measured(ROWS[:2], actions=actions), UK)))
    assert [slide.kind for slide in found] == ["overview", "sector", "attention", "decisions"]
    assert plain(found[-1].title).startswith("До 31.12.2026 настають 2 строки")
    assert [rest.split(" ")[1] for _, rest in found[-1].lines] == ["строк", "строк"]
    assert found[-1].lines[0][1].startswith("захід, строк минув 01.03.2025")
    empty = slides.slides(select(shown()))[-1]
    assert "не внесено" in empty.title
