"""A newer file of a goal takes the place of its author's draft: what was written goes along where it is needed."""

from kpi.model import Draft
from kpi.services.publishing import drafts
from kpi.services.publishing.administration.replaced_drafts import (
    carry_explanations,
    draft_workbook,
    successor_of,
)
from kpi.store import Store
from tests.books import AUGUST
from tests.services.publishing.flow import DEPUTY, HEAD, sent, started, valued

WHY = {"1.2.1@2026-Q2": "бракує лікарів"}


def carried(store: Store, value: float, former: Draft) -> dict[str, str]:
    """The explanations of the draft of a newer file, once those of the former one were carried to it."""
    found = drafts.upload(HEAD, valued(value), "1.2.xlsx", today=AUGUST, store=store)
    assert found.draft is not None
    assert found.former is not None
    assert found.former.number == former.number
    carry_explanations(HEAD, found.draft, found.former, today=AUGUST, store=store)
    return dict(drafts.preview_draft(HEAD, found.draft.number, today=AUGUST, store=store).draft.explanations)


def test_explanations_go_along_where_the_same_row_needs_them(store: Store) -> None:
    started(store)
    first = sent(store, valued(5.0))
    drafts.explain(HEAD, first.number, WHY, today=AUGUST, store=store)
    assert carried(store, 4.0, first) == WHY
    newer = sent(store, valued(4.0))
    assert newer.explanations == WHY, "the same file goes on with its draft"
    # on its way to its plan a value needs no word, and none is published with it
    assert carried(store, 41.0, newer) == {}


def test_nothing_is_carried_where_nothing_was_written(store: Store) -> None:
    started(store)
    assert carried(store, 42.0, sent(store, valued(41.0))) == {}


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
