"""The plan and the goals' books as outsiders know them, from a public dataset: what a table may be held against."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.model import (
    Department,
    FiscalYear,
    GoalBook,
    Level,
    OperationalGoal,
    Plan,
    Provenance,
    Sector,
    StrategicGoal,
    TargetChange,
    index_year,
)
from kpi.store.books import action_of, indicator_of, money_of, observation_of, suspension_of
from kpi.store.frames import records

Row = dict[str, object]
_DEPARTMENT = ("code", "name", "name_en", "contact")


def public_plan(dataset: Dataset) -> Plan:
    """The plan with all its goals, as the dataset names them."""
    nodes = {level: [row for row in records(dataset.nodes) if row["level"] == level] for level in Level}
    return Plan(
        strategy=dataset.strategy,
        sectors=tuple(Sector(*_texts(row, "code", "name", "name_en")) for row in nodes[Level.SECTOR]),
        strategic_goals=tuple(
            StrategicGoal(*_placed(row, Level.SECTOR), *_texts(row, "name", "name_en", "provenance"))
            for row in nodes[Level.STRATEGIC_GOAL]
        ),
        operational_goals=tuple(_operational_goal(row) for row in nodes[Level.OPERATIONAL_GOAL]),
        departments=tuple(
            Department(**{name: str(row[name]) for name in _DEPARTMENT}, provenance=Provenance(str(row["provenance"])))
            for row in records(dataset.departments)
        ),
    )


def _texts(row: Row, *names: str) -> list[str]:
    return [str(row[name]) for name in names]


def _operational_goal(row: Row) -> OperationalGoal:
    code, strategic_goal = _placed(row, Level.STRATEGIC_GOAL)
    name, name_en, department, provenance = _texts(row, "name", "name_en", "department", "provenance")
    return OperationalGoal(
        code=code,
        strategic_goal=strategic_goal,
        name=name,
        name_en=name_en,
        department=department,
        provenance=provenance,
    )


def _placed(row: Row, above: Level) -> list[str]:
    """A code and its parent's, "" where the parent is not of the level above."""
    return [str(row["code"]), str(row["parent"]) if row["parent_level"] == above else ""]


def public_books(dataset: Dataset) -> dict[str, GoalBook]:
    """The books by goal: targets in force, decided changes, the last value of every period; departments by name."""
    goal_of = {str(row["code"]): str(row["goal"]) for row in records(dataset.indicators[["code", "goal"]])}
    last = dataset.observations.sort_values(["published", "seq"], na_position="first", kind="stable")
    last = last.drop_duplicates(["code", "breakdown", "end", "span_months"], keep="last")
    observations = [row for row in records(last[~last["removed"]]) if row["code"] in goal_of]
    suspensions, actions = records(dataset.suspensions), records(dataset.actions)
    money = records(dataset.action_money)
    targets, changes = _targets(dataset.targets)
    fiscal = dataset.strategy.fiscal_year
    return {
        goal: GoalBook(
            goal=goal,
            indicators=tuple(
                indicator_of(_with_break(r, fiscal), targets.get(str(r["code"]), {}))
                for r in _of(goal, goal_of, dataset)
            ),
            observations=tuple(
                observation_of(row, fiscal) for row in observations if goal_of[str(row["code"])] == goal
            ),
            suspensions=tuple(suspension_of(_unplaced(r)) for r in suspensions if _goal(r, goal_of) == goal),
            target_changes=tuple(change for change in changes if goal_of.get(change.code) == goal),
            actions=tuple(action_of(_unplaced(r)) for r in actions if _goal(r, goal_of) == goal),
            action_money=tuple(money_of(_unplaced(r)) for r in money if _goal(r, goal_of) == goal),
        )
        for goal in dict.fromkeys(goal_of.values())
    }


def _of(goal: str, goal_of: dict[str, str], dataset: Dataset) -> Iterable[Row]:
    names = dict(zip(dataset.departments["code"], dataset.departments["name"], strict=True))
    rows = (row for row in records(dataset.indicators) if goal_of[str(row["code"])] == goal)
    return (row | {"department": names.get(row["department"], row["department"])} for row in rows)


def _goal(row: Row, goal_of: dict[str, str]) -> str:
    """The goal of a row that is about an indicator or the goal itself."""
    code = str(row["code"])
    return goal_of.get(code, code)


def _unplaced(row: Row) -> Row:
    """A row of a frame that does not say where it stands in a workbook."""
    return {"sheet": "", "cell": ""} | row


def _with_break(row: Row, fiscal_year: FiscalYear) -> Row:
    """A break as the day that it begins on: the frame has the last month before it."""
    end = row["break_end"]
    if end is None:
        return row | {"break_day": None}
    return row | {"break_day": fiscal_year.first_day(int(str(end)) + 1)}


def _targets(frame: pd.DataFrame) -> tuple[dict[str, dict[int, float]], list[TargetChange]]:
    """Targets in force by code and year, and the decisions that changed them, in their order."""
    in_force: dict[str, dict[int, float]] = {}
    changes = []
    for row in records(frame.sort_values(["code", "end", "decided"], na_position="first", kind="stable")):
        code, year, value = str(row["code"]), index_year(int(str(row["end"]))), float(str(row["value"]))
        before = in_force.setdefault(code, {}).get(year)
        in_force[code][year] = value
        if row["decided"] is not None and before is not None:
            decided: date = row["decided"]  # type: ignore[assignment]
            changes.append(
                TargetChange(
                    code=code, year=year, old_value=before, new_value=value, decided=decided, act=str(row["act"])
                )
            )
    return in_force, changes
