"""From a cause to a result: lines under a status, marks of the chart, what waits on other pages, what must hold."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kpi.html.oversight.waiting import waiting
from kpi.html.page_context import PageContext
from kpi.measure.dataset import CORRECTIVE_ACTIONS, Dataset, frame
from kpi.measure.oversight.frames import oversight_frames
from kpi.measure.results import Survey
from kpi.model import (
    Assignment,
    CorrectiveFate,
    Decision,
    DecisionBody,
    Event,
    FiscalYear,
    Language,
    Level,
    Oversight,
    Risk,
    month_index,
)
from kpi.text import Text
from kpi.views.changes.deeds import DeedKind, deeds
from kpi.views.common.board import Board, board
from kpi.views.common.series import MarkKind
from kpi.views.indicator.page import IndicatorView
from kpi.views.indicator.page import build as build_indicator
from kpi.views.oversight.chart_marks import place_of
from kpi.views.oversight.decision_rows import Fate
from kpi.views.public import goal as goal_page
from kpi.views.public import overview as overview_page
from kpi.views.public import sector as sector_page
from tests.fiscal_years import CALENDAR, JULY
from tests.languages import BOTH
from tests.views.one import plain
from tests.views.samples import NOW, Sample, survey_of

UK = Text(Language.UK)
CODE = "1.1.1"
JUNE = month_index(2026, 6)
SAMPLES = [Sample(CODE, value=63.0, before=58.0), Sample("1.2.1"), Sample("2.1.1")]
DECISION = Decision(
    number="21", day=date(2026, 7, 2), body=DecisionBody.COUNCIL, name="Про тепло", subjects=(CODE, "1.2")
)
ASSIGNED = Assignment(decision="№ 21", decision_day=DECISION.day, number="1", name="Звіт", due=date(2026, 9, 18))
OVERSIGHT = Oversight(
    decisions=(DECISION,),
    assignments=(ASSIGNED,),
    events=(
        Event(day=date(2022, 2, 24), name="Вторгнення"),
        Event(day=date(2026, 5, 20), name="Тендер скасовано", codes=("1.1",)),
        Event(day=date(2026, 5, 21), name="Чуже", codes=("2",)),
    ),
    risks=(
        Risk(goal="1.1", name="Гроші надходять", watcher="Управління", review_by=date(2026, 9, 1)),
        Risk(goal="1.1", name="Погода", review_by=date(2027, 1, 1)),
        Risk(goal="2.1", name="Чуже"),
    ),
)


def promised(end: int = JUNE, **given: object) -> dict[str, object]:
    """A row of `CORRECTIVE_ACTIONS` that waits."""
    usual = {"code": CODE, "end": end, "span_months": 3, "number": 1, "cause": "Немає підрядника", "measure": "Торги"}
    days = {"due": date(2027, 3, 1), "first_due": date(2027, 3, 1), "published": date(2026, 8, 14)}
    return {**usual, **days, "times_moved": 0, "fate": CorrectiveFate.OPEN, **given}


def dataset_of(survey: Survey, oversight: Oversight, actions: Sequence[dict[str, object]]) -> Dataset:
    frames: Mapping[str, Any] = oversight_frames(oversight)
    return replace(survey.dataset, corrective_actions=frame(actions, CORRECTIVE_ACTIONS), **frames)


def made(actions: Sequence[dict[str, object]] = (), text: Text = UK, oversight: Oversight = OVERSIGHT) -> Board:
    survey = survey_of(SAMPLES)
    return board(replace(survey, dataset=dataset_of(survey, oversight, actions)), text)


def page(shown: Board) -> IndicatorView:
    view = build_indicator(shown.survey, CODE, shown.text, board=shown)
    assert view is not None
    return view


def lines(shown: Board) -> list[str]:
    return [plain(f"{line.link}: {line.words}") for line in page(shown).chain]


def test_the_whole_chain_stands_in_one_line_each() -> None:
    moved = promised(times_moved=1, fate=CorrectiveFate.MOVED)
    assert lines(made([moved])) == [
        "cause: Немає підрядника.",
        "action: Торги — до 01.03.2027, строк перенесено 1 раз.",
        "decision: № 21 від 02.07.2026: 1 доручення прострочено на 12 днів",
        "effect: 58 % (II кв. 2026) → 63 % (III кв. 2026)",
    ]


def test_only_lines_that_exist_are_said() -> None:
    assert lines(made(oversight=Oversight())) == []
    assert lines(made()) == ["decision: № 21 від 02.07.2026: 1 доручення прострочено на 12 днів"]
    # no value is newer than the one that was promised for
    assert [line.split(":")[0] for line in lines(made([promised(NOW)], oversight=Oversight()))] == ["cause", "action"]


@pytest.mark.parametrize(
    ("given", "words", "sign"),
    [
        ({"due": date(2026, 9, 20)}, "Торги — до 20.09.2026, прострочено на 10 днів.", Fate.OVERDUE),
        ({"due": date(2026, 9, 30)}, "Торги — до 30.09.2026.", Fate.OPEN),
        (
            {"fate": CorrectiveFate.DONE_ON_TIME, "outcome_day": date(2026, 9, 1), "outcome_reason": "лист"},
            "Торги — виконано вчасно 01.09.2026: лист.",
            Fate.DONE,
        ),
        ({"fate": CorrectiveFate.DROPPED}, "Торги — знято.", Fate.WITHDRAWN),
    ],
)
def test_what_became_of_an_action(given: dict[str, Any], words: str, sign: Fate) -> None:
    (action,) = (line for line in page(made([promised(**given)])).chain if line.link == "action")
    assert (action.words, action.fate) == (words, sign)


def test_what_goes_on_is_told_before_what_is_closed() -> None:
    done = promised(month_index(2026, 3), cause="Інше", fate=CorrectiveFate.DONE_LATE)
    said = lines(made([done, promised()], oversight=Oversight()))
    assert said[:2] == ["cause: Немає підрядника.", "action: Торги — до 01.03.2027."]


def test_a_decision_of_the_goal_is_told_and_leads_to_its_page() -> None:
    shown = made()
    of_goal = build_indicator(shown.survey, "1.2.1", UK, board=shown)
    other = build_indicator(shown.survey, "2.1.1", UK, board=shown)
    assert of_goal is not None
    assert other is not None
    assert [line.decision for line in of_goal.chain] == ["2026-07-02-21"]
    assert other.chain == ()


def test_the_chart_marks_what_is_about_the_indicator_at_its_month() -> None:
    marks = page(made([promised()])).trajectory.marks
    assert [mark.kind for mark in marks] == [MarkKind.EVENT, MarkKind.EVENT, MarkKind.ACTION, MarkKind.DECISION]
    assert [round(mark.at - month_index(2026, 1), 2) for mark in marks[1:]] == [3.65, 5.0, 5.06]
    assert marks[1].title == "20.05.2026, подія: Тендер скасовано"


def test_marks_stand_in_the_text_alternative_and_in_the_table() -> None:
    view = page(made())
    assert "Позначено: 24.02.2022, подія: Вторгнення; " in view.trajectory.label
    told = [words for row in view.data for words in row.marks]
    assert told[0] == "рішення № 21 від 02.07.2026: Про тепло"
    assert len(told) == len(view.trajectory.marks)
    assert "Чуже" not in view.trajectory.label


def test_the_text_alternative_is_one_sentence_in_the_readers_language() -> None:
    events = (Event(day=date(2022, 2, 24), name="Вторгнення", name_en="Invasion"), *OVERSIGHT.events[1:])
    oversight = Oversight(events=events)
    told = page(made([promised()], Text(Language.EN), oversight)).trajectory
    assert told.label.endswith("Marked: 24 Feb 2022, event: Invasion.")
    assert len(told.marks) == 3
    assert page(made([promised()], oversight=oversight)).trajectory.label.endswith("Торги — до 01.03.2027.")


def test_a_goal_tells_what_waits_and_what_must_hold() -> None:
    shown = made([promised(due=date(2026, 9, 1)), promised(fate=CorrectiveFate.DONE_LATE, number=2)])
    view = goal_page.build(shown.survey, "1.1", UK, board=shown)
    assert view is not None
    assert [one.action.sign for one in view.waiting.actions] == [Fate.OVERDUE]
    assert [one.row.code for one in view.waiting.decisions] == ["2026-07-02-21"]
    assert [(risk.name.name, risk.overdue) for risk in view.risks] == [("Гроші надходять", True), ("Погода", False)]
    other = goal_page.build(shown.survey, "2.1", UK, board=shown)
    assert other is not None
    assert not other.waiting


def test_a_sector_tells_each_action_once_though_its_goals_hold_it_too() -> None:
    shown = made([promised()])
    for sector in shown.level(Level.SECTOR):
        view = sector_page.build(shown.survey, sector.code, UK, board=shown)
        assert view is not None
        own = {row.code for row in sector.rows} & {CODE}
        assert [one.row.code for one in view.waiting.actions] == sorted(own)


@pytest.mark.parametrize("language", BOTH)
def test_the_overview_tells_all_that_waits_and_the_action_beside_its_cause(language: Language) -> None:
    shown = made([promised()], Text(language))
    view = overview_page.build(shown.survey, shown.text, board=shown)
    assert [one.row.code for one in view.waiting.actions] == [CODE]
    assert [one.row.code for one in view.waiting.decisions] == ["2026-07-02-21"]
    assert all(bool(item.actions) == (item.row.code == CODE) for item in view.attention)


@pytest.mark.parametrize("language", BOTH)
def test_what_waits_says_as_of_which_day_its_terms_are_told(language: Language) -> None:
    """A reader in December sees «до 31.10.2026» as a term that goes on: the page's own day must stand beside it."""
    shown = made([promised()], Text(language))
    views = (
        overview_page.build(shown.survey, shown.text, board=shown),
        goal_page.build(shown.survey, "1.1", shown.text, board=shown),
    )
    for view in views:
        assert view is not None
        told = waiting(view.waiting, PageContext(text=shown.text))
        assert told is not None
        assert shown.text.date(shown.survey.now.as_of) in told.partition("<h3>")[0]


def test_between_releases_what_was_decided_and_done_is_told() -> None:
    old = made([promised()], oversight=Oversight())
    late = promised(due=date(2026, 9, 1))
    found = deeds(old, made([late, promised(NOW)]))
    assert [deed.kind for deed in found] == [
        DeedKind.DECISION,
        DeedKind.ASSIGNMENT,
        DeedKind.ACTION,
        DeedKind.PROMISED,
    ]
    assert found[1].words == "Доручення 1 рішення № 21 від 02.07.2026, «Звіт»: прострочено на 12 днів."
    moved = deeds(made([promised()]), made([promised(times_moved=1, due=date(2027, 5, 1), fate=CorrectiveFate.MOVED)]))
    assert [(deed.kind, deed.id) for deed in moved] == [(DeedKind.MOVED, CODE)]
    assert deeds(made([late]), made([late])) == ()


def test_of_a_part_of_the_plan_only_its_own_is_told() -> None:
    old, new = made(oversight=Oversight()), made([promised()])
    assert {deed.page for deed in deeds(old, new, {CODE})} == {"decisions", "indicator"}
    assert {deed.page for deed in deeds(old, new, {"1.2"})} == {"decisions"}
    assert deeds(old, new, {"2.1.1"}) == ()


@pytest.mark.parametrize("fiscal", [CALENDAR, JULY])
def test_a_day_has_its_place_in_every_fiscal_year(fiscal: FiscalYear) -> None:
    first, second, third = (place_of(day, fiscal) for day in (date(2026, 3, 31), date(2026, 4, 15), date(2026, 4, 30)))
    assert (second, third) == (first + 0.5, first + 1)
    assert fiscal.last_day(int(first)) == date(2026, 3, 31)
