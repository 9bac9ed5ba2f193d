"""The pages of strategies that are not published yet, each for the person alone whose tables they are made of."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi.community import current
from kpi.services.setup.first_release import ready_draft, written
from kpi.services.setup.strategy_draft import StrategyTables
from kpi.settings import PACKAGE
from kpi.web.setup.preview_process import SITE, STRATEGY

#: previews that are kept at once, and seconds after which one is dropped
_MOST, _TERM = 3, 12 * 3600.0
#: seconds after which making one is given up
_LONGEST = 300
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
    key: str
    folder: tempfile.TemporaryDirectory[str]
    made: float


class Previews:
    """The previews by community and login, in folders of this process; one of other answers replaces the former."""

    def __init__(self) -> None:
        self._lock, self._kept = threading.Lock(), dict[_Owner, _Kept]()

    def make(self, tables: StrategyTables, today: date) -> None:
        """Make the pages where they are not there; UnansweredError, RefusedError, PreviewFailedError."""
        with self._lock:
            self._drop_old()
            found = self._kept.get(_own(tables.login))
            if found is not None and found.key == tables.key:
                return
            self._drop(_own(tables.login))
            # goes with this process, too
            folder = tempfile.TemporaryDirectory(prefix="postup-preview-")
            try:
                _make(Path(folder.name), tables, today)
            except BaseException:
                folder.cleanup()
                raise
            self._kept[_own(tables.login)] = _Kept(tables.key, folder, time.monotonic())
            while len(self._kept) > _MOST:
                self._drop(next(iter(self._kept)))

    def page(self, tables: StrategyTables, name: str) -> PreviewPage | None:
        """A page by its name; None where there is none, or where the preview is of other answers."""
        with self._lock:
            self._drop_old()
            found = self._kept.get(_own(tables.login))
            if found is None or found.key != tables.key:
                return None
            site = (Path(found.folder.name) / SITE).resolve()
            file = (site / (name or "index.html")).resolve()
            media_type = _TYPES.get(file.suffix)
            if media_type is None or not file.is_relative_to(site) or not file.is_file():
                return None
            return PreviewPage(file.read_bytes(), media_type)

    def is_of(self, tables: StrategyTables) -> bool:
        """Whether the pages of these answers are there."""
        with self._lock:
            self._drop_old()
            found = self._kept.get(_own(tables.login))
            return found is not None and found.key == tables.key

    def drop(self, login: str = "") -> None:
        """Forget the preview of an account; all of the community where none is named."""
        with self._lock:
            for one in [_own(login)] if login else [own for own in self._kept if own[0] == current().key]:
                self._drop(one)

    def _drop_old(self) -> None:
        for owner in [owner for owner, one in self._kept.items() if time.monotonic() - one.made > _TERM]:
            self._drop(owner)

    def _drop(self, owner: _Owner) -> None:
        found = self._kept.pop(owner, None)
        if found is not None:
            found.folder.cleanup()


def _own(login: str) -> _Owner:
    """Whose a preview is: communities of one process may have the same logins."""
    return (current().key, login)


def _make(folder: Path, tables: StrategyTables, today: date) -> None:
    with written(ready_draft(tables, today), today) as strategy:
        shutil.copytree(strategy, folder / STRATEGY)
    code = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_FOR_CHILD}
    environment |= {"POSTUP_STORE": str(folder / "preview.sqlite"), "PYTHONPATH": code}
    command = [sys.executable, "-m", "kpi.cli.setup_preview", str(folder), today.isoformat(), current().prefix]
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=_LONGEST)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise PreviewFailedError(error.stderr) from error
