"""Which reminders have been sent: one row for each department, period, deadline and step, so that none goes twice.

A row is claimed before its letter is handed to the mail server and settled after: two processes at once send one
letter. A claim that was never settled (the process was killed meanwhile) counts for `CLAIM` and is then free again.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, PrimaryKeyConstraint, Table, and_, delete, func, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from kpi.store.audit import record
from kpi.store.moments import written
from kpi.store.schema import METADATA, day, text

REMINDER = Table(
    "reminder",
    METADATA,
    text("community"),
    text("edition"),
    text("department"),
    text("period"),
    day("deadline", nullable=False),
    text("step"),
    text("claimed_at"),  # UTC, ISO 8601
    text("sent_at"),  # "" = claimed, not sent yet
    PrimaryKeyConstraint("community", "edition", "department", "period", "deadline", "step"),
)
CLAIM = timedelta(minutes=15)
#: department, period, deadline, step
Name = tuple[str, str, date, str]


class Reminders:
    """The reminders of one edition, inside the caller's transactions."""

    def __init__(self, community: str, edition: str) -> None:
        self._community, self._edition = community, edition

    def taken(self, connection: Connection, now: datetime) -> set[Name]:
        """What has been sent, and what another process is sending now."""
        columns = [REMINDER.c[name] for name in ("department", "period", "deadline", "step")]
        rows = connection.execute(select(*columns).where(self._own, _in_force(now)))
        return {(row.department, row.period, row.deadline, row.step) for row in rows}

    def claim(self, connection: Connection, names: Collection[Name], now: datetime) -> bool:
        """Take the reminders for a letter; False, and nothing is taken, where one of them is taken already."""
        if self.taken(connection, now) & set(names):
            return False
        self.free(connection, names)
        place: dict[str, object] = {
            "community": self._community,
            "edition": self._edition,
            "claimed_at": written(now),
            "sent_at": "",
        }
        connection.execute(insert(REMINDER), [place | _named(name) for name in names])
        return True

    def free(self, connection: Connection, names: Iterable[Name]) -> None:
        """Give back what was claimed and not sent."""
        for name in names:
            connection.execute(delete(REMINDER).where(self._row(name), REMINDER.c.sent_at == ""))

    def last_letters(self, connection: Connection) -> dict[str, datetime]:
        """When each department was last sent a letter."""
        rows = connection.execute(
            select(REMINDER.c.department, func.max(REMINDER.c.sent_at))
            .where(self._own, REMINDER.c.sent_at != "")
            .group_by(REMINDER.c.department)
        )
        return {str(department): datetime.fromisoformat(sent) for department, sent in rows}

    def settle(self, connection: Connection, names: Collection[Name], now: datetime, *, by: str = "") -> None:
        """Record that the letter is with the mail server; the audit says whose and about what, without an address."""
        for name in names:
            connection.execute(update(REMINDER).where(self._row(name)).values(sent_at=written(now)))
        told = [{**_named(name), "deadline": name[2].isoformat()} for name in sorted(names)]
        detail = {"edition": self._edition, "reminders": told}
        record(connection, self._community, actor=by, action="remind", detail=detail, at=now)

    @property
    def _own(self) -> ColumnElement[bool]:
        return and_(REMINDER.c.community == self._community, REMINDER.c.edition == self._edition)

    def _row(self, name: Name) -> ColumnElement[bool]:
        return and_(self._own, *(REMINDER.c[column] == value for column, value in _named(name).items()))


def _in_force(now: datetime) -> ColumnElement[bool]:
    return or_(REMINDER.c.sent_at != "", REMINDER.c.claimed_at > written(now - CLAIM))


def _named(name: Name) -> dict[str, object]:
    return dict(zip(("department", "period", "deadline", "step"), name, strict=True))
