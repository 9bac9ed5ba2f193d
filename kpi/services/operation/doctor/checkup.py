"""All checks in the order in which they are told."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from kpi.services.operation.doctor import environment as settings_checks
from kpi.services.operation.doctor import store as store_checks
from kpi.services.operation.doctor.finding import Finding, State, wrong
from kpi.services.operation.doctor.letters import subscriptions
from kpi.services.operation.doctor.stamps import stamps
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
        found.extend(_of_store(store, environment, now, backups))
    except StoreError as error:
        found.append(wrong("store", f"store.trouble.{error.reason}", ""))
    return found


def _of_store(store: Store, environment: Mapping[str, str], now: datetime, backups: Path | None) -> list[Finding]:
    """What the store tells. Of one that fits the programme everything, of an older one what has not changed since."""
    found = [store_checks.reached(store)]
    if store.path is not None:
        found.append(store_checks.permissions(store.path))
    schema = store_checks.schema(store)
    found.append(schema)
    if schema.state is State.WRONG:
        return found
    checks: list[tuple[str, Callable[[], Finding]]] = [
        ("journal", lambda: store_checks.journal(store)),
        ("disk", lambda: store_checks.disk(store)),
        ("backups", lambda: store_checks.backups(store, now, backups)),
        ("clock", lambda: store_checks.clock(store, now)),
    ]
    if schema.state is State.OK:
        checks[1:1] = [
            ("snapshot", lambda: store_checks.snapshot(store)),
            ("accounts", lambda: store_checks.accounts(store)),
            ("subscriptions", lambda: subscriptions(store, environment, now)),
            ("stamps", lambda: stamps(store, environment)),
        ]
    return [*found, *(_checked(name, check) for name, check in checks)]


def _checked(name: str, check: Callable[[], Finding]) -> Finding:
    """A finding; where the check cannot be made, the store's trouble: the other checks are told all the same."""
    try:
        return check()
    except StoreError as error:
        return wrong(name, f"store.trouble.{error.reason}", "")
