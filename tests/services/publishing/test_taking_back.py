"""Undo and restore: what they take back is told exactly, and nothing that was undone stands in the way."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.measure import survey
from kpi.model import CellRef, Suspension, TargetChange
from kpi.services.publishing.administration.comparison import compare, restore_changes
from kpi.services.publishing.administration.undo import UndoError, restore, undo
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.services.publishing.submission import Publication, confirm
from kpi.store import Store, read_internal, read_public
from kpi.store.uploads import upload, uploads
from kpi.views.changes.comparison import compare as between
from tests.books import AUGUST, MAY, NOVEMBER, checked, hospitals, indicator
from tests.publishing import publish
from tests.services.publishing.flow import ADMIN, EDITOR, HEAD, revised, sent, started
from tests.two_editions import publish_both

OCTOBER = date(2026, 10, 1)


def corrected(store: Store, value: float, day: date = AUGUST) -> int:
    """The first quarter of 1.2.1 published with another value; the number of the publication."""
    done = confirm(HEAD, sent(store, revised(value, f"уточнено: {value:g}"), today=day).number, today=day, store=store)
    assert done.receipt is not None
    return done.receipt.number


def first_quarter(store: Store) -> float:
    rows = read_public(where=store.name).observations
    totals = rows[(rows["code"] == "1.2.1") & (rows["end"] == 2026 * 12 + 3) & (rows["breakdown"] == "")]
    return float(totals["value"].iloc[-1])


def test_what_was_undone_never_stands_in_the_way_of_an_earlier_one(store: Store) -> None:
    started(store)
    former = first_quarter(store)
    one, two = corrected(store, 51.0), corrected(store, 52.0)
    with pytest.raises(UndoError) as error:
        undo(EDITOR, one, "перше хибне", today=AUGUST, store=store)
    assert (error.value.reason, [later.seq for later in error.value.later]) == ("touched", [two])
    undo(EDITOR, two, "друге хибне", today=AUGUST, store=store)
    assert first_quarter(store) == 51.0
    undo(EDITOR, one, "перше теж", today=AUGUST, store=store)
    assert first_quarter(store) == former


def test_an_undo_that_was_undone_leaves_the_publication_in_force_and_it_can_be_undone_again(store: Store) -> None:
    started(store)
    former = first_quarter(store)
    one = corrected(store, 51.0)
    back = undo(EDITOR, one, "хибне", today=AUGUST, store=store)
    undo(EDITOR, back.number, "ні, правильне", today=AUGUST, store=store)
    assert first_quarter(store) == 51.0
    with store.reading() as connection:
        assert upload(connection, store.community, one).undone_by is None, "it is in force"
    undo(EDITOR, one, "таки хибне", today=AUGUST, store=store)
    assert first_quarter(store) == former
    with pytest.raises(UndoError) as error:
        undo(EDITOR, one, "ще раз", today=AUGUST, store=store)
    assert error.value.reason == "undone"


def test_a_redone_later_publication_stands_in_the_way_again(store: Store) -> None:
    started(store)
    one, two = corrected(store, 51.0), corrected(store, 52.0)
    back = undo(EDITOR, two, "хибне", today=AUGUST, store=store)
    again = undo(EDITOR, back.number, "ні", today=AUGUST, store=store)
    with pytest.raises(UndoError) as error:
        undo(EDITOR, one, "перше", today=AUGUST, store=store)
    assert [later.seq for later in error.value.later] == [again.number]


def test_a_restored_state_is_no_obstacle_to_undoing_what_it_restored(store: Store) -> None:
    started(store)
    former = first_quarter(store)
    one = corrected(store, 51.0)
    corrected(store, 52.0, OCTOBER)
    restore(ADMIN, AUGUST, "жовтень хибний", today=NOVEMBER, store=store)
    assert first_quarter(store) == 51.0
    undo(EDITOR, one, "і серпень", today=NOVEMBER, store=store)
    assert first_quarter(store) == former


DECISION = TargetChange(
    code="1.2.1", year=2026, new_value=40.0, decided=date(2026, 8, 1), act="№ 77", old_value=80.0,
    cell=CellRef("Зміни цілей", "A2"),
)  # fmt: skip
STOPPED = Suspension(code="1.2.1", since=date(2026, 8, 1), reason="ремонт", act="№ 78", review_by=date(2027, 1, 1))


def decided(store: Store, day: date = AUGUST) -> int:
    """A lowered target, a suspension and another name, in one publication; its number."""
    book = hospitals()
    renamed = replace(book.indicators[0], name="Зовсім інша назва", targets=((2024, 60.0), (2026, 40.0)))
    changed = replace(
        book,
        indicators=(renamed, *book.indicators[1:]),
        target_changes=(*book.target_changes, DECISION),
        suspensions=(*book.suspensions, STOPPED),
    )
    receipt = publish([checked(changed)], day, store=store)
    assert receipt.release is not None
    return receipt.release.seq


def told(found: Publication) -> tuple[object, ...]:
    changes = found.changes
    return (
        [(one.code, one.old, one.new, one.kind) for one in changes.targets],
        [(one.code, one.kind) for one in changes.suspensions],
        [(one.code, tuple(name for name, _, _ in one.fields)) for one in changes.definitions],
    )


TAKEN_BACK = (
    [("1.2.1", 40.0, 80.0, ChangeKind.REMOVED)],
    [("1.2.1", ChangeKind.REMOVED)],
    [("1.2.1", ("name",))],
)


def test_the_receipt_of_an_undo_tells_what_goes_back(store: Store) -> None:
    started(store)
    number = decided(store)
    assert told(undo(EDITOR, number, "рішення немає", today=AUGUST, store=store)) == TAKEN_BACK


def test_the_receipt_of_a_restore_tells_what_goes_back(store: Store) -> None:
    started(store)
    decided(store)
    before = restore_changes(ADMIN, MAY, today=NOVEMBER, store=store)
    done = restore(ADMIN, MAY, "рішення немає", today=NOVEMBER, store=store)
    assert done is not None
    assert told(done) == TAKEN_BACK
    assert before == done.changes, "the page told it before"


def test_two_releases_differ_in_targets_suspensions_definitions_and_access(store: Store) -> None:
    started(store)
    decided(store)
    found = compare(EDITOR, MAY, AUGUST, store=store).changes
    assert [(one.code, one.old, one.new, one.act) for one in found.targets] == [("1.2.1", 80.0, 40.0, "№ 77")]
    assert [(one.code, one.since, one.act) for one in found.suspensions] == [("1.2.1", STOPPED.since, "№ 78")]
    assert [(one.code, [name for name, _, _ in one.fields]) for one in found.definitions] == [("1.2.1", ["name"])]
    assert found.values == ()


def test_the_public_history_tells_the_reason_of_an_undo_and_of_a_restore_and_who_did_it(store: Store) -> None:
    publish([checked(replace(hospitals(), indicators=(indicator("1.2.1"),)))], MAY, store=store)
    started(store)
    one = corrected(store, 51.0)
    undo(EDITOR, one, "кома не на місці", today=OCTOBER, store=store)
    restore(ADMIN, AUGUST, "кома була на місці", today=NOVEMBER, store=store)
    found = between(survey(read_public(AUGUST, where=store.name)), survey(read_public(NOVEMBER, where=store.name)))
    deeds = [(one.deed, one.reason, one.department, one.old_value, one.new_value) for one in found.corrections]
    assert ("undo", "кома не на місці", "", 51.0, 50.0) in deeds
    assert ("restore", "кома була на місці", "", 50.0, 51.0) in deeds


def test_going_back_before_the_plan_was_published_keeps_the_plan(store: Store) -> None:
    """History may be older than the plan's own publication: its first version governs those releases."""
    started(store)
    publish([checked(hospitals())], date(2026, 2, 14), store=store)
    nodes = set(read_internal(where=store.name).nodes["code"])
    restore(ADMIN, date(2026, 2, 14), "назад", today=NOVEMBER, store=store)
    assert set(read_internal(where=store.name).nodes["code"]) == nodes


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_strategy_is_never_left_without_its_plan(number: int, store: Store) -> None:
    started(store)
    try:
        undo(ADMIN, number, "хибне", today=AUGUST, store=store)
    except UndoError as error:
        assert error.reason == "first_plan"
    assert read_internal(where=store.name).strategy.title == read_public(where=store.name).strategy.title


def test_the_first_plan_of_another_edition_is_not_taken_back_either(store: Store) -> None:
    publish_both(store)
    with store.reading() as connection:
        plans = [one.seq for one in uploads(connection, store.community) if one.kind == "plan"]
    assert len(plans) == 2
    for number in plans:
        with pytest.raises(UndoError, match="first_plan"):
            undo(ADMIN, number, "хибне", today=AUGUST, store=store)
