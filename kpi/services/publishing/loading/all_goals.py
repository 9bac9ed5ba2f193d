"""One table with the values of all goals as one release, by the reading that was confirmed when it was set up."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from kpi.services.publishing.editions import present_edition
from kpi.services.publishing.loading.folders import batches, load
from kpi.services.publishing.release_writer import Receipt, former_books
from kpi.store import Store, open_store
from kpi.store.as_of import AsOf
from kpi.store.books import plan, source_file
from kpi.store.uploads import uploads
from kpi.store.write import last_seq
from kpi.workbook.init.next_values import NextValues, next_values
from kpi.workbook.init.table.tables import SourceFile
from kpi.workbook.init.writing import READING_SHEETS, remembered
from kpi.workbook.process.reader_pool import POOL
from kpi.workbook.reader.grid import Sheet
from kpi.workbook.writer.whole_books import write_goal_book


class NothingToLoadError(LookupError):
    """`reason`: empty_store, no_table (the files hold none), no_indicator (none of theirs is of the strategy),
    nothing_new (all that they say is in force), no_value_yet (by `day` none of their periods has a value).
    """

    def __init__(self, reason: str, day: date | None = None) -> None:
        super().__init__(reason)
        self.reason, self.day = reason, day


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTable:
    """What was published, and what the table said that was not."""

    receipts: tuple[Receipt, ...]
    read: NextValues


def load_all_goals(
    files: Sequence[SourceFile],
    *,
    today: date,
    published: date | None = None,
    actor: str = "",
    note: str = "",
    store: Store | None = None,
) -> LoadedTable:
    """Publish the values of the tables; NothingToLoadError, RefusedError."""
    opened = store or open_store()
    day = published or today
    with opened.reading() as connection:
        edition = present_edition(connection, opened, day)
        if edition is None:
            raise NothingToLoadError("empty_store")
        until = AsOf(opened.community, edition, date.max, last_seq(connection, opened.community))
        known = plan(connection, until)
        sheets = list(_reading_sheets(connection, opened, edition))
    if known is None:
        raise NothingToLoadError("empty_store")
    books = former_books(date.max, edition, store=opened)
    found = next_values(files, known, books, remembered(sheets, known.strategy.fiscal_year), day)
    if found is None:
        raise NothingToLoadError("no_table")
    if not found.books:
        # said of a table of something else, and of one whose values are all in force already
        raise NothingToLoadError(
            "nothing_new" if found.said else "no_value_yet" if found.matched else "no_indicator", day
        )
    years = range(known.strategy.first_year, known.strategy.last_year + 1)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for book in found.books:
            paths.append(Path(folder) / f"{book.goal}.xlsx")
            write_goal_book(book, paths[-1], years=years, language=known.strategy.language)
        receipts = load(batches(paths, published), today=today, actor=actor, note=note, store=opened)
    return LoadedTable(receipts=tuple(receipts), read=found)


def _reading_sheets(connection: Connection, store: Store, edition: str) -> Iterator[Sheet]:
    """The sheet that tells how the table was read, of the last plan that has one."""
    plans = [one for one in uploads(connection, store.community) if one.kind == "plan" and one.edition == edition]
    for one in reversed(plans):
        data = source_file(connection, one.sha256)
        sheets = POOL.read_sheets(data).sheets if data is not None else ()
        own = [sheet for sheet in sheets if sheet.title in READING_SHEETS]
        if own:
            yield from own
            return
