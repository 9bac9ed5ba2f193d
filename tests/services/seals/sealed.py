"""Releases of the small edition, and what a verification says of a store."""

import os
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, inspect, text

from kpi import clock
from kpi.services.seals.findings import ProofFinding, ProofOutcome
from kpi.store import Store, open_store
from kpi.store.beside import seals
from kpi.store.beside.journal_key import SETTING
from tests.books import AUGUST, MAY, NOVEMBER, checked, hospitals, observation, plan
from tests.publishing import publish
from tests.shipped import NAME, copied


def three_releases(store: Store) -> None:
    """In a store that is empty; without a key they are published once in this process for each day, then copied."""
    if store.path is None or os.environ.get(SETTING):
        _publish_three(store)
    else:
        copied(Path(_unsigned(clock.today()).name), store.path.parent)


@cache
def _unsigned(_day: date) -> "TemporaryDirectory[str]":
    """A folder with such a store; it is there until this process ends."""
    folder = TemporaryDirectory()
    _publish_three(open_store(str(Path(folder.name) / NAME)))
    return folder


def _publish_three(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, "olha", store=store)
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 1)))], AUGUST, "olha", store=store)
    publish([checked(hospitals(observation("1.2.1", "2026-Q3", 1)))], NOVEMBER, "petro", store=store)


def keys(found: Sequence[ProofFinding], outcome: ProofOutcome = ProofOutcome.FAILED) -> list[str]:
    """What was found of an outcome."""
    return [one.key for one in found if one.outcome is outcome]


def entries(store: Store) -> list[str]:
    with store.reading() as connection:
        return seals.entries(connection, store.community)


def notes(store: Store) -> list[str]:
    with store.reading() as connection:
        return seals.checkpoints(connection, store.community)


def unguard(connection: Connection, *tables: str) -> None:
    """Take the triggers away, as somebody with all rights on the machine can."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}"))
        return
    for table in tables:
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{verb}"))


def forget_snapshot(store: Store) -> None:
    """Take away what outsiders are told, as if nothing had been published yet."""
    if store.path is not None:
        assert store.public_path is not None
        store.public_path.unlink()
        return
    with store.writing() as connection:
        for table in inspect(connection).get_table_names():
            if table.startswith("public_"):
                connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 (a name of the schema)


def written(folder: Path, files: dict[str, bytes]) -> None:
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
