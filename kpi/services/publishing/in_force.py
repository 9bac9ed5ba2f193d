"""What is in force, read from the store, for the rules of `kpi.workbook.in_force`."""

from sqlalchemy import Connection

from kpi.model import Plan, Problem
from kpi.services.publishing.editions import other_plans
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.books import goal_books, goals_of_indicators, money_of, plan, targets
from kpi.store.departments import department_index
from kpi.store.histories.former_subjects import former_codes
from kpi.store.read import latest, of_plan
from kpi.workbook import InForce
from kpi.workbook.goal.oversight import StrategyCodes
from kpi.workbook.sheet.book_words import layout_in
from kpi.workbook.sheet.problems import CATALOGUE


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
        money=tuple(money_of(dict(row)) for row in connection.execute(latest(schema.ACTION_MONEY, until)).mappings()),
    )


def unknown_subjects(connection: Connection, until: AsOf, own: Plan) -> list[Problem]:
    """Codes that decisions and events of a plan name and no goal or indicator has ever had, once its goal workbooks are
    written: a decision about what the strategy has no more stands as it was taken.

    Of a goal without indicators every code below it may still come.
    """
    known = StrategyCodes.of(
        [goal.code for goal in own.strategic_goals],
        [goal.code for goal in own.operational_goals],
        tuple(goals_of_indicators(connection, until)),
        former_codes(connection, until),
    )
    words = layout_in("plan", own.strategy.language)
    named = [("decisions", "subjects", code) for one in own.oversight.decisions for code in one.subjects]
    named += [("events", "codes", code) for one in own.oversight.events for code in one.codes]
    return [
        Problem(
            code="subject_unknown",
            severity=CATALOGUE["subject_unknown"],
            sheet=words.sheets[sheet].label,
            found=code,
            values={"column": words.sheets[sheet].column(column).label, "close": known.near(code)},
        )
        for sheet, column, code in dict.fromkeys(named)
        if known.subject(code) is None
    ]
