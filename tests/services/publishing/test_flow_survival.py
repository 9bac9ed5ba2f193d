"""Kill -9 in the middle of a submission: a draft is published whole or is still a draft."""

import time
from pathlib import Path

import pytest
from sqlalchemy import select

from kpi.model import DraftState
from kpi.services.publishing import drafts
from kpi.services.publishing.submission import confirm
from kpi.store import drafts as kept
from kpi.store import open_store, read_public, schema
from kpi.store.audit import broken_link
from kpi.store.draft_tables import RECEIPT
from tests.books import AUGUST
from tests.services.publishing.flow import HEAD
from tests.started import writing

pytestmark = pytest.mark.sqlite


@pytest.mark.slow
@pytest.mark.parametrize("then_ms", [5, 60, 150, 300])
def test_a_killed_submission_is_whole_or_still_a_draft(tmp_path: Path, then_ms: int) -> None:
    where = tmp_path / "postup.sqlite"
    with writing("tests.services.publishing.submitter", where) as writer:
        acknowledged = int(writer.said.readline())
        until = time.perf_counter() + then_ms / 1000
        while time.perf_counter() < until:
            pass
        writer.process.kill()
        acknowledged = int((writer.said.read().split() or [str(acknowledged)])[-1])
    store = open_store(str(where))
    with store.reading() as connection:
        published = kept.list_drafts(connection, store.community, (DraftState.PUBLISHED,))
        receipts = set(connection.scalars(select(RECEIPT.c.seq)))
        uploads = set(connection.scalars(select(schema.UPLOAD.c.seq).where(schema.UPLOAD.c.actor == HEAD.login)))
        assert broken_link(connection, store.community) is None
    assert len(published) >= acknowledged
    assert {draft.receipt for draft in published} == receipts == uploads
    left = drafts.my_drafts(HEAD, store=store)
    assert len(left) <= 1
    for draft in left:
        assert confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None, "offered again, goes on"
    rows = read_public(where=store.name).observations
    last = rows[(rows["code"] == "1.2.1") & (rows["value"] > 50)]["value"].max()
    assert last >= 50.0 + acknowledged / 1000
