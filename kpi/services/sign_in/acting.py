"""Standing in for the head of a department, from one day to another: rights count within these days alone."""

from dataclasses import replace
from datetime import date, datetime

from kpi.model import ActingTerm
from kpi.services.sign_in.accounts import By, authorise, known_account, record_change, told_term, with_codes
from kpi.store import Store
from kpi.store.people import accounts


def add_acting(store: Store, login: str, term: ActingTerm, *, by: By, now: datetime) -> ActingTerm:
    """Let an account stand in for the head of a department; one that begins on the same day is replaced.

    term  its department by code or by name

    AccountError where the days are none, the account is no head's, the department is unknown or the account's own.
    """
    authorise(by)
    with store.writing() as connection:
        account = known_account(connection, store.community, login)
        (added,) = with_codes(connection, store.community, replace(account, acting=(term,))).acting
        accounts.add_acting(connection, store.community, account.id, added)
        record_change(connection, store, by, "acting_added", now, login=account.login, **told_term(added))
    return added


def end_acting(store: Store, login: str, department: str, since: date, *, by: By, now: datetime) -> None:
    """Take a term back, with what it gave; one that is not there changes nothing."""
    authorise(by)
    with store.writing() as connection:
        account = known_account(connection, store.community, login)
        found = next((one for one in account.acting if (one.department, one.since) == (department, since)), None)
        if found is not None:
            accounts.end_acting(connection, store.community, account.id, found)
            record_change(connection, store, by, "acting_ended", now, login=account.login, **told_term(found))
