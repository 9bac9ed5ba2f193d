"""A file checked as an account sends it: by whose it is first, then against the book in force, all errors at once."""

from datetime import date

from sqlalchemy import Connection

from kpi.access import Right
from kpi.model import Account
from kpi.publish.assess import publication_day
from kpi.publish.codes import known_codes
from kpi.publish.door import Checked, check, former_books, present_edition
from kpi.publish.noted import note
from kpi.publish.people import Offices, demand, demand_goal, offices
from kpi.publish.tables import formers, held, interpretation_of, needs_book
from kpi.store import Store
from kpi.store.read import Until
from kpi.store.write import last_seq
from kpi.workbook import Reading


def check_for(
    account: Account,
    content: bytes,
    filename: str,
    *,
    today: date,
    goal: str | None,
    confirmed: str | None,
    store: Store,
) -> tuple[Checked, bool]:
    """The file as read for the account, and whether it has only «Спостереження».

    `ForbiddenError` where neither the goal nor an indicator of it is the account's: that is said before any cell is.
    """
    with store.reading() as connection:
        codes = known_codes(connection, store)
    first = check(content, filename, goal=goal, day=today, codes=codes)
    alone = needs_book(first)
    if alone or interpretation_of(first) is not None:
        first = _held(account, first, confirmed, today, store)
    if first.reading.plan is not None:
        demand(account, Right.PLAN)
        return first, alone
    subject = _goal_of(first)
    if not subject or (not first.reading.accepted and subject not in codes):
        return first, alone
    with store.reading() as connection:
        demand_goal(account, present_offices(connection, store, today), subject)
    if interpretation_of(first) is None:
        first = _against_former(first, subject, today, store)
    return first, alone


def _goal_of(checked: Checked) -> str:
    """The goal that a file is about, where it has errors as well."""
    if checked.reading.goal_book is not None:
        return checked.reading.goal_book.goal
    return checked.reading.goal if isinstance(checked.reading, Reading) else ""


def _held(account: Account, first: Checked, confirmed: str | None, today: date, store: Store) -> Checked:
    with store.reading() as connection:
        goals = present_offices(connection, store, today).own_goals(account)
        known, codes = formers(connection, store, today), known_codes(connection, store)
    return held(first, goals, known, confirmed, day=today, codes=codes)


def _against_former(first: Checked, goal: str, today: date, store: Store) -> Checked:
    """Checked once more against the book in force, where the goal has one: targets, departments."""
    with store.reading() as connection:
        day = publication_day(connection, store, present_edition(connection, store) or "", today)
        codes = known_codes(connection, store)
    former = former_books(day, goal=goal, store=store).get(goal)
    found = first
    if former is not None:
        found = check(first.content, first.reading.file, former, goal=goal, day=today, codes=codes)
    note(found, goal, today)
    return found


def present_offices(connection: Connection, store: Store, today: date) -> Offices:
    """The offices as of today in the edition of the last release."""
    edition = present_edition(connection, store) or ""
    day = publication_day(connection, store, edition, today)
    return offices(connection, Until(store.community, edition, day, last_seq(connection, store.community)))
