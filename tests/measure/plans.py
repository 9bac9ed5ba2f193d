"""Plans of every kind from a seed, and the agreement of both engines on them: of every status, p, e, P, E, coverage."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import numpy as np

from kpi.measure import measure
from kpi.measure.books import Published, dataset_from_books
from kpi.model import (
    Direction,
    FiscalYear,
    Frequency,
    GoalBook,
    Indicator,
    Kind,
    Level,
    Observation,
    OperationalGoal,
    Plan,
    Sector,
    StrategicGoal,
    Strategy,
    Suspension,
    TargetChange,
    month_index,
)
from tests.fiscal_years import CALENDAR
from tests.measure import naive
from tests.measure.naive import Found

#: indicators of an operational goal, goals of a strategic one, strategic goals of a sector, sectors
PER_GOAL, GOALS, STRATEGIC, SECTORS = 5, 2, 2, 2
EACH = PER_GOAL * GOALS * STRATEGIC * SECTORS
_FIRST = date(2023, 3, 1)
KINDS, FREQUENCIES = tuple(Kind), tuple(Frequency)


@dataclass(frozen=True)
class Community:
    """A strategy with its books: what was published first, and later with revisions; judged as of `day`."""

    plan: Plan
    books: Published
    day: date
    known_at: date


def _amount(rng: np.random.Generator) -> float:
    """A number of any size and sign, often whole, often 0; decimals that are exact in fractions."""
    size = rng.choice([0, 1, 10, 100, 100, 1000, 100_000])
    return float(np.round(rng.uniform(-0.3 if rng.random() < 0.3 else 0.0, 1.0) * size, int(rng.integers(0, 3))))


def _indicator(code: str, rng: np.random.Generator) -> Indicator:
    kind = KINDS[rng.integers(len(KINDS))]
    base, way = _amount(rng), _amount(rng) * rng.choice([1, 1, 1, 1, 0])
    rising = rng.random() < 0.6
    target = base + way if rising else base - way
    if rng.random() < 0.1:
        target = 0.0
    turned = rng.random() < 0.05
    direction = Direction.INCREASE if (target >= base) != turned else Direction.DECREASE
    ranged = kind is not Kind.DELIVERABLE and rng.random() < 0.15
    start, end = int(rng.integers(2018, 2022)), int(rng.integers(2024, 2028))
    years = [year for year in range(start + 1, end) if rng.random() < 0.3]
    marks = tuple((year, float(np.round(base + (target - base) * rng.uniform(-0.2, 1.2), 2))) for year in years)
    low = float(np.round(base + rng.choice([-1, 1]) * _amount(rng), 1))
    known = rng.random() > 0.03
    return Indicator(
        code=code,
        name="Показник",
        unit="од.",
        direction=Direction.RANGE if ranged else direction,
        department="Управління",
        targets=marks if ranged else (*marks, (end, float(np.round(target, 2)))),
        target_year=end,
        baseline_year=start if known else None,
        baseline_value=base if known else None,
        weight=float(rng.choice([0, 1, 20, 30, 33.3])) if rng.random() < 0.5 else None,
        kind=kind,
        frequency=FREQUENCIES[rng.integers(len(FREQUENCIES))],
        range_low=low if ranged else None,
        range_high=low + abs(_amount(rng)) if ranged else None,
    )


def _rows(given: Indicator, until: int, rng: np.random.Generator, fiscal: FiscalYear) -> Iterator[Observation]:
    """Values along the way, with gaps, missing and finer periods, slips of the unit, and some before the baseline."""
    own, base = given.frequency.months, given.baseline_value or 0.0
    target = given.targets[-1][1] if given.targets else (given.range_low or 0.0)
    begin = month_index((given.baseline_year or 2020) - (rng.random() < 0.1), 12)
    late = int(rng.integers(0, 4)) * own if rng.random() < 0.3 else 0
    for end in range(begin + own, until + 1 - late, own):
        if rng.random() < 0.08:
            continue
        if rng.random() < 0.05:
            yield Observation(code=given.code, period=fiscal.ending(end, own), value=None)
            continue
        share = (end - begin) / (12 * (given.target_year - (given.baseline_year or 2020)))
        value = base + (target - base) * share * rng.choice([0.55, 0.6, 0.7, 0.95, 0.96, 1.0, 1.1, -0.1])
        if given.kind is Kind.INCREMENT:
            value = (abs(target - base) / 20 if rng.random() < 0.97 else -1.0) * rng.uniform(0.2, 1.5)
        elif given.kind is Kind.FLOW:
            value *= own / 12
        elif given.kind is Kind.DELIVERABLE:
            value = float(np.floor(value))
        if rng.random() < 0.03:
            value *= float(rng.choice([0.01, 100.0, 1000.0, 1e6]))
        yield Observation(code=given.code, period=fiscal.ending(end, own), value=float(np.round(value, 2)))
        parts = [m for m in (1, 3, 6, 12) if end % m == 0 and m != own]
        if parts and rng.random() < 0.05:
            span = int(rng.choice(parts))
            yield Observation(
                code=given.code,
                period=fiscal.ending(end, span),
                value=float(np.round(value * rng.uniform(0.5, 1.5), 2)),
            )


def _changes(given: Indicator, rng: np.random.Generator) -> tuple[Indicator, tuple[TargetChange, ...]]:
    """Perhaps decisions that changed the targets; «Показники» holds what stands after the last one."""
    if not given.targets or rng.random() > 0.2:
        return given, ()
    year, old = given.targets[int(rng.integers(len(given.targets)))]
    days = sorted(date(int(rng.integers(2022, 2027)), int(rng.integers(1, 13)), 15) for _ in range(rng.integers(1, 3)))
    found = []
    for day in sorted(set(days)):
        new = float(np.round(old * rng.uniform(0.7, 1.4), 2))
        found.append(TargetChange(code=given.code, year=year, old_value=old, new_value=new, decided=day, act="Рішення"))
        old = new
    return replace(given, targets=tuple((y, old if y == year else v) for y, v in given.targets)), tuple(found)


def _suspended(code: str, rng: np.random.Generator, fiscal: FiscalYear) -> Suspension:
    since = fiscal.last_day(int(rng.integers(month_index(2021, 1), month_index(2026, 12))))
    until = None if rng.random() < 0.5 else date(since.year + 1, since.month, 28)
    return Suspension(code=code, since=since, reason="Бойові дії", act="Рішення", until=until)


def community(seed: int, fiscal: FiscalYear = CALENDAR) -> Community:
    """A strategy of PER_GOAL · GOALS · STRATEGIC · SECTORS indicators, with these years."""
    rng = np.random.default_rng(seed)
    day = fiscal.last_day(int(rng.integers(month_index(2022, 1), month_index(2027, 6))))
    day = day if rng.random() < 0.7 else day.replace(day=10)
    sectors = tuple(Sector(f"s{n}", "Сектор") for n in range(SECTORS))
    strategic = tuple(StrategicGoal(str(n), f"s{n % SECTORS}", "Ціль") for n in range(STRATEGIC * SECTORS))
    goals = tuple(
        OperationalGoal(code=f"{s.code}.{k}", strategic_goal=s.code, name="Ціль")
        for s in strategic
        for k in range(GOALS)
    )
    facts = Strategy(
        title="Стратегія",
        community="Громада",
        edition="видання",
        first_year=2018,
        last_year=2027,
        baseline_year=2017,
        illustrative=False,
        deadline_days=15,
        first_month=fiscal.first_month,
    )
    first: list[tuple[GoalBook, date | None]] = []
    later: list[tuple[GoalBook, date | None]] = []
    for goal in goals:
        made = [_changes(_indicator(f"{goal.code}.{n}", rng), rng) for n in range(PER_GOAL)]
        rows = [row for given, _ in made for row in _rows(given, month_index(2027, 6), rng, fiscal)]
        mended = tuple(
            replace(row, value=float(np.round(row.value * 1.1, 2))) if row.value and rng.random() < 0.05 else row
            for row in rows
        )
        codes = [code for code in (goal.code, f"{goal.code}.1", goal.strategic_goal) if rng.random() < 0.08]
        suspended = tuple(_suspended(code, rng, fiscal) for code in codes)
        book = GoalBook(
            goal=goal.code,
            indicators=tuple(i for i, _ in made),
            observations=tuple(rows),
            suspensions=suspended,
            target_changes=tuple(c for _, cs in made for c in cs),
        )
        first.append((book, _FIRST))
        later.append((replace(book, observations=mended), date(2027, 7, 1)))
    known_at = date(2027, 7, 1) if rng.random() < 0.7 else _FIRST
    return Community(
        Plan(strategy=facts, sectors=sectors, strategic_goals=strategic, operational_goals=goals),
        (*first, *later),
        day,
        known_at,
    )


def told(given: Community) -> dict[tuple[str, str], Found]:
    """What the second engine says, by level and code."""
    newest = {book.goal: book for book, published in given.books if published and published <= given.known_at}
    first_month = given.plan.strategy.first_month
    suspended = [s for book in newest.values() for s in book.suspensions]
    found: dict[tuple[str, str], Found] = {}
    below: dict[tuple[str, str], list[Found]] = {}
    for goal in given.plan.operational_goals:
        sector = next(s.sector for s in given.plan.strategic_goals if s.code == goal.strategic_goal)
        book = newest[goal.code]
        for each in book.indicators:
            rows = [row for row in book.observations if row.code == each.code]
            above = (each.code, goal.code, goal.strategic_goal, sector)
            leaf = naive.indicator(each, rows, book.target_changes, given.day, first_month)
            if naive.is_off(above, suspended, given.day):
                leaf = Found("suspended", active=0)
            leaf.weight = None if each.weight is None else Fraction(repr(each.weight))
            found["indicator", each.code] = leaf
            below.setdefault((Level.OPERATIONAL_GOAL, goal.code), []).append(leaf)
    parents = [
        (Level.OPERATIONAL_GOAL, g.code, Level.STRATEGIC_GOAL, g.strategic_goal) for g in given.plan.operational_goals
    ]
    parents += [(Level.STRATEGIC_GOAL, g.code, Level.SECTOR, g.sector) for g in given.plan.strategic_goals]
    parents += [(Level.SECTOR, s.code, Level.STRATEGY, given.plan.strategy.edition) for s in given.plan.sectors]
    for level, code, up, parent in parents:
        found[level, code] = naive.rolled(below[level, code], given.day, first_month)
        below.setdefault((up, parent), []).append(found[level, code])
    top = (Level.STRATEGY, given.plan.strategy.edition)
    found[top] = naive.rolled(below[top], given.day, first_month)
    return found


def _differ(number: object, other: Fraction | None) -> bool:
    here, there = float(str(number)), np.nan if other is None else float(other)
    return not np.isclose(here, there, rtol=1e-9, atol=1e-9, equal_nan=True)


def disagreements(given: Community) -> Iterator[str]:
    """Where the engines differ, in words."""
    made = measure(dataset_from_books(given.books, given.plan), given.day, given.known_at)
    expected = told(given)
    rows = [("indicator", row) for row in made.indicators.to_dict("records")]
    rows += [(str(row["level"]), row) for row in made.nodes.to_dict("records")]
    for level, row in rows:
        other = expected.pop((level, str(row["code"])))
        same = row["status"] == other.status and row.get("reason", other.reason) == other.reason
        numbers = {} if other.reason else {"progress": other.p, "expected": other.e}
        if level != "indicator":
            numbers["coverage"] = other.coverage
            same &= (row["assessed"], row["active"]) == (other.assessed, other.active)
        if not same or any(_differ(row[name], number) for name, number in numbers.items()):
            yield f"{given.day} {level} {row['code']}: {row} against {other}"
    yield from (f"only the second engine tells of {key}" for key in expected)
