"""One table with the values of all goals as one release, by the reading that was confirmed when it was set up."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from kpi.model import Plan
from kpi.services.publishing.editions import present_edition
from kpi.services.publishing.loading.folders import batches, load
from kpi.services.publishing.release_writer import Receipt, former_books
from kpi.store import Store, open_store
from kpi.store.as_of import AsOf
from kpi.store.books import plan, source_file
from kpi.store.read import editions
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
    readings = list(_readings(files, opened, day))
    if not readings:
        raise NothingToLoadError("empty_store")
    told = [(known, found) for known, found in readings if found is not None]
    if not told:
        raise NothingToLoadError("no_table")
    # the table of a strategy that is over, or of the next one, is of other years than the one in force
    known, found = max(told, key=lambda one: one[1].within)
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
            own = replace(book, edition=known.strategy.edition)
            write_goal_book(own, paths[-1], years=years, language=known.strategy.language)
        receipts = load(batches(paths, published), today=today, actor=actor, note=note, store=opened)
    return LoadedTable(receipts=tuple(receipts), read=found)


def _readings(files: Sequence[SourceFile], store: Store, day: date) -> Iterator[tuple[Plan, NextValues | None]]:
    """What the tables say of each edition, of the one in force on a day first."""
    with store.reading() as connection:
        present = present_edition(connection, store, day)
        names = [one.edition for one in editions(connection, store.community)]
    for edition in sorted(names, key=lambda name: name != present):
        with store.reading() as connection:
            known = plan(connection, AsOf(store.community, edition, date.max, last_seq(connection, store.community)))
            sheets = list(_reading_sheets(connection, store, edition))
        if known is not None:
            books = former_books(date.max, edition, store=store)
            yield known, next_values(files, known, books, remembered(sheets, known.strategy.fiscal_year), day)


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
