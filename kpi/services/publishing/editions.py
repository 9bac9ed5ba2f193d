"""The editions of the strategy: which one is in force, which one a file is about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from kpi.model import FiscalYear, Period, Plan, Release, in_force_on, named_edition
from kpi.store import Store
from kpi.store.as_of import AsOf
from kpi.store.books import fiscal_year, plan
from kpi.store.read import editions, pick, releases
from kpi.store.write import last_seq


@dataclass(frozen=True, slots=True)
class FormerEdition:
    """The edition that was in force before, as long as values of it are asked for.

    last  the last day of what it asks for: the day before the years of the edition in force begin
    """

    edition: str
    last: date


def present_edition(connection: Connection, store: Store, day: date) -> str | None:
    """The edition in force on a day; None in an empty store."""
    found = in_force_on(editions(connection, store.community), day)
    return found.edition if found is not None else None


def years_of_edition(connection: Connection, store: Store, edition: str | None) -> FiscalYear:
    """The years of an edition as its plan has them now; the calendar's where there is no plan yet."""
    if edition is None:
        return FiscalYear(1)
    return fiscal_year(connection, AsOf(store.community, edition, date.max, last_seq(connection, store.community)))


def last_quarter(day: date, fiscal_year: FiscalYear) -> Period:
    """The last quarter of these years that has ended on a day."""
    return fiscal_year.ending(fiscal_year.completed(day) // 3 * 3, 3)


def last_release(connection: Connection, store: Store, day: date) -> Release:
    """The last release of the edition in force on a day; `UnknownReleaseError` in an empty store."""
    return pick(releases(connection, store.community), None, present_edition(connection, store, day))


def edition_with(known: Sequence[Release], days: Collection[date], present: str | None = None) -> str | None:
    """The edition that has releases of all these days: this one where it has them, else the one released last.

    None where none has them all.
    """
    having = [one.edition for one in known if {r.published for r in known if r.edition == one.edition} >= set(days)]
    return present if present in having else having[-1] if having else None


def edition_of_book(connection: Connection, store: Store, named: str, day: date) -> str:
    """The edition that a goal workbook names, as its plan writes it; the one in force where it names none of them.

    "" in an empty store.
    """
    known = editions(connection, store.community)
    if wanted := named_edition((one.edition for one in known), named):
        return wanted
    found = in_force_on(known, day)
    return found.edition if found is not None else ""


def other_plans(connection: Connection, until: AsOf) -> tuple[Plan, ...]:
    """The plans of the editions beside that of `until`, as they were stated last."""
    others = (one.edition for one in editions(connection, until.community) if one.edition != until.edition)
    plans = (plan(connection, replace(until, edition=other, published=date.max)) for other in others)
    return tuple(found for found in plans if found is not None)
