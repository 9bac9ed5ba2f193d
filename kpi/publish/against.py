"""What a goal workbook must not do to the state that it would change, asked inside the transaction that changes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from kpi.model import CellRef, GoalBook, Plan, Problem, Severity, Strategy, TargetChange
from kpi.store.books import goals_of_indicators, plan, targets
from kpi.store.read import Until, of_plan
from kpi.workbook.numbers import as_written, same


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands before a workbook is written: the plan, the goal of each indicator, targets and their changes."""

    plan: Plan | None
    goals: Mapping[str, str]
    in_force: Mapping[tuple[str, int], float]
    changes: tuple[TargetChange, ...]


def standing(connection: Connection, until: Until) -> Standing:
    """The state `until`, read once for all workbooks of a publication: none touches the rows of another goal."""
    in_force, changes = targets(connection, until)
    return Standing(
        plan(connection, of_plan(connection, until)), goals_of_indicators(connection, until), in_force, tuple(changes)
    )


def problems_against(before: Standing, book: GoalBook) -> list[Problem]:
    """Errors of `book` against what stands: a foreign goal, a target changed without a decision.

    The reader's checks see the workbook that was in force when the file was checked; these see what is in force now.
    """
    if before.plan is not None and book.goal not in {goal.code for goal in before.plan.operational_goals}:
        known = ", ".join(goal.code for goal in before.plan.operational_goals)
        return [_error("goal_unknown", None, book.goal, goals=known)]
    outside = () if before.plan is None else _outside(book, before.plan.strategy)
    return [*outside, *_moved(book, before.goals), *_undecided(book, before.in_force)]


def _outside(book: GoalBook, strategy: Strategy) -> Iterator[Problem]:
    """Targets outside the years of the edition, and values after its last one."""
    first, last = strategy.first_year, strategy.last_year
    for indicator in book.indicators:
        for year, value in indicator.targets:
            if not first <= year <= last:
                about: dict[str, str | int | float] = {"year": year, "first": first, "last_year": last}
                yield _error("year_outside", indicator.cell, as_written(value), indicator=indicator.code, **about)
    for row in book.observations:
        if row.period.year > last:
            about = {"year": row.period.year, "first": first, "last_year": last}
            yield _error("year_outside", row.cell, row.period.code, indicator=row.code, **about)


def _moved(book: GoalBook, goals: Mapping[str, str]) -> Iterator[Problem]:
    """Indicators that belong to another goal."""
    for indicator in book.indicators:
        goal = goals.get(indicator.code, book.goal)
        if goal != book.goal:
            yield _error("wrong_goal", indicator.cell, indicator.code, goal=goal)


def _undecided(book: GoalBook, in_force: Mapping[tuple[str, int], float]) -> Iterator[Problem]:
    """Targets that differ from the ones in force without a row of «Зміни цілей» that begins at them."""
    for indicator in book.indicators:
        for year, value in indicator.targets:
            before = in_force.get((indicator.code, year))
            if before is None or same(before, value):
                continue
            rows = (c for c in book.target_changes if (c.code, c.year) == (indicator.code, year))
            if not any(same(row.old_value, before) for row in rows):
                yield _error(
                    "target_changed_without_decision",
                    indicator.cell,
                    as_written(value),
                    indicator=indicator.code,
                    year=year,
                    last=as_written(before),
                )


def _error(code: str, cell: CellRef | None, found: str, **values: str | int | float) -> Problem:
    sheet, address = (cell.sheet, cell.cell) if cell else (None, None)
    return Problem(code, Severity.ERROR, sheet, address, found, values)
