"""Twenty writers at once on both databases: every upload is there, or its writer was told of a conflict."""

import threading
from pathlib import Path

import pytest

from kpi.model import GoalBook
from kpi.services.publishing import refresh_public
from kpi.store import Store, StoreError, open_store, read_internal, read_public
from kpi.store.audit import broken_link
from tests.books import AUGUST, MAY, checked, hospitals, indicator, observation, plan
from tests.publishing import publish
from tests.shipped import NAME
from tests.trust.promises import Reached, asked

WRITERS = 20


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store in each database."""
    if request.param == "postgresql":
        return open_store(request.getfixturevalue("postgresql").store())
    return open_store(str(tmp_path / NAME))


@pytest.mark.slow
@pytest.mark.sqlite  # both databases are its own matter
def test_twenty_writers_lose_nothing(store: Store, reached: Reached) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    each = asked("D3", "uploads") // WRITERS
    kept: dict[tuple[str, str], int] = {}
    told: list[str] = []

    def work(writer: int) -> None:
        for upload in range(each):
            code = f"1.10.{writer}"
            own = GoalBook(
                goal="1.10",
                indicators=(indicator(code),),
                observations=(observation(code, f"{2022 + upload // 4}-Q{upload % 4 + 1}", float(upload)),),
            )
            try:
                receipt = publish([checked(own)], AUGUST, store=store)
            except StoreError as error:
                told.append(error.reason)
                continue
            assert receipt.release is not None
            kept[code, own.observations[0].period.code] = receipt.release.seq

    threads = [threading.Thread(target=work, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refresh_public(store)
    assert set(told) <= {"busy"}, "a conflict is stated"
    for rows in (read_internal(where=store.name).observations, read_public(where=store.name).observations):
        assert len(rows[rows["code"].str.startswith("1.10.")]) == len(kept)
    assert len(set(kept.values())) == len(kept), "every upload is a release of its own"
    with store.reading() as connection:
        assert broken_link(connection, store.community) is None
    lost = WRITERS * each - len(kept) - len(told)
    reached("D3", uploads=len(kept) + len(told), lost=lost)
