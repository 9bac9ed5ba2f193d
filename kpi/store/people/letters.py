"""Which letters to people have been sent, so that none goes twice; second addresses for what stays unreported."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, PrimaryKeyConstraint, Table, and_, delete, insert, or_, select, update

from kpi.store.audit import record
from kpi.store.moments import written
from kpi.store.people.reminders import CLAIM
from kpi.store.schema import METADATA, text

LETTER = Table(
    "letter",
    METADATA,
    text("community"),
    text("kind"),  # kpi.services.reminders.desk_event.EventKind
    text("about"),  # what it tells of, e.g. «12@2026-11-29T09:00:00+00:00» of a draft as it was returned
    text("claimed_at"),  # UTC, ISO 8601
    text("sent_at"),  # "" = claimed, not sent yet
    PrimaryKeyConstraint("community", "kind", "about"),
)
#: whom a department's silence is told after the fifth working day
ESCALATION = Table(
    "escalation",
    METADATA,
    text("community"),
    text("department"),  # code of «Підрозділи»
    text("address"),
    text("changed_at"),
    text("changed_by"),
    PrimaryKeyConstraint("community", "department"),
)
#: kind and what it is about
LetterKey = tuple[str, str]


def taken(connection: Connection, community: str, now: datetime) -> set[LetterKey]:
    """The letters that have been sent, and those that another process is sending now."""
    fresh = LETTER.c.claimed_at > written(now - CLAIM)
    query = select(LETTER.c.kind, LETTER.c.about).where(
        LETTER.c.community == community, or_(LETTER.c.sent_at != "", fresh)
    )
    return {(row.kind, row.about) for row in connection.execute(query)}


def claim(connection: Connection, community: str, keys: Collection[LetterKey], now: datetime) -> bool:
    """Take them for one letter; False, and nothing is taken, where one of them is taken already."""
    if taken(connection, community, now) & set(keys):
        return False
    free(connection, community, keys)
    row = {"community": community, "claimed_at": written(now), "sent_at": ""}
    connection.execute(insert(LETTER), [row | {"kind": kind, "about": about} for kind, about in keys])
    return True


def free(connection: Connection, community: str, keys: Iterable[LetterKey]) -> None:
    """Give back what was claimed and not sent."""
    for kind, about in keys:
        place = and_(LETTER.c.community == community, LETTER.c.kind == kind, LETTER.c.about == about)
        connection.execute(delete(LETTER).where(place, LETTER.c.sent_at == ""))


def settle(
    connection: Connection, community: str, keys: Iterable[LetterKey], now: datetime, detail: Mapping[str, object]
) -> None:
    """Record that the letter is with the mail server; the audit says of what kind and to whom, without an address."""
    for kind, about in keys:
        place = and_(LETTER.c.community == community, LETTER.c.kind == kind, LETTER.c.about == about)
        connection.execute(update(LETTER).where(place).values(sent_at=written(now)))
    record(connection, community, actor="", action="letter", detail=detail, at=now)


def escalations(connection: Connection, community: str) -> dict[str, str]:
    """The second address by the code of the department."""
    query = select(ESCALATION.c.department, ESCALATION.c.address).where(ESCALATION.c.community == community)
    return {str(row.department): str(row.address) for row in connection.execute(query)}


def set_escalation(
    connection: Connection, community: str, department: str, address: str, *, by: str, now: datetime
) -> None:
    """Keep the second address of a department, or none where it is ""; the audit names the department alone."""
    place = and_(ESCALATION.c.community == community, ESCALATION.c.department == department)
    connection.execute(delete(ESCALATION).where(place))
    if address:
        row = {"community": community, "department": department, "address": address}
        connection.execute(insert(ESCALATION), row | {"changed_at": written(now), "changed_by": by})
    detail = {"department": department, "set": bool(address)}
    record(connection, community, actor=by, action="escalation", detail=detail, at=now)
