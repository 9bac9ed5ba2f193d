"""A form's draft in the flow of publishing: read against what stands now, counted in the journal, taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kpi.model import Account, Draft, TypedFields
from kpi.services.publishing.administration.publication_contents import PublicationContents, publication_contents
from kpi.services.publishing.administration.undo import OWN_TIME, may_undo
from kpi.services.publishing.drafts import UnknownDraftError, preview_draft
from kpi.services.publishing.submission import confirm, receipt
from kpi.services.reporting.report_context import report_context
from kpi.services.reporting.submission import draft_form
from kpi.store import Store
from tests.books import AUGUST
from tests.fiscal_years import CALENDAR
from tests.services.publishing.flow import ADMIN, DEPUTY, EDITOR, HEAD, STRANGER, started

SPRING = CALENDAR.parse("2026-Q2")
RISE = TypedFields(value="72", comment="нова лікарня")
SETBACK = TypedFields(
    value="41",
    comment="тендер скасовано",
    cause="бракує лікарів",
    measure="набір до відділення",
    due="2027-03-01",
    responsible="кадри",
)


def typed(store: Store, fields: TypedFields = RISE, account: Account = HEAD) -> Draft:
    context = report_context(store, AUGUST)
    assert context is not None
    return draft_form(account, context, [("1.2.1", SPRING, fields)], seen_seq=context.seq, store=store)


def contents(store: Store, number: int) -> PublicationContents:
    with store.reading() as connection:
        return publication_contents(connection, store.community)[number]


def test_a_form_is_previewed_and_published_once(store: Store) -> None:
    started(store)
    draft = typed(store)
    seen = preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    assert [(one.code, one.old, one.new) for one in seen.changes.values] == [("1.2.1", None, 72.0)]
    outcome = confirm(HEAD, draft.number, today=AUGUST, store=store)
    assert outcome.receipt is not None
    assert (outcome.receipt.upload.kind, outcome.receipt.upload.goal) == ("form", "")
    again = confirm(HEAD, draft.number, today=AUGUST, store=store)
    assert again.receipt is not None
    assert again.receipt.number == outcome.receipt.number, "a second press is told the same receipt"


def test_a_corrective_action_counts_among_the_actions_of_its_publication(store: Store) -> None:
    started(store)
    outcome = confirm(HEAD, typed(store, SETBACK).number, today=AUGUST, store=store)
    assert outcome.receipt is not None
    told = contents(store, outcome.receipt.number)
    assert (told.values, told.actions, told.targets, told.plan) == (1, 1, set(), False)


def test_a_form_is_read_again_against_what_stands_when_it_is_published(store: Store) -> None:
    started(store)
    mine, colleagues = typed(store), typed(store, account=DEPUTY)
    assert confirm(DEPUTY, colleagues.number, today=AUGUST, store=store).receipt is not None
    seen = preview_draft(HEAD, mine.number, today=AUGUST, store=store)
    assert seen.changes.values == (), "the same value stands already"
    with pytest.raises(UnknownDraftError):
        preview_draft(STRANGER, mine.number, today=AUGUST, store=store)


def test_who_may_take_a_publication_back_and_until_when(store: Store) -> None:
    started(store)
    outcome = confirm(HEAD, typed(store).number, today=AUGUST, store=store)
    assert outcome.receipt is not None
    upload = outcome.receipt.upload
    soon, late = upload.at + OWN_TIME, upload.at + OWN_TIME + timedelta(seconds=1)
    assert [may_undo(HEAD, upload, at) for at in (soon, late)] == [True, False]
    for account, may in ((DEPUTY, False), (STRANGER, False), (EDITOR, True), (ADMIN, True)):
        assert may_undo(account, upload, datetime.now(UTC)) is may, account.login
    of_plan = replace(upload, kind="plan")
    assert [may_undo(account, of_plan, soon) for account in (EDITOR, ADMIN)] == [False, True]
    assert not may_undo(ADMIN, replace(upload, undone_by=9), soon)
    assert receipt(HEAD, upload.seq, store=store).upload == upload
