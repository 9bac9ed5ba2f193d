"""Parts of «Розріз» across files: one part is one series, shown as it was written first."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from kpi.model import Observation
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, with_book
from kpi.store import Store, schema
from kpi.store.as_of import AsOf
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


def respell_breakdowns(connection: Connection, store: Store, edition: str, checked: CheckedWorkbook) -> CheckedWorkbook:
    """The same file with its parts written as they stand in the store."""
    book = checked.reading.goal_book
    if book is None or not any(row.breakdown for row in book.observations):
        return checked
    known = _known(connection, AsOf(store.community, edition, date.max, last_seq(connection, store.community)))
    rows = tuple(replace(row, breakdown=_written(row, known)) for row in book.observations)
    return checked if rows == book.observations else with_book(checked, replace(book, observations=rows))


def _written(row: Observation, known: Mapping[_Part, str]) -> str:
    return known.get((row.code, label_key(row.breakdown)), row.breakdown) if row.breakdown else ""
