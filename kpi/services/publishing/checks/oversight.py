"""What a plan says of decisions and what stands beside them: who answers for that alone, which words are public."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection

from kpi.model import Oversight
from kpi.services.publishing.checks.personal_data import without_personal_data
from kpi.services.publishing.differences.oversight_changes import WORDS, OversightDifference, row_key
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, with_plan
from kpi.store.as_of import AsOf
from kpi.store.books import plan as stored_plan
from kpi.store.read import of_plan
from kpi.store.tables.oversight_rows import oversight_rows

#: the fields of `Oversight`, in the order of `oversight_rows`
_SHEETS = ("sessions", "decisions", "assignments", "events", "risks", "alignments")


def oversight_of(connection: Connection, until: AsOf, checked: CheckedWorkbook) -> CheckedWorkbook:
    """The same file with nothing but decisions and what stands beside them; the rest of the plan as it is in force."""
    plan, known = checked.reading.plan, stored_plan(connection, of_plan(connection, until))
    if plan is None or known is None:
        return checked
    return with_plan(checked, replace(known, oversight=plan.oversight))


def fresh_words(changes: Iterable[OversightDifference]) -> Iterator[tuple[str, str]]:
    """What everybody will read of them and did not read before, by the key of the row."""
    yield from ((one.key, "\n".join(one.fresh)) for one in changes if one.fresh)


def without_words(checked: CheckedWorkbook, gone: Collection[str]) -> CheckedWorkbook:
    """The same file without the words that look like personal data in the rows of these keys."""
    plan = checked.reading.plan
    if plan is None or not gone:
        return checked
    mended: dict[str, Any] = {}
    for sheet, (revisions, rows) in zip(_SHEETS, oversight_rows(plan.oversight), strict=True):
        own = getattr(plan.oversight, sheet)
        mended[sheet] = tuple(
            _mended(one) if row_key(row, revisions) in gone else one for one, row in zip(own, rows, strict=True)
        )
    return with_plan(checked, replace(plan, oversight=Oversight(**mended)))


def _mended(row: Any) -> Any:
    texts = {name: text for name, text in asdict(row).items() if name in WORDS and text}
    return replace(row, **{name: without_personal_data(text) for name, text in texts.items()})
