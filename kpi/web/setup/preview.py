"""The pages of strategies that are not published yet, each for the person alone whose tables they are made of."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kpi.community import current
from kpi.services.setup.first_release import ready_draft, written
from kpi.services.setup.strategy_draft import StrategyTables
from kpi.settings import PACKAGE
from kpi.web.setup.preview_process import SITE, STRATEGY

#: previews that are kept at once, and seconds after which one is dropped
_MOST, _TERM = 3, 12 * 3600.0
#: seconds after which making one is given up; for which whoever asks for it is kept waiting before being told so
_LONGEST, _PATIENCE = 1800.0, 2.0
#: what a child that failed has said
_ERRORS = "errors.txt"
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
#: settings of the site that must not lead the child to its store, or to its addresses
_NOT_FOR_CHILD = (
    *("DATABASE_URL", "POSTUP_PUBLIC", "POSTUP_ADDRESS", "POSTUP_SMTP_URL"),
    *("POSTUP_SITES", "POSTUP_COMMUNITY"),
)
#: a community and a login of its own
_Owner = tuple[str, str]


class PreviewFailedError(RuntimeError):
    """The pages could not be made; the log has the cause."""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page of a preview."""

    body: bytes
    media_type: str


@dataclass(slots=True)
class _Kept:
    """A preview that is made or being made. `looked` whether its owner has seen a page of it."""

    key: str
    folder: tempfile.TemporaryDirectory[str]
    process: subprocess.Popen[bytes]
    begun: float = field(default_factory=time.monotonic)
    looked: bool = False

    @property
    def ready(self) -> bool:
        return self.process.poll() == 0

    @property
    def pages(self) -> int:
        """How many have been written."""
        return sum(1 for _ in (Path(self.folder.name) / SITE).rglob("*.html"))

    def failure(self) -> str | None:
        """What the child has said where it failed or took too long; None of one that is well."""
        if self.process.poll() is None and time.monotonic() - self.begun > _LONGEST:
            self.process.kill()
            self.process.wait()
        if not self.process.poll():
            return None
        return (Path(self.folder.name) / _ERRORS).read_text("utf-8", "replace")

    def end(self) -> None:
        """Neither the child nor its folder stays."""
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()


class Previews:
    """The previews by community and login, in folders of this process; one of other answers replaces the former.

    A large table takes minutes: a child makes the pages, and nobody's request lasts as long as it does.
    """

    def __init__(self) -> None:
        self._lock, self._kept = threading.Lock(), dict[_Owner, _Kept]()

    def begin(self, tables: StrategyTables, today: date) -> None:
        """Begin to make the pages where they are neither there nor being made; UnansweredError, RefusedError."""
        if self._of(tables) is not None:
            return
        # goes with this process, too
        folder = tempfile.TemporaryDirectory(prefix="postup-preview-")
        try:
            process = _begun(Path(folder.name), tables, today)
        except BaseException:
            folder.cleanup()
            raise
        # before the folder goes its child does, which would write it anew
        weakref.finalize(folder, process.kill)
        with self._lock:
            self._drop(_own(tables.login))
            self._kept[_own(tables.login)] = _Kept(tables.key, folder, process)
            while len(self._kept) > _MOST:
                self._drop(next(iter(self._kept)))

    def pages_so_far(self, tables: StrategyTables) -> int | None:
        """How many pages there are of a preview that is still being made, None of any other; PreviewFailedError.

        Waits a moment for the last of them.
        """
        found = self._of(tables)
        if found is None:
            return None
        with suppress(subprocess.TimeoutExpired):
            found.process.wait(_PATIENCE)
        if (said := found.failure()) is not None:
            self.drop(tables.login)
            raise PreviewFailedError(said)
        return None if found.ready else found.pages

    def page(self, tables: StrategyTables, name: str) -> PreviewPage | None:
        """A page by its name; None where there is none, or where the preview is of other answers."""
        # under the lock to the end: its folder must not go while a page of it is read
        with self._lock:
            found = self._standing(tables)
            if found is None or not found.ready:
                return None
            site = (Path(found.folder.name) / SITE).resolve()
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

    def _drop(self, owner: _Owner) -> None:
        found = self._kept.pop(owner, None)
        if found is not None:
            found.end()


def _own(login: str) -> _Owner:
    """Whose a preview is: communities of one process may have the same logins."""
    return (current().key, login)


def _begun(folder: Path, tables: StrategyTables, today: date) -> subprocess.Popen[bytes]:
    with written(ready_draft(tables, today), today) as strategy:
        shutil.copytree(strategy, folder / STRATEGY)
    code = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_FOR_CHILD}
    environment |= {"POSTUP_STORE": str(folder / "preview.sqlite"), "PYTHONPATH": code}
    command = [sys.executable, "-m", "kpi.cli.setup_preview", str(folder), today.isoformat(), current().prefix]
    with (folder / _ERRORS).open("wb") as errors:
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
