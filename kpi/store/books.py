"""From the rows back to the model: the former workbook that a check compares with, the plan, files as they came."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from kpi.measure import dataset as ds
from kpi.model import (
    QUALITY_FIELDS,
    Action,
    ActionMoney,
    ActionOutcome,
    ActionState,
    CellRef,
    CorrectiveAction,
    Department,
    Direction,
    FiscalYear,
    Frequency,
    GapReason,
    GoalBook,
    Indicator,
    Kind,
    Level,
    Observation,
    OperationalGoal,
    Plan,
    Provenance,
    ResultLevel,
    Sector,
    SeriesBreak,
    StrategicGoal,
    Succession,
    SuccessionLink,
    Suspension,
    TargetChange,
    Visibility,
    code_sort_key,
    index_year,
)
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.departments import NAMING, department_index
from kpi.store.read import LEVELS, latest, of_plan
from kpi.store.rows import strategy_of
from kpi.store.schema import Revisions
from kpi.store.tables.oversight_rows import read_oversight

Found = Mapping[str, Any]


def _rows(connection: Connection, revisions: Revisions, until: AsOf, codes: Sequence[str] | None = None) -> list[Found]:
    """The rows in force, departments by code; of these codes alone where some are given."""
    query = latest(revisions, until)
    if codes is not None:
        query = query.where(query.selected_columns["code"].in_(codes))
    found = connection.execute(query)
    names = tuple(found.keys())
    rows: list[Found] = [dict(zip(names, row, strict=True)) for row in found.all()]
    if revisions.table.name in NAMING:
        return list(department_index(connection, of_plan(connection, until)).coded(rows))
    return rows


def _position(row: Found) -> int:
    return int(row["position"])


def _no_rows(*_: object) -> list[Found]:
    return []


def plan(connection: Connection, until: AsOf) -> Plan | None:
    """The plan of an edition, None where it has none."""
    strategies = _rows(connection, schema.STRATEGY, until)
    if not strategies:
        return None
    nodes = sorted(_rows(connection, schema.NODE, until), key=lambda r: (LEVELS.index(r["level"]), r["position"]))
    departments = sorted(_rows(connection, schema.DEPARTMENT, until), key=lambda r: int(r["position"]))
    return Plan(
        strategy=strategy_of(until.edition, strategies[0]),
        sectors=tuple(Sector(r["code"], r["name"], r["name_en"]) for r in nodes if r["level"] == Level.SECTOR),
        strategic_goals=tuple(
            StrategicGoal(r["code"], _parent(r, Level.SECTOR), r["name"], r["name_en"], r["provenance"])
            for r in nodes
            if r["level"] == Level.STRATEGIC_GOAL
        ),
        operational_goals=tuple(
            OperationalGoal(
                code=r["code"],
                strategic_goal=_parent(r, Level.STRATEGIC_GOAL),
                name=r["name"],
                name_en=r["name_en"],
                department=r["department"],
                provenance=r["provenance"],
            )
            for r in nodes
            if r["level"] == Level.OPERATIONAL_GOAL
        ),
        departments=tuple(
            Department(r["code"], r["name"], r["name_en"], r["contact"], Provenance(r["provenance"]))
            for r in departments
        ),
        successions=tuple(
            SuccessionLink(r["previous_code"], r["code"], Succession(r["succession"]))
            for r in _rows(connection, schema.SUCCESSION, until)
        ),
        oversight=read_oversight(lambda revisions: _rows(connection, revisions, until)),
    )


def _parent(row: Found, level: Level) -> str:
    return str(row["parent"]) if row["parent_level"] == level else ""


def fiscal_year(connection: Connection, until: AsOf) -> FiscalYear:
    """The years of an edition as its plan has them; the calendar's where goals have come without a plan."""
    row = connection.execute(latest(schema.STRATEGY, of_plan(connection, until))).mappings().first()
    return FiscalYear(1) if row is None else strategy_of(until.edition, dict(row)).fiscal_year


def goal_books(
    connection: Connection, until: AsOf, goals: Collection[str] | None = None, *, values: bool = True
) -> dict[str, GoalBook]:
    """What the workbooks said by then, by the code of the goal: targets in force, all decided changes.

    Departments have the names of that moment, as people write them into workbooks.

    goals   these alone, without reading what the others hold; None = all
    values  with observations, suspensions and actions; without them indicators, targets and changes alone
    """
    indicators = [r for r in _indicators(connection, until) if goals is None or r["goal"] in goals]
    goal_of = {row["code"]: row["goal"] for row in indicators}
    own = None if goals is None else [*goal_of, *goals]
    stated = _rows if values else _no_rows
    planned = sorted(_rows(connection, schema.TARGET, until, own), key=lambda r: (r["code"], r["version"], r["end"]))
    observations = sorted(
        stated(connection, schema.OBSERVATION, until, own),
        key=lambda r: (code_sort_key(r["code"]), r["breakdown"], r["end"]),
    )
    in_order = (schema.SUSPENSION, schema.ACTION, schema.ACTION_MONEY)
    suspensions, actions, money = (sorted(stated(connection, one, until, own), key=_position) for one in in_order)
    promised = corrective_actions(connection, until, goal_of if own is None else own) if values else []
    fiscal = fiscal_year(connection, until)
    in_force = _by_year(planned)
    indicators.sort(key=lambda r: code_sort_key(r["code"]))
    return {
        goal: GoalBook(
            goal=goal,
            indicators=tuple(indicator_of(r, in_force.get(r["code"], {})) for r in indicators if r["goal"] == goal),
            observations=tuple(observation_of(r, fiscal) for r in observations if goal_of.get(r["code"]) == goal),
            suspensions=tuple(suspension_of(r) for r in suspensions if goal_of.get(r["code"], r["code"]) == goal),
            target_changes=tuple(_target_change(r) for r in planned if r["version"] and goal_of.get(r["code"]) == goal),
            actions=tuple(action_of(r) for r in actions if goal_of.get(r["code"], r["code"]) == goal),
            action_money=tuple(money_of(r) for r in money if goal_of.get(r["code"], r["code"]) == goal),
            corrective_actions=tuple(one for one in promised if goal_of.get(one.code) == goal),
            edition=until.edition,
        )
        for goal in sorted(set(goal_of.values()), key=code_sort_key)
    }


def _by_year(planned: Sequence[Found]) -> dict[str, dict[int, float]]:
    """The planned values in force by code and year, of rows in the order of their versions."""
    found: dict[str, dict[int, float]] = {}
    for row in planned:
        found.setdefault(row["code"], {})[_year(row["end"])] = row["value"]
    return found


def _indicators(connection: Connection, until: AsOf) -> list[Found]:
    """The rows in force, departments by name."""
    names = department_index(connection, of_plan(connection, until)).names
    rows = _rows(connection, schema.INDICATOR, until)
    return [{**row, "department": names.get(row["department"], row["department"])} for row in rows]


def targets(connection: Connection, until: AsOf) -> tuple[dict[tuple[str, int], float], list[TargetChange]]:
    """The planned value of (code, year) after every decision known by then, and the decisions."""
    rows = sorted(_rows(connection, schema.TARGET, until), key=lambda row: str(row["version"]))
    in_force = {(row["code"], _year(row["end"])): float(row["value"]) for row in rows}
    return in_force, [_target_change(row) for row in rows if row["version"]]


def goals_of_indicators(connection: Connection, until: AsOf) -> dict[str, str]:
    """The goal of each indicator, by its code."""
    table = latest(schema.INDICATOR, until, "code", "goal")
    return {row.code: row.goal for row in connection.execute(table)}


def _year(end: int) -> int:
    return index_year(end)


def _cell(row: Found) -> CellRef | None:
    return CellRef(row["sheet"], row["cell"]) if row["cell"] else None


def indicator_of(row: Found, targets: Mapping[int, float]) -> Indicator:
    """The indicator of a row of `indicator_rev` or of `kpi.measure.dataset.INDICATORS`; `targets` by year."""
    words = ("code", "name", "unit", "department", "source", "name_en", "unit_en", "ground", "definition")
    texts = (*words, "catalogue_code", "also_under", "task", "task_en", *QUALITY_FIELDS)
    plain = ("baseline_value", "weight", "range_low", "range_high", "open_from", "delay_months")
    broken = row["break_day"]
    return Indicator(
        **{name: row[name] for name in texts + plain},
        direction=Direction(row["direction"]),
        kind=Kind(row["kind"]),
        frequency=Frequency(row["frequency"]),
        visibility=Visibility(row["visibility"]),
        result_level=ResultLevel(row["result_level"]) if row["result_level"] else None,
        provenance=Provenance(row["provenance"]),
        baseline_provenance=Provenance(row["baseline_provenance"]),
        targets=tuple(sorted(targets.items())),
        target_year=_year(row["target_end"]),
        baseline_year=None if row["baseline_end"] is None else _year(row["baseline_end"]),
        series_break=None if broken is None else SeriesBreak(broken, row["break_reason"]),
        cell=_cell(row),
    )


def observation_of(row: Found, fiscal_year: FiscalYear) -> Observation:
    """The observation of a row, as above."""
    names = ("code", "value", "comment", "restricted_until", "preliminary", "coverage_pct", "breakdown", "source")
    return Observation(
        **{name: row[name] for name in names},
        period=fiscal_year.ending(row["end"], row["span_months"]),
        gap=GapReason(row["gap"]) if row["gap"] else None,
        provenance=Provenance(row["provenance"]),
        cell=_cell(row),
    )


def suspension_of(row: Found) -> Suspension:
    """The suspension of a row, as above."""
    names = ("code", "since", "reason", "act", "until", "review_by")
    return Suspension(**{name: row[name] for name in names}, cell=_cell(row))


def _target_change(row: Found) -> TargetChange:
    return TargetChange(
        code=row["code"],
        year=_year(row["end"]),
        old_value=row["old_value"],
        new_value=row["value"],
        decided=date.fromisoformat(row["version"]),
        act=row["act"],
        cell=_cell(row),
    )


def action_of(row: Found) -> Action:
    """The action of a row, as above."""
    names = tuple(name for name in ds.ACTIONS if name not in ("state", "number", "result_level"))
    level = ResultLevel(row["result_level"]) if row["result_level"] else None
    told = {name: row[name] for name in names}
    return Action(**told, state=ActionState(row["state"]), result_level=level, cell=_cell(row))


def money_of(row: Found) -> ActionMoney:
    """The money of a row of `action_money_rev` or of `kpi.measure.dataset.ACTION_MONEY`."""
    names = ("code", "name", "number", "source", "plan", "actual")
    return ActionMoney(**{name: row[name] for name in names}, year=_year(row["end"]), cell=_cell(row))


def corrective_actions(connection: Connection, until: AsOf, codes: Collection[str]) -> list[CorrectiveAction]:
    """The corrective actions of these indicators, by code, the latest period last."""
    rows = _rows(connection, schema.CORRECTIVE_ACTION, until, sorted(codes))
    rows.sort(key=lambda row: (code_sort_key(row["code"]), row["end"]))
    fiscal = fiscal_year(connection, until)
    return [corrective_action_of(row, fiscal) for row in rows]


def corrective_action_of(row: Found, fiscal_year: FiscalYear) -> CorrectiveAction:
    """The corrective action of a row of `corrective_action_rev`."""
    names = ("code", *(name for name in schema.CORRECTIVE_ACTION.content if name != "outcome"))
    return CorrectiveAction(
        **{name: row[name] for name in names},
        period=fiscal_year.ending(row["end"], row["span_months"]),
        outcome=ActionOutcome(row["outcome"]) if row["outcome"] else None,
        cell=_cell(row),
    )


def source_file(connection: Connection, sha256: str) -> bytes | None:
    """The original workbook by the SHA-256 of its bytes."""
    table = schema.SOURCE_FILE
    content: bytes | None = connection.scalar(select(table.c.content).where(table.c.sha256 == sha256))
    return content
