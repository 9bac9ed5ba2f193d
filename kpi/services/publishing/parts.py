"""Parts of «Розріз» and sources of «Кошти» across files: each is one, shown as it was written first."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from kpi.model import ActionMoney, Observation
from kpi.model.folding import fold
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, with_book
from kpi.store import Store, schema
from kpi.store.as_of import AsOf
from kpi.store.books import money_of
from kpi.store.read import latest
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
