"""Children that read, started before they are needed; one that dies or is too slow is replaced, its file refused."""

import atexit
import io
import logging
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

import PIL

from kpi.model.community_time import zone_name
from kpi.settings import PACKAGE
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.goal.stated import StatedFields
from kpi.workbook.period_tables.interpretation import ColumnRead, ColumnRole, Interpretation, RowRead, ValueRead
from kpi.workbook.process.reader_process import child_environment, receive, send
from kpi.workbook.reader.grid import Aside, Cell, CellKind, CellLook, Merge, NumberFormat, Sheet
from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.whole_sheets import SheetsRead, SheetsWanted
from kpi.workbook.reading import Reading, refused_reading

SECONDS = 15.0
CHILDREN = 2
_ROOT = str(PACKAGE.parent)
#: where the decoder of pictures lies, which the reader imports for a plan with a mark alone
_DECODER = str(Path(PIL.__file__).parents[1])
_PLACES = f"sys.path.insert(0, {_ROOT!r}); sys.path.append({_DECODER!r})"
_START = f"import sys; {_PLACES}; from kpi.workbook.process.reader_process import main; main()"
_TABLES = (Interpretation, ColumnRead, RowRead, ValueRead, ColumnRole)
_SHEETS = (SheetsRead, Sheet, Cell, CellKind, CellLook, NumberFormat, Aside, Merge)
_ANSWERS = (Reading, StatedFields, *_TABLES, *_SHEETS)
_SAFE = {("datetime", "date"), ("types", "MappingProxyType")} | {(one.__module__, one.__name__) for one in _ANSWERS}
logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


class _Unpickler(pickle.Unpickler):
    """Takes nothing but the project's values: a child that read a hostile file is not trusted with more."""

    def find_class(self, module: str, name: str) -> object:
        if module.startswith("kpi.model.") or (module, name) in _SAFE:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


class _Child:
    """One child process and its pipes."""

    def __init__(self) -> None:
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the child
        self._process = subprocess.Popen(
            (sys.executable, "-E", "-s", "-S", "-c", _START),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            env=child_environment(),
            # a group of its own: a reading that is ended takes its fork with it
            start_new_session=True,
        )
        self._timed_out = False

    def ask(self, body: bytes, seconds: float) -> bytes | None:
        """The child's answer; None where it died or was ended after `seconds`."""
        clock = threading.Timer(seconds, self._end)
        clock.daemon = True
        clock.start()
        try:
            assert self._process.stdin is not None  # noqa: S101 - both are pipes
            assert self._process.stdout is not None  # noqa: S101
            send(self._process.stdin, body)
            return receive(self._process.stdout)
        except (BrokenPipeError, ConnectionError):
            return None
        finally:
            clock.cancel()

    @property
    def timed_out(self) -> bool:
        return self._timed_out

    def _end(self) -> None:
        self._timed_out = True
        self._kill()

    def _kill(self) -> None:
        """End the child and its fork; of one that has been waited for nothing is left to end."""
        if self._process.poll() is None and hasattr(os, "killpg"):
            os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        """End the child and let its resources go."""
        self._kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        self.errors.close()

    def last_words(self) -> str:
        """The last line of what the child wrote before it died, without the values it read."""
        self.errors.seek(0)
        lines = self.errors.read()[-4000:].decode("utf-8", "replace").splitlines()
        where = [line.strip() for line in lines if line.startswith("  File ")]
        kind = lines[-1].partition(":")[0] if lines else ""
        return f"{kind} at {where[-1] if where else '?'}"


class Pool:
    """At most `CHILDREN` children at once; more callers wait."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._free = threading.BoundedSemaphore(CHILDREN)
        self._idle: list[_Child] = []
        self._busy = 0
        self._lock = threading.Lock()
        self._process = os.getpid()

    def read(self, data: bytes, filename: str, expected: Expected) -> Reading:
        """The reading of one workbook."""
        found = self._asked((data, filename, expected))
        return (
            found if isinstance(found, Reading) else refused_reading(data, filename, RefusalError(str(found)).problem)
        )

    def read_sheets(self, data: bytes) -> SheetsRead:
        """The sheets of one workbook as cells."""
        found = self._asked(SheetsWanted(data))
        return found if isinstance(found, SheetsRead) else SheetsRead(problem=RefusalError(str(found)).problem)

    def _asked(self, request: object) -> Reading | SheetsRead | str:
        """What a child answers; the code of a problem where it does not."""
        body = pickle.dumps((request, zone_name()), protocol=5)
        with self._free:
            with self._lock:
                self._own()
                self._busy += 1
            try:
                child = self._take()
                answer = child.ask(body, self._seconds)
            finally:
                with self._lock:
                    self._busy -= 1
            found = _unpickled(answer) if answer is not None else None
            if found is not None:
                with self._lock:
                    self._idle.append(child)
                return found
            code = "file_too_heavy" if child.timed_out else "file_unreadable"
            if not child.timed_out:
                child_words = child.last_words()
                logger.error("reading ended unforeseen: %s", child_words)
            child.close()
        return code

    def prepare(self) -> None:
        """Have a child ready for a file that will probably come; returns at once, while it imports the reader."""
        with self._lock:
            self._own()
            if not self._idle and not self._busy:
                self._idle.append(_Child())

    def _take(self) -> _Child:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.is_alive:
                    return child
                child.close()
        return _Child()

    def _own(self) -> None:
        """After a fork the pipes belong to the parent."""
        if self._process != os.getpid():
            self._idle, self._busy, self._process = [], 0, os.getpid()

    def close(self) -> None:
        """End the idle children."""
        with self._lock:
            children, self._idle = self._idle, []
        if self._process == os.getpid():
            for child in children:
                child.close()


def _unpickled(answer: bytes) -> Reading | SheetsRead | None:
    try:
        found = _Unpickler(io.BytesIO(answer)).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, ValueError, IndexError, TypeError):
        return None
    return found if isinstance(found, Reading | SheetsRead) else None


POOL = Pool()
atexit.register(POOL.close)
