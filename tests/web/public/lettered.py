"""A real strategy of another shape: letter codes, only the columns that are required, a village of one department."""

from datetime import date
from io import BytesIO
from pathlib import Path

from kpi.model import (
    Department,
    Direction,
    Frequency,
    GoalBook,
    Indicator,
    Observation,
    OperationalGoal,
    Plan,
    Sector,
    StrategicGoal,
    Strategy,
)
from kpi.services.publishing import batches, load
from kpi.store import Store
from kpi.workbook.writer.whole_books import write_goal_book, write_plan
from tests.fiscal_years import CALENDAR

RELEASED, TODAY = date(2026, 5, 14), date(2026, 8, 20)
GOAL, CODE, OTHER = "А.1", "А.1.1", "А.1.2"


def plan(*, illustrative: bool = False) -> Plan:
    """One department, one goal; nothing optional is filled in."""
    return Plan(
        strategy=Strategy(
            title="Стратегія Лугової громади",
            community="Лугова громада",
            edition="2023-2027",
            first_year=2023,
            last_year=2027,
            baseline_year=2022,
            illustrative=illustrative,
            deadline_days=15,
        ),
        sectors=(Sector("land", "Земля"),),
        strategic_goals=(StrategicGoal("А", "land", "Чисте довкілля"),),
        operational_goals=(OperationalGoal(code=GOAL, strategic_goal="А", name="Вода і ґрунти", department="land"),),
        departments=(Department("land", "Відділ земельних ресурсів", contact="land@example.org"),),
    )


def observation(code: str, period: str, value: float) -> Observation:
    return Observation(code=code, period=CALENDAR.parse(period), value=value)


def goal_book(*more: Observation) -> GoalBook:
    """Two indicators with quarterly and yearly values, none of which says where it comes from."""
    quarterly = Indicator(
        code=CODE,
        name="Частка очищених стоків",
        unit="%",
        direction=Direction.INCREASE,
        department="land",
        targets=((2025, 60.0), (2027, 80.0)),
        target_year=2027,
        baseline_year=2022,
        baseline_value=40.0,
        frequency=Frequency.QUARTER,
    )
    yearly = Indicator(
        code=OTHER,
        name="Стихійні звалища",
        unit="звалищ",
        direction=Direction.DECREASE,
        department="land",
        targets=((2027, 2.0),),
        target_year=2027,
        baseline_year=2022,
        baseline_value=12.0,
    )
    seen = [observation(CODE, f"202{year}-Q4", 40.0 + 5 * year) for year in (3, 4, 5)]
    seen += [observation(CODE, "2026-Q1", 61.0), *(observation(OTHER, f"202{year}", 12.0 - year) for year in (3, 4, 5))]
    return GoalBook(goal=GOAL, indicators=(quarterly, yearly), observations=(*seen, *more))


def workbook(book: GoalBook) -> bytes:
    file = BytesIO()
    write_goal_book(book, file)
    return file.getvalue()


def written(folder: Path, *, illustrative: bool = False) -> Path:
    """The edition as its workbooks."""
    (folder / "goals").mkdir(parents=True)
    write_plan(plan(illustrative=illustrative), folder / "plan.xlsx")
    write_goal_book(goal_book(), folder / "goals" / f"{GOAL}.xlsx")
    return folder


def published(folder: Path, store: Store, *, illustrative: bool = False) -> None:
    """The edition, read from its workbooks and published on RELEASED."""
    load(batches([written(folder, illustrative=illustrative)], RELEASED), today=RELEASED, store=store)
