"""The goal's page: heading, order, explanations, measures, suspensions."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.measure.results import Survey
from kpi.model import Action, ActionState, Status, Suspension
from kpi.views.public import goal
from kpi.views.public.goal import GoalView
from tests.views.one import CODE, EN, PLAN, UK, indicator, measured, plain, seen
from tests.views.samples import Sample, survey_of

ON, OFF, AWAY, RISK = Status.ON_TRACK, Status.OFF_TRACK, Status.MOVING_AWAY, Status.AT_RISK


def page(survey: Survey) -> GoalView:
    view = goal.build(survey, "1.1", UK)
    assert view is not None
    return view


def several(**values: float) -> Survey:
    """Indicators 1.1.1, 1.1.2 … of one goal with these last values, in their order."""
    codes = [f"1.1.{i}" for i in range(1, len(values) + 1)]
    observations = [seen("2026-Q3", v, code=c) for c, v in zip(codes, values.values(), strict=True)]
    return measured(observations, more=[indicator(code=c, name=f"Показник {c}") for c in codes[1:]])


def test_an_unknown_goal_is_none() -> None:
    assert goal.build(measured([]), "7.7", UK) is None


@pytest.mark.parametrize(
    ("statuses", "heading"),
    [
        ([ON], "Оперативна 1.1: за планом 1 із 1 оціненого показника"),
        ([OFF], "Оперативна 1.1: 1 із 1 оціненого показника суттєво відстає"),
        ([OFF, AWAY, ON, RISK, ON], "Оперативна 1.1: 2 із 5 оцінених показників суттєво відстають"),
        ([OFF] * 5 + [ON] * 16, "Оперативна 1.1: 5 із 21 оціненого показника суттєво відстають"),
        ([OFF] * 21, "Оперативна 1.1: 21 із 21 оціненого показника суттєво відстає"),
        ([OFF] * 11, "Оперативна 1.1: 11 із 11 оцінених показників суттєво відстають"),
        ([ON, RISK, Status.NOT_DUE, Status.ACHIEVED], "Оперативна 1.1: за планом 3 із 4 оцінених показників"),
        (
            [ON, Status.NO_DATA, Status.SUSPENDED],
            "Оперативна 1.1: за планом 1 із 1 оціненого показника; ще 2 не оцінено",
        ),
        ([Status.NO_DATA, Status.SUSPENDED], "Оперативна 1.1: показники ще не оцінено"),
        ([Status.SUSPENDED] * 2, "Оперативна 1.1: оцінювання всіх показників призупинено"),
    ],
)
def test_heading(statuses: list[Status], heading: str) -> None:
    view = page(survey_of([Sample(f"1.1.{i}", s) for i, s in enumerate(statuses, 1)]))
    assert plain(view.title) == heading


def test_the_most_severe_stands_first_and_every_indicator_is_there() -> None:
    view = page(several(a=92.0, b=55.0, c=69.1, d=85.0, e=96.0))
    statuses = [m.row.status for m in view.multiples]
    assert statuses == [AWAY, OFF, RISK, ON, Status.ACHIEVED]
    assert view.counts.total == len(view.multiples) == 5
    assert [m.trajectory.status for m in view.multiples] == statuses
    assert plain(view.multiples[1].row.value_words) == "69,1 %"
    assert plain(view.multiples[1].aim) == "→ ціль 95,0 %"


def test_explanations_are_asked_of_what_lags_only() -> None:
    view = page(several(a=92.0, b=55.0, c=69.1, d=85.0))
    assert [(e.row.code, e.words) for e in view.explanations] == [("1.1.2", ""), ("1.1.3", ""), ("1.1.4", "")]


def test_an_older_value_says_its_period() -> None:
    view = page(measured([seen("2026-Q2", 85.0)]))
    assert plain(view.multiples[0].note) == "дані за III кв. 2026 не подано, строк минув 15.10.2026"


def test_stale_data_are_named_in_public() -> None:
    view = page(measured([seen("2025-Q4", 85.0)]))
    assert plain(view.multiples[0].note) == "дані за III кв. 2026 не подано, строк минув 15.10.2026; дані застарілі"


def test_measures_stand_with_state_due_date_and_budget() -> None:
    actions = [
        Action(
            code=CODE,
            name="Облік тиску",
            state=ActionState.NOT_STARTED,
            due=None,
            done_pct=None,
            budget_plan_uah=4.1e6,
            budget_actual_uah=None,
            funding="",
            dream_id="",
            comment="",
        ),
        Action(
            code="1.1",
            name="Водогін",
            state=ActionState.IN_PROGRESS,
            due=date(2026, 11, 1),
            done_pct=60.0,
            budget_plan_uah=38.2e6,
            budget_actual_uah=640e3,
            funding="бюджет",
            dream_id="D-1",
            comment="Триває. Оголошено торги.",
        ),
    ]
    hryvnias = replace(PLAN, strategy=replace(PLAN.strategy, currency="UAH"))
    first, second = page(measured([seen("2026-Q3", 69.1)], actions=actions, plan=hryvnias)).actions
    assert (
        first.name.name,
        first.state,
        plain(first.due),
        plain(first.budget),
        plain(first.spent),
        plain(first.done),
    ) == (
        "Водогін",
        "триває",
        "IV кв. 2026",
        "38,2 млн ₴",
        "640 000 ₴",
        "60 %",
    )
    assert (first.detail, first.project) == (("кошти: бюджет", "Триває. Оголошено торги"), ("D-1", ""))
    assert (first.money, first.start, first.standing) == ((), "", "частково виконано")
    assert (second.name.name, second.due, second.spent, second.detail) == ("Облік тиску", "—", "—", ("показник 1.1.1",))


def test_suspensions_name_whom_they_touch_and_until_when() -> None:
    suspensions = [
        Suspension(
            code="1", since=date(2022, 2, 24), reason="бойові дії", act="№ 5", until=None, review_by=date(2027, 3, 1)
        ),
        Suspension(code=CODE, since=date(2022, 3, 1), reason="ремонт", act="№ 6", until=date(2023, 1, 1)),
    ]
    first, second = page(measured([seen("2026-Q3", 69.1)], suspensions=suspensions)).suspensions
    assert (first.code, first.name, second.code) == ("1", "Надійна інфраструктура", CODE)
    assert plain(" ".join(first.sentences)) == (
        "Оцінювання призупинено 24.02.2022. бойові дії. Підстава: № 5. Перегляд рішення — до 01.03.2027."
    )
    assert plain(second.sentences[0]) == "Оцінювання було призупинено з 01.03.2022 до 01.01.2023."


def test_english() -> None:
    view = goal.build(several(a=55.0, b=69.1), "1.1", EN)
    assert view is not None
    assert view.title == "Water: 2 of 2 assessed indicators far behind"
    assert view.department is not None
    assert view.department.name == "Utilities department"


def test_an_indicator_of_another_goal_stands_here_and_is_counted_there() -> None:
    survey = survey_of([Sample("1.1.1", ON), Sample("1.2.1", OFF), Sample("1.2.2", ON)])
    facts = survey.dataset.indicators
    named = facts.assign(also_under=facts["code"].map({"1.2.1": "1.1"}).fillna("").astype("str"))
    told = replace(survey, dataset=replace(survey.dataset, indicators=named))
    here, there = page(told), goal.build(told, "1.2", UK)
    assert there is not None
    assert [one.row.code for one in here.shared] == ["1.2.1"]
    assert here.shared[0].note.startswith("рахується в цілі 1.2")
    # the counts, the heading and the bar are those of the goal's own indicators
    assert (here.counts, here.title, here.rollup) == (page(survey).counts, page(survey).title, page(survey).rollup)
    assert [one.row.code for one in here.multiples] == ["1.1.1"]
    assert (there.counts.total, there.shared) == (2, ())
    assert here.counts.total + there.counts.total == 3


def test_tasks_are_headings_over_their_indicators_and_sum_nothing_up() -> None:
    survey = survey_of([Sample("1.1.1", ON), Sample("1.1.2", OFF), Sample("1.1.3", RISK), Sample("1.1.4", OFF)])
    facts = survey.dataset.indicators
    tasks = {"1.1.2": "1.1.10 Дах", "1.1.3": "1.1.9 Вікна", "1.1.4": "1.1.9 Вікна"}
    told = facts.assign(task=facts["code"].map(tasks).fillna("").astype("str"))
    view = page(replace(survey, dataset=replace(survey.dataset, indicators=told)))
    # without a task first; then by the tasks' codes, 9 before 10; within a task the most severe first
    assert [(one.row.record.task, one.row.code) for one in view.multiples] == [
        ("", "1.1.1"), ("1.1.9 Вікна", "1.1.4"), ("1.1.9 Вікна", "1.1.3"), ("1.1.10 Дах", "1.1.2")
    ]  # fmt: skip
    assert (view.counts, view.rollup) == (page(survey).counts, page(survey).rollup)
