"""A store carried to PostgreSQL and back is equal row by row, or is not there."""

from pathlib import Path

import pytest
from sqlalchemy import text

from kpi.__main__ import main
from kpi.services.operation.transfer import DifferentError, NotEmptyError, transfer
from kpi.store import Store, open_store, read_internal, read_public
from tests.postgresql import Server
from tests.services.operation.conftest import held

pytestmark = pytest.mark.sqlite


def test_there_and_back_every_row_is_equal(store: Store, postgresql: Server, tmp_path: Path) -> None:
    server = open_store(postgresql.empty())
    rows = transfer(store, server)
    assert rows["observation_rev"] > 0
    assert (rows["account"], rows["session"]) == (1, 1)
    assert held(server) == held(store)
    back = open_store(str(tmp_path / "back" / "postup.sqlite"))
    transfer(server, back)
    assert held(back) == held(store)
    for read in (read_internal, read_public):
        assert read(where=server.name).observations.equals(read(where=store.name).observations)


def test_a_store_that_holds_something_is_not_written(store: Store, postgresql: Server) -> None:
    server = open_store(postgresql.empty())
    transfer(store, server)
    before = held(server)
    with pytest.raises(NotEmptyError):
        transfer(store, server)
    assert held(server) == before


def test_what_differs_is_taken_back(store: Store, postgresql: Server) -> None:
    """A trigger in the target that changes what is written stands for every difference between two databases."""
    server = open_store(postgresql.store())
    with server.writing() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN NEW.name = 'X'; RETURN NEW; END $$"
            )
        )
        connection.execute(text("CREATE TRIGGER spoil BEFORE INSERT ON account FOR EACH ROW EXECUTE FUNCTION spoil()"))
    with pytest.raises(DifferentError) as told:
        transfer(store, server)
    assert told.value.tables == ["account"]
    assert not any(table.rows for table in held(server).values())


def test_the_command(store: Store, postgresql: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = postgresql.empty()
    assert main(["copy", store.name, address]) == 0
    said = capsys.readouterr().out
    assert "observation_rev\t" in said
    assert "усе однакове" in said
    assert main(["copy", store.name, address]) == 1
    assert "не порожнє" in capsys.readouterr().err
    assert main(["copy", str(tmp_path / "none.sqlite"), address]) == 2
    assert not (tmp_path / "none.sqlite").exists()
    assert main(["copy", store.name, store.name]) == 2
