"""Who sees which indicator, and what a wished change would show to or hide from everybody, looked at before it is made.

The look is the change itself, written in a transaction that is taken back.
"""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from kpi.access import Right, allows, public_slice
from kpi.measure.dataset import Dataset
from kpi.measure.in_force import OBSERVATION_KEY, observations_in_force
from kpi.model import Account, Draft, DraftKind, DraftState, FiscalYear, Period, Visibility, code_sort_key
from kpi.services.publishing.assessment import publication_day
from kpi.services.publishing.differences.openness import opens
from kpi.services.publishing.drafts import waiting
from kpi.services.publishing.editions import present_edition
from kpi.services.publishing.permissions import require_right, responsible_departments
from kpi.services.publishing.preview import present
from kpi.services.publishing.visibility import VisibilityRequest, former_access, rows_of, settle, wished
from kpi.store import Store, open_store, schema
from kpi.store import drafts as kept
from kpi.store.as_of import AsOf
from kpi.store.books import fiscal_year
from kpi.store.read import latest
from kpi.store.write import last_seq


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibilityState:
    """Who sees an indicator now."""

    code: str
    goal: str
    visibility: Visibility
    ground: str
    open_from: date | None
    delay_months: int | None


@dataclass(frozen=True, slots=True)
class ValueVisibility:
    """A value that everybody would see, or see no longer."""

    period: Period
    breakdown: str
    value: float | None


@dataclass(frozen=True, slots=True)
class VisibilityPreview:
    """What a change would do.

    second  another person decides
    appear, vanish  values that everybody would see from now on, or no longer
    """

    before: VisibilityState
    after: VisibilityState
    second: bool
    appear: tuple[ValueVisibility, ...]
    vanish: tuple[ValueVisibility, ...]


def who_sees(account: Account | None, *, today: date, store: Store | None = None) -> tuple[VisibilityState, ...]:
    """The account's own indicators, by code; all of them for an editor."""
    opened = store or open_store()
    known = require_right(account, Right.SUBMIT)
    with opened.reading() as connection:
        edition = present_edition(connection, opened, today) or ""
        day = publication_day(connection, opened, edition, today)
        until = AsOf(opened.community, edition, day, last_seq(connection, opened.community))
        found = responsible_departments(connection, until)
        query = latest(schema.INDICATOR, until, *schema.INDICATOR.key, *schema.INDICATOR.content)
        rows = [dict(row) for row in connection.execute(query).mappings()]
    own = [_access(row) for row in rows if found.may_code(known, str(row["code"]), str(row["goal"]))]
    return tuple(sorted(own, key=lambda one: code_sort_key(one.code)))


def _access(row: dict[str, object]) -> VisibilityState:
    return VisibilityState(
        code=str(row["code"]),
        goal=str(row["goal"]),
        visibility=Visibility(str(row["visibility"])),
        ground=str(row["ground"]),
        open_from=row["open_from"],  # type: ignore[arg-type]
        delay_months=row["delay_months"],  # type: ignore[arg-type]
    )


def asked_for(account: Account | None, *, store: Store | None = None) -> list[Draft]:
    """The account's own wishes that are not settled: they wait, or came back with a comment."""
    opened = store or open_store()
    known = require_right(account, Right.SUBMIT)
    with opened.reading() as connection:
        states = (DraftState.AWAITING, DraftState.RETURNED)
        found = kept.list_drafts(connection, opened.community, states, login=known.login)
    return [draft for draft in found if draft.kind is DraftKind.VISIBILITY]


def to_decide(account: Account | None, number: int, *, store: Store | None = None) -> Draft:
    """Another's wish that waits for a decision; LookupError where there is none of this number."""
    for draft in waiting(account, store=store):
        if draft.number == number and draft.kind is DraftKind.VISIBILITY:
            return draft
    raise LookupError(str(number))


def look_reopening(
    account: Account | None, draft: Draft, *, today: date, store: Store | None = None
) -> VisibilityPreview:
    """What opening again would show, of an indicator that was hidden at once; nothing is stored."""
    opened = store or open_store()
    with opened.reading() as connection:
        former = former_access(connection, opened, draft, today)
    return look(account, replace(draft, wishes=former), today=today, store=opened)


def look(
    account: Account | None, wish: VisibilityRequest | Draft, *, today: date, store: Store | None = None
) -> VisibilityPreview:
    """What a wish would do; nothing is stored. A draft is another's wish, looked at by who decides."""
    opened = store or open_store()
    known = require_right(account, Right.SUBMIT if isinstance(wish, VisibilityRequest) else Right.APPROVE)
    entitled = allows(known, Right.VISIBILITY)
    with opened.trying() as connection:
        draft = wished(connection, opened, known, wish, today) if isinstance(wish, VisibilityRequest) else wish
        day = publication_day(connection, opened, draft.edition, today)
        before, after = rows_of(connection, opened, draft, today)
        was = _public(present(connection, opened, day, draft.edition), draft.subject, day)
        settle(connection, opened, draft, today=today)
        now = _public(present(connection, opened, day, draft.edition), draft.subject, day)
        fiscal = fiscal_year(
            connection, AsOf(opened.community, draft.edition, day, last_seq(connection, opened.community))
        )
    return VisibilityPreview(
        _access(before),
        _access(after),
        not entitled or opens(before, after),
        _shown(now[~now.index.isin(was.index)], fiscal),
        _shown(was[~was.index.isin(now.index)], fiscal),
    )


def _public(dataset: Dataset | None, code: str, day: date) -> pd.DataFrame:
    """The rows of an indicator that everybody sees."""
    if dataset is None:
        return pd.DataFrame({"value": []}, index=pd.MultiIndex.from_tuples([], names=OBSERVATION_KEY))
    rows = public_slice(dataset, day).observations
    rows = observations_in_force(rows[rows["code"] == code])
    return rows.set_index(OBSERVATION_KEY).sort_index(level=["end", "span_months"])


def _shown(rows: pd.DataFrame, fiscal_year: FiscalYear) -> tuple[ValueVisibility, ...]:
    return tuple(
        ValueVisibility(fiscal_year.ending(int(end), int(span)), str(part), None if pd.isna(value) else float(value))
        for (_, part, end, span), value in zip(rows.index, rows["value"], strict=True)
    )
