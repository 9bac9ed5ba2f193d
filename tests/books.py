"""A small edition in memory, for the tests of keeping, access and publishing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Unpack

from kpi.model import (
    Action,
    ActionState,
    CellRef,
    Department,
    Direction,
    Frequency,
    GapReason,
    GoalBook,
    Indicator,
    Kind,
    Observation,
    OperationalGoal,
    Period,
    Plan,
    Problem,
    Provenance,
    Sector,
    SeriesBreak,
    Severity,
    StrategicGoal,
    Strategy,
    Succession,
    SuccessionLink,
    Suspension,
    TargetChange,
    Visibility,
)
from kpi.services.publishing import Checked
from tests.model_fields import GoalBookFields, IndicatorFields, ObservationMarks, StrategyFields

MAY, AUGUST, NOVEMBER = date(2026, 5, 14), date(2026, 8, 14), date(2026, 11, 14)


@dataclass(frozen=True)
class Read:
    """A reading as the workbook room makes it."""

    file: str
    goal_book: GoalBook | None = None
    plan: Plan | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def accepted(self) -> bool:
        return all(problem.severity is not Severity.ERROR for problem in self.problems)


def checked(content: GoalBook | Plan, file: str = "") -> Checked:
    """A book with bytes that differ where the book differs."""
    data = repr(content).encode()
    if isinstance(content, Plan):
        return Checked(Read(file or "plan.xlsx", plan=content), data)
    return Checked(Read(file or f"{content.goal}.xlsx", goal_book=content), data)


def plan(**changes: Unpack[StrategyFields]) -> Plan:
    strategy = Strategy(
        title="Стратегія розвитку",
        title_en="Development strategy",
        community="Зразкова громада",
        edition="2022-2026",
        first_year=2022,
        last_year=2026,
        baseline_year=2021,
        illustrative=True,
        released=NOVEMBER,
    )
    return Plan(
        strategy=replace(strategy, **changes),
        sectors=(Sector("people", "Люди", "People"), Sector("economy", "Економіка")),
        strategic_goals=(StrategicGoal("2", "economy", "Робота"), StrategicGoal("1", "people", "Здоров'я")),
        operational_goals=(
            OperationalGoal("1.10", "1", "Спорт", department="Спорт"),
            OperationalGoal("1.2", "1", "Лікарні", "Hospitals", "health", "названо"),
            OperationalGoal("2.1", "2", "Туризм"),
        ),
        departments=(
            Department("health", "Управління охорони здоров'я", "Health department", "health@example.org"),
            Department("sport", "Спорт", provenance=Provenance.DOCUMENTED),
            Department("spare", "Нікому не потрібний"),
        ),
        successions=(SuccessionLink("9", "1", Succession.KEPT),),
    )


def indicator(code: str, /, **changes: Unpack[IndicatorFields]) -> Indicator:
    made = Indicator(
        code=code,
        name=f"Показник {code}",
        unit="%",
        direction=Direction.INCREASE,
        department="health",
        targets=((2024, 60.0), (2026, 80.0)),
        target_year=2026,
        baseline_year=2021,
        baseline_value=40.0,
        frequency=Frequency.QUARTER,
        cell=CellRef("Показники", f"A{len(code)}"),
    )
    return replace(made, **changes)


def observation(code: str, period: str, value: float | None = None, **changes: Unpack[ObservationMarks]) -> Observation:
    made = Observation(
        code=code,
        period=Period.parse(period),
        value=value,
        gap=None if value is not None else GapReason.NOT_COLLECTED,
        cell=CellRef("Спостереження", "E2"),
    )
    return replace(made, **changes)


def hospitals(*more: Observation, **changes: Unpack[GoalBookFields]) -> GoalBook:
    """Goal 1.2 as it was published in May, with `more` observations."""
    made = GoalBook(
        goal="1.2",
        indicators=(
            indicator("1.2.1", weight=60.0, series_break=SeriesBreak(date(2022, 2, 24), "повномасштабне вторгнення")),
            indicator("1.2.10", weight=40.0, kind=Kind.FLOW, frequency=Frequency.YEAR, name_en="Tenth"),
            indicator(
                "1.2.2",
                weight=0.0,
                direction=Direction.RANGE,
                range_low=1.0,
                range_high=2.0,
                targets=(),
                visibility=Visibility.INTERNAL,
                ground="Стаття 6",
            ),
        ),
        observations=(
            observation("1.2.1", "2026-Q1", 50.0, comment="ремонт", provenance=Provenance.DOCUMENTED, source="звіт"),
            observation("1.2.1", "2025-Q4"),
            observation("1.2.1", "2025-Q3", 45.0, preliminary=True, coverage_pct=80.0),
            observation("1.2.1", "2026-Q1", 20.0, breakdown="жінки"),
            observation("1.2.10", "2025", 0.0),
            observation("1.2.10", "2024", gap=GapReason.RESTRICTED, restricted_until=date(2027, 1, 1)),
            observation("1.2.2", "2025", 1.5, comment="службове"),
            *more,
        ),
        suspensions=(
            Suspension("1.2.10", date(2022, 2, 24), "бойові дії", "№ 1", None, date(2026, 12, 31)),
            Suspension("1.2", date(2022, 2, 24), "бойові дії", "№ 2", date(2023, 1, 1)),
        ),
        actions=(
            Action("1.2", "Ремонт", ActionState.IN_PROGRESS, date(2026, 12, 1), 40.0, 1e6, 2e5, "бюджет", "", "триває"),
            Action("1.2.1", "Ремонт", ActionState.DONE),
            Action("1.2.2", "Таємний захід", ActionState.NOT_STARTED),
        ),
    )
    return replace(made, **changes)


CHANGE = TargetChange("1.2.1", 2026, 80.0, 75.0, date(2026, 6, 1), "№ 7", CellRef("Зміни цілей", "A2"))


def with_changed_target(book: GoalBook) -> GoalBook:
    indicators = tuple(
        replace(i, targets=((2024, 60.0), (2026, 75.0))) if i.code == "1.2.1" else i for i in book.indicators
    )
    return replace(book, indicators=indicators, target_changes=(CHANGE,))


def released(*books: tuple[GoalBook | Plan, date]) -> Sequence[tuple[list[Checked], date]]:
    """The books of each date together, as releases in order."""
    days: dict[date, list[Checked]] = {}
    for book, day in books:
        days.setdefault(day, []).append(checked(book))
    return [(found, day) for day, found in sorted(days.items(), key=lambda item: item[0])]
