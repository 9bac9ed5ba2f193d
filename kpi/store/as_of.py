"""A moment of an edition: which revisions it knows; and when a release became what it is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import and_, or_
from sqlalchemy.sql.elements import ColumnElement

from kpi.model.community_time import local
from kpi.store.schema import Revisions


@dataclass(frozen=True, slots=True)
class AsOf:
    """The state at a release: rows published before its date, and on its date up to its upload."""

    community: str
    edition: str
    published: date
    seq: int

    def of(self, revisions: Revisions) -> ColumnElement[bool]:
        table = revisions.table
        return and_(
            table.c.community == self.community,
            table.c.edition == self.edition,
            or_(
                table.c.published < self.published,
                and_(table.c.published == self.published, table.c.seq <= self.seq),
            ),
        )


def moment_of(published: date, at: datetime, steps: int) -> datetime:
    """When a release became what it is, in UTC, to the second.

    What was published on its own day has the moment of its last upload. What was loaded later as history has noon of
    its day and a second for each step in which it grew (uploads; for outsiders, publications of something public): the
    same history gives the same moments, and a further step a later one.
    """
    if on_its_day(published, at):
        return at.astimezone(UTC).replace(microsecond=0)
    return datetime.combine(published, time(12), UTC) + timedelta(seconds=steps)


def on_its_day(published: date, at: datetime) -> bool:
    """Whether what was uploaded at a moment was published on the day of its release, by the community's clock."""
    return local(at).date() == published
