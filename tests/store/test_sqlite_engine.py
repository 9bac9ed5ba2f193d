"""Engines of SQLite files: each is known by its file, all keep compiled statements together."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import column, select, table
from sqlalchemy.exc import OperationalError

from kpi.store.sqlite_engine import sqlite_engine

pytestmark = pytest.mark.sqlite
KEPT = table("kept", column("word"))


def _filled(file: Path, word: str) -> Path:
    with sqlite3.connect(file) as raw:
        raw.execute("CREATE TABLE kept (word TEXT)")
        raw.execute("INSERT INTO kept VALUES (?)", (word,))
    raw.close()
    return file


def test_engines_are_told_apart_by_their_files_and_compile_once(tmp_path: Path) -> None:
    one, other = (sqlite_engine(_filled(tmp_path / f"{name}.sqlite", name)) for name in ("one", "other"))
    assert str(one.url) != str(other.url)
    said, compiled = [], []
    for engine in (one, other):
        with engine.connect() as connection:
            found = connection.execute(select(KEPT.c.word))
            said.append(found.scalar())
            compiled.append(found.context.compiled)
    assert said == ["one", "other"]
    assert compiled[0] is compiled[1]


def test_an_unchanging_file_is_read_and_not_written(tmp_path: Path) -> None:
    engine = sqlite_engine(_filled(tmp_path / "a ? b.sqlite", "kept"), unchanging=True)
    with engine.connect() as connection:
        assert connection.scalar(select(KEPT.c.word)) == "kept"
        with pytest.raises(OperationalError, match="readonly"):
            connection.exec_driver_sql("DELETE FROM kept")
    assert [file.name for file in tmp_path.iterdir()] == ["a ? b.sqlite"]
