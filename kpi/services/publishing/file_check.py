"""A file checked as an account sends it: read once, by whose it is first, then held against what is in force."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy import Connection

from kpi.access import Right
from kpi.cache import Cache
from kpi.model import Account, Draft, DraftKind, fold_edition
from kpi.services.publishing.assessment import publication_day
from kpi.services.publishing.codes import codes_ever, known_codes
from kpi.services.publishing.editions import edition_of_book, present_edition, years_of_edition
from kpi.services.publishing.in_force import in_force
from kpi.services.publishing.permissions import (
    ResponsibleDepartments,
    changes_values_only,
    require_goal,
    require_right,
    responsible_departments,
)
from kpi.services.publishing.release_writer import raise_refused
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook
from kpi.store import Store
from kpi.store.as_of import AsOf
from kpi.store.books import corrective_actions, goal_books, goals_of_indicators
from kpi.store.departments import DepartmentIndex, department_index
from kpi.store.read import of_plan
from kpi.store.write import last_seq
from kpi.workbook import Expected, Reading, compare, read_workbook
from kpi.workbook.report_form.form_file import FormReading, read_form, read_lines
from kpi.workbook.report_form.typed_rows import FormBasis

#: the last accepted files as read, without their bytes, so that the preview right after an upload reads nothing again
_readings: Cache[Reading] = Cache(3)


def check_for(
    account: Account,
    content: bytes,
    filename: str,
    *,
    today: date,
    goal: str | None,
    confirmed: str | None,
    store: Store,
    oversight_only: bool = False,
) -> CheckedWorkbook:
    """The file as read for the account; `oversight_only` as in `FileChoices`.

    `ForbiddenError` where neither the goal nor an indicator of it is the account's: that is said before any cell is.
    """
    held = partial(Expected, goal=goal, confirmed=confirmed, day=today, values_only=changes_values_only(account))

    def read(named: str) -> tuple[Reading, AsOf, ResponsibleDepartments, Collection[str]]:
        """The file read by what is in force in an edition, of the one in force today where none is named."""
        with store.reading() as connection:
            until = present_until(connection, store, today, edition_of_book(connection, store, named, today))
            found, codes = responsible_departments(connection, until), known_codes(connection, store, until.edition)
            books = goal_books(connection, until, found.own_goals(account), values=False)
            years = years_of_edition(connection, store, until.edition)
            ever = codes_ever(connection, store, until.edition)
        expected = held(fiscal_year=years, books=tuple(books.values()), codes=codes, former=ever)
        return read_workbook(content, filename, expected), until, found, codes

    reading, until, found, codes = read("")
    if reading.edition and fold_edition(reading.edition) != fold_edition(until.edition):
        # a book of another edition that there is: by what is in force there
        reading, until, found, codes = read(reading.edition)
    if reading.plan is not None:
        require_right(account, Right.DECISIONS if oversight_only else Right.PLAN)
        return CheckedWorkbook(_without_former_names(compare(reading, None), found.index), content)
    if not reading.goal or not (reading.accepted or reading.goal in codes):
        return CheckedWorkbook(compare(reading, None), content)
    require_goal(account, found, reading.goal)
    with store.reading() as connection:
        return CheckedWorkbook(compare(reading, in_force(connection, until, reading.goal)), content)


def _without_former_names(reading: Reading, known: DepartmentIndex) -> Reading:
    """The reading of a plan without remarks on departments that the file calls as they were called before."""
    kept = (p for p in reading.problems if p.code != "department_unknown" or not known.knows(p.found or ""))
    return replace(reading, problems=tuple(kept))


def remember(connection: Connection, store: Store, draft: Draft, checked: CheckedWorkbook, today: date) -> None:
    """Keep the reading of a draft's file for `read_again`."""
    if isinstance(checked.reading, Reading):
        _readings.put(_key(connection, store, draft, today), checked.reading)


def read_again(connection: Connection, store: Store, draft: Draft, content: bytes, today: date) -> CheckedWorkbook:
    """The file of a draft as it was read at its upload; `RefusedError` where what is in force now is against it.

    It is read anew only where this process has not read it, or not on this day.
    """

    if draft.kind is DraftKind.FORM:
        return CheckedWorkbook(_form(connection, store, draft, content, today), content)

    def read() -> Reading:
        until = present_until(connection, store, today, draft.edition)
        confirmed, subject = draft.choices.confirmed, draft.subject if draft.kind is DraftKind.GOAL else None
        books = {} if confirmed is None else goal_books(connection, until, [draft.subject], values=False)
        codes = known_codes(connection, store, draft.edition)
        expected = Expected(
            fiscal_year=years_of_edition(connection, store, draft.edition),
            goal=subject,
            books=tuple(books.values()),
            confirmed=confirmed,
            day=today,
            codes=codes,
            former=codes_ever(connection, store, draft.edition),
            values_only=draft.choices.values_only,
        )
        reading = read_workbook(content, draft.filename, expected)
        found = compare(reading, in_force(connection, until, subject) if subject else None)
        if found.plan is not None:
            found = _without_former_names(found, department_index(connection, of_plan(connection, until)))
        raise_refused([CheckedWorkbook(found, content)])
        return found

    return CheckedWorkbook(_readings.get(_key(connection, store, draft, today), read), content)


def _form(connection: Connection, store: Store, draft: Draft, content: bytes, today: date) -> FormReading:
    """What was typed in the form, read against what is in force now."""
    lines = read_lines(content, years_of_edition(connection, store, draft.edition))
    until = present_until(connection, store, today, draft.edition)
    basis = form_basis(connection, until, {code for code, _, _ in lines})
    return read_form(lines, draft.filename, basis, today)


def form_basis(connection: Connection, until: AsOf, codes: Collection[str]) -> FormBasis:
    """What rows of these indicators are read against."""
    goals = {goal for code, goal in goals_of_indicators(connection, until).items() if code in codes}
    books = goal_books(connection, until, goals).values()
    standing = {(o.code, o.period): o for book in books for o in book.observations if not o.breakdown}
    actions = {(one.code, one.period): one for one in corrective_actions(connection, until, codes)}
    indicators = {one.code: one for book in books for one in book.indicators}
    return FormBasis(indicators=indicators, standing=standing, actions=actions)


def _key(connection: Connection, store: Store, draft: Draft, today: date) -> tuple[object, ...]:
    """The same bytes say the same on the same day; with the indicators of a book in force, as long as it stays that."""
    confirmed = draft.choices.confirmed
    seq = 0 if confirmed is None else last_seq(connection, store.community)
    return (store.name, draft.sha256, draft.filename, draft.kind, draft.subject, today, confirmed, seq)


def present_until(connection: Connection, store: Store, today: date, edition: str = "") -> AsOf:
    """The moment of what is in force today, of the edition in force where none is named."""
    named = edition or present_edition(connection, store, today) or ""
    day = publication_day(connection, store, named, today)
    return AsOf(store.community, named, day, last_seq(connection, store.community))


def present_departments(connection: Connection, store: Store, today: date) -> ResponsibleDepartments:
    """The departments as of today in the edition in force."""
    return responsible_departments(connection, present_until(connection, store, today))
