"""Events, sessions and risks that an editor changes or takes away: one row is meant, told and published, no other."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.access import Right
from kpi.model import MOST_RISKS, CouncilSession, Event, FileChoices, Plan, Risk
from kpi.services.publishing import drafts
from kpi.services.publishing.administration import oversight_edit as edit
from kpi.services.publishing.administration.plan_edit import plan_to_change, plan_workbook
from kpi.services.publishing.differences.omitted_rows import taken_with
from kpi.services.publishing.differences.oversight_changes import OversightDifference
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.services.publishing.submission import confirm
from kpi.store import Store, read_public
from tests.books import AUGUST, plan
from tests.services.publishing.flow import EDITOR, started

MAY_DAY = date(2026, 5, 21)
CALLED_OFF, NEW_TENDER = Event(day=MAY_DAY, name="Закупівлю скасовано"), Event(day=MAY_DAY, name="Новий тендер")
WATER, STAFF = Risk(goal="1.10", name="Є вода"), Risk(goal="1.10", name="Є люди", watcher="відділ")
SESSION = CouncilSession(day=MAY_DAY, name="Позачергова")
CHOICES = FileChoices(oversight_only=True)


def standing(store: Store) -> Plan:
    whole, _ = plan_to_change(EDITOR, today=AUGUST, store=store, right=Right.DECISIONS)
    assert whole is not None
    return whole


def told(store: Store, before: Plan, wanted: Plan) -> list[tuple[str, ChangeKind, str]]:
    """Publish what a form made of the plan; what the preview said of it."""
    ticks = taken_with((), before.oversight, wanted.oversight)
    choices = FileChoices(oversight_only=True, taken=ticks)
    found = drafts.upload(EDITOR, plan_workbook(wanted), "plan.xlsx", today=AUGUST, choices=choices, store=store)
    assert found.draft is not None, found.checked.reading.problems
    seen = drafts.preview_draft(EDITOR, found.draft.number, today=AUGUST, store=store)
    assert seen.blockers == ()
    assert confirm(EDITOR, found.draft.number, today=AUGUST, store=store).receipt is not None
    return [(one.sheet, one.kind, one.name) for one in seen.changes.oversight]


def fields(found: OversightDifference) -> list[tuple[str, str, str]]:
    return [(one.name, one.old, one.new) for one in found.fields]


def test_of_two_events_of_a_day_the_one_that_is_meant_goes(store: Store) -> None:
    started(store)
    before = standing(store)
    told(store, before, edit.with_event(edit.with_event(before, CALLED_OFF), NEW_TENDER))
    before = standing(store)
    own = edit.find_event(before.oversight, MAY_DAY, "закупівлю СКАСОВАНО")
    assert own == CALLED_OFF
    assert told(store, before, edit.with_changed_event(before, own, None)) == [
        ("events", ChangeKind.REMOVED, CALLED_OFF.name)
    ]
    left = read_public(where=store.name).events["name"].tolist()
    assert NEW_TENDER.name in left
    assert CALLED_OFF.name not in left


def test_what_changes_of_an_event_is_told_by_its_fields(store: Store) -> None:
    started(store)
    before = standing(store)
    told(store, before, edit.with_event(before, CALLED_OFF))
    before = standing(store)
    moved = replace(CALLED_OFF, name="Закупівлю відкладено", codes=("1.2.1",))
    wanted = edit.with_changed_event(before, CALLED_OFF, moved)
    number = drafts.upload(EDITOR, plan_workbook(wanted), "plan.xlsx", today=AUGUST, store=store, choices=CHOICES).draft
    assert number is not None
    (found,) = drafts.preview_draft(EDITOR, number.number, today=AUGUST, store=store).changes.oversight
    assert found.kind is ChangeKind.REVISED
    assert fields(found) == [("name", CALLED_OFF.name, moved.name), ("codes", "", "1.2.1")]


def test_a_session_moves_and_the_last_of_a_sheet_may_go(store: Store) -> None:
    started(store)
    before = standing(store)
    (own,) = before.oversight.sessions
    moved = edit.with_changed_session(before, edit.find_session(before.oversight, own.day), SESSION)
    assert {one[1:] for one in told(store, before, moved)} == {
        (ChangeKind.REMOVED, own.name),
        (ChangeKind.NEW, SESSION.name),
    }
    before = standing(store)
    emptied = edit.with_changed_session(before, SESSION, None)
    assert told(store, before, emptied) == [("sessions", ChangeKind.REMOVED, SESSION.name)]
    assert standing(store).oversight.sessions == ()


def test_a_risk_says_something_else_and_keeps_its_goal(store: Store) -> None:
    started(store)
    before = standing(store)
    told(store, before, edit.with_risk(edit.with_risk(before, WATER, most=MOST_RISKS), STAFF, most=MOST_RISKS))
    before = standing(store)
    own = edit.find_risk(before.oversight, "1.10", STAFF.name)
    changed = edit.with_changed_risk(before, own, replace(STAFF, goal="9.9", watcher="кадри"))
    assert edit.find_risk(changed.oversight, "1.10", STAFF.name).watcher == "кадри"
    assert told(store, before, changed) == [("risks", ChangeKind.REVISED, STAFF.name)]
    with pytest.raises(ValueError, match="known_risk"):
        edit.with_changed_risk(before, own, replace(own, name="є ВОДА"))
    before = standing(store)
    own = edit.find_risk(before.oversight, "1.10", WATER.name)
    assert told(store, before, edit.with_changed_risk(before, own, None)) == [("risks", ChangeKind.REMOVED, WATER.name)]


def test_what_is_gone_meanwhile_is_found_nowhere() -> None:
    known = plan().oversight
    with pytest.raises(LookupError):
        edit.find_event(known, MAY_DAY, "ніщо")
    with pytest.raises(LookupError):
        edit.find_session(known, MAY_DAY)
    with pytest.raises(LookupError):
        edit.find_risk(known, "1.10", "ніщо")


def test_a_changed_row_must_be_as_right_as_a_new_one() -> None:
    whole = edit.with_session(edit.with_event(edit.with_event(plan(), CALLED_OFF), NEW_TENDER), SESSION)
    with pytest.raises(ValueError, match="event"):
        edit.with_changed_event(whole, CALLED_OFF, NEW_TENDER)
    (first, *_) = plan().oversight.sessions
    with pytest.raises(ValueError, match="session"):
        edit.with_changed_session(whole, SESSION, first)


def test_a_tick_of_what_stands_again_is_taken_back() -> None:
    whole = edit.with_event(plan(), CALLED_OFF)
    gone = edit.with_changed_event(whole, CALLED_OFF, None)
    ticks = taken_with(("goal:1.2",), whole.oversight, gone.oversight)
    assert "goal:1.2" in ticks
    assert len(ticks) > 1
    assert taken_with(ticks, whole.oversight, whole.oversight) == ("goal:1.2",)


def test_the_last_risk_and_the_last_events_may_go_as_well(store: Store) -> None:
    started(store)
    before = wanted = standing(store)
    for event in before.oversight.events:
        wanted = edit.with_changed_event(wanted, event, None)
    for risk in before.oversight.risks:
        wanted = edit.with_changed_risk(wanted, risk, None)
    gone = [one[:2] for one in told(store, before, wanted)]
    assert gone == [("events", ChangeKind.REMOVED)] * 2 + [("risks", ChangeKind.REMOVED)]
    left = standing(store).oversight
    assert (left.events, left.risks) == ((), ())
