"""Small surveys made by hand: what pages say must follow from the frames alone, whatever measured them."""

from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import RELEASES, frame
from kpi.measure.results import (
    CONTINUATION,
    INDICATOR_RESULT,
    NODE_RESULT,
    REVISIONS,
    SECOND_OPINION,
    SERIES,
    YEAR_SO_FAR,
    Measurement,
    Moment,
    Survey,
)
from kpi.model import (
    Department,
    Direction,
    Frequency,
    GapReason,
    GoalBook,
    Indicator,
    Observation,
    OperationalGoal,
    Plan,
    Sector,
    Status,
    StrategicGoal,
    Strategy,
    month_index,
)
from tests.fiscal_years import CALENDAR

NOW = month_index(2026, 9)
QUARTERS = (month_index(2025, 12), month_index(2026, 3), month_index(2026, 6), NOW)
STRATEGY = Strategy(
    title="Стратегія розвитку громади",
    community="Тестова громада",
    edition="2022–2026",
    first_year=2022,
    last_year=2026,
    baseline_year=2021,
    illustrative=True,
    title_en="Community strategy",
    community_en="Test community",
    contact="strategy@example.org",
    source="Рішення ради № 1",
    released=date(2026, 11, 14),
    deadline_days=15,
)


@dataclass(frozen=True)
class Sample:
    """One indicator of a sample survey. `history` are its statuses at the quarters before the present one."""

    code: str
    status: Status = Status.ON_TRACK
    history: tuple[Status, ...] = ()
    name: str = ""
    name_en: str = ""
    unit: str = "%"
    department: str = "Управління освіти"
    direction: Direction = Direction.INCREASE
    frequency: Frequency = Frequency.QUARTER
    value: float | None = 69.1
    planned: float | None = 78.3
    target: float = 95.0
    before: float | None = 70.4
    pace: float | None = None
    progress: float | None = 0.22
    expected: float | None = 0.49
    comment: str = ""
    overdue: bool = False
    end: int = NOW
    flags: tuple[str, ...] = ()
    limits: tuple[float, float] | None = None
    extra: dict[str, object] = field(default_factory=dict)


def plan_for(codes: list[str], sectors: dict[str, str] | None = None, strategy: Strategy = STRATEGY) -> Plan:
    """A plan over codes such as 1.1.2: strategic goal 1 in sector s1 unless `sectors` names it."""
    strategic = sorted({code.split(".")[0] for code in codes})
    goals = sorted({code.rsplit(".", 1)[0] for code in codes})
    sector_of = {code: (sectors or {}).get(code, f"s{code}") for code in strategic}
    return Plan(
        strategy=strategy,
        sectors=tuple(Sector(code, f"Сектор {code}", f"Sector {code}") for code in dict.fromkeys(sector_of.values())),
        strategic_goals=tuple(StrategicGoal(c, sector_of[c], f"Стратегічна {c}", f"Strategic {c}") for c in strategic),
        operational_goals=tuple(
            OperationalGoal(
                code=c,
                strategic_goal=c.split(".")[0],
                name=f"Оперативна {c}",
                name_en="",
                department="Управління освіти",
            )
            for c in goals
        ),
        departments=(Department("dep-edu", "Управління освіти", "Education department"),),
    )


def survey_of(samples: list[Sample], plan: Plan | None = None, *, now: int = NOW, observed: bool = True) -> Survey:
    """A survey as of the quarter `now` (III кв. 2026), known on 14.11.2026, whose frames say what the samples say."""
    quarters = tuple(quarter - (NOW - now) for quarter in QUARTERS)
    plan = plan or plan_for([s.code for s in samples])
    books = [
        GoalBook(
            goal=goal.code,
            indicators=tuple(_indicator(s) for s in samples if s.code.rsplit(".", 1)[0] == goal.code),
            observations=tuple(_observation(s) for s in samples if observed and s.code.rsplit(".", 1)[0] == goal.code),
        )
        for goal in plan.operational_goals
    ]
    dataset = dataset_from_books([(book, None) for book in books], plan)
    dataset = replace(dataset, releases=frame([{"seq": 1, "published": date(2026, 11, 14)}], RELEASES))
    results = frame([_result(s, s.status, s.value) for s in samples], INDICATOR_RESULT)
    history = [
        _result(s, status, s.before if end != now else s.value)
        | {"moment": end}
        | ({} if end == now or s.before is None else {"end": end})
        for s in samples
        for status, end in zip((*s.history, s.status), quarters[-len(s.history) - 1 :], strict=True)
    ]
    nodes = frame(_nodes(samples, plan), NODE_RESULT)
    return Survey(
        dataset=dataset,
        now=Measurement(CALENDAR.ending(now, 3).end_date, date(2026, 11, 14), results, nodes),
        moments=tuple(Moment(q, CALENDAR.ending(q, 3).end_date, date(2026, 11, 14)) for q in quarters),
        indicator_history=frame(history, {**INDICATOR_RESULT, "moment": "int32"}),
        node_history=frame(
            [row | {"moment": q} for q in quarters for row in _nodes(samples, plan)],
            {**NODE_RESULT, "moment": "int32"},
        ),
        series=frame([_point(s, q, now) for s in samples for q in quarters], SERIES),
        revisions=frame([], REVISIONS),
        continuation=frame([], CONTINUATION),
        second_opinion=frame([], SECOND_OPINION),
        year_so_far=frame([], YEAR_SO_FAR),
    )


def _indicator(s: Sample) -> Indicator:
    return Indicator(
        code=s.code,
        name=s.name or f"Показник {s.code}",
        name_en=s.name_en,
        unit=s.unit,
        direction=s.direction,
        department=s.department,
        targets=() if s.limits else ((2026, s.target),),
        target_year=2026,
        baseline_year=2021,
        baseline_value=62.0,
        frequency=s.frequency,
        range_low=s.limits[0] if s.limits else None,
        range_high=s.limits[1] if s.limits else None,
    )


def _observation(s: Sample) -> Observation:
    gap = None if s.value is not None else GapReason.NOT_COLLECTED
    return Observation(code=s.code, period=CALENDAR.ending(NOW, 3), value=s.value, gap=gap)


def _result(s: Sample, status: Status, value: float | None) -> dict[str, object]:
    return {
        "code": s.code,
        "goal": s.code.rsplit(".", 1)[0],
        "end": s.end if value is not None else pd.NA,
        "span_months": s.frequency.months if value is not None else pd.NA,
        "value": value,
        "planned_value": s.planned,
        "baseline_value": 62.0,
        "target_value": s.target,
        "target_end": month_index(2026, 12),
        "progress": s.progress,
        "expected": s.expected,
        "pace": s.pace,
        "status": status,
        "due_end": NOW,
        "overdue": s.overdue,
        "comment": s.comment,
        **{f"flag_{name}": True for name in s.flags},
        **s.extra,
    }


def _point(s: Sample, end: int, now: int) -> dict[str, object]:
    value = s.value if end == now else s.before
    return {"code": s.code, "end": end, "span_months": 3, "value": value, "judged": True, "planned_value": s.planned}


def _nodes(samples: list[Sample], plan: Plan) -> list[dict[str, object]]:
    strategic = {g.code: g for g in plan.strategic_goals}
    sector = {g.code: strategic[g.strategic_goal].sector for g in plan.operational_goals}
    rows = [("strategy", plan.strategy.edition, "", samples)]
    rows += [
        ("sector", x.code, plan.strategy.edition, [s for s in samples if sector[s.code.rsplit(".", 1)[0]] == x.code])
        for x in plan.sectors
    ]
    rows += [
        ("strategic_goal", g.code, g.sector, [s for s in samples if s.code.split(".")[0] == g.code])
        for g in plan.strategic_goals
    ]
    rows += [
        ("operational_goal", g.code, g.strategic_goal, [s for s in samples if s.code.rsplit(".", 1)[0] == g.code])
        for g in plan.operational_goals
    ]
    return [
        {
            "level": level,
            "code": code,
            "parent": parent,
            "progress": 0.62,
            "expected": 0.7,
            "status": Status.AT_RISK,
            "coverage": 0.8,
            "assessed": sum(s.status not in {"no_data", "suspended"} for s in inside),
            "active": sum(s.status != "suspended" for s in inside),
            "suspended": sum(s.status == "suspended" for s in inside),
            **{f"n_{status}": sum(s.status == status for s in inside) for status in Status},
        }
        for level, code, parent, inside in rows
        if inside
    ]
