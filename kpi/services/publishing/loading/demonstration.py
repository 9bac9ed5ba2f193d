"""The shipped example, loaded into a store of its own and into no other (`python -m kpi serve --demo`)."""

import hashlib
from datetime import date
from pathlib import Path

from sqlalchemy import select

from kpi.services.publishing.loading.folders import PLAN_FILE, batches, load
from kpi.services.publishing.snapshot import refresh_public
from kpi.settings import application_folder
from kpi.store import Store, schema

DATA = application_folder() / "data"


def example() -> Path:
    """The newest edition of data/; FileNotFoundError where this copy of the code has none."""
    plans = sorted(DATA.glob(f"*/{PLAN_FILE}"))
    if not plans:
        raise FileNotFoundError(2, "no edition", str(DATA))
    return plans[-1].parent


def show_example(store: Store, *, today: date, folder: Path | None = None) -> bool:
    """Load the example where the store does not hold every workbook of it; True where that was done.

    folder  of another edition than that of data/. Safe when two processes start at once
    Errors of `load`; RefusedError where a newer example contradicts what the store was filled with before.
    """
    found = batches([folder or example()])
    wanted = {hashlib.sha256(file.read_bytes()).hexdigest() for batch in found for file in batch.files}
    with store.reading() as connection:
        uploads = schema.UPLOAD.c
        held = set(connection.scalars(select(uploads.sha256).where(uploads.community == store.community)))
    if wanted <= held:
        refresh_public(store)
        return False
    load(found, today=today, store=store)
    return True
