"""A small edition in memory, for the tests of keeping, access and publishing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Unpack

from kpi.model import (
    Action,
    ActionState,
    Alignment,
    AlignmentDocument,
    Assignment,
    AssignmentState,
    CellRef,
    CouncilSession,
    Decision,
    DecisionBody,
    Department,
    Direction,
    Event,
    Frequency,
    GapReason,
    GoalBook,
    Indicator,
    Kind,
    Observation,
    OperationalGoal,
    Oversight,
    Plan,
    Problem,
    Provenance,
    Risk,
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
from kpi.services.publishing import CheckedWorkbook
from tests.fiscal_years import CALENDAR
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


def checked(content: GoalBook | Plan, file: str = "") -> CheckedWorkbook:
    """A book with bytes that differ where the book differs."""
    data = repr(content).encode()
    if isinstance(content, Plan):
        return CheckedWorkbook(Read(file or "plan.xlsx", plan=content), data)
    return CheckedWorkbook(Read(file or f"{content.goal}.xlsx", goal_book=content), data)


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
        deadline_days=15,
    )
    return Plan(
        strategy=replace(strategy, **changes),
        sectors=(Sector("people", "Люди", "People"), Sector("economy", "Економіка")),
        strategic_goals=(StrategicGoal("2", "economy", "Робота"), StrategicGoal("1", "people", "Здоров'я")),
        operational_goals=(
            OperationalGoal(code="1.10", strategic_goal="1", name="Спорт", department="Спорт"),
            OperationalGoal(
                code="1.2",
                strategic_goal="1",
                name="Лікарні",
                name_en="Hospitals",
                department="health",
                provenance="названо",
            ),
            OperationalGoal(code="2.1", strategic_goal="2", name="Туризм"),
        ),
        departments=(
            Department("health", "Управління охорони здоров'я", "Health department", "health@example.org"),
            Department("sport", "Спорт", provenance=Provenance.DOCUMENTED),
            Department("spare", "Нікому не потрібний"),
        ),
        successions=(SuccessionLink("9", "1", Succession.KEPT),),
        oversight=oversight(),
    )


def oversight() -> Oversight:
    """A decision about a goal and an indicator with assignments in every state, and a row of each other sheet."""
    asked = Assignment(decision="№ 21-зразок", decision_day=date(2026, 3, 26), number="1", name="Звітувати")
    return Oversight(
        sessions=(CouncilSession(day=date(2026, 3, 26), name="Сесія", name_en="Session"),),
        decisions=(
            Decision(
                number="№ 21-зразок",
                day=date(2026, 3, 26),
                body=DecisionBody.COUNCIL,
                name="Про лікарні",
                name_en="On hospitals",
                subjects=("1.2", "1.2.1"),
                comment="за поданням комісії",
            ),
            Decision(number="30", day=date(2026, 4, 2), body=DecisionBody.COMMITTEE, name="Про хід виконання"),
        ),
        assignments=(
            replace(asked, name="Закупити", name_en="Buy", department="health", due=date(2026, 5, 1)),
            replace(
                replace(asked, number="2", department="sport", evidence="лист № 5"),
                state=AssignmentState.DONE,
                done=date(2026, 4, 20),
            ),
            replace(
                replace(asked, number="3", department="health", state=AssignmentState.WITHDRAWN),
                withdrawn_by="30",
                withdrawn_on=date(2026, 4, 2),
            ),
        ),
        events=(
            Event(day=date(2022, 2, 24), name="Повномасштабне вторгнення", name_en="Full-scale invasion"),
            Event(day=date(2026, 4, 1), name="Тендер скасовано", codes=("1.2.1",)),
        ),
        risks=(Risk(goal="1.2", name="Є світло", name_en="Power", watcher="Головний лікар", review_by=NOVEMBER),),
        alignments=(
            Alignment(code="1.2", document=AlignmentDocument.STATE_STRATEGY, document_code="3.1", name="Здоров'я"),
        ),
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
        period=CALENDAR.parse(period),
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
            Suspension(
                code="1.2.10",
                since=date(2022, 2, 24),
                reason="бойові дії",
                act="№ 1",
                until=None,
                review_by=date(2026, 12, 31),
            ),
            Suspension(code="1.2", since=date(2022, 2, 24), reason="бойові дії", act="№ 2", until=date(2023, 1, 1)),
        ),
        actions=(
            Action(
                code="1.2",
                name="Ремонт",
                state=ActionState.IN_PROGRESS,
                due=date(2026, 12, 1),
                done_pct=40.0,
                budget_plan_uah=1e6,
                budget_actual_uah=2e5,
                funding="бюджет",
                dream_id="",
                comment="триває",
            ),
            Action(code="1.2.1", name="Ремонт", state=ActionState.DONE),
            Action(code="1.2.2", name="Таємний захід", state=ActionState.NOT_STARTED),
        ),
    )
    return replace(made, **changes)


CHANGE = TargetChange(
    code="1.2.1",
    year=2026,
    old_value=80.0,
    new_value=75.0,
    decided=date(2026, 6, 1),
    act="№ 7",
    cell=CellRef("Зміни цілей", "A2"),
)


def with_changed_target(book: GoalBook) -> GoalBook:
    indicators = tuple(
        replace(i, targets=((2024, 60.0), (2026, 75.0))) if i.code == "1.2.1" else i for i in book.indicators
    )
    return replace(book, indicators=indicators, target_changes=(CHANGE,))


def released(*books: tuple[GoalBook | Plan, date]) -> Sequence[tuple[list[CheckedWorkbook], date]]:
    """The books of each date together, as releases in order."""
    days: dict[date, list[CheckedWorkbook]] = {}
    for book, day in books:
        days.setdefault(day, []).append(checked(book))
    return [(found, day) for day, found in sorted(days.items(), key=lambda item: item[0])]
