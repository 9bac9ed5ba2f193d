"""Slowing down the guessing of passwords: what earlier wrong tries mean for the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: wrong tries of an account within the window, then it waits
ACCOUNT_TRIES, ACCOUNT_WINDOW = 10, timedelta(minutes=15)
#: wrong tries of an address
ADDRESS_TRIES, ADDRESS_WINDOW = 30, timedelta(hours=1)
#: from this wrong try on the answer comes later: 1 s, 2 s, 4 s, 8 s
SLOW_FROM, SLOWEST = 5, 8.0
#: older tries tell nothing any more
MEMORY = max(ACCOUNT_WINDOW, ADDRESS_WINDOW)


@dataclass(frozen=True, slots=True)
class LoginDelay:
    """May the next try be made? `until`: not before; `delay`: seconds that its answer waits."""

    until: datetime | None = None
    delay: float = 0.0


def verdict(account: Sequence[datetime], address: Sequence[datetime], now: datetime) -> LoginDelay:
    """The verdict on the next try.

    account  moments of the wrong tries on this account, known or unknown, from browsers as unknown as this one
    address  moments of the wrong tries from this address; empty where the browser has signed in before

    A refused try is no try: it prolongs nothing, so the wait always ends.
    """
    recent = sorted(moment for moment in account if now - moment < ACCOUNT_WINDOW)
    nearby = sorted(moment for moment in address if now - moment < ADDRESS_WINDOW)
    ends = []
    if len(recent) >= ACCOUNT_TRIES:
        ends.append(recent[-ACCOUNT_TRIES] + ACCOUNT_WINDOW)
    if len(nearby) >= ADDRESS_TRIES:
        ends.append(nearby[-ADDRESS_TRIES] + ADDRESS_WINDOW)
    if ends:
        return LoginDelay(until=max(ends))
    slow = len(recent) + 1 - SLOW_FROM
    return LoginDelay(delay=min(2.0**slow, SLOWEST) if slow >= 0 else 0.0)
