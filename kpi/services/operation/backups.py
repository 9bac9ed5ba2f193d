"""Backups: dated files, each opened and counted before it counts as one; the way back from them."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from kpi.community import current, declared
from kpi.services.operation.transfer import NotEmptyError, transfer
from kpi.services.publishing import is_empty, refresh_public
from kpi.services.seals import sealing
from kpi.settings import variables
from kpi.store import Store, StoreError, audit, connect, migrate, open_store
from kpi.store.beside import public
from kpi.store.copies.backup_file import is_in_use, is_sound, reading_backup, take_over, write_backup
from kpi.store.copies.contents import TableContents, contents
from kpi.store.engine import public_path_of
from kpi.store.migrations import MIGRATIONS, applied
from kpi.store.public_reader import opened_file
from kpi.store.schema import AUDIT

_NAME = "postup-%Y-%m-%dT%H-%M-%SZ.sqlite"
_OURS = re.compile(r"postup-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.sqlite")


class BackupError(Exception):
    """A file is no backup to rely on. `reason` is a key below `backup.error` of the words, `values` belong in it."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was verified.

    held  its tables by name
    last  the moment of the last entry of its journal, None where there is none
    """

    file: Path
    size: int
    held: Mapping[str, TableContents]
    last: datetime | None

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.held.values())


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; `aside` is where the replaced store is kept, None where there was none."""

    backup: Backup
    aside: Path | None


def backup_folder(store: Store) -> Path:
    """POSTUP_BACKUPS, else `backups` beside the store, or below var/ for a server's.

    Of several communities each has a folder of its own below it, so that none takes another's for its older backups;
    those that share a store have one.
    """
    said = variables().get("POSTUP_BACKUPS")
    folder = Path(said) if said else (store.path.parent if store.path else Path("var").absolute()) / "backups"
    own = current()
    if not own.key or "POSTUP_BACKUPS" in own.variables:
        return folder
    sharing = [one.key for one in declared() if one.variables["POSTUP_STORE"] == own.variables["POSTUP_STORE"]]
    return folder / sharing[0]


def make_backup(store: Store, folder: Path, now: datetime, *, keep: int | None = None) -> tuple[Backup, list[Path]]:
    """A verified backup in the folder, and the older ones that were removed; `keep` None removes none.

    `StoreError` where the store or the disk fails, `BackupError` where the file does not hold what the store held.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / now.astimezone(UTC).strftime(_NAME)
    half = folder / f".{file.name}.new"
    half.unlink(missing_ok=True)
    try:
        # it holds hashes of passwords: for its owner alone from the beginning
        half.touch(mode=0o600)
        held = write_backup(store, half)
        if contents_of(half) != held:
            raise BackupError("differs", file=file.name)
        digest = _digest(half)
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)
    _checksum(file).write_text(f"{digest}  {file.name}\n", encoding="ascii")
    return verify_backup(file), [] if keep is None else _prune(folder, keep)


def contents_of(file: Path) -> dict[str, TableContents]:
    """The tables of a backup."""
    with reading_backup(file) as connection:
        return contents(connection)


def backups_in(folder: Path) -> list[Path]:
    """The backups of a folder, the newest first."""
    found = (file for file in folder.glob("postup-*.sqlite") if _OURS.fullmatch(file.name))
    return sorted(found, reverse=True)


def made_at(file: Path) -> datetime:
    """When a backup was made, as its name tells."""
    return datetime.strptime(file.name, _NAME).replace(tzinfo=UTC)


def _prune(folder: Path, keep: int) -> list[Path]:
    gone = backups_in(folder)[max(keep, 1) :]
    for file in gone:
        _checksum(file).unlink(missing_ok=True)
        file.unlink()
    return gone


def verify_backup(file: Path) -> Backup:
    """Open a backup and read all of it: checksum, the database's own check, rows, the journal's chain.

    `BackupError` says what is wrong with it.
    """
    if not file.is_file():
        raise BackupError("missing", file=file)
    beside = _checksum(file)
    if beside.is_file() and beside.read_text(encoding="ascii").split(" ")[0] != _digest(file):
        raise BackupError("checksum", file=file.name)
    if is_in_use(file):
        raise BackupError("in_use", file=file.name)
    try:
        with reading_backup(file) as connection:
            return _verified(file, connection)
    except StoreError as error:
        raise BackupError("damaged", file=file.name) from error


def _verified(file: Path, connection: Connection) -> Backup:
    schema = len(applied(connection))
    if schema == 0:
        raise BackupError("foreign", file=file.name)
    if schema > len(MIGRATIONS):
        raise BackupError("newer", file=file.name)
    if not is_sound(connection):
        raise BackupError("damaged", file=file.name)
    # a store may hold several communities: each has a journal of its own
    for community in connection.scalars(select(AUDIT.c.community).distinct().order_by(AUDIT.c.community)).all():
        if (broken := audit.broken_link(connection, community)) is not None:
            raise BackupError("chain", file=file.name, number=broken)
    last = connection.scalar(select(func.max(AUDIT.c.at)))
    return Backup(
        file=file,
        size=file.stat().st_size,
        held=contents(connection),
        last=datetime.fromisoformat(last) if last else None,
    )


def restore_backup(file: Path, now: datetime, *, actor: str, where: str | None = None) -> Restored:
    """Put a backup in the place of the store at `where` (default: the settings'); the journal tells it.

    A server's database must be empty: what is in one stays there, a new one is named in the settings.
    """
    backup = verify_backup(file)
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


def _checksum(file: Path) -> Path:
    """As `sha256sum --check` reads it."""
    return file.with_name(f"{file.name}.sha256")


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
