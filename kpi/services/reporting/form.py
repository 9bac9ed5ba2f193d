"""The rows of the form: what an account has to report now, over all its goals, the most urgent first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from kpi.measure.dataset import part_of
from kpi.model import (
    Account,
    CorrectiveAction,
    DraftState,
    Observation,
    Period,
    ReportState,
    TypedRow,
    code_sort_key,
)
from kpi.services.publishing.due_list import DueItem, DueList
from kpi.services.reporting.department_drafts import read_rows
from kpi.services.reporting.due_periods import Key
from kpi.services.reporting.report_context import ReportContext
from kpi.services.reporting.row_measures import RowMeasure, gap_of, measure_rows
from kpi.services.reporting.submission import form_lines
from kpi.store import Store
from kpi.store import drafts as kept


class Urgency(IntEnum):
    """The groups of the form, in their order."""

    OVERDUE = 0
    DUE = 1
    SUBMITTED = 2
    NOT_ASKED = 3  # suspended, or no period has ended


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One indicator and period.

    deadline   None for a row that a person has asked for, and where the plan names no term
    last       the last value before the period
    standing   what is published for the period, None where nothing is
    measure    the plan of the period; of a published value how it stands
    typed      what somebody of the department has typed, None for nothing
    open_action  the last corrective action whose day has not passed; own_action the open one of this very period
    late_days  since the deadline, 0 before it
    awaiting   who has sent the row for approval, "" where nobody has
    """

    code: str
    goal: str
    period: Period | None
    urgency: Urgency
    deadline: date | None
    last: Observation | None = None
    standing: Observation | None = None
    measure: RowMeasure | None = None
    typed: TypedRow | None = None
    open_action: CorrectiveAction | None = None
    own_action: CorrectiveAction | None = None
    awaiting: str = ""
    suspended: bool = False
    late_days: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the row has fields."""
        return self.urgency is not Urgency.NOT_ASKED

    @property
    def is_awaited(self) -> bool:
        """Whether its report is still to come."""
        return self.urgency in (Urgency.OVERDUE, Urgency.DUE)


@dataclass(frozen=True, slots=True)
class OpenActionRow:
    """An open corrective action whose period has no row of its own; `typed` and `awaiting` as in a `FormRow`."""

    action: CorrectiveAction
    typed: TypedRow | None = None
    awaiting: str = ""


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The form of an account on a day; `seq` the last upload that it was made of."""

    on: date
    seq: int
    rows: tuple[FormRow, ...]
    actions: tuple[OpenActionRow, ...] = ()

    def of(self, urgency: Urgency) -> tuple[FormRow, ...]:
        """The rows of a group."""
        return tuple(row for row in self.rows if row.urgency is urgency)


def report_form(
    account: Account, context: ReportContext, due: DueList, *, asked: Collection[Key] = (), store: Store
) -> ReportForm:
    """The form.

    due    the account's own list of this day
    asked  rows wanted besides, to correct what was published; those of others' indicators are left out
    """
    own = context.own(account)
    items = {item.code: item for item in due.items if item.code in own}
    typed, waiting = read_rows(context, items, store=store), _waiting(items, context.edition, store)
    actions = {(one.code, one.period): one for code in items for one in context.open_actions(code)}
    keys = _asked_for(context, items)
    more = (*asked, *_stated(typed, actions), *(key for key in waiting if key not in actions))
    keys |= dict.fromkeys(key for key in more if key[0] in items and key not in keys)
    measures = _measures(context, keys)
    rows = [
        FormRow(
            code=code,
            goal=items[code].goal,
            period=period,
            urgency=_urgency(context, deadline, answered=(code, period.end) in context.answered),
            deadline=deadline,
            last=context.last_value(code, period),
            standing=context.basis.standing.get((code, period)),
            measure=measures.get((code, period)),
            typed=typed.get((code, period)),
            open_action=context.open_action(code),
            own_action=actions.get((code, period)),
            awaiting=waiting.get((code, period), ""),
            late_days=max(0, (context.today - deadline).days) if deadline else 0,
        )
        for (code, period), deadline in keys.items()
    ]
    rows += [_unasked(context, item) for item in items.values() if item.code not in {code for code, _ in keys}]
    apart = [OpenActionRow(one, typed.get(key), waiting.get(key, "")) for key, one in _apart(actions, keys)]
    return ReportForm(due.on, context.seq, tuple(sorted(rows, key=_order)), tuple(apart))


def awaited_keys(account: Account, context: ReportContext, due: DueList) -> frozenset[Key]:
    """The rows of the account's form whose reports are still to come; `due` as in `report_form`."""
    own = context.own(account)
    asked = _asked_for(context, {item.code: item for item in due.items if item.code in own})
    return frozenset(key for key in asked if (key[0], key[1].end) not in context.answered)


def _asked_for(context: ReportContext, items: Mapping[str, DueItem]) -> dict[Key, date | None]:
    """`due_periods`, and the last period that has ended of each indicator where it is reported: it can be corrected."""
    wanted = {code: item for code, item in items.items() if item.state is not ReportState.SUSPENDED}
    found: dict[Key, date | None] = {key: day for key, day in context.due.items() if key[0] in wanted}
    ended = context.fiscal_year.completed(context.today)
    for code, item in wanted.items():
        span = context.basis.indicators[code].frequency.months
        last = context.fiscal_year.ending(ended // span * span, span)
        if (code, last.end) in context.answered:
            found.setdefault((code, last), item.deadline if item.period == last else None)
    return found


def _measures(context: ReportContext, keys: Collection[Key]) -> Mapping[Key, RowMeasure]:
    """Of what is published for the periods, or their plans alone; the same rows are measured once a release."""

    def measured() -> Mapping[Key, RowMeasure]:
        dataset = part_of(context.dataset, {code for code, _ in keys})
        return measure_rows(dataset, [context.basis.standing.get(key) or gap_of(*key) for key in keys], context.today)

    return context.measures.get(frozenset(keys), measured)


def _apart(actions: Mapping[Key, CorrectiveAction], keys: Collection[Key]) -> list[tuple[Key, CorrectiveAction]]:
    """The actions whose period has no row, the first day first."""
    return sorted(((key, one) for key, one in actions.items() if key not in keys), key=lambda pair: pair[1].due)


def _stated(typed: Mapping[Key, TypedRow], actions: Collection[Key]) -> list[Key]:
    """The typed rows that say more than what became of an action."""
    return [key for key, row in typed.items() if not (row.fields.tells_outcome_alone and key in actions)]


def _waiting(items: Collection[str], edition: str, store: Store) -> dict[Key, str]:
    """The rows of forms that wait for an approval, with the name of who has sent them."""
    found: dict[Key, str] = {}
    with store.reading() as connection:
        for draft in kept.list_drafts(connection, store.community, (DraftState.AWAITING,)):
            lines = form_lines(connection, store, draft) if draft.edition == edition else []
            found |= {(code, period): draft.name for code, period, _ in lines if code in items}
    return found


def _urgency(context: ReportContext, deadline: date | None, *, answered: bool) -> Urgency:
    if answered:
        return Urgency.SUBMITTED
    return Urgency.OVERDUE if deadline is not None and deadline < context.today else Urgency.DUE


def _unasked(context: ReportContext, item: DueItem) -> FormRow:
    """An indicator of which nothing is asked: it is suspended, or no period of it has ended."""
    return FormRow(
        code=item.code,
        goal=item.goal,
        period=item.period,
        urgency=Urgency.NOT_ASKED,
        deadline=None,
        last=max(context.history.get(item.code, ()), key=lambda one: one.period.end, default=None),
        suspended=item.state is ReportState.SUSPENDED,
    )


def _order(row: FormRow) -> tuple[int, date, tuple[tuple[int, int, str], ...], int]:
    day = date.max if row.urgency > Urgency.DUE or row.deadline is None else row.deadline
    return row.urgency, day, code_sort_key(row.code), row.period.end if row.period else 0
