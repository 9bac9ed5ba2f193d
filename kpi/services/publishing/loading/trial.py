"""Folders held together as `load` would hold them, in a store that is thrown away."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kpi.model import FiscalYear, Problem
from kpi.services.publishing.loading.folders import (
    Batch,
    PathNotFoundError,
    Progress,
    batches,
    publication_of,
    read_batches,
)
from kpi.services.publishing.release_writer import PublicationContext, RefusedError, enter
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook
from kpi.store import open_store

__all__ = ["PathNotFoundError", "trial", "try_folder", "with_problems"]


def try_folder(folder: Path, today: date, progress: Progress = iter) -> list[CheckedWorkbook]:
    """`trial` of everything below a folder; `PathNotFoundError` (of `kpi.services.publishing.loading.folders`)."""
    return trial(batches([folder]), today, progress)


def trial(found: Sequence[Batch], today: date, progress: Progress = iter) -> list[CheckedWorkbook]:
    """Every file once, in the order of loading, with what loading all of them into an empty store would say of it."""
    read = read_batches(found, today, progress, fiscal_year=FiscalYear(1))
    refused: dict[str, tuple[Problem, ...]] = {}
    if all(one.reading.accepted for files in read for one in files):
        refused = _refused(found, read, today)
    files = {one.name: one for batch in read for one in batch}
    return [with_problems(one, refused.get(name, ())) for name, one in files.items()]


def _refused(
    found: Sequence[Batch], read: Sequence[Sequence[CheckedWorkbook]], today: date
) -> dict[str, tuple[Problem, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "trial.sqlite"))
        try:
            with store.trying() as connection:
                for batch, files in zip(found, read, strict=True):
                    enter(connection, store, files, PublicationContext(published=publication_of(batch, files, today)))
        except RefusedError as error:
            return error.problems
        finally:
            store.engine.dispose()
    return {}


def with_problems(one: CheckedWorkbook, problems: Sequence[Problem]) -> CheckedWorkbook:
    """The file with what it was refused for; a file that was not refused as it is."""
    if not problems:
        return one
    reading = replace(one.reading, problems=(*one.reading.problems, *problems), goal_book=None, plan=None)  # type: ignore[type-var]
    return replace(one, reading=reading)
