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
    Period,
    Plan,
    Sector,
    StrategicGoal,
    Strategy,
)
from kpi.services.publishing import batches, load
from kpi.store import Store
from kpi.workbook.writer.whole_books import write_goal_book, write_plan

RELEASED, TODAY = date(2026, 5, 14), date(2026, 8, 20)
GOAL, CODE, OTHER = "А.1", "А.1.1", "А.1.2"


def plan(*, illustrative: bool = False) -> Plan:
    """One department, one goal; nothing optional is filled in."""
    return Plan(
        Strategy("Стратегія Лугової громади", "Лугова громада", "2023-2027", 2023, 2027, 2022, illustrative),
        (Sector("land", "Земля"),),
        (StrategicGoal("А", "land", "Чисте довкілля"),),
        (OperationalGoal(GOAL, "А", "Вода і ґрунти", department="land"),),
        (Department("land", "Відділ земельних ресурсів", contact="land@example.org"),),
    )


def observation(code: str, period: str, value: float) -> Observation:
    return Observation(code, Period.parse(period), value)


def goal_book(*more: Observation) -> GoalBook:
    """Two indicators with quarterly and yearly values, none of which says where it comes from."""
    quarterly = Indicator(
        CODE,
        "Частка очищених стоків",
        "%",
        Direction.INCREASE,
        "land",
        ((2025, 60.0), (2027, 80.0)),
        2027,
        2022,
        40.0,
        frequency=Frequency.QUARTER,
    )
    yearly = Indicator(
        OTHER, "Стихійні звалища", "звалищ", Direction.DECREASE, "land", ((2027, 2.0),), 2027, 2022, 12.0
    )
    seen = [observation(CODE, f"202{year}-Q4", 40.0 + 5 * year) for year in (3, 4, 5)]
    seen += [observation(CODE, "2026-Q1", 61.0), *(observation(OTHER, f"202{year}", 12.0 - year) for year in (3, 4, 5))]
    return GoalBook(GOAL, (quarterly, yearly), (*seen, *more))


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
