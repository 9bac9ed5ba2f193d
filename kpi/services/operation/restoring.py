"""The way back from a backup: the whole store in the place of another one, outsiders' snapshots made anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kpi.community import declared
from kpi.services.operation.backups import Backup, BackupError, opened_backup, verified_file
from kpi.services.operation.transfer import NotEmptyError, transfer
from kpi.services.publishing import is_empty, refresh_public
from kpi.services.seals import sealing
from kpi.services.seals.checkpoint import Checkpoint
from kpi.services.seals.note import parse
from kpi.services.seals.witnesses import Sighting
from kpi.store import Store, StoreError, audit, connect, migrate, open_store
from kpi.store.beside import public, seals
from kpi.store.copies.backup_file import take_over
from kpi.store.engine import public_path_of
from kpi.store.public_reader import has_snapshot, opened_file


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; `aside` is where the replaced store is kept, None where there was none.

    told  the last checkpoint that outsiders were told before, of the community that is meant: its book is to go on
    """

    backup: Backup
    aside: Path | None
    told: tuple[Sighting, ...] = ()


def restore_backup(
    file: Path,
    now: datetime,
    *,
    actor: str,
    where: str | None = None,
    identity: X25519PrivateKey | None = None,
    former: str | None = None,
) -> Restored:
    """Put a backup in the place of the store at `where` (default: the settings'); the journal tells it.

    identity  opens it where it is encrypted
    former    the store whose book of releases goes on in this one; None: the one that is replaced

    A server's database must be empty: what is in one stays there, a new one is named in the settings, and the one that
    was used until then is `former`.
    """
    with opened_backup(file, identity) as plain:
        found = _restored(plain, now, actor=actor, where=where, former=former)
    return replace(found, backup=replace(found.backup, file=file, size=file.stat().st_size))


def _restored(file: Path, now: datetime, *, actor: str, where: str | None, former: str | None) -> Restored:
    backup = verified_file(file, named=file)
    store = connect(where)
    aside = None
    logs = {rows: _told_log(connect(former or where), rows) for rows in sorted({store.community, *_sharing(store)})}
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
    return Restored(backup, aside, tuple(_last_told(logs[store.community], former or store.name)))


def _last_told(log: Sequence[public.Item], name: str) -> Iterator[Sighting]:
    for kind, content in log:
        if kind == seals.TOLD_CHECKPOINT:
            note = parse(str(content["note"]))
            yield Sighting(name, Checkpoint.of(note.text), note)


def _told_log(store: Store, rows: str) -> list[public.Item]:
    """What outsiders were told of the log: what was told stays told, whatever the backup knows of it."""
    if store.path is None:
        with replace(store, community=rows).reading() as connection:
            return sealing.log_of(connection) if has_snapshot(connection, rows) else []
    if not public_path_of(store.path, rows).is_file():
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
