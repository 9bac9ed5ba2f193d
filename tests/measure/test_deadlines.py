"""Which value is due when, what is there, what is awaited, and of whom."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kpi.measure import measure
from kpi.measure.books import dataset_from_books, plan_of
from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import DEADLINES, asked_by, awaited_periods, deadlines, departments_of, reported_periods
from kpi.model import Department, Frequency, GapReason, GoalBook, Observation, Suspension
from tests.fiscal_years import CALENDAR
from tests.measure.test_clock import RELEASE, one, strategy
from tests.model_fields import ObservationMarks

HALF_YEARLY = one(frequency=Frequency.HALF_YEAR, target_year=2024, targets=((2024, 100.0),))


def periods(frame: pd.DataFrame) -> list[str]:
    return [CALENDAR.ending(int(e), int(s)).code for e, s in zip(frame["end"], frame["span_months"], strict=True)]


def test_every_period_up_to_the_target_date_is_due_but_the_suspended_ones() -> None:
    whole = deadlines(strategy([HALF_YEARLY]))
    assert periods(whole) == [f"{year}-H{half}" for year in (2022, 2023, 2024) for half in (1, 2)]
    assert {name: str(dtype) for name, dtype in whole.dtypes.items()} == dict(DEADLINES)
    for code in ("1.1.1", "1.1", "1"):
        stopped = [Suspension(code=code, since=date(2022, 12, 31), reason="", act="", until=date(2023, 6, 30))]
        assert periods(deadlines(strategy([HALF_YEARLY], suspended=stopped))) == [
            "2022-H1",
            "2023-H2",
            "2024-H1",
            "2024-H2",
        ]


def test_nothing_is_due_before_the_strategy_begins() -> None:
    early = replace(HALF_YEARLY, baseline_year=2018)
    assert periods(deadlines(strategy([early], baseline_year=2018)))[0] == "2022-H1"
    bare = replace(HALF_YEARLY, baseline_year=None, baseline_value=None)
    assert periods(deadlines(strategy([bare])))[0] == "2022-H1"


def test_what_is_there_is_the_last_revision_of_a_total() -> None:
    first = GoalBook(
        goal="1.1",
        indicators=(HALF_YEARLY,),
        observations=(Observation(code="1.1.1", period=CALENDAR.parse("2022-H1"), value=5.0),),
    )
    gap = Observation(code="1.1.1", period=CALENDAR.parse("2022-H2"), value=None, gap=GapReason.NOT_PROVIDED)
    part = Observation(code="1.1.1", period=CALENDAR.parse("2023-H1"), value=5.0, breakdown="жінки")
    given = dataset_from_books(
        [
            (first, date(2026, 5, 1)),
            (GoalBook(goal="1.1", indicators=(HALF_YEARLY,), observations=(gap, part)), RELEASE),
        ]
    )
    assert len(reported_periods(given)) == 2
    whole = deadlines(given)
    assert periods(awaited_periods(whole, reported_periods(given))) == ["2023-H1", "2023-H2", "2024-H1", "2024-H2"]
    rows = given.observations
    taken = rows[rows["end"] == CALENDAR.parse("2022-H1").end].assign(
        removed=True, published=pd.Timestamp(RELEASE), seq=9
    )
    back = replace(given, observations=pd.concat([rows, taken], ignore_index=True))
    assert periods(awaited_periods(whole, reported_periods(back)))[0] == "2022-H1"


def test_a_department_is_named_by_its_code_its_name_or_a_word_of_its_own() -> None:
    words = {"1.1.1": "zhkg", "1.1.2": "УПРАВЛІННЯ  ЖКГ", "1.1.3": "Інше"}
    book = GoalBook(goal="1.1", indicators=tuple(one(code, department=word) for code, word in words.items()))
    plan = replace(plan_of([book]), departments=(Department("zhkg", "Управління ЖКГ"),))
    found = departments_of(dataset_from_books([(book, None)], plan))
    assert found.to_dict() == {"1.1.1": "zhkg", "1.1.2": "zhkg", "1.1.3": "Інше"}


def due_in_a_fortnight(book: GoalBook, published: date) -> Dataset:
    """The dataset of a book whose plan gives fifteen days."""
    plan = plan_of([book])
    return dataset_from_books([(book, published)], replace(plan, strategy=replace(plan.strategy, deadline_days=15)))


@pytest.mark.parametrize(
    ("value", "marks", "told"),
    [
        (None, {"gap": GapReason.NO_VALUE}, False),
        (None, {"gap": GapReason.NO_VALUE, "comment": "лічильник у ремонті"}, True),
        (None, {"gap": GapReason.NOT_COLLECTED}, True),
        (5.0, {}, True),
        (5.0, {"preliminary": True}, True),
    ],
)
def test_what_says_nothing_is_no_report(value: float | None, marks: ObservationMarks, told: bool) -> None:
    sent = Observation(code="1.1.1", period=CALENDAR.parse("2023-H2"), value=value, **marks)
    given = due_in_a_fortnight(GoalBook(goal="1.1", indicators=(HALF_YEARLY,), observations=(sent,)), date(2024, 4, 1))
    assert len(reported_periods(given)) == told
    assert measure(given, date(2023, 12, 31), date(2024, 4, 1)).indicators["overdue"].tolist() == [not told]


@pytest.mark.parametrize(("day", "told"), [(date(2023, 12, 31), False), (date(2024, 1, 1), True)])
def test_a_preliminary_value_from_within_its_period_awaits_the_final_one(day: date, told: bool) -> None:
    sent = Observation(code="1.1.1", period=CALENDAR.parse("2023-H2"), value=5.0, preliminary=True)
    given = due_in_a_fortnight(GoalBook(goal="1.1", indicators=(HALF_YEARLY,), observations=(sent,)), day)
    assert len(reported_periods(given)) == told
    found = measure(given, date(2023, 12, 31), date(2024, 4, 1)).indicators
    assert found["overdue"].tolist() == [not told]
    assert found["value"].tolist() == [5.0], "it is shown and judged all the same"


def test_another_edition_asks_for_what_ends_after_its_day() -> None:
    whole = strategy([HALF_YEARLY])
    assert periods(deadlines(asked_by(whole, date(2023, 12, 31)))) == ["2022-H1", "2022-H2", "2023-H1", "2023-H2"]
    assert periods(deadlines(asked_by(whole, date(2023, 7, 1))))[-1] == "2023-H1"
    assert asked_by(whole, date(2024, 12, 31)) is whole
