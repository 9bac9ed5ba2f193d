"""The shipped example, loaded into a store of its own and into no other (`python -m kpi serve --demo`)."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import exists, select

from kpi.services.publishing.loading.folders import batches, load
from kpi.services.publishing.snapshot import refresh_public
from kpi.settings import application_folder
from kpi.store import Store, schema
from kpi.store.write import keep_file
from kpi.workbook.folders import PLAN_FILE

DATA = application_folder() / "data"


def examples() -> list[Path]:
    """The folders of the editions of data/, by their names; FileNotFoundError where this copy of the code has none."""
    plans = sorted(DATA.glob(f"*/{PLAN_FILE}"))
    if not plans:
        raise FileNotFoundError(2, "no edition", str(DATA))
    return [plan.parent for plan in plans]


def show_example(store: Store, *, today: date, folders: Sequence[Path] = ()) -> bool:
    """Load the example where the store does not hold every workbook of it; True where that was done.

    folders  of other editions than those of data/. Safe when two processes start at once
    Errors of `load`; RefusedError where a newer example contradicts what the store was filled with before.
    """
    found = batches(folders or examples())
    contents = [file.read_bytes() for batch in found for file in batch.files]
    wanted = {hashlib.sha256(content).hexdigest(): content for content in contents}
    with store.reading() as connection:
        # files are kept once for all communities of a store
        held = set(connection.scalars(select(schema.SOURCE_FILE.c.sha256)))
        begun = connection.scalar(select(exists().where(schema.UPLOAD.c.community == store.community)))
    if begun and wanted.keys() <= held:
        refresh_public(store)
        return False
    load(found, today=today, store=store)
    with store.writing() as connection:
        # a workbook that changes nothing leaves no upload; kept, it does not make the next start load everything again
        for sha256, content in wanted.items():
            keep_file(connection, sha256, content)
    return True
