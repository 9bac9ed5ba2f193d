"""A moment of an edition: which revisions it knows."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_
from sqlalchemy.sql.elements import ColumnElement

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
