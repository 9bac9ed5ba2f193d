"""Single changes of the plan and suspensions made as workbooks, and who sees what before it is changed."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.model import Department, Suspension, Visibility
from kpi.services.publishing.administration.plan_edit import (
    UnfinishedError,
    plan_to_change,
    plan_workbook,
    suspension_workbook,
    suspensions,
    with_department,
)
from kpi.services.publishing.administration.visibility_preview import asked_for, look, to_decide, who_sees
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.submission import approve, confirm
from kpi.services.publishing.visibility import VisibilityRequest, change_visibility
from kpi.store import Store
from tests.books import AUGUST
from tests.services.publishing.flow import ADMIN, EDITOR, HEAD, SECOND_ADMIN, STRANGER, sent, started

WISH = VisibilityRequest(code="1.2.1", visibility=Visibility.INTERNAL, ground="Указ № 64/2022")


def test_a_department_is_changed_or_added_and_an_unfinished_plan_is_carried_on(store: Store) -> None:
    started(store)
    with pytest.raises(ForbiddenError):
        plan_to_change(EDITOR, today=AUGUST, store=store)
    plan, draft = plan_to_change(ADMIN, today=AUGUST, store=store)
    assert plan is not None
    assert draft is None
    moved = with_department(plan, replace(plan.departments[0], contact="new@example.org"))
    assert [d.code for d in moved.departments] == [d.code for d in plan.departments]
    longer = with_department(moved, Department("parks", "Парки"))
    kept = sent(store, plan_workbook(longer), ADMIN)
    again, unfinished = plan_to_change(ADMIN, today=AUGUST, store=store)
    assert unfinished is not None and unfinished.number == kept.number
    assert again is not None
    assert [(d.code, d.contact) for d in again.departments] == [(d.code, d.contact) for d in longer.departments]


def test_an_empty_store_has_no_plan_to_change(store: Store) -> None:
    assert plan_to_change(ADMIN, today=AUGUST, store=store) == (None, None)
    assert suspensions(EDITOR, today=AUGUST, store=store) == ()


def test_a_suspension_is_a_workbook_of_its_goal(store: Store) -> None:
    started(store)
    before = suspensions(EDITOR, today=AUGUST, store=store)
    wanted = Suspension(
        code="1.10.1", since=date(2026, 7, 1), reason="Ремонт залу", act="Розпорядження № 3 від 01.07.2026"
    )
    goal, content = suspension_workbook(EDITOR, wanted, today=AUGUST, store=store)
    assert goal == "1.10"
    draft = sent(store, content, EDITOR)
    with pytest.raises(UnfinishedError) as error:
        suspension_workbook(EDITOR, wanted, today=AUGUST, store=store)
    assert error.value.number == draft.number
    outcome = confirm(EDITOR, draft.number, today=AUGUST, store=store)
    if outcome.receipt is None:
        approve(ADMIN, draft.number, today=AUGUST, store=store)
    now = suspensions(EDITOR, today=AUGUST, store=store)
    assert {(s.code, s.since) for s in now} == {(s.code, s.since) for s in (*before, wanted)}
    # the same code and day is the same suspension, changed
    ended = replace(wanted, until=date(2026, 9, 1))
    _, changed = suspension_workbook(EDITOR, ended, today=AUGUST, store=store)
    assert changed != content
    with pytest.raises(LookupError):
        suspension_workbook(EDITOR, replace(wanted, code="9.9"), today=AUGUST, store=store)


def test_everyone_sees_the_rules_of_their_own_indicators(store: Store) -> None:
    started(store)
    own, every = who_sees(HEAD, today=AUGUST, store=store), who_sees(EDITOR, today=AUGUST, store=store)
    assert {one.code for one in own} < {one.code for one in every}
    assert [one.code for one in every] == sorted(
        {one.code for one in every}, key=lambda c: [int(n) for n in c.split(".")]
    )


def test_closing_is_looked_at_before_it_is_done_and_stores_nothing(store: Store) -> None:
    started(store)
    found = look(HEAD, WISH, today=AUGUST, store=store)
    assert (found.before.visibility, found.after.visibility) == (Visibility.PUBLIC, Visibility.INTERNAL)
    assert found.vanish
    assert found.appear == ()
    assert {one.visibility for one in who_sees(HEAD, today=AUGUST, store=store) if one.code == "1.2.1"} == {
        Visibility.PUBLIC
    }
    with pytest.raises(LookupError):
        look(STRANGER, WISH, today=AUGUST, store=store)


def test_a_wish_to_open_waits_for_another_person(store: Store) -> None:
    started(store)
    change_visibility(ADMIN, WISH.code, WISH.visibility, ground=WISH.ground, today=AUGUST, store=store)
    change_visibility(ADMIN, WISH.code, Visibility.PUBLIC, today=AUGUST, store=store)
    (asked,) = asked_for(ADMIN, store=store)
    assert to_decide(SECOND_ADMIN, asked.number, store=store).number == asked.number
    with pytest.raises(LookupError):
        to_decide(SECOND_ADMIN, asked.number + 1, store=store)
    seen = look(SECOND_ADMIN, asked, today=AUGUST, store=store)
    assert seen.second
    assert seen.appear
    assert seen.vanish == ()
