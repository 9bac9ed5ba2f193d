"""The worked examples of the method (method_cases.json) as books of the model."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from kpi.measure.books import Published
from kpi.model import (
    Direction,
    Frequency,
    GoalBook,
    Indicator,
    Kind,
    Observation,
    Suspension,
)
from tests.fiscal_years import CALENDAR

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("method_cases.json").read_text("utf-8"))["cases"]


def cases(kind: str) -> list[dict[str, Any]]:
    return [case for case in CASES if case["type"] == kind]


def number(text: str) -> float:
    return float(Fraction(text))


def as_of(case: dict[str, Any]) -> date:
    return end_of(case["input"]["as_of"])


def end_of(period: str) -> date:
    return CALENDAR.last_day(CALENDAR.parse(period).end)


def indicator(given: dict[str, Any]) -> Indicator:
    (target,) = given["targets"]
    year = CALENDAR.parse(target["period"]).year
    planned = {CALENDAR.parse(period).year: number(value) for period, value in given.get("milestones", ())}
    if "value" in target:
        planned[year] = number(target["value"])
    base = given["baseline"]
    return Indicator(
        code="1.1.1",
        name="Показник",
        unit="од.",
        direction=Direction(given["direction"]),
        department="Управління",
        targets=tuple(sorted(planned.items())),
        target_year=year,
        baseline_year=CALENDAR.parse(base["period"]).year,
        baseline_value=number(base["value"]),
        kind=Kind(given["kind"]),
        frequency=Frequency(given["frequency"]),
        range_low=number(target["low"]) if "low" in target else None,
        range_high=number(target["high"]) if "high" in target else None,
    )


def books(case: dict[str, Any]) -> Published:
    """The case as one book per publication date."""
    given = case["input"]
    stopped = (
        (Suspension(code="1.1.1", since=date(2000, 1, 1), reason="Причина", act="Рішення"),)
        if given.get("suspended")
        else ()
    )
    by_day: dict[date | None, list[Observation]] = {None: []}
    for row in given["observations"]:
        day = end_of(row["published"]) if "published" in row else None
        by_day.setdefault(day, []).append(
            Observation(code="1.1.1", period=CALENDAR.parse(row["period"]), value=number(row["value"]))
        )
    order = sorted(by_day, key=lambda day: day or date.min)
    return [
        (
            GoalBook(goal="1.1", indicators=(indicator(given),), observations=tuple(by_day[day]), suspensions=stopped),
            day,
        )
        for day in order
    ]


def forecast_book(target_year: int, base: tuple[int, float], values: list[tuple[int, float]]) -> GoalBook:
    """A book with one yearly indicator that is far from its target."""
    given = Indicator(
        code="1.1.1",
        name="Показник",
        unit="од.",
        direction=Direction.INCREASE,
        department="Управління",
        targets=((target_year, 1000.0),),
        target_year=target_year,
        baseline_year=base[0],
        baseline_value=base[1],
    )
    return GoalBook(
        goal="1.1",
        indicators=(given,),
        observations=tuple(Observation(code="1.1.1", period=CALENDAR.ending(end, 12), value=v) for end, v in values),
    )
