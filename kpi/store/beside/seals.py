"""The log of sealed releases: its leaves, the checkpoints over them and the time stamps of those, in order. Rows are
never changed.

All are what outsiders are told (`kpi.store.beside.public`), byte by byte.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, PrimaryKeyConstraint, Table, func, insert, select

from kpi.store.schema import METADATA, integer, text

LEAF = Table(
    "seal_leaf",
    METADATA,
    text("community"),
    integer("number"),  # from 0, as the log counts
    text("entry"),
    PrimaryKeyConstraint("community", "number"),
)
CHECKPOINT = Table(
    "seal_checkpoint",
    METADATA,
    text("community"),
    integer("number"),
    text("note"),
    PrimaryKeyConstraint("community", "number"),
)
STAMP = Table(
    "seal_stamp",
    METADATA,
    text("community"),
    integer("number"),
    text("note"),  # as it stood when it was stamped
    text("answer"),  # of the authority, in base64
    PrimaryKeyConstraint("community", "number"),
)
#: kinds of what the snapshot tells
TOLD_LEAF, TOLD_CHECKPOINT, TOLD_STAMP = "seal_leaf", "seal_checkpoint", "seal_stamp"


def entries(connection: Connection, community: str) -> list[str]:
    """The leaves as they stand in the log."""
    return _texts(connection, LEAF, "entry", community)


def checkpoints(connection: Connection, community: str) -> list[str]:
    """Every checkpoint that was made, the oldest first, as a note."""
    return _texts(connection, CHECKPOINT, "note", community)


def add_entries(connection: Connection, community: str, added: Sequence[str]) -> None:
    """More leaves at the end."""
    _add(connection, LEAF, community, [{"entry": one} for one in added])


def add_checkpoint(connection: Connection, community: str, note: str) -> None:
    _add(connection, CHECKPOINT, community, [{"note": note}])


def stamps(connection: Connection, community: str) -> list[dict[str, str]]:
    """Every checkpoint that was stamped with the authority's answer, the oldest first: `note` and `answer`."""
    query = select(STAMP.c.note, STAMP.c.answer).where(STAMP.c.community == community).order_by(STAMP.c.number)
    return [{"note": note, "answer": answer} for note, answer in connection.execute(query)]


def add_stamps(connection: Connection, community: str, added: Sequence[Mapping[str, str]]) -> None:
    """More of them at the end."""
    _add(connection, STAMP, community, added)


def _texts(connection: Connection, table: Table, name: str, community: str) -> list[str]:
    query = select(table.c[name]).where(table.c.community == community).order_by(table.c.number)
    # nothing may stand in a column that somebody has freed of its rule
    return [one or "" for one in connection.scalars(query)]


def _add(connection: Connection, table: Table, community: str, added: Sequence[Mapping[str, str]]) -> None:
    last = connection.scalar(select(func.max(table.c.number)).where(table.c.community == community))
    # not their count: where somebody has taken a row away the number of the last one is taken
    first = 0 if last is None else last + 1
    rows = [{"community": community, "number": first + at, **one} for at, one in enumerate(added)]
    if rows:
        connection.execute(insert(table), rows)
