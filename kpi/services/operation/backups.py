"""Backups: dated files, each opened and counted before it counts as one, encrypted where a recipient is named."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from sqlalchemy import Connection, func, select

from kpi.community import current, declared
from kpi.services.operation.age_file import (
    KeyFormatError,
    UnreadableError,
    checked_recipient,
    decrypt,
    encrypt,
    identity_in,
    new_identity,
)
from kpi.services.secret_file import write_secret
from kpi.settings import variables
from kpi.store import Store, StoreError, audit
from kpi.store.copies.backup_file import is_in_use, is_sound, reading_backup, write_backup
from kpi.store.copies.contents import TableContents, contents
from kpi.store.migrations import MIGRATIONS, applied
from kpi.store.schema import AUDIT

_NAME = "postup-%Y-%m-%dT%H-%M-%SZ.sqlite"
#: what ends the name of a backup that is encrypted (`kpi.services.operation.age_file`)
_ENCRYPTED = ".age"
_OURS = re.compile(r"postup-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.sqlite(\.age)?")


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


def backup_recipient() -> X25519PublicKey | None:
    """Who alone may read backups: POSTUP_BACKUP_RECIPIENT; None: they are not encrypted. `BackupError` «recipient»."""
    said = variables().get("POSTUP_BACKUP_RECIPIENT")
    try:
        return checked_recipient(said) if said else None
    except KeyFormatError as error:
        raise BackupError("recipient") from error


def identity_of(file: Path) -> X25519PrivateKey:
    """The key in a file that opens encrypted backups; `BackupError` «key»."""
    try:
        return identity_in(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BackupError("key", file=file) from error


def make_key(file: Path) -> str:
    """Write a new key into a new file, for its owner alone; returns its recipient. `BackupError` «key_there»."""
    identity, recipient = new_identity()
    try:
        write_secret(file, f"# {recipient}\n{identity}\n")
    except FileExistsError as error:
        raise BackupError("key_there", file=file) from error
    return recipient


def make_backup(
    store: Store,
    folder: Path,
    now: datetime,
    *,
    keep: int | None = None,
    recipient: X25519PublicKey | None = None,
) -> tuple[Backup, list[Path]]:
    """A verified backup in the folder, and the older ones that were removed; `keep` None removes none.

    recipient  who alone may read it; None: it is not encrypted

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
        backup = verified_file(half, named=file)
        if recipient is not None:
            file = file.with_name(file.name + _ENCRYPTED)
            locked = folder / f".{file.name}.new"
            try:
                locked.touch(mode=0o600)
                encrypt(half, locked, recipient)
                locked.replace(half)
            finally:
                locked.unlink(missing_ok=True)
        digest, size = _digest(half), half.stat().st_size
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)
    _checksum(file).write_text(f"{digest}  {file.name}\n", encoding="ascii")
    return replace(backup, file=file, size=size), [] if keep is None else _prune(folder, keep)


def contents_of(file: Path) -> dict[str, TableContents]:
    """The tables of a backup."""
    with reading_backup(file) as connection:
        return contents(connection)


def backups_in(folder: Path) -> list[Path]:
    """The backups of a folder, the newest first."""
    found = (file for file in folder.glob("postup-*.sqlite*") if _OURS.fullmatch(file.name))
    return sorted(found, reverse=True)


def made_at(file: Path) -> datetime:
    """When a backup was made, as its name tells."""
    return datetime.strptime(file.name.removesuffix(_ENCRYPTED), _NAME).replace(tzinfo=UTC)


def _prune(folder: Path, keep: int) -> list[Path]:
    gone = backups_in(folder)[max(keep, 1) :]
    for file in gone:
        _checksum(file).unlink(missing_ok=True)
        file.unlink()
    return gone


def verify_backup(file: Path, identity: X25519PrivateKey | None = None) -> Backup:
    """Open a backup and read all of it: checksum, the database's own check, rows, the journal's chain.

    identity  opens it where it is encrypted

    `BackupError` says what is wrong with it.
    """
    with opened_backup(file, identity) as plain:
        return replace(verified_file(plain, named=file), size=file.stat().st_size)


@contextmanager
def opened_backup(file: Path, identity: X25519PrivateKey | None) -> Iterator[Path]:
    """A backup whose checksum fits, as a file that can be read: an encrypted one in a folder of its own meanwhile."""
    if not file.is_file():
        raise BackupError("missing", file=file)
    beside = _checksum(file)
    if beside.is_file() and beside.read_text(encoding="ascii").split(" ")[0] != _digest(file):
        raise BackupError("checksum", file=file.name)
    if file.suffix != _ENCRYPTED:
        yield file
        return
    if identity is None:
        raise BackupError("locked", file=file.name)
    with TemporaryDirectory() as folder:
        plain = Path(folder) / file.stem
        plain.touch(mode=0o600)
        try:
            decrypt(file, plain, identity)
        except UnreadableError as error:
            raise BackupError("other_key", file=file.name) from error
        yield plain


def verified_file(file: Path, *, named: Path) -> Backup:
    """A file that is not encrypted, read whole; messages tell of it as `named`."""
    if is_in_use(file):
        raise BackupError("in_use", file=named.name)
    try:
        with reading_backup(file) as connection:
            return _verified(named, file.stat().st_size, connection)
    except StoreError as error:
        raise BackupError("damaged", file=named.name) from error


def _verified(file: Path, size: int, connection: Connection) -> Backup:
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
        size=size,
        held=contents(connection),
        last=datetime.fromisoformat(last) if last else None,
    )


def _checksum(file: Path) -> Path:
    """As `sha256sum --check` reads it."""
    return file.with_name(f"{file.name}.sha256")


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
