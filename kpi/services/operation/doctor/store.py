"""What the store says, and the disk that it lies on."""

import os
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, text

from kpi.model import Role
from kpi.services.operation.backups import backup_folder, backups_in, made_at
from kpi.services.operation.doctor.finding import Finding, attention, ok, wrong
from kpi.services.operation.store_probe import LEAST_FREE, probe
from kpi.store import Store, StoreError, audit
from kpi.store.migrations import MIGRATIONS, applied
from kpi.store.people import accounts as stored_accounts
from kpi.store.public_reader import snapshot_seq
from kpi.store.schema import AUDIT
from kpi.store.write import last_seq

#: free bytes below which somebody should look, beside a few times the store's own size
_COMFORTABLE = 1 << 30
#: a backup is made every night: two missed nights are worth a look
_OLDEST_BACKUP = timedelta(hours=50)
#: clocks of two machines may differ so much
_DRIFT = timedelta(minutes=2)


def absent(path: Path) -> Finding:
    """Of a store that has not been made yet."""
    return attention("store", "doctor.store.absent", "doctor.store.absent_cure", path=path)


def reached(store: Store) -> Finding:
    """Whether the store can be read and written."""
    try:
        probe(store)
    except StoreError as error:
        return wrong("store", f"store.trouble.{error.reason}", "")
    if store.path is None:
        return ok("store", "doctor.store.server")
    return ok("store", "doctor.store.file", path=store.path, size=megabytes(store.path.stat().st_size))


def permissions(path: Path) -> Finding:
    """Whether the store's file and its folder are closed to other people on the machine."""
    for place in (path.parent, path):
        found = place.stat()
        if found.st_uid != os.geteuid() and os.geteuid() != 0:
            return attention("permissions", "doctor.permissions.owner", "doctor.permissions.owner_cure", path=place)
        if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return wrong("permissions", "doctor.permissions.written", "doctor.permissions.cure", path=path.parent)
    if (path.parent.stat().st_mode & path.stat().st_mode) & stat.S_IROTH and path.parent.stat().st_mode & stat.S_IXOTH:
        return attention("permissions", "doctor.permissions.read", "doctor.permissions.cure", path=path.parent)
    return ok("permissions", "doctor.permissions.closed", path=path.parent)


def schema(store: Store) -> Finding:
    """Whether the programme and the store fit."""
    try:
        with store.reading() as connection:
            known = len(applied(connection))
    except StoreError as error:
        return wrong("schema", f"store.trouble.{error.reason}", "")
    if known > len(MIGRATIONS):
        return wrong("schema", "store.trouble.newer", "")
    if known < len(MIGRATIONS):
        values = {"known": known, "present": len(MIGRATIONS)}
        return attention("schema", "doctor.schema.older", "doctor.schema.older_cure", **values)
    return ok("schema", "doctor.schema.present", known=known)


def journal(store: Store) -> Finding:
    """Whether an entry of the journal was changed or taken out."""
    with store.reading() as connection:
        broken = audit.broken_link(connection, store.community)
        entries = connection.scalar(select(func.count()).where(AUDIT.c.community == store.community))
    if broken is not None:
        return wrong("journal", "flow.journal.broken", "doctor.journal.broken_cure", number=broken)
    return ok("journal", "doctor.journal.whole", entries=entries)


def snapshot(store: Store) -> Finding:
    """Whether outsiders are shown what the store holds."""
    with store.reading() as connection:
        last = last_seq(connection, store.community)
        shown = snapshot_seq(store, connection)
    if not last:
        return attention("snapshot", "doctor.snapshot.empty", "doctor.snapshot.empty_cure")
    if shown != last:
        return attention("snapshot", "doctor.snapshot.behind", "doctor.snapshot.behind_cure")
    return ok("snapshot", "doctor.snapshot.current", seq=last)


def accounts(store: Store) -> Finding:
    """Whether somebody can administer the site in a browser."""
    with store.reading() as connection:
        known = [one for one in stored_accounts.everybody(connection, store.community) if not one.disabled]
    if not any(one.role is Role.ADMINISTRATOR for one in known):
        return attention("accounts", "doctor.accounts.nobody", "doctor.accounts.nobody_cure")
    return ok("accounts", "doctor.accounts.open", number=len(known))


def disk(store: Store) -> Finding:
    """Whether there is room for what comes: publications, the snapshot that is written beside the old one, backups."""
    place = store.path.parent if store.path else Path.cwd()
    free = shutil.disk_usage(place).free
    size = store.path.stat().st_size if store.path else 0
    values = {"free": megabytes(free), "path": place}
    if free < max(LEAST_FREE, size):
        return wrong("disk", "doctor.disk.free", "doctor.disk.cure", **values)
    if free < max(_COMFORTABLE, 5 * size):
        return attention("disk", "doctor.disk.free", "doctor.disk.cure", **values)
    return ok("disk", "doctor.disk.free", **values)


def backups(store: Store, now: datetime, folder: Path | None) -> Finding:
    """Whether there is a backup of the last nights; `backup` itself verifies what it writes."""
    where = folder or backup_folder(store)
    made = [made_at(file) for file in backups_in(where)]
    if not made:
        return attention("backups", "doctor.backups.none", "doctor.backups.cure", folder=where)
    if now - made[0] > _OLDEST_BACKUP:
        return attention("backups", "doctor.backups.old", "doctor.backups.cure", at=made[0], folder=where)
    return ok("backups", "doctor.backups.last", at=made[0], number=len(made))


def clock(store: Store, now: datetime) -> Finding:
    """Whether this machine's clock can be right: not behind what was stored, nor apart from the database's."""
    with store.reading() as connection:
        last = connection.scalar(select(func.max(AUDIT.c.at)).where(AUDIT.c.community == store.community))
        server = None if store.path else connection.scalar(text("SELECT clock_timestamp()"))
    if last and now + _DRIFT < datetime.fromisoformat(last):
        at = datetime.fromisoformat(last)
        return wrong("clock", "doctor.clock.behind", "doctor.clock.cure", now=now, at=at)
    if isinstance(server, datetime) and abs(server.astimezone(UTC) - now) > _DRIFT:
        return wrong("clock", "doctor.clock.apart", "doctor.clock.cure", now=now, at=server.astimezone(UTC))
    return ok("clock", "doctor.clock.right", now=now)


def megabytes(size: int) -> int:
    return max(1, round(size / 1e6))
