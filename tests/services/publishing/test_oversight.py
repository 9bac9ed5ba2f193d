"""What a plan does to decisions and what stands beside them, told before it is published and kept after."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi.model import AssignmentState, Oversight, Plan
from kpi.services.publishing.administration.publication_contents import publication_contents
from kpi.services.publishing.differences.changes import Changes, changes
from kpi.services.publishing.differences.omitted_rows import omitted_rows, ticked_rows
from kpi.services.publishing.differences.oversight_changes import OversightDifference
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.services.publishing.release_writer import PublicationContext, RefusedError, write_release
from kpi.services.publishing.snapshot import refresh_public
from kpi.store import Store, open_store, read_public
from kpi.store.as_of import AsOf
from kpi.store.write import last_seq
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.web.desk.words.oversight_lines import oversight_lines, row_name
from tests.books import AUGUST, MAY, checked, hospitals, oversight, plan
from tests.languages import BOTH
from tests.publishing import publish

UK, EN = BOTH


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "postup.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=opened)
    yield opened
    opened.engine.dispose()


def would_change(store: Store, whole: Plan) -> Changes:
    with store.trying() as connection:
        _, files = write_release(connection, store, [checked(whole)], PublicationContext(published=AUGUST))
        return changes(files[0], whole.strategy.fiscal_year)


def done() -> Oversight:
    """The first assignment done."""
    known = oversight()
    first = replace(known.assignments[0], state=AssignmentState.DONE, done=date(2026, 4, 30), evidence="акт № 7")
    return replace(known, assignments=(first, *known.assignments[1:]))


def said(found: tuple[OversightDifference, ...], text: Text) -> list[str]:
    return list(oversight_lines(found, text))


def test_the_same_plan_changes_nothing(store: Store) -> None:
    assert would_change(store, plan()).empty


def test_a_plan_that_closes_an_assignment_alone_is_not_empty(store: Store) -> None:
    found = would_change(store, replace(plan(), oversight=done()))
    assert not found.empty
    assert not found.of_plan
    assert not found.undecided
    assert said(found.oversight, Text(UK)) == [
        "Доручення 1 рішення № 21-зразок від 26.03.2026: відкрите → виконано 30.04.2026; доказ: акт № 7"
    ]
    assert said(found.oversight, Text(EN)) == [
        "Assignment 1 of the decision No. 21-зразок of 26 Mar 2026: open → done on 30 Apr 2026; evidence: акт № 7"
    ]


def test_every_row_that_comes_is_told(store: Store) -> None:
    known = oversight()
    more = Oversight(
        sessions=(*known.sessions, replace(known.sessions[0], day=date(2026, 6, 25), name="", name_en="")),
        decisions=(*known.decisions, replace(known.decisions[1], number="31")),
        assignments=(*known.assignments, replace(known.assignments[0], number="4")),
        events=(*known.events, replace(known.events[0], name="Друга подія дня")),
        risks=(*known.risks, replace(known.risks[0], goal="1.10")),
        alignments=(*known.alignments, replace(known.alignments[0], code="2.1")),
    )
    found = would_change(store, replace(plan(), oversight=more)).oversight
    assert {one.kind for one in found} == {ChangeKind.NEW}
    assert said(found, Text(UK)) == [
        "Засідання 25.06.2026 — додається",
        "Рішення № 31 від 02.04.2026 (комісія) — додається: Про хід виконання",
        "Доручення 4 рішення № 21-зразок від 26.03.2026 — додається: Закупити (health, строк 01.05.2026)",
        "Подія 24.02.2022 — додається: Друга подія дня",
        "Припущення цілі 1.10 — додається: Є світло",
        "Узгодження цілі 2.1 (державна стратегія) — додається: Здоров'я",
    ]


def test_what_a_plan_leaves_out_stays(store: Store) -> None:
    publish([checked(replace(plan(), oversight=Oversight()))], AUGUST, store=store)
    assert read_public(where=store.name).decisions["number"].tolist() == ["№ 21-зразок", "30"]


def test_a_subject_that_is_taken_out_of_its_cell_is_gone(store: Store) -> None:
    known = oversight()
    fewer = replace(known.decisions[0], subjects=("1.2",))
    publish(
        [checked(replace(plan(), oversight=replace(known, decisions=(fewer, *known.decisions[1:]))))],
        AUGUST,
        store=store,
    )
    assert read_public(where=store.name).decision_subjects["code"].tolist() == ["1.2"]


def test_the_release_before_keeps_what_it_said(store: Store) -> None:
    publish([checked(replace(plan(), oversight=done()))], AUGUST, store=store)
    states = [read_public(day, where=store.name).assignments["state"].tolist() for day in (MAY, AUGUST)]
    assert states == [["open", "done", "withdrawn"], ["done", "done", "withdrawn"]]


def test_the_journal_says_which_assignment_was_closed(store: Store) -> None:
    publish([checked(replace(plan(), oversight=done()))], AUGUST, store=store)
    with store.reading() as connection:
        contents = publication_contents(connection, store.community)
    held = contents[max(contents)]
    assert not held.plan
    (row,) = held.oversight["assignments"]
    assert (row["number"], row["department"], row["state"]) == ("1", "health", "done")


def left_out(store: Store, whole: Oversight) -> list[str]:
    with store.reading() as connection:
        until = AsOf(store.community, "2022-2026", AUGUST, last_seq(connection, store.community))
        return [one.key for one in omitted_rows(connection, until, replace(plan(), oversight=whole))]


def test_rows_are_asked_about_where_their_sheet_is_in_the_file(store: Store) -> None:
    known = oversight()
    assert left_out(store, known) == left_out(store, Oversight()) == []
    fewer = Oversight(decisions=known.decisions[1:], assignments=known.assignments[1:], events=known.events[:1])
    assert left_out(store, fewer) == [
        "decision_rev:№ 21-зразок@2026-03-26",
        "assignment_rev:№ 21-зразок@2026-03-26@1",
        "event_rev:2026-04-01@1",
    ]


def test_a_ticked_decision_goes_with_its_assignments(store: Store) -> None:
    known = oversight()
    fewer = replace(plan(), oversight=Oversight(decisions=known.decisions[1:]))
    with store.reading() as connection:
        until = AsOf(store.community, "2022-2026", AUGUST, last_seq(connection, store.community))
        omitted = omitted_rows(connection, until, fewer)
        gone = ticked_rows(connection, until, omitted, [omitted[0].key])
        assert ticked_rows(connection, until, omitted, []) == {}
    assert [row_name(one.change, Text(UK)) for one in omitted] == [
        "Рішення № 21-зразок від 26.03.2026 (рада): Про лікарні"
    ]
    with store.writing() as connection:
        write_release(connection, store, [checked(fewer)], PublicationContext(published=AUGUST), gone)
    refresh_public(store)
    now = read_public(where=store.name)
    assert now.decisions["number"].tolist() == ["30"]
    assert now.assignments.empty
    assert read_public(MAY, where=store.name).decisions["number"].tolist() == ["№ 21-зразок", "30"]


def about(code: str) -> Plan:
    known = oversight()
    decisions = (replace(known.decisions[0], subjects=(code,)), *known.decisions[1:])
    return replace(
        plan(), oversight=replace(known, decisions=decisions, events=(replace(known.events[1], codes=(code,)),))
    )


def test_a_subject_that_no_workbook_of_its_goal_has_is_refused(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "new.sqlite"))
    with pytest.raises(RefusedError) as refused:
        publish([checked(about("1.2.77")), checked(hospitals())], MAY, store=store)
    told = [(one.code, one.sheet, one.found) for one in refused.value.problems["plan.xlsx"]]
    assert told == [("subject_unknown", "Рішення", "1.2.77"), ("subject_unknown", "Події", "1.2.77")]
    problem = refused.value.problems["plan.xlsx"][0]
    assert message(problem, Text(UK)) == (
        "Аркуш «Рішення»: «Предмет»: у стратегії немає цілі чи показника з кодом «1.2.77»; найближче — «1.2.2»."
    )
    assert remedy(problem, Text(EN)).startswith("Write codes of goals or indicators")


def test_a_subject_below_a_goal_without_indicators_may_still_come(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "new.sqlite"))
    publish([checked(about("2.1.5")), checked(hospitals())], MAY, store=store)
    # what is not there is shown nowhere
    assert read_public(where=store.name).decisions["number"].tolist() == ["30"]
