"""A decision of the past about a goal that the strategy has no more stands as it was taken, and is told as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.access import Right, public_slice
from kpi.cli.parser import OK
from kpi.measure import survey
from kpi.model import Decision, DecisionBody, Event, Plan, Visibility
from kpi.opendata import tables
from kpi.services.publishing import drafts
from kpi.services.publishing.administration import oversight_edit as edit
from kpi.services.publishing.administration.plan_edit import plan_to_change, plan_workbook
from kpi.services.publishing.administration.undo import undo
from kpi.services.publishing.submission import approve, confirm
from kpi.store import Store, read_internal, read_public
from kpi.store.write import last_seq
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.oversight.decision_rows import decision_rows
from kpi.workbook.goal.oversight import StrategyCodes
from tests.books import AUGUST, checked, plan
from tests.languages import BOTH
from tests.publishing import publish
from tests.services.publishing.flow import ADMIN, EDITOR, SECOND_ADMIN, SPORT, sent, started

UK, EN = map(Text, BOTH)
DAY = date(2026, 7, 2)
ABOUT = Decision(number="44", day=DAY, body=DecisionBody.COUNCIL, name="Про басейн", subjects=("1.10",))
MARK = Event(day=DAY, name="Кошти передано", codes=("1.10", "1.2"))


def decided(store: Store, *changes: Callable[[Plan], Plan]) -> None:
    """An editor's changes of the plan that stands, published."""
    whole, _ = plan_to_change(EDITOR, today=AUGUST, store=store, right=Right.DECISIONS)
    assert whole is not None
    for change in changes:
        whole = change(whole)
    found = drafts.upload(ADMIN, plan_workbook(whole), "plan.xlsx", today=AUGUST, store=store)
    assert found.draft is not None, found.checked.reading.problems
    assert confirm(ADMIN, found.draft.number, today=AUGUST, store=store).receipt is not None


def without_sport(store: Store) -> int:
    """The goal 1.10 is dropped with its indicators; the number of the upload."""
    whole, _ = plan_to_change(ADMIN, today=AUGUST, store=store)
    assert whole is not None
    short = replace(whole, operational_goals=tuple(one for one in whole.operational_goals if one.code != "1.10"))
    draft = sent(store, plan_workbook(short), ADMIN)
    drafts.set_choices(ADMIN, draft.number, taken=("1.10",), act="№ 6 від 01.08.2026", store=store)
    assert confirm(ADMIN, draft.number, today=AUGUST, store=store).receipt is None, "a second person decides"
    done = approve(SECOND_ADMIN, draft.number, today=AUGUST, store=store).receipt
    assert done is not None
    return done.number


def with_decision(whole: Plan, *subjects: str, number: str = "44") -> Plan:
    return edit.with_decision(whole, replace(ABOUT, subjects=subjects, number=number), today=AUGUST)


@pytest.fixture
def gone(store: Store) -> Store:
    """A store whose decision № 44 and event are about the goal 1.10, which was dropped since."""
    started(store)
    decided(store, lambda whole: with_decision(whole, "1.10"), lambda whole: edit.with_event(whole, MARK))
    without_sport(store)
    return store


def test_the_plan_can_drop_a_goal_that_a_decision_names(gone: Store) -> None:
    seen = read_public(where=gone.name)
    assert "1.10" not in seen.nodes["code"].tolist()
    assert "44" in seen.decisions["number"].tolist()
    assert seen.decision_subjects.loc[seen.decision_subjects["number"] == "44", "code"].tolist() == ["1.10"]
    assert seen.events["codes"].tolist()[-1] == "1.10 1.2"
    assert seen.former_subjects["code"].tolist() == ["1.10"]
    named = tables.build(survey(seen))
    assert "1.10" in str(named)


def test_pages_name_it_as_it_was_called_last_and_lead_nowhere(gone: Store) -> None:
    called = next(goal.name for goal in plan().operational_goals if goal.code == "1.10")
    for text in (UK, EN):
        shown = board(survey(read_public(where=gone.name)), text)
        row = next(one for one in decision_rows(shown) if one.number == "44")
        (subject,) = row.subjects
        assert (subject.page, subject.gone, subject.name.code) == ("", True, "1.10")
        assert subject.name.name == called


def test_the_plan_is_changed_further_and_what_never_was_is_refused(gone: Store) -> None:
    decided(gone, lambda whole: with_decision(whole, "1.2", number="45"))
    decided(gone, lambda whole: with_decision(whole, "1.10", "1.10.1", number="46"))
    whole, _ = plan_to_change(ADMIN, today=AUGUST, store=gone)
    assert whole is not None
    wrong = plan_workbook(with_decision(whole, "1.10.77", number="47"))
    found = drafts.upload(ADMIN, wrong, "plan.xlsx", today=AUGUST, store=gone)
    assert found.draft is None
    assert [one.code for one in found.checked.reading.problems if one.found == "1.10.77"] == ["subject_unknown"]


def test_a_folder_is_loaded_with_it(gone: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = plan_to_change(ADMIN, today=AUGUST, store=gone)
    assert whole is not None
    file = tmp_path / "plan.xlsx"
    file.write_bytes(plan_workbook(edit.with_session(whole, replace(whole.oversight.sessions[0], day=DAY))))
    monkeypatch.setenv("POSTUP_STORE", gone.name)
    assert main(["load", str(file)]) == OK
    assert read_internal(where=gone.name).council_sessions["day"].dt.date.tolist()[-1] == DAY


def test_a_goal_that_comes_back_is_itself_again(gone: Store) -> None:
    with gone.reading() as connection:
        number = last_seq(connection, gone.community)
    undo(ADMIN, number, "Повернути", today=AUGUST, store=gone)
    seen = read_public(where=gone.name)
    assert "1.10" in seen.nodes["code"].tolist()
    assert seen.former_subjects.empty


def test_an_indicator_that_was_internal_stays_hidden_when_it_is_gone(store: Store) -> None:
    started(store)
    secret = replace(SPORT.indicators[0], visibility=Visibility.INTERNAL, ground="безпека")
    publish([checked(replace(SPORT, indicators=(secret, *SPORT.indicators[1:])))], AUGUST, store=store)
    decided(
        store,
        lambda whole: with_decision(whole, "1.10.1"),
        lambda whole: with_decision(whole, "1.10.2", number="45"),
        lambda whole: with_decision(whole, "1.10.1", "1.2", number="46"),
    )
    without_sport(store)
    seen = read_public(where=store.name)
    numbers = seen.decisions["number"].tolist()
    assert "44" not in numbers
    assert "45" in numbers and "46" in numbers
    assert seen.decision_subjects.loc[seen.decision_subjects["number"] == "46", "code"].tolist() == ["1.2"]
    assert seen.former_subjects["code"].tolist() == ["1.10.2"]
    whole = read_internal(where=store.name)
    assert whole.former_subjects["code"].tolist() == ["1.10.1", "1.10.2"]
    other = whole.former_subjects.assign(name=["КАНАРКА", *whole.former_subjects["name"][1:]])
    cut = public_slice(replace(whole, former_subjects=other), AUGUST)
    assert cut.former_subjects.equals(seen.former_subjects)


def test_a_sheet_takes_codes_that_the_strategy_has_ever_had_for_decisions_alone() -> None:
    codes = StrategyCodes.of(["1"], ["1.1"], ["1.1.1"], ["1.1", "1.2", "1.2.1"])
    assert [codes.subject(code) for code in ("1.1.1", "1.2", "1.2.1", "1.2.2", "7")] == [
        "1.1.1",
        "1.2",
        "1.2.1",
        None,
        None,
    ]
    assert codes.goal("1.2") is None, "a risk is of a goal that there is"
    assert codes.near("1.2.2") == "1.1.1" or not codes.near("1.2.2").startswith("1.2"), "nothing gone is proposed"
