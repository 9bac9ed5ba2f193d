"""What the tables are made of: columns that say how they are empty, and tables of revisions."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

METADATA = MetaData()


def text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, default="", server_default="")


def number(name: str) -> Column[float]:
    return Column(name, Float(53), nullable=True)


def integer(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def day(name: str, nullable: bool = True) -> Column[object]:
    return Column(name, Date, nullable=nullable)


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


@dataclass(frozen=True)
class Revisions:
    """A table of revisions.

    key      what a row is about, beside community and edition
    content  what makes a revision: a row equal in all of these is unchanged
    place    where it stood in the workbook: travels along, makes no revision
    """

    table: Table
    key: tuple[str, ...]
    content: tuple[str, ...]
    place: tuple[str, ...]


AnyColumn = Column[Any]


def revision_table(
    name: str,
    key: list[AnyColumn],
    content: list[AnyColumn],
    place: list[AnyColumn] | None = None,
) -> Revisions:
    places = place or []
    names = tuple(c.name for c in key)
    table = Table(
        name,
        METADATA,
        text("community"),
        text("edition"),
        *key,
        integer("seq"),
        day("published", nullable=False),
        flag("removed"),
        *content,
        *places,
        PrimaryKeyConstraint("community", "edition", *names, "seq"),
        ForeignKeyConstraint(["community", "seq"], ["upload.community", "upload.seq"]),
    )
    return Revisions(table, names, tuple(c.name for c in content), tuple(c.name for c in places))
