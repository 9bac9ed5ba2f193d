"""The way back from a backup: the whole store in the place of another one, outsiders' snapshots made anew."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kpi.community import declared
from kpi.services.operation.backups import Backup, BackupError, opened_backup, verified_file
from kpi.services.operation.transfer import NotEmptyError, transfer
from kpi.services.publishing import is_empty, refresh_public
from kpi.services.seals import sealing
from kpi.store import Store, StoreError, audit, connect, migrate, open_store
from kpi.store.beside import public
from kpi.store.copies.backup_file import take_over
from kpi.store.engine import public_path_of
from kpi.store.public_reader import opened_file


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; `aside` is where the replaced store is kept, None where there was none."""

    backup: Backup
    aside: Path | None


def restore_backup(
    file: Path, now: datetime, *, actor: str, where: str | None = None, identity: X25519PrivateKey | None = None
) -> Restored:
    """Put a backup in the place of the store at `where` (default: the settings'); the journal tells it.

    identity  opens it where it is encrypted

    A server's database must be empty: what is in one stays there, a new one is named in the settings.
    """
    with opened_backup(file, identity) as plain:
        found = _restored(plain, now, actor=actor, where=where)
    return replace(found, backup=replace(found.backup, file=file, size=file.stat().st_size))


def _restored(file: Path, now: datetime, *, actor: str, where: str | None) -> Restored:
    backup = verified_file(file, named=file)
    store = connect(where)
    aside = None
    logs = {rows: _told_log(store, rows) for rows in sorted({store.community, *_sharing(store)})}
    if store.path is None:
        _into_server(file, store)
    else:
        aside = take_over(store.path, file, _aside(store.path, now))
        # made from what was replaced: outsiders see nothing until it is made anew, never the former state
        for rows in {store.community, *_sharing(store)}:
            public_path_of(store.path, rows).unlink(missing_ok=True)
    store = open_store(store.name)
    with store.writing() as connection:
        detail = {"file": file.name, "rows": backup.rows}
        audit.record(connection, store.community, actor=actor, action="store_restored", detail=detail, at=now)
        for rows, told in logs.items():
            sealing.adopt(connection, rows, told)
    for rows in sorted({store.community, *_sharing(store)}):
        one = replace(store, community=rows)
        if not is_empty(one):
            refresh_public(one)
    return Restored(backup, aside)


def _told_log(store: Store, rows: str) -> list[public.Item]:
    """What outsiders were told of the log: what was told stays told, whatever the backup knows of it."""
    if store.path is None or not public_path_of(store.path, rows).is_file():
        return []
    try:
        with opened_file(store.path, rows) as snapshot:
            return sealing.log_of(snapshot)
    except StoreError:
        return []


def _sharing(store: Store) -> list[str]:
    """The keys of rows of the communities of this process that are kept in the same store."""
    return [one.rows for one in declared() if one.variables["POSTUP_STORE"] in {store.name, str(store.path)}]


def _into_server(file: Path, store: Store) -> None:
    """Through a store of its own beside the backup, which is brought to the present schema first."""
    half = file.with_name(f".{file.name}.restoring")
    try:
        take_over(half, file, half)
        between = connect(str(half))
        migrate(between)
        transfer(between, store)
    except NotEmptyError as error:
        raise BackupError("not_empty") from error
    finally:
        for suffix in ("", "-wal", "-shm"):
            half.with_name(half.name + suffix).unlink(missing_ok=True)


def _aside(path: Path, now: datetime) -> Path:
    return path.with_name(f"{path.stem}-replaced-{now.astimezone(UTC):%Y-%m-%dT%H-%M-%SZ}{path.suffix}")
