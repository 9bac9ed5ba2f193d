"""The published data that the pages are made from: which release is the current one, and reading it.

Pages read the published snapshot and nothing else. Where it cannot be read, the last release that could be
read stays on show, and the page says so (`CurrentRelease.old`).
"""

import logging
import os
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

from kpi.community import PerCommunity, current
from kpi.measure.dataset import Dataset
from kpi.model import USUAL_LANGUAGE
from kpi.model.community_time import keep_zone
from kpi.services.published.editions import strategy_in_force
from kpi.services.publishing import is_empty, refresh_public
from kpi.services.publishing.snapshot import seen_to
from kpi.store import NotPublishedError, StoreError, connect, open_store, public_releases, read_public, snapshot_file
from kpi.store.beside.public import STAMP, public_items
from kpi.text import Text

log = logging.getLogger(__name__)
#: seconds between two questions to a database server about a new release; a file is looked at every time
_EVERY = 2.0
#: seconds for which one that does not answer is not asked again: each question may wait for its connection
_SILENT = 5.0


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
    path = snapshot_file()
    return _answer.own.release_id() if path is None else _of_file(path)


def _of_file(path: Path) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116 - of every request; `Path.stat` takes half as long again
    except FileNotFoundError:
        # a mistyped folder is told as one
        connect()
        raise NotPublishedError("nothing has been published yet") from None
    return _own(f"{found.st_mtime_ns}-{found.st_size}")


def release_id_at_once() -> str:
    """As `release_id`, but nobody is waited for: OSError where a database server would have to be asked first."""
    path = snapshot_file()
    if path is not None:
        return _of_file(path)
    if not _answer.own.is_fresh:
        raise BlockingIOError
    return _answer.own.release_id()


def _own(release: str) -> str:
    """The id with the community's name, where it has one."""
    return f"{key}:{release}" if (key := current().key) else release


def read(day: date | None, edition: str) -> Dataset:
    """The public dataset of an edition's release published on that day, of its last one where no day is asked."""
    return read_public(day, edition=edition)


class _ServerAnswer:
    """The last answer of a database server, and when it had none."""

    def __init__(self) -> None:
        self.at = self.silent = float("-inf")
        self.reason = ""
        self.seen_to = 0
        self.answer = ""

    @property
    def is_fresh(self) -> bool:
        """Whether it stands for what the server would say now; what this process published itself is known at once."""
        return time.monotonic() - self.at <= _EVERY and self.seen_to == seen_to()

    def release_id(self) -> str:
        if self.is_fresh:
            return self.answer
        now, seen = time.monotonic(), seen_to()
        if now - self.silent < _SILENT:
            raise StoreError(self.reason)
        try:
            last, stamps = public_releases()[-1], public_items(STAMP)
        except StoreError as error:
            self.silent, self.reason = time.monotonic(), error.reason
            raise
        beside = "".join(f"-{found['stamp']}" for found in stamps)
        self.at, self.seen_to = now, seen
        self.answer = _own(f"{last.edition}-{last.published}-{last.seq}{beside}")
        return self.answer


_answer = PerCommunity(_ServerAnswer)
