"""The shipped example, loaded into a store of its own and into no other (`python -m kpi serve --demo`)."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import select

from kpi.services.publishing.loading.folders import batches, load
from kpi.services.publishing.snapshot import refresh_public
from kpi.settings import application_folder
from kpi.store import Store, schema
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
    wanted = {hashlib.sha256(file.read_bytes()).hexdigest() for batch in found for file in batch.files}
    with store.reading() as connection:
        uploads = schema.UPLOAD.c
        held = set(connection.scalars(select(uploads.sha256).where(uploads.community == store.community)))
    if wanted <= held:
        refresh_public(store)
        return False
    load(found, today=today, store=store)
    return True
