"""A community with every kind of indicator, made from a seed: for tests of what holds for any data."""

from datetime import date

import numpy as np

from kpi.measure.books import Published, dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.model import (
    Direction,
    Frequency,
    GoalBook,
    Indicator,
    Kind,
    Observation,
    OperationalGoal,
    Plan,
    Sector,
    StrategicGoal,
    Strategy,
    Suspension,
    TargetChange,
)
from tests.fiscal_years import CALENDAR

KINDS = tuple(Kind)
FREQUENCIES = (Frequency.QUARTER, Frequency.YEAR, Frequency.MONTH, Frequency.HALF_YEAR)
FIRST, LAST = date(2026, 5, 14), date(2026, 11, 14)


def plan() -> Plan:
    sectors = tuple(Sector(code, f"Сектор {code}") for code in ("people", "economy"))
    strategic = tuple(StrategicGoal(str(n), sectors[n % 2].code, f"Ціль {n}") for n in range(1, 5))
    goals = tuple(
        OperationalGoal(code=f"{n}.{k}", strategic_goal=str(n), name=f"Оперативна ціль {n}.{k}", department="dep")
        for n in range(1, 5)
        for k in range(1, 4)
    )
    strategy = Strategy(
        title="Стратегія",
        community="Громада",
        edition="2022-2026",
        first_year=2022,
        last_year=2026,
        baseline_year=2021,
        illustrative=True,
        deadline_days=15,
    )
    return Plan(strategy=strategy, sectors=sectors, strategic_goals=strategic, operational_goals=goals)


def indicator(code: str, at: int, rng: np.random.Generator) -> Indicator:
    base = float(np.round(rng.uniform(20, 60), 1))
    kind = KINDS[at % len(KINDS)]
    rising = kind in (Kind.INCREMENT, Kind.DELIVERABLE) or at % 3 > 0
    if kind is Kind.DELIVERABLE:
        base = 0.0
    goal = base + (1 if rising else -1) * float(np.round(rng.uniform(5, 20), 1))
    ranged = kind is Kind.LEVEL and at % 4 == 0
    middle = (2024, (base + goal) / 2)
    return Indicator(
        code=code,
        name=f"Показник {code}",
        unit="%" if at % 2 else "од.",
        direction=Direction.RANGE if ranged else Direction.INCREASE if rising else Direction.DECREASE,
        department="dep",
        targets=() if ranged else (middle, (2026, goal)),
        target_year=2026,
        baseline_year=2021,
        baseline_value=base,
        kind=kind,
        frequency=FREQUENCIES[at % len(FREQUENCIES)],
        range_low=base + 5 if ranged else None,
        range_high=base + 15 if ranged else None,
    )


def observations(given: Indicator, until: int, rng: np.random.Generator) -> list[Observation]:
    """One value per period from 2022 to the month `until`; some are missing."""
    months = given.frequency.months
    found = []
    for end in range(12 * 2021 + 12 + months, until + 1, months):
        if rng.uniform() < 0.05:
            continue
        share = (end - 12 * 2021 - 12) / 60
        goal = given.targets[-1][1] if given.targets else given.range_low or 0.0
        base = given.baseline_value or 0.0
        value = base + (goal - base) * share * rng.uniform(0.5, 1.3)
        if given.kind is Kind.INCREMENT:
            value = abs(goal - base) * months / 60 * rng.uniform(0.3, 1.2)
        elif given.kind is Kind.FLOW:
            value *= months / 12
        elif given.kind is Kind.YTD:
            value *= ((end - 1) % 12 + 1) / 12
        elif given.kind is Kind.DELIVERABLE:
            value = float(np.floor(value))
        found.append(Observation(code=given.code, period=CALENDAR.ending(end, months), value=float(np.round(value, 2))))
    return found


def books(seed: int = 1, per_goal: int = 8) -> Published:
    """Two publications of every goal's workbook; the second adds two quarters, revises values and changes a target."""
    rng = np.random.default_rng(seed)
    early: list[tuple[GoalBook, date | None]] = []
    late: list[tuple[GoalBook, date | None]] = []
    for place, goal in enumerate(plan().operational_goals):
        given = [indicator(f"{goal.code}.{n}", place * per_goal + n, rng) for n in range(1, per_goal + 1)]
        values = [o for i in given for o in observations(i, 12 * 2026 + 9, rng)]
        first = tuple(o for o in values if o.period.end <= 12 * 2026 + 3)
        stopped = (
            Suspension(
                code=goal.code, since=date(2024, 3, 1), reason="Бойові дії", act="Рішення 1", until=date(2025, 2, 28)
            ),
        )
        changed = (
            TargetChange(
                code=given[0].code,
                year=2026,
                old_value=given[0].targets[-1][1],
                new_value=99.0,
                decided=date(2025, 6, 1),
                act="Рішення 2",
            )
            if (given[0].targets and given[0].direction is Direction.INCREASE)
            else None
        )
        mended = tuple(
            Observation(code=o.code, period=o.period, value=(o.value or 0.0) + 0.5, comment="Уточнено")
            if n % 40 == 7
            else o
            for n, o in enumerate(values)
        )
        early.append(
            (
                GoalBook(
                    goal=goal.code,
                    indicators=tuple(given),
                    observations=first,
                    suspensions=stopped if place % 5 == 1 else (),
                ),
                FIRST,
            )
        )
        changes = (changed,) if changed else ()
        late.append(
            (
                GoalBook(
                    goal=goal.code,
                    indicators=tuple(given),
                    observations=mended,
                    suspensions=early[-1][0].suspensions,
                    target_changes=changes,
                ),
                LAST,
            )
        )
    return [*early, *late]


def dataset(seed: int = 1, per_goal: int = 8) -> Dataset:
    return dataset_from_books(books(seed, per_goal), plan())
