"""The same tests on the other database: with POSTUP_TEST_ENGINE=postgresql a database of a server of the tests stands
in the place of every SQLite file that a test or a server of it names.

Nothing of the product is replaced: a path is answered with an address, and from there on all is the product's own way
to PostgreSQL. Files that are SQLite's in any case (half a backup: their names begin with a dot) stay what they are.
What a test says of the file itself is marked `sqlite` and left out. `python -m tools.checks --only postgresql` runs it.
"""

import hashlib
import os
import threading
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import Engine, event

from kpi.services.published import current_release
from kpi.store import engine, public_reader
from tests.postgresql import Server

ENGINE, PORT = "POSTUP_TEST_ENGINE", "POSTUP_TEST_POSTGRESQL"
ROOT = Path(__file__).resolve().parents[1]
#: where Python looks for what it runs first
_FOUND_FIRST = ROOT / "tests" / "standing_in"
#: the product's own, before any of them is replaced
_file_of, _driver, _connect = engine.file_of, engine.driver, engine._connect


def is_postgresql() -> bool:
    return os.environ.get(ENGINE) == "postgresql"


class Connected:
    """How many connections to databases, of whichever kind, the tests themselves have opened in this process: what a
    thread still asks that an earlier test has left is not theirs."""

    count = 0

    @classmethod
    def listen(cls) -> None:
        event.listen(Engine, "connect", cls._one_more)

    @classmethod
    def _one_more(cls, *_: object) -> None:
        cls.count += threading.current_thread() is threading.main_thread()


class Stores:
    """The databases that stand for files, by the files' places: of this process, those that it has opened."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.opened: dict[str, Path] = {}

    def file_of(self, where: str) -> Path | None:
        """As `kpi.store.engine.file_of`: a file that stands for a database is none."""
        path = _file_of(where)
        return path if path is not None and path.name.startswith(".") else None

    def driver(self, where: str) -> str:
        """As `kpi.store.engine.driver`, of a place whose database is made where there is none yet."""
        path = _file_of(where)
        if path is None:
            return _driver(where)
        if path.is_dir():
            # as no file can be there, no database is
            return _driver(self.server.address("nothing"))
        name = name_of(path)
        if name not in self.opened:
            self.server.make(name)
            self.opened[name] = path
        return _driver(self.server.address(name))

    def copy(self, source: Path, target: Path) -> None:
        """The database at `target` as that at `source` is now."""
        self.release(source)
        self.release(target)
        self.server.drop(name_of(target))
        self.opened[name_of(target)] = target.absolute()
        self.server.make(name_of(target), template=name_of(source))

    def release(self, below: Path) -> None:
        """Close the connections to databases that stand for files at or below a place."""
        for path in self.opened.values():
            if path == below or below in path.parents:
                _connect(str(path)).engine.dispose()
                public_reader._server(str(path)).dispose()

    def drop(self, below: Path) -> None:
        """Remove the databases that stand for files below a folder."""
        self.release(below)
        for name, path in list(self.opened.items()):
            if below in path.parents:
                self.server.drop(name)
                del self.opened[name]


def name_of(path: Path) -> str:
    """The database that stands for a file: the same in every process."""
    return f"file_{hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:24]}"


_STORES: list[Stores] = []


def stores() -> Stores | None:
    """Those of this process; None where its stores are SQLite's."""
    return _STORES[0] if _STORES else None


def let_children_stand_in() -> None:
    """What this process starts from now on calls `stand_in` by itself."""
    places = (str(_FOUND_FIRST), str(ROOT), os.environ.get("PYTHONPATH"))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, places))


def stand_in() -> None:
    """Let databases of the server that POSTUP_TEST_POSTGRESQL names stand for files, where that is asked for."""
    if not is_postgresql() or _STORES:
        return
    made = Stores(Server.at(int(os.environ[PORT])))
    _STORES.append(made)
    for module in (engine, public_reader):
        patch.object(module, "file_of", made.file_of).start()
    patch.object(engine, "driver", made.driver).start()
    # tests publish from another process and look at once; a server asks every two seconds
    patch.object(current_release, "_EVERY", -1.0).start()
