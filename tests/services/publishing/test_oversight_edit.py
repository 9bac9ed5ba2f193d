"""Single changes of decisions, made in a plan and published by an editor through the plan's own door."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kpi.access import Right
from kpi.model import (
    MOST_RISKS,
    Assignment,
    AssignmentState,
    CouncilSession,
    Decision,
    DecisionBody,
    Event,
    FileChoices,
    Plan,
    Risk,
)
from kpi.services.publishing import drafts
from kpi.services.publishing.administration import oversight_edit as edit
from kpi.services.publishing.administration.journal import journal
from kpi.services.publishing.administration.plan_edit import plan_to_change, plan_workbook
from kpi.services.publishing.administration.undo import undo
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.services.publishing.drafts import preview_draft
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.submission import confirm
from kpi.store import Store, read_public
from kpi.store.uploads import uploads
from kpi.text import Text
from kpi.web.desk.words.journal_words import journal_csv, subject_words
from kpi.web.desk.words.oversight_lines import oversight_lines
from tests.books import AUGUST, checked, plan
from tests.languages import BOTH
from tests.publishing import publish
from tests.services.publishing.flow import ADMIN, EDITOR, HEAD, sent, started

UK = Text(BOTH[0])
MARCH = date(2026, 3, 26)
NEW = Decision(number="№ 44", day=date(2026, 7, 2), body=DecisionBody.COUNCIL, name="Про басейн", subjects=("1.10",))
TASK = Assignment(decision="", decision_day=NEW.day, number="", name="Звітувати", department="sport", due=AUGUST)


def changed(store: Store, *changes: Callable[[Plan], Plan]) -> int:
    """The number of an editor's draft that holds the changes."""
    whole, draft = plan_to_change(EDITOR, today=AUGUST, store=store, right=Right.DECISIONS)
    assert whole is not None
    for change in changes:
        whole = change(whole)
    choices = FileChoices(oversight_only=True) if draft is None else draft.choices
    found = drafts.upload(EDITOR, plan_workbook(whole), "plan.xlsx", today=AUGUST, choices=choices, store=store)
    assert found.draft is not None, found.checked.reading.problems
    return found.draft.number


def first(whole: Plan) -> Assignment:
    return edit.find_assignment(whole.oversight, "21-зразок", MARCH, "1")


def close(whole: Plan) -> Plan:
    return edit.with_done(whole, first(whole), date(2026, 5, 4), "акт № 7", today=AUGUST)


def test_an_editor_adds_a_decision_with_an_assignment_and_closes_another_one(store: Store) -> None:
    started(store)
    changed(store, lambda whole: edit.with_decision(whole, NEW, today=AUGUST))
    # the unfinished draft is carried on
    number = changed(store, lambda whole: edit.with_assignment(whole, ("44", NEW.day), TASK), close)
    found = preview_draft(EDITOR, number, today=AUGUST, store=store)
    assert found.blockers == ()
    assert [(one.sheet, one.number, one.state) for one in found.changes.oversight] == [
        ("decisions", "44", None),
        ("assignments", "1", AssignmentState.OPEN),
        ("assignments", "1", AssignmentState.DONE),
    ]
    assert not found.changes.parameters
    assert confirm(EDITOR, number, today=AUGUST, store=store).receipt is not None
    seen = read_public(where=store.name)
    assert "44" in seen.decisions["number"].tolist()
    assert seen.assignments["state"].tolist().count("done") == 2


def test_the_journal_says_who_did_what_to_whom_and_opens_in_excel(store: Store) -> None:
    started(store)
    number = changed(
        store,
        lambda whole: edit.with_decision(whole, NEW, today=AUGUST),
        lambda whole: edit.with_event(whole, Event(day=AUGUST, name="Аварія")),
        lambda whole: edit.with_session(whole, CouncilSession(day=AUGUST)),
        lambda whole: edit.with_risk(whole, Risk(goal="1.10", name="Є вода"), most=MOST_RISKS),
        close,
    )
    confirm(EDITOR, number, today=AUGUST, store=store)
    entry = next(one for one in journal(EDITOR, store=store) if one.actor == EDITOR.login and one.files)
    assert subject_words(entry, UK) == (
        "засідання: 14.08.2026; рішення: № 44; "
        "доручення: 1 рішення № 21-зразок (health) — виконано; події: 14.08.2026; ризики цілей: 1.10"
    )
    assert "доручення: 1 рішення № 21-зразок (health) — виконано" in journal_csv([entry], UK)


def test_an_editors_draft_changes_nothing_else_of_the_plan(store: Store) -> None:
    """Whatever its workbook says: the rest is as it is in force when it is published, not when it was begun."""
    started(store)
    number = changed(
        store, close, lambda whole: replace(whole, strategy=replace(whole.strategy, title="Інша", deadline_days=3))
    )
    publish([checked(plan(contact="office@example.org"))], AUGUST, store=store)
    found = preview_draft(EDITOR, number, today=AUGUST, store=store)
    assert not found.changes.parameters
    confirm(EDITOR, number, today=AUGUST, store=store)
    now = read_public(where=store.name).strategy
    assert (now.title, now.contact) == ("Стратегія розвитку", "office@example.org")


def test_who_keeps_decisions_takes_their_publication_back_and_no_other_of_the_plan(store: Store) -> None:
    started(store)
    number = changed(store, lambda whole: edit.with_decision(whole, NEW, today=AUGUST))
    receipt = confirm(EDITOR, number, today=AUGUST, store=store).receipt
    assert receipt is not None
    assert receipt.changes.of_decisions
    undo(EDITOR, receipt.number, "не те рішення", today=AUGUST, store=store)
    assert "44" not in read_public(where=store.name).decisions["number"].tolist()
    publish([checked(plan(contact="office@example.org"))], AUGUST, store=store)
    with store.reading() as connection:
        whole_plan = max(one.seq for one in uploads(connection, store.community) if one.kind == "plan")
    with pytest.raises(ForbiddenError):
        undo(EDITOR, whole_plan, "не наша справа", today=AUGUST, store=store)


def test_only_who_keeps_decisions_changes_them(store: Store) -> None:
    started(store)
    with pytest.raises(ForbiddenError):
        plan_to_change(HEAD, today=AUGUST, store=store, right=Right.DECISIONS)
    content = plan_workbook(plan())
    with pytest.raises(ForbiddenError):
        drafts.upload(HEAD, content, "plan.xlsx", today=AUGUST, choices=FileChoices(oversight_only=True), store=store)
    # a whole plan is an administrator's still
    with pytest.raises(ForbiddenError):
        drafts.upload(EDITOR, content, "plan.xlsx", today=AUGUST, store=store)


def test_an_administrator_goes_on_with_a_whole_plan(store: Store) -> None:
    started(store)
    whole, _ = plan_to_change(ADMIN, today=AUGUST, store=store, right=Right.DECISIONS)
    assert whole is not None
    draft = sent(store, plan_workbook(close(whole)), ADMIN)
    assert preview_draft(ADMIN, draft.number, today=AUGUST, store=store).changes.oversight


@pytest.mark.parametrize("written", ["№ 21-зразок", "21–зразок", " 21-ЗРАЗОК"])
def test_a_number_written_otherwise_is_the_same_decision(store: Store, written: str) -> None:
    started(store)
    whole = plan()
    again = replace(NEW, number=written, day=MARCH)
    with pytest.raises(ValueError, match="known"):
        edit.with_decision(whole, again, today=AUGUST)
    # in a workbook too: its row goes on, and none comes beside it
    other = replace(whole.oversight.decisions[0], number=written.strip(), name="Про всі лікарні")
    tasks = tuple(
        replace(one, decision=written.strip(), number=f"№ {one.number}") for one in whole.oversight.assignments
    )
    oversight = replace(whole.oversight, decisions=(other, *whole.oversight.decisions[1:]), assignments=tasks)
    draft = sent(store, plan_workbook(replace(whole, oversight=oversight)), ADMIN)
    found = preview_draft(ADMIN, draft.number, today=AUGUST, store=store)
    assert [(one.sheet, one.number, one.name) for one in found.changes.oversight] == [
        ("decisions", "№ 21-зразок", "Про всі лікарні")
    ]
    assert not found.omitted


def test_words_that_look_like_personal_data_are_asked_about_and_taken_out(store: Store) -> None:
    started(store)
    own = replace(NEW, comment="Графік, 050 123 45 67")
    number = changed(
        store,
        lambda whole: edit.with_decision(whole, own, today=AUGUST),
        lambda whole: edit.with_risk(
            whole, Risk(goal="1.10", name="Є вода", watcher="ivan@example.org"), most=MOST_RISKS
        ),
    )
    found = preview_draft(EDITOR, number, today=AUGUST, store=store)
    assert found.blockers == (Blocker.PERSONAL,)
    keys = [one.key for one in found.personal]
    assert keys == ["decision_rev:44@2026-07-02", "risk_rev:1.10@1"]
    drafts.answer(EDITOR, number, personal={keys[0]: "remove", keys[1]: "keep"}, store=store)
    confirm(EDITOR, number, today=AUGUST, store=store)
    seen = read_public(where=store.name)
    assert seen.decisions.set_index("number").loc["44", "comment"] == "Графік"
    assert seen.risks["watcher"].tolist()[-1] == "ivan@example.org"


def test_words_that_stood_before_are_not_asked_about_again(store: Store) -> None:
    started(store)
    number = changed(store, lambda whole: edit.with_decision(whole, NEW, today=AUGUST), close)
    assert preview_draft(EDITOR, number, today=AUGUST, store=store).personal == ()


def test_what_cannot_be_so_is_told() -> None:
    whole, later = plan(), AUGUST + timedelta(1)

    def refused(change: Callable[[], Plan]) -> str:
        with pytest.raises(ValueError, match=r"\w") as error:
            change()
        return str(error.value)

    task = first(whole)
    told = [
        refused(lambda: edit.with_decision(whole, replace(NEW, number="№ "), today=AUGUST)),
        refused(lambda: edit.with_decision(whole, replace(NEW, day=later), today=AUGUST)),
        refused(lambda: edit.with_assignment(whole, ("30", date(2026, 4, 2)), replace(TASK, due=MARCH))),
        refused(lambda: edit.with_assignment(whole, ("30", date(2026, 4, 2)), replace(TASK, department="none"))),
        refused(lambda: edit.with_done(whole, task, later, "акт", today=AUGUST)),
        refused(lambda: edit.with_done(whole, task, MARCH - timedelta(1), "акт", today=AUGUST)),
        refused(lambda: edit.with_done(close(whole), first(close(whole)), AUGUST, "акт", today=AUGUST)),
        refused(lambda: edit.with_withdrawal(whole, task, ("31", AUGUST))),
        refused(lambda: edit.with_event(whole, Event(day=date(2022, 2, 24), name="повномасштабне  вторгнення"))),
        refused(lambda: edit.with_session(whole, CouncilSession(day=MARCH))),
        refused(lambda: edit.with_risk(whole, Risk(goal="1.2", name="Є вода"), most=1)),
    ]
    assert told == [
        *("number", "future", "due", "department", "done_future", "done_early", "closed", "withdrawal"),
        *("known_event", "known_session", "risks"),
    ]
    early = replace(task, decision_day=AUGUST)
    assert refused(lambda: edit.with_withdrawal(whole, early, ("30", date(2026, 4, 2)))) == "withdrawal"
    with pytest.raises(LookupError):
        edit.find_assignment(whole.oversight, "21-зразок", MARCH, "9")
    with pytest.raises(LookupError):
        edit.find_risk(whole.oversight, "1.2", "Немає такого")
    with pytest.raises(LookupError):
        edit.find_event(whole.oversight, MARCH, "Немає такого")
    with pytest.raises(LookupError):
        edit.find_session(whole.oversight, AUGUST)


def test_a_later_decision_withdraws_an_assignment() -> None:
    whole = edit.with_withdrawal(plan(), first(plan()), ("№ 30", date(2026, 4, 2)))
    one = first(whole)
    assert (one.state, one.withdrawn_by, one.withdrawn_on) == (AssignmentState.WITHDRAWN, "30", date(2026, 4, 2))
    numbered = edit.with_assignment(whole, ("21-зразок", MARCH), TASK).oversight.assignments[-1]
    assert (numbered.number, numbered.decision) == ("4", "№ 21-зразок")


def test_nothing_is_done_in_the_future(store: Store) -> None:
    started(store)
    whole = plan()
    ahead = replace(first(whole), state=AssignmentState.DONE, done=AUGUST + timedelta(1), evidence="акт")
    oversight = replace(whole.oversight, assignments=(ahead, *whole.oversight.assignments[1:]))
    found = drafts.upload(
        ADMIN, plan_workbook(replace(whole, oversight=oversight)), "plan.xlsx", today=AUGUST, store=store
    )
    assert found.draft is None
    assert [(one.code, one.found, one.cell) for one in found.checked.reading.problems if one.code == "done_in_future"]


def test_a_decision_is_changed_and_the_preview_says_what(store: Store) -> None:
    started(store)
    wanted = Decision(
        number="",
        day=MARCH,
        body=DecisionBody.COUNCIL,
        name="Про лікарні міста",
        name_en="On hospitals",
        subjects=("1.2", "1.2.1", "1.10"),
        comment="за поданням комісії",
    )
    number = changed(store, lambda whole: edit.with_changed_decision(whole, ("21-зразок", MARCH), wanted))
    found = preview_draft(EDITOR, number, today=AUGUST, store=store)
    assert found.blockers == ()
    (line,) = oversight_lines(found.changes.oversight, UK)
    assert "назва: «Про лікарні» → «Про лікарні міста»" in line
    assert "предмет: 1.2, 1.2.1 → 1.2, 1.2.1, 1.10" in line
    assert "коментар" not in line
    assert confirm(EDITOR, number, today=AUGUST, store=store).receipt is not None
    seen = read_public(where=store.name)
    assert "Про лікарні міста" in seen.decisions["name"].tolist()
    assert len(seen.assignments) == 3, "its assignments stay"


def test_a_decision_that_there_is_not_is_not_changed(store: Store) -> None:
    started(store)
    whole, _ = plan_to_change(EDITOR, today=AUGUST, store=store, right=Right.DECISIONS)
    assert whole is not None
    with pytest.raises(LookupError):
        edit.with_changed_decision(whole, ("99", MARCH), NEW)


def test_a_sheet_is_emptied_by_one_tick_and_only_where_the_file_has_it(store: Store) -> None:
    started(store)
    whole, _ = plan_to_change(ADMIN, today=AUGUST, store=store)
    assert whole is not None
    absent = sent(store, plan_workbook(replace(whole, oversight=replace(whole.oversight, risks=()))), ADMIN)
    assert not preview_draft(ADMIN, absent.number, today=AUGUST, store=store).omitted, "no sheet, no question"
    drafts.discard(ADMIN, absent.number, store=store)
    rest = replace(whole.oversight, risks=(), sheets=frozenset({"risks"}))
    empty = sent(store, plan_workbook(replace(whole, oversight=rest)), ADMIN)
    found = preview_draft(ADMIN, empty.number, today=AUGUST, store=store)
    assert [(one.sheet, len(one.rows)) for one in found.omitted.sheets] == [("risks", len(whole.oversight.risks))]
    assert Blocker.UNTICKED in found.blockers, "an empty sheet alone takes nothing away"
    drafts.set_choices(ADMIN, empty.number, taken=("sheet:risks",), store=store)
    again = preview_draft(ADMIN, empty.number, today=AUGUST, store=store)
    assert again.blockers == ()
    assert {one.kind for one in again.changes.oversight} == {ChangeKind.REMOVED}
    assert confirm(ADMIN, empty.number, today=AUGUST, store=store).receipt is not None
    seen = read_public(where=store.name)
    assert seen.risks.empty
    assert not seen.decisions.empty
