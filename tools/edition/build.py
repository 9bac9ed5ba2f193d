"""Builds the plan and the goal workbooks of each release from the source tables and the story."""

from datetime import date
from functools import cache

from kpi.model import (
    Action,
    ActionState,
    Department,
    GoalBook,
    Language,
    OperationalGoal,
    Plan,
    Provenance,
    Sector,
    StrategicGoal,
    Strategy,
    Suspension,
    TargetChange,
    code_sort_key,
)
from tools.edition import sources
from tools.edition.indicators import indicator, year_targets
from tools.edition.observations import observations

#: the day of the shipped release and the days of the earlier ones
RELEASED = date(2026, 11, 14)
RELEASES = (date(2026, 5, 14), date(2026, 8, 14), RELEASED)


def plan() -> Plan:
    """The plan of the edition; `provenance` of goals says in Ukrainian what the source names."""
    tree = list(sources.rows("goal_tree.csv"))
    said = sources.story()["provenance"]
    return Plan(
        strategy=_strategy(),
        sectors=tuple(Sector(r["code"], r["name_uk"], r["name_en"]) for r in tree if r["level"] == "sector"),
        strategic_goals=tuple(
            StrategicGoal(r["code"], r["parent_code"], r["name_uk"], r["name_en"], said[r["provenance"]])
            for r in tree
            if r["level"] == "strategic_goal"
        ),
        operational_goals=tuple(
            _operational_goal(r, said[r["provenance"]]) for r in tree if r["level"] == "operational_goal"
        ),
        departments=tuple(_department(r) for r in sources.rows("departments.csv")),
    )


def _strategy() -> Strategy:
    words = sources.story()["strategy"] | {"language": Language.UK}
    return Strategy(**words, first_year=2022, last_year=2026, baseline_year=2021, illustrative=True, released=RELEASED)


def _operational_goal(row: sources.Row, said: str) -> OperationalGoal:
    department = sources.departments()[row["responsible_department_id"]]
    return OperationalGoal(
        code=row["code"],
        strategic_goal=row["parent_code"],
        name=row["name_uk"],
        name_en=row["name_en"],
        department=department,
        provenance=said,
    )


def _department(row: sources.Row) -> Department:
    confirmed = row["evidence"] == "documented"
    return Department(
        row["department_id"],
        row["name_uk"],
        row["name_en"],
        provenance=Provenance.DOCUMENTED if confirmed else Provenance.ILLUSTRATIVE,
    )


@cache
def books(published: date | None = None) -> list[GoalBook]:
    """The 18 goal workbooks as they were published on a release's day; None = the shipped release."""
    day = published or RELEASED
    rows: dict[str, list[sources.Row]] = {}
    for row in sources.indicator_rows():
        rows.setdefault(row["operational_goal_code"], []).append(row)
    return [_book(goal, rows[goal], day) for goal in sorted(rows, key=code_sort_key)]


def _book(goal: str, rows: list[sources.Row], day: date) -> GoalBook:
    story = sources.story()
    changes = [c for c in _changes(goal) if c.decided <= day]
    indicators = tuple(indicator(row, story["indicator"][row["code"]], changes) for row in rows)
    found = tuple(o for i in indicators for o in observations(i, story["indicator"][i.code], day))
    return GoalBook(
        goal=goal,
        indicators=indicators,
        observations=found,
        suspensions=_suspensions(goal, day),
        target_changes=tuple(changes),
        actions=_actions(goal),
        edition=sources.EDITION.name,
    )


def _belongs(code: str, goal: str) -> bool:
    return code == goal or code.startswith(goal + ".")


def _suspensions(goal: str, day: date) -> tuple[Suspension, ...]:
    return tuple(
        Suspension(
            code=s["code"],
            since=s["since"],
            reason=s["reason"],
            act=s["act"],
            until=s.get("until"),
            review_by=s.get("review_by"),
        )
        for s in sources.story()["suspension"]
        if _belongs(s["code"], goal) and s["since"] <= day
    )


def _changes(goal: str) -> list[TargetChange]:
    """Every decided change: the old value is the one the plan had before."""
    found = []
    for change in sources.story()["change"]:
        if not _belongs(change["code"], goal):
            continue
        old = year_targets(sources.story()["indicator"][change["code"]])
        for year, value in sorted(change["values"].items()):
            found.append(
                TargetChange(
                    code=change["code"],
                    year=int(year),
                    old_value=old[int(year)],
                    new_value=float(value),
                    decided=change["decided"],
                    act=change["act"],
                )
            )
    return found


def _actions(goal: str) -> tuple[Action, ...]:
    return tuple(
        Action(
            code=a["code"],
            name=a["name"],
            state=ActionState(a["state"]),
            due=a.get("due"),
            done_pct=a.get("done"),
            budget_plan_uah=a.get("plan"),
            budget_actual_uah=a.get("actual"),
            funding=a.get("funding", ""),
            dream_id=a.get("dream", ""),
            comment=a.get("comment", ""),
        )
        for a in sources.story()["action"]
        if _belongs(a["code"], goal)
    )
