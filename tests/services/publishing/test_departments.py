"""Departments renamed, merged, split and taken away: what goes along, what is refused, what undo brings back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kpi.model import Account, Department, FileChoices, GoalBook, Plan, Role
from kpi.services import sign_in
from kpi.services.publishing import drafts
from kpi.services.publishing.administration.department_edit import (
    PlanChange,
    check_names,
    merge,
    present_uses,
    remove,
    split,
)
from kpi.services.publishing.administration.journal import journal
from kpi.services.publishing.administration.plan_edit import plan_to_change, plan_workbook, with_department
from kpi.services.publishing.administration.undo import restore, undo
from kpi.services.publishing.assessment import Assessment
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.due_list import due_list
from kpi.services.publishing.file_check import present_departments
from kpi.services.publishing.keys import department_key, department_of
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.submission import NotReadyError, Publication, confirm, receipt
from kpi.services.sign_in.sessions import account_on
from kpi.store import Store, open_store, read_internal, read_public
from kpi.store.people import accounts
from tests.books import AUGUST, MAY, NOVEMBER, checked, hospitals, indicator, plan
from tests.publishing import publish
from tests.services.publishing.flow import ADMIN, EDITOR, HEAD, SECOND_ADMIN, STRANGER, started, valued
from tests.store.test_departments import stored_by_name

NEW_NAME = "Департамент медицини"
REASON = "Рішення № 12 від 10.08.2026"


def in_force(store: Store) -> PlanChange:
    found, draft = plan_to_change(ADMIN, today=AUGUST, store=store)
    assert found is not None
    return PlanChange(found, FileChoices() if draft is None else draft.choices)


def sent(store: Store, change: PlanChange) -> Assessment:
    """The preview of a changed plan as the pages send it."""
    content = plan_workbook(change.plan)
    found = drafts.upload(ADMIN, content, "plan.xlsx", today=AUGUST, choices=change.choices, store=store)
    assert found.draft is not None, found.checked.reading.problems
    return drafts.preview_draft(ADMIN, found.draft.number, today=AUGUST, store=store)


def published(store: Store, change: PlanChange) -> Publication:
    draft = sent(store, change).draft
    done = confirm(ADMIN, draft.number, today=AUGUST, store=store).receipt
    assert done is not None
    return done


def owners(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    """(goals, indicators): the codes of the departments that answer for them."""
    with store.reading() as connection:
        found = present_departments(connection, store, AUGUST)
    return dict(found.goals), {code: department for code, (_, department) in found.indicators.items()}


def renamed(change: PlanChange, code: str, name: str) -> PlanChange:
    department = next(one for one in change.plan.departments if one.code == code)
    return replace(change, plan=with_department(change.plan, replace(department, name=name)))


def made(store: Store, login: str, *departments: str) -> Account:
    account = Account(id=0, login=login, name=login, role=Role.HEAD, departments=departments)
    return sign_in.create(store, account, None, by="terminal", now=datetime.now(UTC))


def today_of(store: Store, login: str) -> tuple[str, ...]:
    """The departments that an account has today."""
    with store.reading() as connection:
        account = accounts.by_login(connection, store.community, login)
        assert account is not None
        return account_on(connection, store.community, account, AUGUST).departments


@pytest.mark.parametrize("by_name", [False, True], ids=["by code", "stored by name"])
def test_a_rename_takes_nothing_away(store: Store, by_name: bool) -> None:
    if by_name:
        named = hospitals()
        of_health = replace(named, indicators=tuple(replace(i, department=health()) for i in named.indicators))
        stored_by_name(store, plan(), of_health, MAY)
    else:
        started(store)
    made(store, "koval", "health")
    own = due_list(HEAD, AUGUST, store=store)
    before = owners(store)
    look = sent(store, renamed(in_force(store), "health", NEW_NAME))
    (along,) = look.departments.carried
    assert (along.goals, along.accounts) == (("1.2",), ("koval",))
    assert set(along.indicators) == {code for code, department in before[1].items() if department == "health"}
    assert not look.changes.responsibilities
    assert confirm(ADMIN, look.draft.number, today=AUGUST, store=store).receipt is not None

    assert owners(store) == before
    now = due_list(HEAD, AUGUST, store=store)
    assert [item.code for item in now.items] == [item.code for item in own.items]
    assert {item.department_name for item in now.items} == {NEW_NAME}
    # an upload of the own goal, with the former name in its workbook, is still the department's
    sent_in = drafts.upload(HEAD, valued(61.0), "1.2.xlsx", today=AUGUST, store=store)
    assert sent_in.draft is not None
    assert "wrong_department" not in {problem.code for problem in sent_in.checked.reading.problems}
    assert drafts.preview_draft(HEAD, sent_in.draft.number, today=AUGUST, store=store).foreign == ()
    # the page of the release before keeps the name of its day
    assert health() in set(read_public(MAY, where=store.name).departments["name"])
    assert NEW_NAME in set(read_public(where=store.name).departments["name"])


def health() -> str:
    return next(one.name for one in plan().departments if one.code == "health")


def test_a_rename_in_the_workbook_alone_is_no_question(store: Store) -> None:
    started(store)
    # the goals still have the former name, as an economist leaves them
    book = renamed(PlanChange(plan(), FileChoices()), "sport", "Департамент спорту").plan
    found = drafts.upload(ADMIN, plan_workbook(book), "plan.xlsx", today=AUGUST, store=store)
    assert found.draft is not None
    assert "department_unknown" not in {problem.code for problem in found.checked.reading.problems}
    fresh = open_store(store.name)
    with fresh.reading() as connection:
        again = drafts.reread(connection, fresh, found.draft, NOVEMBER)
    assert "department_unknown" not in {problem.code for problem in again.reading.problems}
    confirm(ADMIN, found.draft.number, today=AUGUST, store=store)
    assert owners(store)[0]["1.10"] == "sport"


def test_a_merger_hands_over_everything_and_undo_brings_it_back(store: Store) -> None:
    started(store)
    made(store, "koval", "health")
    made(store, "lys", "sport")
    before = owners(store)
    look = sent(store, merge(in_force(store), "sport", "health", REASON))
    assert look.blockers == ()
    (along,) = look.departments.carried
    assert (along.goals, along.indicators, along.accounts) == (("1.10",), ("1.10.1",), ("lys",))
    moved = {(one.code, one.before, one.after) for one in look.changes.responsibilities}
    assert moved == {("1.10", "sport", "health"), ("1.10.1", "sport", "health")}
    assert look.changes.definitions == ()
    assert look.changes.nodes == ()
    done = confirm(ADMIN, look.draft.number, today=AUGUST, store=store).receipt
    assert done is not None
    assert done.upload.reason == REASON
    entry = next(one for one in journal(EDITOR, store=store) if one.action == "publish")
    assert (entry.detail["merged"], entry.detail["reason"]) == ({"sport": "health"}, REASON)

    assert set(owners(store)[1].values()) == {"health"}
    assert "sport" not in set(read_public(where=store.name).departments["code"])
    assert "Спорт" in set(read_public(MAY, where=store.name).departments["name"])
    assert today_of(store, "lys") == ("health",)
    assert "1.10.1" in {item.code for item in due_list(STRANGER, AUGUST, store=store).items}
    # an older workbook that names the department which is gone means the one that took over
    older = GoalBook(goal="1.10", indicators=(indicator("1.10.1", department="Спорт"), indicator("1.10.2")))
    publish([checked(older, "older.xlsx")], AUGUST, store=store)
    assert owners(store)[1]["1.10.1"] == "health"

    undo(ADMIN, done.number, "Рішення скасовано", today=AUGUST, store=store)
    assert owners(store) == before
    assert today_of(store, "lys") == ("sport",)


def test_a_merger_of_a_merger_leads_to_the_last_one(store: Store) -> None:
    started(store)
    made(store, "lys", "sport")
    once = merge(in_force(store), "sport", "spare", REASON)
    sent(store, once)
    # the unfinished draft is carried on: two mergers, one publication
    twice = merge(in_force(store), "spare", "health", "і далі")
    assert twice.choices.merged == {"sport": "health", "spare": "health"}
    published(store, twice)
    assert set(owners(store)[1].values()) == {"health"}
    assert today_of(store, "lys") == ("health",)
    assert [one.code for one in in_force(store).plan.departments] == ["health"]
    for gone, into in (("health", "health"), ("health", "nobody"), ("nobody", "health")):
        with pytest.raises(ValueError, match="merge"):
            merge(in_force(store), gone, into, REASON)


def test_a_split_gives_what_was_ticked_to_the_new_department(store: Store) -> None:
    started(store)
    new = Department("clinics", "Управління клінік", "Clinics", "clinics@example.org")
    change = split(in_force(store), "health", new, goals=["1.2"], indicators=["1.2.1", "1.10.2"], reason=REASON)
    look = sent(store, change)
    assert {(one.code, one.after) for one in look.changes.responsibilities} == {
        ("1.2", "clinics"),
        ("1.2.1", "clinics"),
        ("1.10.2", "clinics"),
    }
    assert published(store, change).upload.reason == REASON
    goals, indicators = owners(store)
    assert goals["1.2"] == "clinics"
    assert (indicators["1.2.1"], indicators["1.10.2"], indicators["1.2.2"]) == ("clinics", "clinics", "health")
    with pytest.raises(ValueError, match="nothing_chosen"):
        split(in_force(store), "health", replace(new, code="x", name="Y"), goals=[], indicators=[], reason=REASON)
    with pytest.raises(ValueError, match="code_taken"):
        split(in_force(store), "health", new, goals=["1.2"], indicators=[], reason=REASON)
    with pytest.raises(ValueError, match="name_taken"):
        check_names(in_force(store).plan, replace(new, code="other"), fresh=True)
    check_names(in_force(store).plan, replace(new, contact=""), fresh=False)


def test_an_unused_department_is_taken_away_and_a_used_one_says_by_what(store: Store) -> None:
    started(store)
    made(store, "lys", "sport")
    uses = present_uses(ADMIN, today=AUGUST, store=store)
    assert (uses["spare"].used, uses["sport"].used) == (False, True)
    published(store, remove(in_force(store), "spare", REASON))
    assert [one.code for one in in_force(store).plan.departments] == ["health", "sport"]
    look = sent(store, remove(in_force(store), "sport", REASON))
    assert Blocker.DEPARTMENT_USED in look.blockers
    (used,) = look.departments.used
    assert (used.code, used.goals, used.indicators, used.accounts) == ("sport", ("1.10",), ("1.10.1",), ("lys",))
    with pytest.raises(NotReadyError):
        confirm(ADMIN, look.draft.number, today=AUGUST, store=store)
    with pytest.raises(ForbiddenError):
        present_uses(EDITOR, today=AUGUST, store=store)


def without(plan_of_the_day: Plan, *codes: str) -> Plan:
    return replace(
        plan_of_the_day, departments=tuple(one for one in plan_of_the_day.departments if one.code not in codes)
    )


def test_a_plan_that_only_leaves_something_out_asks_what_is_to_go(store: Store) -> None:
    started(store)
    found = in_force(store).plan
    smaller = without(found, "spare", "sport")
    content = plan_workbook(
        replace(smaller, operational_goals=tuple(g for g in smaller.operational_goals if g.code != "2.1"))
    )
    draft = drafts.upload(ADMIN, content, "plan.xlsx", today=AUGUST, store=store).draft
    assert draft is not None
    look = drafts.preview_draft(ADMIN, draft.number, today=AUGUST, store=store)
    assert look.blockers == (Blocker.UNTICKED,)
    assert look.left_out == ("2.1",)
    assert [(one.code, one.used) for one in look.departments.left_out] == [("sport", True), ("spare", False)]

    drafts.set_choices(
        ADMIN, draft.number, taken=("2.1", department_key("spare")), act="№ 5 від 01.08.2026", store=store
    )
    look = drafts.preview_draft(ADMIN, draft.number, today=AUGUST, store=store)
    assert look.blockers == ()
    drafts.set_choices(ADMIN, draft.number, taken=(department_key("sport"),), store=store)
    look = drafts.preview_draft(ADMIN, draft.number, today=AUGUST, store=store)
    assert look.blockers == (Blocker.DEPARTMENT_USED,)
    drafts.set_choices(ADMIN, draft.number, taken=(department_key("spare"),), store=store)
    assert confirm(ADMIN, draft.number, today=AUGUST, store=store).receipt is not None
    assert [one.code for one in in_force(store).plan.departments] == ["health", "sport"]
    assert (department_of("2.1"), department_of(department_key("spare"))) == ("", "spare")


def test_a_second_person_decides_where_the_plan_demands_it(store: Store) -> None:
    started(store, approval=True)
    look = sent(store, merge(in_force(store), "sport", "health", REASON))
    outcome = confirm(ADMIN, look.draft.number, today=AUGUST, store=store)
    assert outcome.receipt is None
    seen = drafts.preview_draft(SECOND_ADMIN, look.draft.number, today=AUGUST, store=store)
    assert seen.draft.choices.reason == REASON
    assert len(seen.changes.responsibilities) == 2


def test_going_back_to_a_release_brings_a_merged_department_back(store: Store) -> None:
    started(store)
    made(store, "lys", "sport")
    before = owners(store)
    published(store, merge(in_force(store), "sport", "health", REASON))
    back = restore(ADMIN, MAY, "назад", today=AUGUST, store=store)
    assert back is not None
    assert owners(store) == before
    assert today_of(store, "lys") == ("sport",)
    told = {
        (one.code, one.before, one.after) for one in receipt(ADMIN, back.number, store=store).changes.responsibilities
    }
    assert told == {("1.10", "health", "sport"), ("1.10.1", "health", "sport")}


def test_going_back_to_names_is_no_change(store: Store) -> None:
    named = replace(hospitals(), indicators=tuple(replace(i, department=health()) for i in hospitals().indicators))
    stored_by_name(store, plan(), named, MAY)
    assert restore(ADMIN, MAY, "назад", today=AUGUST, store=store) is None
    assert read_internal(where=store.name).indicators["department"].eq("health").all()
