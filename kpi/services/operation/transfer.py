"""A store carried from one database to another: SQLite to PostgreSQL or back, equal row by row."""

from kpi.services.publishing import is_empty, refresh_public
from kpi.store import Store, migrate
from kpi.store.copies.contents import carry, contents, holds_nothing


class NotEmptyError(Exception):
    """The store that is to be filled holds something already."""


class DifferentError(Exception):
    """What was written is not what was read; nothing is kept. `tables` are the names of those that differ."""

    def __init__(self, tables: list[str]) -> None:
        super().__init__(", ".join(tables))
        self.tables = tables


def transfer(source: Store, target: Store) -> dict[str, int]:
    """Copy all of the source into an empty target, in one transaction of each; returns the rows by table.

    Both are brought to the present schema. `NotEmptyError`, `DifferentError`: the target is as it was.
    """
    migrate(source)
    migrate(target)
    with source.reading() as reading, target.writing() as writing:
        if not holds_nothing(writing):
            raise NotEmptyError
        carry(reading, writing)
        read, written = contents(reading), contents(writing)
        if different := sorted(name for name in read if read[name] != written.get(name)):
            raise DifferentError(different)
    if not is_empty(target):
        refresh_public(target)
    return {name: table.rows for name, table in read.items()}
