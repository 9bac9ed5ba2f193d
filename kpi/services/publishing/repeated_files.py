"""A file that was published before: whether all that it says is in force."""

from datetime import date

from sqlalchemy import Connection

from kpi.model import Account
from kpi.services.publishing.assessment import publication_day
from kpi.services.publishing.checks.comments_in_force import keep_comments
from kpi.services.publishing.editions import edition_of_book
from kpi.services.publishing.parts import respell_labels
from kpi.services.publishing.permissions import changes_values_only
from kpi.services.publishing.release_writer import PublicationContext, write_release
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, values_of
from kpi.store import Store
from kpi.store.as_of import AsOf
from kpi.store.write import known_file, last_seq


def edition_of(connection: Connection, store: Store, checked: CheckedWorkbook, today: date) -> str:
    """The edition that a file is about: its own plan's, the one that it names, else the one in force today."""
    plan, book = checked.reading.plan, checked.reading.goal_book
    if plan is not None:
        return plan.strategy.edition
    return edition_of_book(connection, store, book.edition if book is not None else "", today)


def published_as(
    connection: Connection, store: Store, account: Account, checked: CheckedWorkbook, today: date
) -> int | None:
    """The publication of this very file, where nothing else has come into force in its place.

    The publication itself is tried and taken back: what it would change is the only measure of sameness.
    """
    edition = edition_of(connection, store, checked, today)
    day = publication_day(connection, store, edition, today)
    known = known_file(connection, store.community, edition, checked.sha256, day)
    if known is None:
        return None
    until = AsOf(store.community, edition, day, last_seq(connection, store.community))
    own = values_of(checked) if changes_values_only(account) else checked
    own = keep_comments(connection, until, respell_labels(connection, store, edition, own))
    attempt = connection.begin_nested()
    try:
        act = PublicationContext(published=day, edition=edition, again=True)
        receipt, _ = write_release(connection, store, [own], act)
    finally:
        attempt.rollback()
    return known if receipt.release is None else None
