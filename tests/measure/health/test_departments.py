"""What each department answers for, and what it kept of it."""

from dataclasses import replace
from datetime import date

import pandas as pd

from kpi.measure.books import dataset_from_books, plan_of
from kpi.measure.dataset import CORRECTIVE_ACTIONS, Dataset, frame
from kpi.measure.health.departments import RECORDS, department_records, departments_named
from kpi.measure.schemas.oversight import ASSIGNMENTS
from kpi.model import AssignmentState, CorrectiveFate, Department, GoalBook
from tests.measure.health.test_punctuality import Q1, given
from tests.measure.test_clock import one

DAY = date(2022, 12, 1)


def strategy() -> Dataset:
    """Two departments of the plan, of which one answers for nothing, and a name that has no row."""
    words = {"1.1.1": "b", "1.1.2": "Без коду", "1.1.3": "b", "1.1.4": ""}
    book = GoalBook(goal="1.1", indicators=tuple(one(code, department=word) for code, word in words.items()))
    listed = (Department("b", "Бюджет"), Department("a", "Архів"), Department("c", "Культура"))
    return dataset_from_books([(book, None)], replace(plan_of([book]), departments=listed))


def assignment(
    department: str, state: AssignmentState, due: date | None, done: date | None = None
) -> dict[str, object]:
    return {"department": department, "state": state, "due": due, "done": done}


def record(dataset: Dataset, department: str) -> dict[str, int]:
    """What is not nothing."""
    rows = department_records(dataset, DAY, DAY)
    row = rows[rows["department"] == department].iloc[0]
    return {name: int(row[name]) for name in RECORDS if name != "department" and row[name]}


def test_departments_are_those_that_answer_for_something() -> None:
    plan = strategy()
    assert departments_named(plan) == ("b", "Без коду")
    asked = frame([assignment("a", AssignmentState.OPEN, None)], ASSIGNMENTS)
    assert departments_named(replace(plan, assignments=asked)) == ("b", "a", "Без коду")
    named = plan.nodes.assign(department=["c", *[""] * (len(plan.nodes) - 1)])
    assert departments_named(replace(plan, nodes=named)) == ("b", "c", "Без коду")


def test_the_columns_are_those_that_are_documented_also_of_nobody() -> None:
    nobody = replace(strategy(), indicators=strategy().indicators[:0])
    for dataset, rows in ((strategy(), 2), (nobody, 0)):
        made = department_records(dataset, DAY, DAY)
        assert {name: str(dtype) for name, dtype in made.dtypes.items()} == dict(RECORDS)
        assert len(made) == rows


def test_assignments_by_what_became_of_them() -> None:
    term = date(2022, 6, 1)
    rows = [
        assignment("b", AssignmentState.DONE, term, term),
        assignment("b", AssignmentState.DONE, None, DAY),
        assignment("b", AssignmentState.DONE, term, date(2022, 6, 2)),
        assignment("b", AssignmentState.OPEN, DAY),
        assignment("b", AssignmentState.OPEN, None),
        assignment("b", AssignmentState.OPEN, term),
        assignment("b", AssignmentState.WITHDRAWN, term),
        assignment("Без коду", AssignmentState.OPEN, term),
    ]
    plan = replace(strategy(), assignments=frame(rows, ASSIGNMENTS))
    assert record(plan, "b") == {
        "indicators": 2,
        "assignments_on_time": 2,
        "assignments_late": 1,
        "assignments_open": 2,
        "assignments_overdue": 1,
        "assignments_withdrawn": 1,
    }
    assert record(plan, "Без коду") == {"indicators": 1, "assignments_overdue": 1}


def test_corrective_actions_are_those_of_the_departments_indicators_as_known_on_the_day() -> None:
    def action(code: str, fate: CorrectiveFate, due: date, published: date = Q1) -> dict[str, object]:
        whole = dict.fromkeys(("end", "span_months", "number", "times_moved"), 1)
        return {**whole, "code": code, "fate": fate, "due": due, "published": published}

    rows = [
        action("1.1.1", CorrectiveFate.DONE_ON_TIME, Q1),
        action("1.1.3", CorrectiveFate.DONE_LATE, Q1),
        action("1.1.3", CorrectiveFate.OPEN, date(2023, 1, 1)),
        action("1.1.3", CorrectiveFate.MOVED, date(2023, 1, 1)),
        action("1.1.3", CorrectiveFate.MOVED, Q1),
        action("1.1.1", CorrectiveFate.DROPPED, Q1),
        action("1.1.4", CorrectiveFate.OPEN, Q1),
        action("1.1.2", CorrectiveFate.OPEN, Q1, published=date(2022, 12, 2)),
    ]
    plan = replace(strategy(), corrective_actions=frame(rows, CORRECTIVE_ACTIONS))
    assert record(plan, "b") == {
        "indicators": 2,
        "actions_on_time": 1,
        "actions_late": 1,
        "actions_open": 2,
        "actions_overdue": 1,
        "actions_dropped": 1,
    }
    assert record(plan, "Без коду") == {"indicators": 1}


def test_terms_and_goals_are_counted() -> None:
    plan = given([("2022-Q1", Q1), ("2022-Q2", date(2022, 8, 1))])
    name = str(plan.indicators["department"].iloc[0])
    assert record(plan, name) == {"indicators": 1, "terms_kept": 1, "terms_late": 1, "terms_missing": 1}
    goals = plan.nodes.assign(department=pd.Series(name, index=plan.nodes.index))
    assert record(replace(plan, nodes=goals), name)["goals"] == len(goals)
