"""An editor's rarer deeds: a value withdrawn, a term extended, an indicator hidden at once; what the public sees."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kpi.measure import measure, survey
from kpi.measure.deadlines import deadlines
from kpi.model import DraftState, Visibility
from kpi.services.publishing import drafts
from kpi.services.publishing.administration.extension import ExtensionError, extend_terms
from kpi.services.publishing.administration.journal import JournalQuery, journal
from kpi.services.publishing.administration.replaced_drafts import draft_workbook
from kpi.services.publishing.administration.undo import undo
from kpi.services.publishing.administration.visibility_preview import look_reopening, to_decide
from kpi.services.publishing.administration.withdrawal import WithdrawalError, standing_values, withdraw_value
from kpi.services.publishing.due_list import due_list
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.submission import approve, confirm, send_back
from kpi.services.publishing.visibility import VisibilityRequest, set_visibility
from kpi.store import Store, read_internal, read_public
from kpi.views.changes.comparison import compare as between
from tests.books import AUGUST, NOVEMBER
from tests.fiscal_years import CALENDAR
from tests.services.publishing.flow import ADMIN, EDITOR, HEAD, SECOND_ADMIN, STRANGER, sent, started, valued

JULY = date(2026, 7, 10)
QUARTER, SPRING = CALENDAR.parse("2026-Q1"), CALENDAR.parse("2026-Q2")


def total(store: Store, code: str = "1.2.1") -> list[float]:
    rows = read_public(where=store.name).observations
    last = rows.drop_duplicates(["code", "breakdown", "end", "span_months"], keep="last")
    own = last[(last["code"] == code) & (last["breakdown"] == "") & ~last["removed"]]
    return sorted(own["value"].dropna())


def test_a_value_is_withdrawn_with_a_reason_and_comes_back_by_undo(store: Store) -> None:
    started(store)
    confirm(HEAD, sent(store, valued(52.0), today=JULY).number, today=JULY, store=store)
    before = total(store)
    assert 50.0 in before
    for account in (HEAD, STRANGER):
        with pytest.raises(ForbiddenError):
            withdraw_value(account, "1.2.1", QUARTER, "", "бо так", today=AUGUST, store=store)
    with pytest.raises(WithdrawalError):
        withdraw_value(EDITOR, "1.2.1", QUARTER, "", " ", today=AUGUST, store=store)
    done = withdraw_value(EDITOR, "1.2.1", QUARTER, "", "не той файл", today=AUGUST, store=store)
    assert 50.0 not in total(store)
    found = between(survey(read_public(JULY, where=store.name)), survey(read_public(where=store.name)))
    corrections = [(one.deed, one.reason, one.old_value, one.new_value, one.department) for one in found.corrections]
    assert corrections == [("withdrawal", "не той файл", 50.0, None, "")]
    with pytest.raises(WithdrawalError):
        withdraw_value(EDITOR, "1.2.1", QUARTER, "", "ще раз", today=AUGUST, store=store)
    undo(EDITOR, done.number, "той самий", today=AUGUST, store=store)
    assert total(store) == before


def test_what_is_internal_has_no_public_reason_and_a_page_for_its_own_head(store: Store) -> None:
    started(store)
    own = standing_values(HEAD, "1.2.2", today=AUGUST, store=store)
    assert [(one.period.code, one.value) for one in own] == [("2025", 1.5)]
    with pytest.raises(LookupError):
        standing_values(STRANGER, "1.2.2", today=AUGUST, store=store)
    withdraw_value(EDITOR, "1.2.2", CALENDAR.parse("2025"), "", "канарка", today=AUGUST, store=store)
    assert "канарка" not in repr(read_public(where=store.name).releases.to_dict("records"))


def overdue(store: Store, day: date, audience: Callable[..., object] = read_internal) -> bool:
    frame = measure(audience(where=store.name), day, day).indicators.set_index("code")  # type: ignore[arg-type]
    return bool(frame.loc["1.2.1", "overdue"])


def test_an_extended_term_is_obeyed_by_measuring_the_due_list_and_the_public_page(store: Store) -> None:
    """Values of the second quarter are due on 15 July; extended in August they are overdue only after the new day."""
    started(store)
    assert overdue(store, AUGUST)
    late = date(2026, 9, 30)
    for deadline, reports, reason in (
        (late, [("1.2.1", SPRING)], " "),
        (date(2026, 7, 1), [("1.2.1", SPRING)], "хвороба"),
        (date(2026, 8, 1), [("1.2.1", SPRING)], "хвороба"),
        (late, [("1.2.1", QUARTER)], "уже подано"),
        (late, [], "нічого"),
    ):
        with pytest.raises(ExtensionError):
            extend_terms(EDITOR, reports, deadline, reason, today=AUGUST, store=store)
    with pytest.raises(ForbiddenError):
        extend_terms(HEAD, [("1.2.1", SPRING)], late, "хвороба", today=AUGUST, store=store)
    done = extend_terms(EDITOR, [("1.2.1", SPRING)], late, "хвороба бухгалтера", today=AUGUST, store=store)
    assert [(one.code, one.deadline) for one in done.changes.extensions] == [("1.2.1", late)]
    for audience in (read_internal, read_public):
        assert not overdue(store, AUGUST, audience)
        assert not overdue(store, late, audience)
        assert overdue(store, date(2026, 10, 1), audience)
    (item,) = [one for one in due_list(HEAD, AUGUST, store=store).items if one.code == "1.2.1"]
    assert (item.period, item.deadline, item.overdue) == (SPRING, late, False)
    due = deadlines(read_public(where=store.name))
    row = due[(due["code"] == "1.2.1") & (due["end"] == SPRING.end)]
    assert row["deadline"].item().date() == late
    former = measure(read_public(date(2026, 5, 14), where=store.name), AUGUST, AUGUST).indicators.set_index("code")
    assert former.loc["1.2.1", "overdue"], "what was told before stands"
    undo(EDITOR, done.number, "одужав", today=AUGUST, store=store)
    assert overdue(store, AUGUST)


def test_an_extension_of_something_internal_is_not_told(store: Store) -> None:
    started(store)
    extend_terms(EDITOR, [("1.2.2", SPRING)], NOVEMBER, "канарка", today=AUGUST, store=store)
    public = read_public(where=store.name)
    assert public.extensions.empty
    assert "канарка" not in repr(public.releases.to_dict("records"))


HIDDEN = VisibilityRequest(
    code="1.2.1", visibility=Visibility.INTERNAL, ground="стаття 6", why="адреса укриття", at_once=True
)


def seen(store: Store) -> bool:
    return "1.2.1" in set(read_public(where=store.name).indicators["code"])


def hidden(store: Store) -> int:
    """Hidden at once by an editor; the number of the draft that waits."""
    number = set_visibility(EDITOR, HIDDEN, today=AUGUST, store=store)
    assert isinstance(number, int)
    assert not seen(store), "at once"
    (draft,) = drafts.waiting(SECOND_ADMIN, store=store)
    assert draft.access.hidden == number
    return draft.number


def test_an_editor_hides_at_once_and_another_person_confirms(store: Store) -> None:
    started(store)
    number = hidden(store)
    with pytest.raises(ForbiddenError):
        approve(EDITOR, number, today=AUGUST, store=store)
    second = replace(EDITOR, id=9, login="second")
    assert approve(second, number, today=AUGUST, store=store).draft.state is DraftState.PUBLISHED
    assert not seen(store)
    told = [entry.action for entry in journal(ADMIN, JournalQuery(subject="1.2.1"), store=store)]
    assert told == ["confirm_hiding", "hide", "visibility"]


def test_what_was_hidden_at_once_is_opened_again_by_another_person_with_a_reason(store: Store) -> None:
    started(store)
    number = hidden(store)
    draft = to_decide(ADMIN, number, store=store)
    shown = look_reopening(ADMIN, draft, today=AUGUST, store=store)
    assert (shown.after.visibility, len(shown.appear) > 0) == (Visibility.PUBLIC, True)
    with pytest.raises(ForbiddenError):
        send_back(EDITOR, number, "хибна тривога", today=AUGUST, store=store)
    with pytest.raises(ForbiddenError):
        send_back(ADMIN, number, " ", today=AUGUST, store=store)
    send_back(ADMIN, number, "хибна тривога", today=AUGUST, store=store)
    assert seen(store)
    assert drafts.waiting(SECOND_ADMIN, store=store) == []


def test_what_an_administrator_has_settled_since_is_not_opened_by_the_return_of_the_hiding(store: Store) -> None:
    started(store)
    number = hidden(store)
    closed = VisibilityRequest(code="1.2.1", visibility=Visibility.INTERNAL, ground="стаття 9")
    assert isinstance(set_visibility(ADMIN, closed, today=AUGUST, store=store), int)
    with pytest.raises(ForbiddenError, match="changed_since"):
        send_back(ADMIN, number, "хибна тривога", today=AUGUST, store=store)
    assert not seen(store)


def test_a_head_cannot_hide_at_once(store: Store) -> None:
    started(store)
    asked = set_visibility(HEAD, HIDDEN, today=AUGUST, store=store)
    assert not isinstance(asked, int)
    assert seen(store)


def test_the_words_of_a_return_and_who_it_concerns_stand_in_the_journal(store: Store) -> None:
    started(store, approval=True)
    outcome = confirm(HEAD, sent(store, valued(52.0)).number, today=AUGUST, store=store)
    assert draft_workbook(EDITOR, outcome.draft.number, store=store) == ("1.2.xlsx", valued(52.0))
    send_back(EDITOR, outcome.draft.number, "Назвіть джерело", store=store)
    entry = journal(EDITOR, store=store)[0]
    assert (entry.action, entry.reason, entry.whom) == ("send_back", "Назвіть джерело", "koval")
    assert entry.at <= datetime.now(UTC)
