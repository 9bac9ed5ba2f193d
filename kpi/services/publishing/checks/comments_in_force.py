"""Comments that a file does not repeat: beside a value that stays as it is, a shorter comment states nothing."""

from dataclasses import replace

from sqlalchemy import Connection

from kpi.model import Observation
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, with_book
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.read import latest

_Key = tuple[str, str, int, int]
#: value, gap and comment in force
_Stated = tuple[float | None, str, str]


def keep_comments(connection: Connection, until: AsOf, checked: CheckedWorkbook) -> CheckedWorkbook:
    """The same file with the comments in force where its rows change neither value nor gap and say no more.

    Explanations that were given at a preview stand behind the comment of the file: the file sent once more, or the
    next template, must not take them away.
    """
    book = checked.reading.goal_book
    if book is None or not book.observations:
        return checked
    names = ("code", "breakdown", "end", "span_months", "value", "gap", "comment")
    stood: dict[_Key, _Stated] = {}
    rows_of = latest(schema.OBSERVATION, until, *names)
    own = rows_of.selected_columns["code"].in_({row.code for row in book.observations})
    for row in connection.execute(rows_of.where(own)):
        stood[row.code, row.breakdown, row.end, row.span_months] = (row.value, row.gap or "", row.comment)
    rows = tuple(_kept(row, stood.get(_key(row))) for row in book.observations)
    return checked if rows == book.observations else with_book(checked, replace(book, observations=rows))


def _key(row: Observation) -> _Key:
    return row.code, row.breakdown, row.period.end, row.period.span_months


def _kept(row: Observation, stood: _Stated | None) -> Observation:
    if stood is None:
        return row
    value, gap, comment = stood
    same = (row.value, row.gap.value if row.gap else "") == (value, gap)
    return replace(row, comment=comment) if same and comment.startswith(row.comment) else row
