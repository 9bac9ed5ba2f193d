"""The threads of a server that ask for time stamps, one for each community that names an authority."""

import threading
from functools import partial

from kpi.community import ONLY, bound, declared, entered
from kpi.services.operation.stamping import keep_stamping, stamping
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
    waiting = 0
    for community in declared() or (ONLY,):
        with entered(community):
            waiting += stamping.own.waits
    return float(waiting)
