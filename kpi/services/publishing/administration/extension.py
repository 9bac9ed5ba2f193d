"""A later deadline for reports that are awaited, granted by an editor with a reason: a publication like any other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from kpi.access import Right
from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import awaited_periods, deadlines, reported_periods
from kpi.model import Account, Period, Visibility
from kpi.services.publishing.admin_changes import AdminChange, do
from kpi.services.publishing.assessment import publication_day
from kpi.services.publishing.editions import present_edition
from kpi.services.publishing.permissions import require_right
from kpi.services.publishing.preview import standing_dataset
from kpi.services.publishing.snapshot import refresh_after
from kpi.services.publishing.submission import Publication, receipt_of
from kpi.store import Store, open_store, schema
from kpi.store.rows import Row
from kpi.store.uploads import Upload, upload
from kpi.store.write import last_seq

#: the code of an indicator and one of its periods
ReportKey = tuple[str, Period]


class ExtensionError(Exception):
    """No term was extended. `reason` is a key below `editor.extension.wrong`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Granted:
    rows: list[Row]
    public: bool

    @property
    def codes(self) -> list[str]:
        """Of the indicators whose reports were given longer, each once."""
        return sorted({str(row["code"]) for row in self.rows})


def extend_terms(
    account: Account | None,
    reports: Collection[ReportKey],
    deadline: date,
    reason: str,
    *,
    today: date,
    edition: str = "",
    store: Store | None = None,
) -> Publication:
    """Give these awaited reports until `deadline`; from this release on they are overdue only after it.

    edition  that they are of, "" for the one in force
    What was told of them before stands in the earlier releases. Raises ExtensionError.
    """
    opened = store or open_store()
    known = require_right(account, Right.REPORTING)
    if not reason.strip():
        raise ExtensionError("no_reason")
    with opened.writing() as connection:
        named = edition or present_edition(connection, opened, today) or ""
        day = publication_day(connection, opened, named, today)
        dataset = standing_dataset(connection, opened, day, named)
        if dataset is None or not reports:
            raise ExtensionError("nothing")
        granted = _granted(dataset, reports, deadline, reason.strip(), day)
        deed = AdminChange(
            kind="extension",
            like=_like(connection, opened, named),
            login=known.login,
            name=known.name,
            published=day,
            reason=reason.strip(),
            note=reason.strip() if granted.public else "",
            detail={"codes": granted.codes, "deadline": deadline.isoformat()},
            of_file=False,
        )
        done = receipt_of(connection, opened, do(connection, opened, deed, {schema.EXTENSION.table.name: granted.rows}))
    refresh_after(opened)
    return done


def _like(connection: Connection, store: Store, edition: str) -> Upload:
    """The last upload, as one into an edition: of a deed without a file its edition alone counts."""
    return replace(upload(connection, store.community, last_seq(connection, store.community)), edition=edition)


def _granted(dataset: Dataset, reports: Collection[ReportKey], deadline: date, reason: str, day: date) -> _Granted:
    """The rows to write; each report is awaited, and the new day is later than its present one and not past."""
    awaited = awaited_periods(deadlines(dataset), reported_periods(dataset))
    present: Mapping[tuple[str, int], date | None] = {
        (str(code), int(end)): None if pd.isna(moment) else moment.date()
        for code, end, moment in zip(awaited["code"], awaited["end"], awaited["deadline"], strict=True)
    }
    for code, period in reports:
        if (code, period.end) not in present:
            raise ExtensionError("not_awaited")
        standing = present[code, period.end]
        if standing is None:
            raise ExtensionError("no_term")
        if deadline <= standing or deadline < day:
            raise ExtensionError("not_later")
    rows: list[Row] = [
        {"code": code, "end": period.end, "span_months": period.span_months, "deadline": deadline, "reason": reason}
        for code, period in sorted(reports, key=lambda one: (one[0], one[1].end))
    ]
    closed = dataset.indicators.loc[dataset.indicators["visibility"] != Visibility.PUBLIC, "code"]
    return _Granted(rows, not {code for code, _ in reports} & set(closed))
