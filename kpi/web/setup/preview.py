"""The pages of strategies that are not published yet, each for the person alone whose tables they are made of."""

import subprocess
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from kpi.community import bound, current
from kpi.services.publishing.release_writer import RefusedError
from kpi.services.setup.first_release import ready_draft, written
from kpi.services.setup.strategy_draft import StrategyTables
from kpi.web.setup.preview_child import PreviewChild, begin_child
from kpi.workbook.init.strategy import StrategyDraft

#: previews that are kept at once, and seconds after which one is dropped
_MOST, _TERM = 3, 12 * 3600.0
#: seconds after which making one is given up; for which whoever asks for it is kept waiting before being told so
_LONGEST, _PATIENCE = 1800.0, 2.0
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".svg": "image/svg+xml",
    ".ics": "text/calendar; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".bib": "text/plain; charset=utf-8",
    ".ris": "text/plain; charset=utf-8",
}
#: a community and a login of its own
_Owner = tuple[str, str]


class PreviewFailedError(RuntimeError):
    """The pages could not be made; the log has the cause."""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page of a preview."""

    body: bytes
    media_type: str


@dataclass(slots=True, eq=False, kw_only=True)
class _Kept:
    """A preview that is made or being made.

    writing  ends when its workbooks are written, or refused
    child    what makes its pages; None before that
    patient  until when whoever has pressed is kept waiting before the first page says that work goes on
    told     whether a page has said so
    looked   whether its owner has seen a page of it
    dropped  whether nobody wants it any more
    """

    key: str
    patient: float
    begun: float = field(default_factory=time.monotonic)
    writing: Future[None] = field(default_factory=Future)
    child: PreviewChild | None = None
    told: bool = False
    looked: bool = False
    dropped: bool = False

    @property
    def ready(self) -> bool:
        return self.child is not None and self.child.process.poll() == 0

    @property
    def failed(self) -> bool:
        """Whether its child has failed, or all of it takes too long."""
        ended = None if self.child is None else self.child.process.poll()
        return time.monotonic() - self.begun > _LONGEST if ended is None else ended != 0


class Previews:
    """The previews by community and login, in folders of this process; one of other answers replaces the former.

    A large table takes minutes: its workbooks are written by a thread of this process, which the end of the process
    waits for, a child makes the pages, and nobody's request lasts as long as they do.
    """

    def __init__(self) -> None:
        self._lock, self._kept = threading.Lock(), dict[_Owner, _Kept]()
        self._writers = ThreadPoolExecutor(_MOST, "postup-preview")

    def begin(self, tables: StrategyTables, today: date) -> None:
        """Begin to make the pages where they are neither there nor being made; whoever else asks for them shares them.

        UnansweredError; RefusedError, PreviewFailedError where the workbooks are refused or fail within a moment.
        """
        patient = time.monotonic() + _PATIENCE
        found = self._of(tables) or self._entered(tables, ready_draft(tables, today), today, patient)
        self._await_workbooks(tables.login, found, patient)

    def _entered(self, tables: StrategyTables, draft: StrategyDraft, today: date, patient: float) -> _Kept:
        owner = _own(tables.login)
        with self._lock:
            # another press of the same person may have come before while this one read the tables
            if (found := self._standing(tables)) is not None:
                return found
            self._drop(owner)
            found = self._kept[owner] = _Kept(key=tables.key, patient=patient)
            while len(self._kept) > _MOST:
                self._drop(next(iter(self._kept)))
            found.writing = self._writers.submit(bound(self._write), found, draft, today)
            return found

    def _write(self, found: _Kept, draft: StrategyDraft, today: date) -> None:
        """Write the workbooks and begin the child, unless nobody wants it any more."""
        if found.dropped:
            return
        with written(draft, today) as strategy, self._lock:
            if not found.dropped:
                found.child = begin_child(strategy, today)

    def _await_workbooks(self, login: str, found: _Kept, until: float) -> None:
        """Wait a moment for them; RefusedError, PreviewFailedError: then another press begins anew."""
        try:
            error = found.writing.exception(max(0.0, until - time.monotonic()))
        except TimeoutError:
            return
        if error is None:
            return
        with self._lock:
            self._drop(_own(login), found)
        if isinstance(error, RefusedError):
            raise error
        raise PreviewFailedError(str(error)) from error

    def pages_so_far(self, tables: StrategyTables) -> int | None:
        """How many pages there are of a preview that is still being made, None of any other.

        Waits a moment for the last of them. RefusedError, PreviewFailedError: told once.
        """
        found = self._of(tables)
        if found is None:
            return None
        until = time.monotonic() + _PATIENCE if found.told else found.patient
        found.told = True
        self._await_workbooks(tables.login, found, until)
        if found.child is not None:
            with suppress(subprocess.TimeoutExpired):
                found.child.process.wait(max(0.0, until - time.monotonic()))
        with self._lock:
            if found.dropped or found.ready:
                return None
            child = found.child
            if not found.failed:
                return 0 if child is None else child.pages
            said = "" if child is None else child.said
            self._drop(_own(tables.login), found)
        raise PreviewFailedError(said)

    def page(self, tables: StrategyTables, name: str) -> PreviewPage | None:
        """A page by its name; None where there is none, or where the preview is of other answers."""
        # under the lock to the end: its folder must not go while a page of it is read
        with self._lock:
            found = self._standing(tables)
            if found is None or found.child is None or not found.ready:
                return None
            site = found.child.site.resolve()
            file = (site / (name or "index.html")).resolve()
            media_type = _TYPES.get(file.suffix)
            if media_type is None or not file.is_relative_to(site) or not file.is_file():
                return None
            found.looked = True
            return PreviewPage(file.read_bytes(), media_type)

    def is_of(self, tables: StrategyTables) -> bool:
        """Whether the pages of these answers are there, and have been looked at."""
        found = self._of(tables)
        return found is not None and found.looked

    def _of(self, tables: StrategyTables) -> _Kept | None:
        with self._lock:
            return self._standing(tables)

    def _standing(self, tables: StrategyTables) -> _Kept | None:
        """The preview of these very answers, for who holds the lock."""
        self._drop_old()
        found = self._kept.get(_own(tables.login))
        return found if found is not None and found.key == tables.key else None

    def drop(self, login: str = "") -> None:
        """Forget the preview of an account; all of the community where none is named."""
        with self._lock:
            for one in [_own(login)] if login else [own for own in self._kept if own[0] == current().key]:
                self._drop(one)

    def _drop_old(self) -> None:
        for owner in [owner for owner, one in self._kept.items() if time.monotonic() - one.begun > _TERM]:
            self._drop(owner)

    def _drop(self, owner: _Owner, meant: _Kept | None = None) -> None:
        """Let the owner's preview go, or none where another one than is `meant` has taken its place."""
        if meant is not None and self._kept.get(owner) is not meant:
            return
        found = self._kept.pop(owner, None)
        if found is not None:
            found.dropped = True
            if found.child is not None:
                found.child.end()


def _own(login: str) -> _Owner:
    """Whose a preview is: communities of one process may have the same logins."""
    return (current().key, login)
