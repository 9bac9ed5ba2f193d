"""Words that everybody will read and did not read before: of every table that a file writes words into."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from kpi.model import FiscalYear
from kpi.services.publishing import keys
from kpi.services.publishing.differences.plan_changes import ChangeKind, Pair, kind_of
from kpi.store import schema
from kpi.store.rows import Row
from kpi.store.schema import Revisions
from kpi.store.tables import oversight

QUALITY: Final = ("verification", "accuracy", "limitations", "compensation", "checked_by", "evidence")
#: table -> its columns of free words; what a row is called by stays, except of what a plan says is done
WORDS: Final[Mapping[Revisions, tuple[str, ...]]] = {
    schema.OBSERVATION: ("comment", "source"),
    schema.INDICATOR: ("source", "definition", "break_reason", *QUALITY),
    schema.SUSPENSION: ("reason",),
    schema.ACTION: ("partners", "stop_reason", "comment"),
    schema.CORRECTIVE_ACTION: ("cause", "measure", "responsible", "outcome_reason"),
    oversight.COUNCIL_SESSION: ("name", "name_en"),
    oversight.DECISION: ("name", "name_en", "comment"),
    oversight.ASSIGNMENT: ("name", "name_en", "evidence"),
    oversight.EVENT: ("name", "name_en"),
    oversight.RISK: ("name", "name_en", "watcher"),
    oversight.ALIGNMENT: ("name", "name_en"),
}


@dataclass(frozen=True, slots=True)
class FreshWords:
    """The words of a row that come or change; `key` of the row (`kpi.services.publishing.keys`)."""

    key: str
    texts: tuple[str, ...]


def fresh_words(of: Callable[[Revisions], Sequence[Pair]], fiscal_year: FiscalYear) -> Iterator[FreshWords]:
    """In the order of the tables; `of` gives the rows of a table that change."""
    for revisions, columns in WORDS.items():
        for row, before in of(revisions):
            if kind_of(row, before) is ChangeKind.REMOVED:
                continue
            texts = tuple(str(row[n]) for n in columns if row[n] and (before is None or before[n] != row[n]))
            if texts:
                yield FreshWords(words_key(revisions, row, fiscal_year), texts)


def words_key(revisions: Revisions, row: Row, fiscal_year: FiscalYear | None = None) -> str:
    """The key of the words of a row; `fiscal_year` where the table has periods."""
    if revisions in oversight.TABLES:
        return keys.table_key(revisions.table.name, (row[name] for name in revisions.key))
    code = str(row["code"])
    if revisions is schema.ACTION:
        return keys.action_key(code, str(row["name"]))
    if revisions is schema.SUSPENSION:
        return keys.suspension_key(code, cast("date", row["since"]))
    if revisions is schema.INDICATOR or fiscal_year is None:
        return keys.quality_key(code)
    period = fiscal_year.ending(int(str(row["end"])), int(str(row["span_months"])))
    if revisions is schema.CORRECTIVE_ACTION:
        return keys.corrective_key(code, period)
    return keys.row_key(code, period, str(row["breakdown"]))
