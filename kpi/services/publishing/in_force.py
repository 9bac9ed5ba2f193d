"""What is in force, read from the store, for the rules of `kpi.workbook.in_force`."""

from sqlalchemy import Connection

from kpi.services.publishing.editions import other_plans
from kpi.store.as_of import AsOf
from kpi.store.books import goal_books, goals_of_indicators, plan, targets
from kpi.store.departments import department_index
from kpi.store.read import of_plan
from kpi.workbook import InForce


def in_force(connection: Connection, until: AsOf, goal: str = "") -> InForce:
    """The plan, the goal of each indicator, targets and their changes as of `until`.

    goal  a goal whose whole book is asked for, with its values; in a transaction that stores many goals none is
    """
    planned, changes = targets(connection, until)
    there = of_plan(connection, until)
    return InForce(
        plan=plan(connection, there),
        goals=goals_of_indicators(connection, until),
        targets=planned,
        changes=tuple(changes),
        book=goal_books(connection, until, [goal]).get(goal) if goal else None,
        departments=department_index(connection, there).words if goal else {},
        others=other_plans(connection, until),
    )
