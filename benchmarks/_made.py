"""Data made from a seed, as large as the real thing, for measurements that need no file."""

from datetime import date

import numpy as np

from benchmarks.years import CALENDAR
from kpi.measure.books import dataset_from_books
from kpi.measure.core.arrays import Floats, IndicatorArrays, Ints, direction_code, kind_code
from kpi.measure.core.tree import Tree
from kpi.measure.dataset import Dataset
from kpi.measure.national import Country
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
    month_index,
)

SEED = 20260930
_BASE, _TARGET, _NOW = month_index(2021, 12), month_index(2026, 12), month_index(2026, 9)
_KINDS = (Kind.LEVEL, Kind.LEVEL, Kind.LEVEL, Kind.FLOW, Kind.INCREMENT, Kind.YTD)
_RELEASES = (date(2026, 5, 14), date(2026, 11, 14))
#: one community's tree: sectors, strategic goals, operational goals
_SECTORS, _STRATEGIC, _OPERATIONAL = 4, 10, 18


def edition(indicators: int = 90) -> Dataset:
    """A dataset of one edition: quarterly and yearly indicators of every kind, published twice."""
    plan, releases = books(indicators)
    return dataset_from_books([(book, day) for day, published in releases for book in published], plan)


def books(indicators: int = 90) -> tuple[Plan, list[tuple[date, list[GoalBook]]]]:
    """The plan of that edition, and the goal books of each of its releases."""
    rng = np.random.default_rng(SEED)
    strategy = Strategy(
        title="",
        community="",
        edition="2022-2026",
        first_year=2022,
        last_year=2026,
        baseline_year=2021,
        illustrative=True,
        deadline_days=15,
    )
    sectors = tuple(Sector(f"s{n}", "") for n in range(_SECTORS))
    strategic = tuple(StrategicGoal(str(n), f"s{n % _SECTORS}", "") for n in range(_STRATEGIC))
    goals = tuple(
        OperationalGoal(code=f"{n % _STRATEGIC}.{n}", strategic_goal=str(n % _STRATEGIC), name="")
        for n in range(_OPERATIONAL)
    )
    both: list[tuple[GoalBook, GoalBook]] = []
    for at, goal in enumerate(goals):
        own = [_indicator(f"{goal.code}.{n}", n) for n in range(at, indicators, _OPERATIONAL)]
        values = tuple(o for i in own for o in _values(i, rng))
        known = tuple(o for o in values if o.period.end <= _NOW - 6)
        both.append(
            (
                GoalBook(goal=goal.code, indicators=tuple(own), observations=known),
                GoalBook(goal=goal.code, indicators=tuple(own), observations=values),
            )
        )
    plan = Plan(strategy=strategy, sectors=sectors, strategic_goals=strategic, operational_goals=goals)
    return plan, [(day, [book[at] for book in both]) for at, day in enumerate(_RELEASES)]


def _indicator(code: str, at: int) -> Indicator:
    rising = at % 3 > 0
    return Indicator(
        code=code,
        name=code,
        unit="%",
        direction=Direction.INCREASE if rising else Direction.DECREASE,
        department="",
        targets=((2024, 50.0 + (5 if rising else -5)), (2026, 50.0 + (12 if rising else -12))),
        target_year=2026,
        baseline_year=2021,
        baseline_value=50.0,
        kind=_KINDS[at % len(_KINDS)] if rising else Kind.LEVEL,
        frequency=Frequency.YEAR if at % 4 == 0 else Frequency.QUARTER,
    )


def _values(given: Indicator, rng: np.random.Generator) -> list[Observation]:
    months = given.frequency.months
    ends = range(_BASE + months, _NOW + 1, months)
    values = 50 + rng.normal(0, 4, len(ends)).round(1)
    return [
        Observation(code=given.code, period=CALENDAR.ending(e, months), value=float(v))
        for e, v in zip(ends, values, strict=True)
    ]


def country(communities: int, indicators: int = 150, months: int = 60) -> Country:
    """Communities with monthly values of every kind; each has its own baselines, targets and values."""
    rng = np.random.default_rng(SEED)
    size = communities * indicators
    base = rng.uniform(20, 80, size)
    rising = rng.uniform(size=size) < 0.7
    target = base + np.where(rising, 1, -1) * rng.uniform(5, 20, size)
    kind = np.array([kind_code(k) for k in _KINDS])[np.tile(np.arange(indicators), communities) % len(_KINDS)]
    direction = np.where(rising, direction_code(Direction.INCREASE), direction_code(Direction.DECREASE))
    nothing = np.full(size, np.nan)
    given = IndicatorArrays(
        baseline_end=np.full(size, _BASE),
        baseline_value=base,
        target_end=np.full(size, _TARGET),
        direction=direction,
        kind=kind,
        frequency_months=np.ones(size, dtype=np.int64),
        low=nothing,
        high=nothing,
    )
    ends = np.tile(np.array([_BASE + 24, _TARGET]), (size, 1))
    vertices = np.stack([base + 0.4 * (target - base), target], axis=1)
    holder = np.repeat(np.arange(size, dtype=np.int32), months)
    end = np.tile(np.arange(_BASE + 1, _BASE + months + 1, dtype=np.int32), size)
    span = np.ones(size * months, dtype=np.int8)
    return Country(
        communities=communities,
        indicators=given,
        plan_ends=ends,
        vertices=vertices,
        target=target,
        tree=_tree(indicators),
        indicator=holder,
        end=end,
        span=span,
        value=_monthly(rng, kind, base, target, months),
    )


def _monthly(rng: np.random.Generator, kind: Ints, base: Floats, target: Floats, months: int) -> Floats:
    """Values that walk from the baseline towards the target; increments are parts of the way."""
    share = np.linspace(0, 1, months)[None, :] * rng.uniform(0.3, 1.3, len(base))[:, None]
    value = base[:, None] + (target - base)[:, None] * share
    value[kind == kind_code(Kind.FLOW)] /= 12
    increments = kind == kind_code(Kind.INCREMENT)
    value[increments] = np.abs(target - base)[increments, None] / months
    return value.reshape(-1)


def _tree(indicators: int) -> Tree:
    strategic = 1 + _SECTORS
    operational = strategic + _STRATEGIC
    parent = np.concatenate([
        [-1],
        np.zeros(_SECTORS, dtype=np.int64),
        1 + np.arange(_STRATEGIC) % _SECTORS,
        strategic + np.arange(_OPERATIONAL) % _STRATEGIC,
    ]).astype(np.int64)  # fmt: skip
    return Tree(
        parent=parent,
        depth=np.repeat(np.arange(4), (1, _SECTORS, _STRATEGIC, _OPERATIONAL)),
        goal=operational + np.arange(indicators) % _OPERATIONAL,
        node_weight=np.full(len(parent), np.nan),
        indicator_weight=np.full(indicators, np.nan),
    )
