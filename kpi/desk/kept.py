"""The last file of a person that was not taken, so that its page can be shown and its marked copy given.

In memory for half an hour: nothing of a file with errors is stored.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from kpi.model import Problem
from kpi.workbook import Interpretation

SECONDS = 30 * 60
#: files of 10 MB at most
MOST = 20


@dataclass(frozen=True, slots=True)
class Untaken:
    """A file and what is wrong with it.

    table    how it was read, where it follows no template; `certain` that nothing else stands in its way
    """

    filename: str
    content: bytes = field(repr=False)
    problems: tuple[Problem, ...]
    table: Interpretation | None = None
    certain: bool = False


class Shelf:
    """One file a person, the latest."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, Untaken]] = OrderedDict()
        self._remarks: OrderedDict[str, tuple[Problem, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, login: str, file: Untaken) -> None:
        with self._lock:
            self._kept.pop(login, None)
            self._kept[login] = (time.monotonic(), file)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        self._look_again(SECONDS)

    def _look_again(self, seconds: float) -> None:
        """Drop what is too old even where nobody asks any more."""
        later = threading.Timer(seconds, self.sweep)
        later.daemon = True
        later.start()

    def sweep(self) -> None:
        """Drop every file whose half hour is over."""
        with self._lock:
            oldest = time.monotonic() - SECONDS
            for login in [login for login, (at, _) in self._kept.items() if at <= oldest]:
                del self._kept[login]

    def note(self, sha256: str, problems: tuple[Problem, ...]) -> None:
        """Remember the remarks on a file that was taken."""
        with self._lock:
            self._remarks[sha256] = problems
            while len(self._remarks) > MOST:
                self._remarks.popitem(last=False)

    def remarks(self, sha256: str) -> tuple[Problem, ...] | None:
        """The remarks on a file that was taken; None where they are not remembered."""
        with self._lock:
            return self._remarks.get(sha256)

    def take(self, login: str) -> Untaken | None:
        """The file of a person, still kept afterwards; None where there is none, or not any more."""
        self.sweep()
        with self._lock:
            return self._kept[login][1] if login in self._kept else None
