"""What is due: every indicator of a department with its state, overdue first; who has not reported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from kpi.access import Right
from kpi.cache import Cache
from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import asked_by, deadlines, due_reports, is_report, suspended_on
from kpi.measure.in_force import observations_in_force
from kpi.model import (
    Account,
    Draft,
    DraftKind,
    DraftState,
    Frequency,
    GapReason,
    Period,
    ReportState,
    code_sort_key,
)
from kpi.services.publishing.editions import FormerEdition, present_edition
from kpi.services.publishing.file_check import present_until
from kpi.services.publishing.permissions import ResponsibleDepartments, require_right, responsible_departments
from kpi.services.publishing.preview import standing_dataset
from kpi.store import Store, open_store
from kpi.store import drafts as kept

_STATE_OF_DRAFT = {
    DraftState.OPEN: ReportState.DRAFT,
    DraftState.RETURNED: ReportState.RETURNED,
    DraftState.AWAITING: ReportState.AWAITING,
}


#: of the last release and day asked for: nothing of it changes until another release stands or another day begins
_rows_of: Cache[Mapping[str, Mapping[str, Any]]] = Cache(1, each=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One indicator with the report that is due.

    period, deadline  of the report that is asked for, the last overdue one before others; of the last period that has
              ended where that is answered; None where nothing is asked for, `deadline` where the plan names no term too
    overdue   whether the deadline of a report that is due has passed: of this one
    last_value  the last total with a value, in `unit`
    gap       why the due period has no value, where a reason was sent
    """

    code: str
    name: str
    name_en: str
    unit: str
    goal: str
    department: str
    department_name: str
    period: Period | None
    deadline: date | None
    overdue: bool
    state: ReportState
    last_value: float | None
    gap: GapReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """The items, overdue first, then what is not submitted, then the rest by code.

    submitted, expected  reports of the periods that are due, suspended indicators apart
    deadline             the next one that has not passed; None where there is none
    awaited              deadline and period of every report that is due by a term, the earliest first
    """

    on: date
    items: tuple[DueItem, ...]
    submitted: int
    expected: int
    deadline: date | None
    awaited: tuple[tuple[date, Period], ...] = ()

    @property
    def goals(self) -> tuple[str, ...]:
        return tuple(sorted({item.goal for item in self.items}, key=code_sort_key))


@dataclass(frozen=True, slots=True)
class MissingReports:
    """Indicators of one department in one goal for which nothing was sent; `overdue` of them after the deadline."""

    department: str
    department_name: str
    goal: str
    codes: tuple[str, ...]
    overdue: int


def due_list(
    account: Account | None,
    on: date,
    *,
    department: str | None = None,
    former: FormerEdition | None = None,
    store: Store | None = None,
) -> DueList:
    """What is due as of a day: of the account's own indicators; an editor sees all, or those of one department.

    former  the edition that is asked about where it is not the one in force
    """
    opened = store or open_store()
    known = require_right(account, Right.SUBMIT)
    with opened.reading() as connection:
        edition = former.edition if former else present_edition(connection, opened, on) or ""
        until = present_until(connection, opened, on, edition)
        dataset = standing_dataset(connection, opened, until.published, edition)
        found = responsible_departments(connection, until)
        drafts = kept.list_drafts(connection, opened.community, login=known.login)
    if dataset is None:
        return DueList(on=on, items=(), submitted=0, expected=0, deadline=None)
    if former is not None:
        dataset = asked_by(dataset, former.last)
    own = found.own_codes(known)
    if department is not None:
        own = [code for code in own if found.indicators[code][1] == found.index.code_of(department)]
    return _list(dataset, found, own, on, {d.subject: d for d in drafts if d.kind is DraftKind.GOAL})


def missing_reports(account: Account | None, on: date, *, store: Store | None = None) -> tuple[MissingReports, ...]:
    """Who has not reported, by department and goal; for editors."""
    require_right(account, Right.REPORTING)
    groups: dict[tuple[str, str, str], list[DueItem]] = {}
    for item in due_list(account, on, store=store).items:
        if item.state not in (ReportState.SUBMITTED, ReportState.SUSPENDED) and item.period is not None:
            groups.setdefault((item.department, item.department_name, item.goal), []).append(item)
    found = [
        MissingReports(*key, tuple(item.code for item in items), sum(item.overdue for item in items))
        for key, items in groups.items()
    ]
    return tuple(sorted(found, key=lambda m: (m.department_name, code_sort_key(m.goal))))


def _list(
    dataset: Dataset, found: ResponsibleDepartments, own: Iterable[str], on: date, drafts: Mapping[str, Draft]
) -> DueList:
    rows = _rows_of.get((dataset, on), lambda: _rows(dataset, on))
    wanted = [rows[code] for code in own if code in rows]
    items = sorted((_item(row, found, drafts) for row in wanted), key=_order)
    asked = [i for i in items if i.period is not None and i.state is not ReportState.SUSPENDED]
    ahead = [i.deadline for i in asked if i.deadline is not None and i.deadline >= on]
    submitted = sum(item.state is ReportState.SUBMITTED for item in asked)
    awaited = sorted(report for row in wanted for report in row["awaited"])
    return DueList(
        on=on,
        items=tuple(items),
        submitted=submitted,
        expected=len(asked),
        deadline=min(ahead, default=None),
        awaited=tuple(awaited),
    )


def _order(item: DueItem) -> tuple[int, date, tuple[tuple[int, int, str], ...]]:
    rank = 0 if item.overdue else 2 if item.state in (ReportState.SUBMITTED, ReportState.SUSPENDED) else 1
    return rank, (item.deadline or date.max) if rank < 2 else date.max, code_sort_key(item.code)


def _rows(dataset: Dataset, on: date) -> Mapping[str, Mapping[str, Any]]:
    """By code: the indicator, whether it is suspended, the period asked for, what was sent for it, its last value.

    Asked for is what is due, the last term that has passed before those that have not; else the last period that has
    ended.
    """
    indicators = dataset.indicators.set_index("code", drop=False)
    spans = indicators["frequency"].map({str(f): f.months for f in Frequency}).astype("int64")
    # nothing is asked of what ends after an indicator's own target
    until = indicators["target_end"].astype("int64").clip(upper=dataset.strategy.fiscal_year.completed(on))
    ended = until // spans * spans
    due = due_reports(dataset, on)
    late = due[due["deadline"] < pd.Timestamp(on)].groupby("code")["end"].max()
    asked = late.combine_first(due.groupby("code")["end"].max()).reindex(indicators.index)
    table = indicators[["code", "name", "name_en", "unit", "goal"]].assign(
        span=spans,
        asked=asked.fillna(ended).astype("int64"),
        due=asked.notna(),
        late=indicators.index.isin(late.index),
        suspended=indicators.index.isin(suspended_on(dataset, on)),
    )
    terms = deadlines(dataset).set_index(["code", "end"])["deadline"]
    table["deadline"] = terms.reindex(pd.MultiIndex.from_frame(table[["code", "asked"]].reset_index(drop=True))).array
    sent, last = _sent(dataset, table)
    table = table.assign(gap=sent.reindex(table.index)).join(last)
    fiscal_year, awaited = dataset.strategy.fiscal_year, dict[str, list[tuple[date, Period]]]()
    termed = due[due["deadline"].notna()]
    columns = (termed[name] for name in ("code", "end", "span_months", "deadline"))
    for code, end, span, term in zip(*columns, strict=True):
        awaited.setdefault(str(code), []).append((term.date(), fiscal_year.ending(int(end), int(span))))
    fiscal = {"fiscal_year": fiscal_year}
    records = ({str(name): value for name, value in row.items()} | fiscal for row in table.to_dict("records"))
    return {row["code"]: row | {"awaited": awaited.get(row["code"], [])} for row in records}


def _sent(dataset: Dataset, table: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """By code: the gap of the asked period's row ("" = a value), missing where no report is there; the last value."""
    rows = dataset.observations[dataset.observations["breakdown"] == ""]
    rows = observations_in_force(rows[rows["code"].isin(table.index)]).sort_values("end", kind="stable")
    asked = rows["code"].map(table["asked"])
    due = rows[(rows["end"] == asked) & is_report(rows, dataset.strategy.fiscal_year)]
    sent = due.drop_duplicates("code", keep="last").set_index("code")["gap"]
    valued = rows[rows["value"].notna()].drop_duplicates("code", keep="last").set_index("code")
    return sent, valued[["value"]]


def _item(row: Mapping[str, Any], found: ResponsibleDepartments, drafts: Mapping[str, Draft]) -> DueItem:
    department = found.indicators[row["code"]][1]
    draft = drafts.get(row["goal"])
    sent = row["gap"] if isinstance(row["gap"], str) else None
    asked = row["due"] or row["suspended"] or sent is not None
    period = row["fiscal_year"].ending(int(row["asked"]), int(row["span"])) if asked else None
    return DueItem(
        **{name: row[name] for name in ("code", "name", "name_en", "unit", "goal")},
        department=department,
        department_name=found.names.get(department, department),
        period=period,
        deadline=row["deadline"].date() if period and not pd.isna(row["deadline"]) else None,
        overdue=bool(row["late"]),
        state=_state(row, sent, draft),
        last_value=None if pd.isna(row["value"]) else float(row["value"]),
        gap=GapReason(sent) if sent else None,
    )


def _state(row: Mapping[str, Any], sent: str | None, draft: Draft | None) -> ReportState:
    if row["suspended"]:
        return ReportState.SUSPENDED
    if sent is not None:
        return ReportState.SUBMITTED
    return ReportState.MISSING if draft is None else _STATE_OF_DRAFT[draft.state]
