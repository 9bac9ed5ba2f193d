"""The workbooks of a strategy that is being set up, and its publication: the first release of a store."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from kpi.access import Right
from kpi.model import Account, FiscalYear
from kpi.services.publishing.loading.folders import batches, publication_of, read_batches
from kpi.services.publishing.loading.strategy_folder import put_folder
from kpi.services.publishing.permissions import require_right
from kpi.services.publishing.release_writer import PublicationContext, RefusedError, enter, raise_refused
from kpi.services.publishing.snapshot import refresh_after
from kpi.services.setup.strategy_draft import StrategyTables, demand_own, settle
from kpi.store import Store
from kpi.store.uploads import add_receipt
from kpi.workbook.init.strategy import StrategyDraft
from kpi.workbook.init.writing import write_strategy

#: every entry of the archive has this day, so that the same strategy is the same bytes
_DAY = (1980, 1, 1, 0, 0, 0)


class UnansweredError(Exception):
    """An answer is missing, or cannot be meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRelease:
    """What was published: the number of the plan's upload, the day, and how much of what."""

    number: int
    published: date
    files: int
    goals: int
    indicators: int
    values: int


def ready_draft(tables: StrategyTables, today: date) -> StrategyDraft:
    """The strategy of the tables; UnansweredError."""
    reading = tables.reading(today)
    if reading.draft is None or not reading.ready:
        raise UnansweredError
    return reading.draft


@contextmanager
def written(draft: StrategyDraft, today: date) -> Iterator[Path]:
    """A folder with the workbooks for as long as it is needed; RefusedError where one of them cannot be loaded."""
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside) / "strategy"
        _, refused = put_folder(lambda made: write_strategy(draft, made), folder, today)
        if refused:
            raise RefusedError(refused)
        yield folder


def archive(draft: StrategyDraft, today: date) -> bytes:
    """The workbooks as a zip: plan.xlsx and goals/*.xlsx."""
    content = io.BytesIO()
    with written(draft, today) as folder, zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as packed:
        for file in sorted(folder.rglob("*.xlsx")):
            packed.writestr(zipfile.ZipInfo(file.relative_to(folder).as_posix(), _DAY), file.read_bytes())
    return content.getvalue()


def publish(account: Account | None, tables: StrategyTables, *, today: date, store: Store) -> FirstRelease:
    """Publish the strategy of the tables in one transaction, every workbook under the account's name.

    UnansweredError, RefusedError; AlreadyPublishedError where the store is no longer empty; LookupError where the
    tables were replaced or thrown away meanwhile.
    """
    known = require_right(account, Right.PLAN)
    draft = ready_draft(tables, today)
    with written(draft, today) as folder:
        (batch,) = batches([folder])
        (files,) = read_batches([batch], today, fiscal_year=FiscalYear(1))
        raise_refused(files)
    published = publication_of(batch, files, today)
    with store.writing() as connection:
        demand_own(connection, store, known.login, tables.number)
        done = enter(connection, store, files, PublicationContext(published=published, actor=known.login))
        numbers = [one.seq for one in done.files if one.seq is not None]
        for seq in numbers:
            add_receipt(connection, store.community, seq, login=known.login, name=known.name, draft=tables.number)
        made = FirstRelease(
            number=numbers[0],
            published=published,
            files=len(numbers),
            goals=len(draft.goals),
            indicators=draft.balance.indicators,
            values=draft.balance.values,
        )
        told = asdict(made) | {"published": published.isoformat()}
        settle(connection, store, tables.number, made.number, told)
    refresh_after(store)
    return made
