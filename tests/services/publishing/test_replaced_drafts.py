"""A newer file of a goal takes the place of its author's draft: what was written goes along where it is needed."""

from kpi.services.publishing import drafts
from kpi.services.publishing.administration.replaced_drafts import (
    carry_explanations,
    draft_workbook,
    successor_of,
)
from kpi.services.publishing.drafts import UploadResult
from kpi.store import Store
from tests.books import AUGUST
from tests.services.publishing.flow import DEPUTY, HEAD, sent, started, valued

WHY = {"1.2.1@2026-Q2": "бракує лікарів"}


def uploaded(store: Store, value: float) -> UploadResult:
    found = drafts.upload(HEAD, valued(value), "1.2.xlsx", today=AUGUST, store=store)
    assert found.draft is not None
    return found


def test_explanations_go_along_where_the_same_row_needs_them(store: Store) -> None:
    started(store)
    first = sent(store, valued(5.0))
    drafts.explain(HEAD, first.number, WHY, today=AUGUST, store=store)
    newer = uploaded(store, 4.0)
    assert newer.draft is not None
    assert newer.former is not None
    assert (newer.former.number, newer.former.explanations) == (first.number, WHY)
    carry_explanations(HEAD, newer.draft, newer.former, today=AUGUST, store=store)
    assert drafts.preview_draft(HEAD, newer.draft.number, today=AUGUST, store=store).draft.explanations == WHY
    # on its way to its plan a value needs no word, and none is published with it
    last = uploaded(store, 41.0)
    assert last.draft is not None
    assert last.former is not None
    carry_explanations(HEAD, last.draft, last.former, today=AUGUST, store=store)
    assert drafts.preview_draft(HEAD, last.draft.number, today=AUGUST, store=store).draft.explanations == {}


def test_nothing_is_carried_where_nothing_was_written(store: Store) -> None:
    started(store)
    sent(store, valued(41.0))
    newer = uploaded(store, 42.0)
    assert newer.draft is not None
    assert newer.former is not None
    carry_explanations(HEAD, newer.draft, newer.former, today=AUGUST, store=store)
    assert drafts.preview_draft(HEAD, newer.draft.number, today=AUGUST, store=store).draft.explanations == {}


def test_a_replaced_draft_leads_to_the_newer_one_and_to_no_other(store: Store) -> None:
    started(store)
    first = sent(store, valued(41.0))
    assert successor_of(HEAD, first.number, store=store) is None, "it is in its place yet"
    second = sent(store, valued(42.0))
    assert successor_of(HEAD, first.number, store=store) == second.number
    assert successor_of(DEPUTY, first.number, store=store) is None, "it is not the deputy's"
    assert successor_of(HEAD, 999, store=store) is None
    drafts.discard(HEAD, second.number, store=store)
    assert successor_of(HEAD, first.number, store=store) is None, "nothing has taken its place any more"


def test_the_file_of_a_draft_is_as_it_was_sent(store: Store) -> None:
    started(store)
    content = valued(41.0)
    draft = sent(store, content)
    assert draft_workbook(HEAD, draft.number, store=store) == ("1.2.xlsx", content)
