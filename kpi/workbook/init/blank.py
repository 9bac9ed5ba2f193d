"""A strategy to be filled in: a plan with numbered goals, and a blank workbook for each."""

from collections.abc import Sequence
from pathlib import Path

from kpi.model import GoalBook, OperationalGoal, Plan, Sector, StrategicGoal, Strategy
from kpi.workbook.init.writing import write_books


def write_blank(folder: Path, years: Sequence[int], goals: int) -> list[str]:
    """Write plan.xlsx and a workbook for each of the goals 1.1, 1.2 …; names are left to be filled in."""
    codes = [f"1.{n}" for n in range(1, goals + 1)]
    strategy = Strategy(
        title="",
        community="",
        edition=f"{years[0]}-{years[-1]}",
        first_year=years[0],
        last_year=years[-1],
        baseline_year=years[0] - 1,
        illustrative=False,
    )
    plan = Plan(
        strategy=strategy,
        sectors=(Sector("s1", ""),),
        strategic_goals=(StrategicGoal("1", "s1", ""),),
        operational_goals=tuple(OperationalGoal(code=code, strategic_goal="1", name="") for code in codes),
    )
    return write_books(plan, tuple(GoalBook(goal=code) for code in codes), folder)
