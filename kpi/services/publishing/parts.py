"""Words that are keys across files: a part of «Розріз», a source of «Кошти», a decision, as they were written first."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from kpi.model import ActionMoney, Observation, Plan, decision_key
from kpi.model.folding import fold
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, with_book
from kpi.store import Store, schema
from kpi.store.as_of import AsOf
from kpi.store.books import money_of
from kpi.store.read import latest
from kpi.store.schema import Revisions
from kpi.store.tables import oversight
from kpi.store.write import last_seq
from kpi.workbook.reader.clean import label_key

_Part = tuple[str, str]


def _known(connection: Connection, until: AsOf) -> Mapping[_Part, str]:
    """How each part of an indicator was written first, by the indicator's code and the part's normal form."""
    rows = connection.execute(latest(schema.OBSERVATION, until, "code", "breakdown", "seq"))
    found: dict[_Part, str] = {}
    for row in sorted(rows, key=lambda row: int(row.seq)):
        found.setdefault((row.code, label_key(row.breakdown)), row.breakdown)
    return found


def respell_labels(connection: Connection, store: Store, edition: str, checked: CheckedWorkbook) -> CheckedWorkbook:
    """The same file with its parts and sources written as they stand in the store."""
    book = checked.reading.goal_book
    if book is None:
        return checked
    until = AsOf(store.community, edition, date.max, last_seq(connection, store.community))
    spelled = book
    if any(row.breakdown for row in book.observations):
        known = _known(connection, until)
        observations = (replace(row, breakdown=_written(row, known)) for row in book.observations)
        spelled = replace(spelled, observations=tuple(observations))
    if book.action_money:
        sources = _known_sources(connection, until)
        rows = (replace(row, source=sources.get(_money_key(row), row.source)) for row in book.action_money)
        spelled = replace(spelled, action_money=tuple(rows))
    return checked if spelled == book else with_book(checked, spelled)


def _known_sources(connection: Connection, until: AsOf) -> Mapping[tuple[object, ...], str]:
    """How each source of an action's year was written first."""
    rows = connection.execute(latest(schema.ACTION_MONEY, until)).mappings()
    found: dict[tuple[object, ...], str] = {}
    for row in sorted(map(dict, rows), key=lambda row: int(row["seq"])):
        money = money_of(row)
        found.setdefault(_money_key(money), money.source)
    return found


def _money_key(row: ActionMoney) -> tuple[object, ...]:
    return row.code, row.name, row.number, row.year, fold(row.source)


def _written(row: Observation, known: Mapping[_Part, str]) -> str:
    return known.get((row.code, label_key(row.breakdown)), row.breakdown) if row.breakdown else ""


def respell_decisions(connection: Connection, until: AsOf, plan: Plan) -> Plan:
    """The same plan with the numbers of decisions, and of assignments within them, as they stand in the store.

    «№ 21» and «21» of one day are one decision (`decision_key`): its row goes on, whichever way a file writes it.
    """
    known = _spelled(connection, until, oversight.DECISION, "number", ("day",))
    within = _spelled(connection, until, oversight.ASSIGNMENT, "number", ("decision", "decision_day"))

    def decision(number: str, day: date | None) -> str:
        return known.get((day, decision_key(number)), number)

    decisions = tuple(replace(one, number=decision(one.number, one.day)) for one in plan.oversight.decisions)
    assignments = []
    for one in plan.oversight.assignments:
        own = decision(one.decision, one.decision_day)
        number = within.get((own, one.decision_day, decision_key(one.number)), one.number)
        withdrawn = decision(one.withdrawn_by, one.withdrawn_on)
        assignments.append(replace(one, decision=own, number=number, withdrawn_by=withdrawn))
    return replace(plan, oversight=replace(plan.oversight, decisions=decisions, assignments=tuple(assignments)))


def _spelled(
    connection: Connection, until: AsOf, revisions: Revisions, number: str, beside: tuple[str, ...]
) -> Mapping[tuple[object, ...], str]:
    """Numbers in force by what stands beside them and their normal form."""
    rows = connection.execute(latest(revisions, until, *beside, number)).mappings()
    return {(*(row[name] for name in beside), decision_key(str(row[number]))): str(row[number]) for row in rows}
