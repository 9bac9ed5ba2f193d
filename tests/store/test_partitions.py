"""A PostgreSQL store whose tables are partitioned by community: the product writes and reads as on whole ones."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kpi.measure.dataset import Dataset
from kpi.services.operation.transfer import transfer
from kpi.services.publishing import refresh_public
from kpi.services.seals.public_log import public_log
from kpi.store import Store, audit, connect, open_store, read_internal, read_public
from kpi.store.copies.contents import TableContents, contents
from kpi.store.public_reader import public_releases
from kpi.store.snapshot import FRAMES
from tests.books import AUGUST, MAY, checked, hospitals, observation, plan
from tests.postgresql import Server
from tests.publishing import publish
from tests.services.seals.sealed import three_releases
from tests.shipped import Shipped
from tools.partitions import PARTS, partition

pytestmark = pytest.mark.sqlite


@pytest.fixture
def parted(postgresql: Server) -> Store:
    store = connect(postgresql.empty())
    assert "observation_rev" in partition(store, ["1", "sloviansk"])
    return store


def _held(store: Store) -> dict[str, TableContents]:
    with store.reading() as connection:
        return contents(connection)


def _in_parts(store: Store, table: str) -> dict[str, int]:
    """How many rows of a table each of its partitions holds."""
    with store.reading() as connection:
        return {
            name: connection.scalar(text(f'SELECT count(*) FROM {PARTS}."{table}_{name}"')) or 0  # noqa: S608
            for name in ("1", "sloviansk", "others")
        }


def _same(one: Dataset, other: Dataset) -> bool:
    return all(getattr(one, name).equals(getattr(other, name)) for name in FRAMES)


def test_the_shipped_edition_is_the_same_in_partitions(shipped_store: Shipped, parted: Store, tmp_path: Path) -> None:
    shipped = open_store(shipped_store(tmp_path / "shipped"))
    transfer(shipped, parted)
    assert _held(parted) == _held(shipped)
    counted = _in_parts(parted, "observation_rev")
    assert counted["1"] > 0
    assert counted["others"] == counted["sloviansk"] == 0
    told = public_releases(where=shipped.name)
    assert public_releases(where=parted.name) == told
    for one in told:
        here, there = (
            read_public(one.published, edition=one.edition, where=name) for name in (parted.name, shipped.name)
        )
        assert _same(here, there)
    assert public_log(parted.name).entries == public_log(shipped.name).entries


def test_what_is_published_into_partitions_is_read_as_from_whole_tables(parted: Store, postgresql: Server) -> None:
    whole = open_store(postgresql.store())
    for store in (whole, parted):
        three_releases(store)
        publish([checked(hospitals(observation("1.2.1", "2026-Q2", 5)))], AUGUST, store=store)
    assert _same(read_internal(where=parted.name), read_internal(where=whole.name))
    assert _same(read_public(where=parted.name), read_public(where=whole.name))
    with parted.reading() as connection:
        assert audit.broken_link(connection, parted.community) is None
    assert not refresh_public(parted)


def test_each_community_has_its_own_partition(parted: Store) -> None:
    for key in ("1", "sloviansk", "third"):
        publish([checked(plan()), checked(hospitals())], MAY, store=replace(parted, community=key))
    counted = _in_parts(parted, "upload")
    assert counted == {"1": 2, "sloviansk": 2, "others": 2}


@pytest.mark.parametrize("table", ["observation_rev", f'{PARTS}."observation_rev_1"'])
def test_no_row_is_changed_by_the_name_of_a_partition_either(parted: Store, table: str) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=parted)
    for deed in (f"UPDATE {table} SET value = 1", f"DELETE FROM {table}", f"TRUNCATE {table}"):  # noqa: S608
        with pytest.raises((DBAPIError, OSError)), parted.writing() as connection:
            connection.execute(text(deed))


def test_a_store_that_holds_something_is_left_alone(postgresql: Server) -> None:
    store = open_store(postgresql.store())
    publish([checked(plan())], MAY, store=store)
    with pytest.raises(ValueError, match="holds something"):
        partition(store, ["1"])


def test_a_community_cannot_lie_on_another_server_within_one_store(parted: Store) -> None:
    """Rows by postgres_fdw have no keys there that the store could rely on: PostgreSQL refuses it (decision 0081)."""
    with pytest.raises((DBAPIError, OSError), match=r"."), parted.writing() as connection:
        connection.execute(text("CREATE EXTENSION postgres_fdw"))
        connection.execute(text("CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw"))
        connection.execute(text("CREATE FOREIGN TABLE far PARTITION OF upload FOR VALUES IN ('far') SERVER other"))
