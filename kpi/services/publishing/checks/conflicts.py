"""Rows that somebody else changed since a draft was compared with the store."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi.model import Draft, FiscalYear, Period
from kpi.store.uploads import Upload
from kpi.store.write import WrittenFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A row that another upload changed since the draft was compared with the store: who, when, what."""

    code: str
    period: Period | None
    breakdown: str
    by: Upload
    standing: float | None
    own: float | None


def conflicts(
    files: Sequence[WrittenFile], others: Sequence[Upload], draft: Draft, fiscal_year: FiscalYear
) -> Iterator[Conflict]:
    """The conflicts of the files of a draft that are being written. `others`: the uploads since its comparison."""
    by_seq = {upload.seq: upload for upload in others}
    for change in (change for one in files for change in one.changes.values()):
        for row in (*change.new, *change.revised):
            stood = change.before.get(change.key_of(row))
            if stood is None or int(str(stood["seq"])) <= draft.seen_seq:
                continue
            timed = "span_months" in row
            yield Conflict(
                code=str(row.get("code", "")),
                period=fiscal_year.ending(int(str(row["end"])), int(str(row["span_months"]))) if timed else None,
                breakdown=str(row.get("breakdown", "")),
                by=by_seq[int(str(stood["seq"]))],
                standing=stood["value"] if timed and not stood["removed"] else None,  # type: ignore[arg-type]
                own=row["value"] if timed and not row.get("removed") else None,  # type: ignore[arg-type]
            )
