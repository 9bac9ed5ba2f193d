"""The threads of a server that ask for time stamps, one for each community that names an authority."""

import threading
from collections.abc import Iterator
from functools import partial

from kpi.community import ONLY, bound, declared, entered
from kpi.services.operation.stamping import Stamping, keep_stamping, stamping
from kpi.services.seals.time_stamps.authority import authority


def begin_stamping() -> threading.Event:
    """Begin to ask; whoever sets the event ends it."""
    ended = threading.Event()
    for community in declared() or (ONLY,):
        with entered(community):
            if authority() is not None:
                asking = bound(partial(keep_stamping, ended))
                threading.Thread(target=asking, name="postup-stamps", daemon=True).start()
    return ended


def stamps_awaited() -> float:
    """How many communities of this process wait for one."""
    return float(sum(own.waits for own in _communities()))


def stamps_altered() -> float:
    """How many communities of this process have one that does not hold."""
    return float(sum(own.altered > 0 for own in _communities()))


def _communities() -> Iterator[Stamping]:
    for community in declared() or (ONLY,):
        with entered(community):
            yield stamping.own
