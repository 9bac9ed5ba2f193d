"""All checks in the order in which they are told."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from kpi.services.operation.doctor import environment as settings_checks
from kpi.services.operation.doctor import store as store_checks
from kpi.services.operation.doctor.finding import Finding, wrong
from kpi.store import Store, StoreError, connect
from kpi.store.engine import file_of, location


def examine(environment: Mapping[str, str], now: datetime, *, backups: Path | None = None) -> list[Finding]:
    """Every finding. Makes no store, migrates none, writes nothing that stays.

    backups  the folder of the backups; None: the usual one
    """
    found = [
        settings_checks.version(),
        settings_checks.settings(environment),
        settings_checks.address(environment),
        settings_checks.mail(environment),
    ]
    place = file_of(location())
    if place is not None and not place.exists():
        return [*found, store_checks.absent(place)]
    try:
        store = connect()
        found.extend(_of_store(store, now, backups))
    except StoreError as error:
        found.append(wrong("store", f"store.trouble.{error.reason}", ""))
    return found


def _of_store(store: Store, now: datetime, backups: Path | None) -> list[Finding]:
    """What the store tells; where a check cannot be made the store's own trouble is the finding."""
    first = store_checks.reached(store)
    more = [store_checks.permissions(store.path)] if store.path else []
    schema = store_checks.schema(store)
    if schema.state == "wrong":
        return [first, *more, schema]
    return [
        first,
        *more,
        schema,
        store_checks.journal(store),
        store_checks.snapshot(store),
        store_checks.accounts(store),
        store_checks.disk(store),
        store_checks.backups(store, now, backups),
        store_checks.clock(store, now),
    ]
