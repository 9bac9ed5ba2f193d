"""Which tests run on PostgreSQL: every room is named, once, and a test that is left out opens no store."""

from pathlib import Path

import pytest

from kpi.store import open_store
from tests.engines import Connected
from tools.checks import ON_POSTGRESQL, ROOT, WITHOUT_A_STORE, is_left_out


def test_every_room_is_run_there_or_left_out_for_a_reason() -> None:
    rooms = {place.parent.relative_to(ROOT).as_posix() for place in (ROOT / "tests").glob("*/__init__.py")}
    files = {place.relative_to(ROOT).as_posix() for place in (ROOT / "tests").glob("test_*.py")}
    # what starts by itself has no tests; a browser drives pages that web has asked already
    tested = {room for room in rooms if any((ROOT / room).rglob("test_*.py"))} - {"tests/browser"}
    whole = {place for place in (*ON_POSTGRESQL, *WITHOUT_A_STORE) if place.count("/") == 1}
    assert whole == tested | files
    assert all((ROOT / place).exists() for place in (*ON_POSTGRESQL, *WITHOUT_A_STORE))
    assert not set(ON_POSTGRESQL) & set(WITHOUT_A_STORE)


@pytest.mark.parametrize(
    ("file", "left_out"),
    [
        ("tests/store/test_audit.py", False),
        ("tests/measure/test_golden.py", True),
        ("tests/measure/test_standing.py", False),
        ("tests/test_cache.py", True),
        ("tests/textual/test_x.py", False),
    ],
)
def test_a_file_that_is_named_stands_out_of_its_room(file: str, left_out: bool) -> None:
    assert is_left_out(file) is left_out


def test_a_connection_to_a_store_is_noticed(tmp_path: Path) -> None:
    before = Connected.count
    open_store(str(tmp_path / "postup.sqlite"))
    assert Connected.count > before
