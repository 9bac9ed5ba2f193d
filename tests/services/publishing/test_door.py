"""The door: whole or not at all, once, and as previewed."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from kpi.model import GoalBook, Indicator, Problem, Severity, Status, Visibility
from kpi.services.publishing import CheckedWorkbook, Receipt, RefusedError
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.release_writer import former_books
from kpi.store import Store, UnknownReleaseError, read_internal, releases, schema
from tests.books import (
    AUGUST,
    CHANGE,
    MAY,
    NOVEMBER,
    Read,
    checked,
    hospitals,
    indicator,
    observation,
    plan,
    with_changed_target,
)
from tests.fiscal_years import CALENDAR
from tests.publishing import look, publish


def rows_in(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in schema.METADATA.tables.items()
        }


def refused(book: GoalBook) -> CheckedWorkbook:
    problems = (
        Problem(code="number_invalid", severity=Severity.ERROR, sheet="Спостереження", cell="E8", found="сорок дві"),
        Problem(code="weight_sum", severity=Severity.REMARK),
    )
    return CheckedWorkbook(Read("bad.xlsx", goal_book=book, problems=problems), b"bad")


def test_one_error_refuses_all_files(store: Store) -> None:
    publish([checked(plan())], MAY, store=store)
    before = rows_in(store)
    with pytest.raises(RefusedError) as caught:
        publish([checked(hospitals()), refused(hospitals())], MAY, store=store)
    assert rows_in(store) == before
    assert [p.code for p in caught.value.problems["bad.xlsx"]] == ["number_invalid"]
    assert list(caught.value.problems) == ["bad.xlsx"]


def test_a_remark_refuses_nothing(store: Store) -> None:
    remark = Read("1.2.xlsx", goal_book=hospitals(), problems=(Problem(code="weight_sum", severity=Severity.REMARK),))
    publish([checked(plan()), CheckedWorkbook(remark, b"1")], MAY, store=store)
    assert read_internal(where=store.name).indicators["code"].tolist() == ["1.2.1", "1.2.2", "1.2.10"]


def test_a_goal_that_the_plan_does_not_have_refuses_all(store: Store) -> None:
    publish([checked(plan())], MAY, store=store)
    before = rows_in(store)
    foreign = GoalBook(goal="3.3", indicators=(indicator("3.3.1"),))
    with pytest.raises(RefusedError) as caught:
        publish([checked(hospitals()), checked(foreign)], MAY, store=store)
    (problem,) = caught.value.problems["3.3.xlsx"]
    assert (problem.code, problem.found, problem.values) == ("goal_unknown", "3.3", {"goals": "1.2, 1.10, 2.1"})
    assert rows_in(store) == before


def test_an_indicator_of_another_goal_is_refused(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    before = rows_in(store)
    with pytest.raises(RefusedError) as caught:
        publish([checked(GoalBook(goal="2.1", indicators=(indicator("1.2.1"),)))], AUGUST, store=store)
    (problem,) = caught.value.problems["2.1.xlsx"]
    assert (problem.code, problem.found, problem.values) == ("wrong_goal", "1.2.1", {"goal": "1.2"})
    assert rows_in(store) == before


def test_a_further_goal_that_the_plan_does_not_have_refuses_all(store: Store) -> None:
    publish([checked(plan())], MAY, store=store)
    before = rows_in(store)
    strays = GoalBook(goal="1.2", indicators=(indicator("1.2.1", also_under="2.1 9.9"),))
    with pytest.raises(RefusedError) as caught:
        publish([checked(strays)], MAY, store=store)
    (problem,) = caught.value.problems["1.2.xlsx"]
    assert (problem.code, problem.found, problem.values) == (
        "also_under_unknown", "9.9", {"goals": "1.2, 1.10, 2.1"}
    )  # fmt: skip
    assert rows_in(store) == before


def counts(receipt: Receipt) -> list[tuple[int, int, int, bool]]:
    return [(f.new, f.revised, f.unchanged, f.known) for f in receipt.files]


def test_the_same_files_again_change_nothing_and_say_so(store: Store) -> None:
    files = [checked(plan()), checked(hospitals())]
    assert publish(files, MAY, store=store).release is not None
    before = rows_in(store)
    again = publish(files, MAY, store=store)
    later = publish(files, NOVEMBER, store=store)
    assert again.release is None
    assert later.release is None
    assert counts(again) == [(0, 0, 0, True)] * 2
    assert rows_in(store) == before
    assert [r.published for r in releases(where=store.name)] == [MAY]


def test_another_file_that_says_the_same_changes_nothing(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    before = rows_in(store)
    saved_anew = CheckedWorkbook(Read("1.2.xlsx", goal_book=hospitals()), b"saved by another program")
    receipt = publish([saved_anew], AUGUST, store=store)
    assert receipt.release is None
    assert counts(receipt) == [(0, 0, 19, False)]
    assert rows_in(store) == before


def test_only_what_changed_becomes_a_revision(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    before = rows_in(store)
    changed = replace(hospitals().observations[0], value=51.0, comment="уточнено")
    book = hospitals(observation("1.2.1", "2026-Q2", 55.0))
    book = replace(book, observations=(changed, *book.observations[1:]))
    receipt = publish([checked(book)], AUGUST, store=store)
    assert counts(receipt) == [(1, 1, 18, False)]
    after = rows_in(store)
    assert after["observation_rev"] - before["observation_rev"] == 2
    assert {n for n in after if after[n] != before[n]} == {
        "observation_rev", "source_file", "upload", "release", "audit", "seal_leaf", "seal_checkpoint"
    }  # fmt: skip


def test_a_row_that_moved_in_the_workbook_is_no_revision(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    moved = replace(hospitals(), observations=tuple(replace(o, cell=None) for o in hospitals().observations))
    assert publish([checked(moved)], AUGUST, store=store).release is None


def test_goals_of_one_date_are_one_release(store: Store) -> None:
    other = GoalBook(goal="2.1", indicators=(indicator("2.1.1"),))
    receipt = publish([checked(other), checked(hospitals()), checked(plan())], MAY, "olha", "Перший", store=store)
    assert [f.goal for f in receipt.files] == ["", "1.2", "2.1"]
    (release,) = releases(where=store.name)
    assert (release.seq, release.uploads, release.note, release.published) == (3, 3, "Перший", MAY)
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 1)))], MAY, store=store)
    (release,) = releases(where=store.name)
    assert (release.seq, release.uploads) == (4, 4)


def test_goals_without_a_plan_make_their_own(store: Store) -> None:
    publish([checked(hospitals())], MAY, store=store)
    publish([checked(GoalBook(goal="3.3", indicators=(indicator("3.3.1", baseline_year=2020),)))], MAY, store=store)
    found = read_internal(where=store.name)
    assert found.nodes["code"].tolist() == ["", "1", "3", "1.2", "3.3"]
    assert (found.strategy.first_year, found.strategy.last_year) == (2020, 2026)


def test_an_empty_store_has_no_release(store: Store) -> None:
    assert releases(where=store.name) == []
    with pytest.raises(UnknownReleaseError):
        read_internal(where=store.name)
    assert publish([], MAY, store=store) == Receipt(None, MAY, ())


def test_the_former_books_are_those_of_the_day(store: Store) -> None:
    assert former_books(MAY, store=store) == {}
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    publish([checked(with_changed_target(hospitals()))], AUGUST, store=store)
    targets = {day: former_books(day, store=store)["1.2"].indicators[0].targets[-1] for day in (MAY, AUGUST)}
    assert targets == {MAY: (2026, 80.0), AUGUST: (2026, 75.0)}


def test_a_target_changed_without_a_decision_is_refused(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    before = rows_in(store)
    wrong_start = replace(CHANGE, old_value=79.0)
    silent = replace(with_changed_target(hospitals()), target_changes=())
    with pytest.raises(RefusedError) as caught:
        publish([checked(silent)], AUGUST, store=store)
    with pytest.raises(RefusedError):
        publish([checked(replace(silent, target_changes=(wrong_start,)))], AUGUST, store=store)
    (problem,) = caught.value.problems["1.2.xlsx"]
    assert problem.values == {"indicator": "1.2.1", "year": 2026, "last": "80"}
    assert (problem.code, problem.found) == ("target_changed_without_decision", "75")
    assert rows_in(store) == before


def test_a_refused_target_is_told_in_all_its_digits(store: Store) -> None:
    first, *others = hospitals().indicators
    raised = replace(first, targets=(*first.targets[:-1], (first.targets[-1][0], 1254980.5)))
    large = replace(hospitals(), indicators=(raised, *others))
    publish([checked(plan()), checked(large)], MAY, store=store)
    with pytest.raises(RefusedError) as caught:
        publish([checked(hospitals())], AUGUST, store=store)
    assert {p.values["last"] for p in caught.value.problems["1.2.xlsx"]} == {"1254980,5"}


def test_a_preview_tells_and_stores_nothing(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    before = rows_in(store)
    book = hospitals(observation("1.2.1", "2026-Q3", 80.0))
    seen = look(checked(book), NOVEMBER, store=store)
    assert rows_in(store) == before
    assert seen.as_of == date(2026, 9, 30)
    assert [(f.new, f.revised, f.unchanged) for f in seen.receipt.files] == [(1, 0, 19)]
    assert [(c.code, c.after) for c in seen.statuses] == [("1.2.1", Status.ACHIEVED)]
    assert seen.statuses[0].before is not None
    assert seen.opened == ()


def test_a_preview_names_what_becomes_public(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)

    def opened(i: Indicator) -> Indicator:
        return replace(i, visibility=Visibility.PUBLIC)

    book = replace(hospitals(), indicators=tuple(map(opened, hospitals().indicators)))
    assert look(checked(book), AUGUST, store=store).opened == ("1.2.2",)


def test_a_preview_into_an_empty_store(store: Store) -> None:
    seen = look(checked(hospitals()), MAY, store=store)
    assert seen.seq == 0
    assert {c.code for c in seen.statuses} == {"1.2.1", "1.2.2", "1.2.10"}
    assert all(c.before is None for c in seen.statuses)
    assert seen.opened == ("1.2.1", "1.2.10")


def test_what_changed_since_the_preview_is_a_conflict(store: Store) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)

    def value(number: float) -> GoalBook:
        return replace(hospitals(), observations=(observation("1.2.1", "2026-Q1", number),))

    seen = look(checked(value(60.0)), AUGUST, store=store).seq
    assert look(checked(value(60.0)), AUGUST, seen_seq=seen, store=store).conflicts == ()
    publish([checked(value(70.0))], AUGUST, store=store)
    found = look(checked(value(60.0)), AUGUST, seen_seq=seen, store=store)
    (conflict,) = found.conflicts
    assert (conflict.code, conflict.period, conflict.standing, conflict.own) == (
        "1.2.1",
        CALENDAR.parse("2026-Q1"),
        70.0,
        60.0,
    )
    assert Blocker.CONFLICT in found.blockers
    other_rows = replace(hospitals(), observations=(observation("1.2.10", "2026", 1.0),))
    assert look(checked(other_rows), AUGUST, seen_seq=seen, store=store).conflicts == ()
