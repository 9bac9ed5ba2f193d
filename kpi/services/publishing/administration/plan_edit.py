"""Single changes of the plan and suspensions, made as workbooks: they take the same door as an uploaded file.

A form on a page becomes the workbook that would say the same; its draft, preview, receipt, journal and cells are those
of any upload. An administrator's unfinished plan draft is carried on, so that two changes make one publication.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

from sqlalchemy import Connection

from kpi.access import Right
from kpi.model import ACTIVE, USUAL_LANGUAGE, Account, Department, Draft, DraftKind, Plan, Suspension, code_sort_key
from kpi.services.publishing.assessment import publication_day
from kpi.services.publishing.drafts import reread
from kpi.services.publishing.editions import present_edition
from kpi.services.publishing.permissions import require_right
from kpi.services.publishing.release_writer import former_books
from kpi.store import Store, open_store
from kpi.store import drafts as kept
from kpi.store.as_of import AsOf
from kpi.store.books import plan as stored_plan
from kpi.store.read import of_plan
from kpi.store.write import last_seq
from kpi.workbook.writer.whole_books import write_goal_book, write_plan


class UnfinishedError(Exception):
    """The account has a draft of this goal that a new workbook would take the place of."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


def plan_to_change(
    account: Account | None, *, today: date, store: Store | None = None, right: Right = Right.PLAN
) -> tuple[Plan | None, Draft | None]:
    """The plan in force, or that of the account's unfinished draft with the draft.

    right  what is to be changed: the plan, or decisions alone
    """
    opened = store or open_store()
    known = require_right(account, right)
    with opened.reading() as connection:
        drafts = kept.list_drafts(connection, opened.community, ACTIVE, login=known.login)
        for draft in drafts:
            if draft.kind is DraftKind.PLAN:
                return reread(connection, opened, draft, today).reading.plan, draft
        return _plan(connection, opened, today), None


def _plan(connection: Connection, store: Store, today: date) -> Plan | None:
    edition = present_edition(connection, store, today) or ""
    day = publication_day(connection, store, edition, today)
    until = AsOf(store.community, edition, day, last_seq(connection, store.community))
    return stored_plan(connection, of_plan(connection, until))


def plan_workbook(plan: Plan) -> bytes:
    """The plan as a workbook, made now."""
    out = BytesIO()
    write_plan(plan, out, created=datetime.now(UTC).replace(tzinfo=None))
    return out.getvalue()


def with_department(plan: Plan, department: Department) -> Plan:
    """The plan with a department changed, or added at the end."""
    known = {one.code for one in plan.departments}
    listed = tuple(department if one.code == department.code else one for one in plan.departments)
    return replace(plan, departments=listed if department.code in known else (*listed, department))


def suspensions(account: Account | None, *, today: date, store: Store | None = None) -> tuple[Suspension, ...]:
    """All suspensions in force or past, by code and first day; for editors."""
    require_right(account, Right.SUSPEND)
    opened = store or open_store()
    with opened.reading() as connection:
        edition = present_edition(connection, opened, today) or ""
        day = publication_day(connection, opened, edition, today)
    found = [row for book in former_books(day, edition, store=opened).values() for row in book.suspensions]
    return tuple(sorted(found, key=lambda row: (code_sort_key(row.code), row.since)))


def suspension_workbook(
    account: Account | None, wanted: Suspension, *, today: date, store: Store | None = None
) -> tuple[str, bytes]:
    """The goal and its workbook with this suspension: new, or the one of the same code and first day changed.

    Observations, actions and their money do not stand in it: what a workbook leaves out stays as it is. Raises
    UnfinishedError where the account has a draft of the goal, LookupError for a code that no goal has.
    """
    opened = store or open_store()
    known = require_right(account, Right.SUSPEND)
    with opened.reading() as connection:
        edition = present_edition(connection, opened, today) or ""
        day = publication_day(connection, opened, edition, today)
        drafts = kept.list_drafts(connection, opened.community, ACTIVE, login=known.login)
        plan = _plan(connection, opened, today)
    books = former_books(day, edition, store=opened).values()
    book = next((b for b in books if wanted.code in (b.goal, *(i.code for i in b.indicators))), None)
    if book is None:
        raise LookupError(wanted.code)
    for draft in drafts:
        if draft.kind is DraftKind.GOAL and draft.subject == book.goal:
            raise UnfinishedError(draft.number)
    same = (wanted.code, wanted.since)
    rows = [wanted if (row.code, row.since) == same else row for row in book.suspensions]
    if wanted not in rows:
        rows.append(wanted)
    out = BytesIO()
    whole = replace(book, observations=(), actions=(), action_money=(), suspensions=tuple(rows))
    language = plan.strategy.language if plan is not None else USUAL_LANGUAGE
    write_goal_book(whole, out, created=datetime.now(UTC).replace(tzinfo=None), language=language)
    return book.goal, out.getvalue()
