"""Whether letters to those who subscribed can go: an address that waits for one is a promise of the site."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from kpi.services.operation.doctor.finding import Finding, attention, ok
from kpi.store import Store
from kpi.store.people.subscribers import SubscriberState, subscribers

#: `remind` runs at least once a day; a letter that has waited longer goes nowhere
_PATIENCE = timedelta(days=2)


def subscriptions(store: Store, environment: Mapping[str, str], now: datetime) -> Finding:
    """The mail server and the site's address, where somebody waits for letters; letters that have not gone."""
    with store.reading() as connection:
        known = subscribers(connection, store.community)
    if not known:
        return ok("subscriptions", "doctor.subscriptions.none")
    if not environment.get("POSTUP_SMTP_URL"):
        return attention("subscriptions", "doctor.subscriptions.no_mail", "doctor.mail.off_cure", number=len(known))
    if not environment.get("POSTUP_ADDRESS"):
        return attention(
            "subscriptions", "doctor.subscriptions.no_site", "doctor.address.missing_cure", number=len(known)
        )
    waiting = sum(one.state is SubscriberState.NEW and _is_old(one.asked_at, now) for one in known)
    if waiting:
        cure = "doctor.subscriptions.waiting_cure"
        return attention("subscriptions", "doctor.subscriptions.waiting", cure, number=waiting)
    confirmed = sum(one.state is SubscriberState.CONFIRMED for one in known)
    return ok("subscriptions", "doctor.subscriptions.open", number=confirmed)


def _is_old(at: str, now: datetime) -> bool:
    if not at:
        return False
    asked = datetime.fromisoformat(at)
    return now - (asked if asked.tzinfo else asked.replace(tzinfo=UTC)) > _PATIENCE
