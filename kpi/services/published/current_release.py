"""The published data that the pages are made from: which release is the current one, and reading it.

Pages read the published snapshot and nothing else. Where it cannot be read, the last release that could be
read stays on show, and the page says so (`CurrentRelease.old`).
"""

import logging
import time
from contextlib import suppress
from datetime import date

from kpi.community import PerCommunity, current
from kpi.measure.dataset import Dataset
from kpi.model import USUAL_LANGUAGE
from kpi.model.community_time import keep_zone
from kpi.services.published.editions import strategy_in_force
from kpi.services.publishing import is_empty, refresh_public
from kpi.store import NotPublishedError, connect, open_store, public_releases, read_public
from kpi.store.beside.public import STAMP, public_items
from kpi.text import Text

log = logging.getLogger(__name__)
#: seconds between two questions to a database server about a new release; a file is looked at every time
_EVERY = 15.0


def catch_up() -> None:
    """Make the published snapshot of a store where it is missing or behind; that a store is empty is told."""
    store = open_store()
    if is_empty(store):
        log.warning(Text(USUAL_LANGUAGE).say("start.serve.empty", store=store.path or "PostgreSQL"))
    else:
        refresh_public(store)


def keep_time() -> None:
    """Tell the time by the community's clocks, as its strategy in force names them; the usual ones without one."""
    with suppress(OSError, NotPublishedError):
        keep_zone(strategy_in_force().zone)


def release_id() -> str:
    """Id of the release that outsiders are shown: changes with every publication, and is no other community's.

    OSError (`StoreError` among them) where the store does not answer, `NotPublishedError` where there is nothing yet.
    """
    path = connect().public_path
    if path is None:
        return _answer.own.release_id()
    try:
        found = path.stat()
    except FileNotFoundError:
        raise NotPublishedError("nothing has been published yet") from None
    return _own(f"{found.st_mtime_ns}-{found.st_size}")


def _own(release: str) -> str:
    """The id with the community's name, where it has one."""
    return f"{key}:{release}" if (key := current().key) else release


def read(day: date | None, edition: str) -> Dataset:
    """The public dataset of an edition's release published on that day, of its last one where no day is asked."""
    return read_public(day, edition=edition)


class _ServerAnswer:
    """The last answer of a database server."""

    def __init__(self) -> None:
        self.at = float("-inf")
        self.answer = ""

    def release_id(self) -> str:
        now = time.monotonic()
        if now - self.at > _EVERY:
            last, stamps = public_releases()[-1], public_items(STAMP)
            beside = "".join(f"-{found['stamp']}" for found in stamps)
            self.at, self.answer = now, _own(f"{last.edition}-{last.published}-{last.seq}{beside}")
        return self.answer


_answer = PerCommunity(_ServerAnswer)
