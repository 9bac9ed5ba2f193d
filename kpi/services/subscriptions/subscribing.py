"""Subscribing twice and leaving once; the lists of committees. Whether an address is known is told to nobody."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection

from kpi.access import Right
from kpi.access.sessions import digest
from kpi.model import Account
from kpi.model.contact import plain_address
from kpi.services.publishing.permissions import require_right
from kpi.services.sign_in.login import network_of
from kpi.store import Store, audit
from kpi.store.beside.tries import note_try, tries
from kpi.store.moments import written
from kpi.store.people import subscribers as kept
from kpi.store.people.subscribers import Subscriber, SubscriberState
from kpi.store.public_reader import public_releases

#: subscriptions of an hour, from one network address and from all of them
MOST_FROM_ONE, MOST_IN_ALL, WINDOW = 5, 60, timedelta(hours=1)
#: one address is asked so seldom, whoever writes it into the form
ASKED_AGAIN = timedelta(days=1)
#: an address that nobody confirms is forgotten after it
UNCONFIRMED = timedelta(days=7)
#: addresses of one list
MOST_OF_LIST = 200


class SubscriptionError(Exception):
    """What was sent is not taken: `reason` is a key below `subscribe.error`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def subscribe(address: str, language: str, network: str, *, now: datetime, store: Store) -> None:
    """Take an address whose letter of confirmation is to go; for one that is known nothing is done, and nothing told.

    network  the address that it comes from: only its hash is kept, for an hour
    """
    plain = plain_address(address.strip())
    if plain is None:
        raise SubscriptionError("address")
    with store.writing() as connection:
        forget_unconfirmed_in(connection, store.community, now)
        here = digest(network_of(network)) or digest("-")
        from_here, in_all = tries(connection, kept.SUBSCRIBING, store.community, here, now - WINDOW)
        if from_here >= MOST_FROM_ONE or in_all >= MOST_IN_ALL:
            raise SubscriptionError("often")
        note_try(connection, kept.SUBSCRIBING, store.community, here, now)
        known = [
            one
            for one in kept.subscribers(connection, store.community)
            if not one.committee and one.address.casefold() == plain.casefold()
        ]
        if any(one.state is SubscriberState.CONFIRMED or _is_fresh(one, now) for one in known):
            return
        for one in known:
            kept.remove(connection, store.community, one.key)
        kept.add(connection, store.community, _made(plain, language, now))


def _is_fresh(one: Subscriber, now: datetime) -> bool:
    return now - datetime.fromisoformat(one.asked_at) < ASKED_AGAIN


def _made(address: str, language: str, now: datetime) -> Subscriber:
    return Subscriber(key=secrets.token_urlsafe(24), address=address, language=language, asked_at=written(now))


def confirm(key: str, *, now: datetime, store: Store) -> bool:
    """That whoever has the address wants the letters: they begin with the next release. False for an unknown key."""
    with store.writing() as connection:
        forget_unconfirmed_in(connection, store.community, now)
        one = kept.by_key(connection, store.community, key)
        if one is None:
            return False
        if one.state is not SubscriberState.CONFIRMED:
            said = {"state": str(SubscriberState.CONFIRMED), "confirmed_at": written(now), "told": _last(store)}
            kept.change(connection, store.community, key, **said)
            audit.record(connection, store.community, actor="", action="subscribe", detail={}, at=now)
    return True


def leave(key: str, *, now: datetime, store: Store) -> None:
    """Forget the address of a key; where it is gone already nothing is left to do."""
    with store.writing() as connection:
        one = kept.by_key(connection, store.community, key)
        if one is not None and kept.remove(connection, store.community, key):
            detail = {"list": one.committee} if one.committee else {}
            audit.record(connection, store.community, actor="", action="unsubscribe", detail=detail, at=now)


def lists(account: Account | None, *, store: Store) -> tuple[tuple[Subscriber, ...], int]:
    """The addresses of committees, by list, and how many readers have subscribed; their addresses are nobody's."""
    require_right(account, Right.DECISIONS)
    with store.reading() as connection:
        found = kept.subscribers(connection, store.community)
    readers = sum(not one.committee and one.state is SubscriberState.CONFIRMED for one in found)
    return tuple(sorted((one for one in found if one.committee), key=lambda one: (one.committee, one.address))), readers


def add_to_list(
    account: Account | None, committee: str, address: str, codes: str, language: str, *, now: datetime, store: Store
) -> None:
    """Put an address on the list of a committee; `codes` of the goals that it is told of, "" for all."""
    known = require_right(account, Right.DECISIONS)
    plain, name = plain_address(address.strip()), " ".join(committee.split())
    if plain is None:
        raise SubscriptionError("address")
    if not name:
        raise SubscriptionError("committee")
    with store.writing() as connection:
        own = [one for one in kept.subscribers(connection, store.community) if one.committee == name]
        if any(one.address.casefold() == plain.casefold() for one in own):
            raise SubscriptionError("listed")
        if len(own) >= MOST_OF_LIST:
            raise SubscriptionError("full")
        made = Subscriber(
            key=secrets.token_urlsafe(24),
            address=plain,
            language=language,
            committee=name,
            codes=" ".join(codes.replace(",", " ").replace(";", " ").split()),
            state=SubscriberState.CONFIRMED,
            asked_at=written(now),
            confirmed_at=written(now),
            told=_last(store),
        )
        kept.add(connection, store.community, made)
        audit.record(connection, store.community, actor=known.login, action="list_add", detail={"list": name}, at=now)


def take_off_list(account: Account | None, key: str, *, now: datetime, store: Store) -> None:
    """Forget an address of a list; LookupError where it stands on none."""
    known = require_right(account, Right.DECISIONS)
    with store.writing() as connection:
        one = kept.by_key(connection, store.community, key)
        if one is None or not one.committee:
            raise LookupError("list")
        kept.remove(connection, store.community, key)
        detail = {"list": one.committee}
        audit.record(connection, store.community, actor=known.login, action="list_remove", detail=detail, at=now)


def forget_unconfirmed_in(connection: Connection, community: str, now: datetime) -> int:
    """Forget what nobody has confirmed, in a transaction that is open; of how many."""
    return kept.forget_unconfirmed(connection, community, now - UNCONFIRMED)


def _last(store: Store) -> str:
    """The day of the last release, "" before the first."""
    found = public_releases(where=store.name)
    return found[-1].published.isoformat() if found else ""
