"""What was written is read back: equal to the books, at every release, by rows that changed alone."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from sqlalchemy import func, select

from kpi.measure import dataset as ds
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.model import Action, ActionState, GoalBook, Suspension, code_sort_key
from kpi.store import Store, UnknownReleaseError, read_internal, releases, schema
from kpi.store.as_of import AsOf
from kpi.store.books import goal_books, source_file
from kpi.store.books import plan as stored_plan
from tests.books import (
    AUGUST,
    CHANGE,
    MAY,
    NOVEMBER,
    checked,
    hospitals,
    indicator,
    observation,
    plan,
    released,
    with_changed_target,
)
from tests.publishing import publish

FRAMES = ("nodes", "indicators", "targets", "observations", "suspensions", "actions", "departments")
#: told by the store alone
OWN = {
    "observations": ["seq", "source_file", "department"],
    "indicators": ["source_file"],
    "suspensions": ["published"],
}


def tidy(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    kept = frame.drop(columns=OWN.get(name, []))
    return kept.sort_values(list(kept.columns)).reset_index(drop=True)


def assert_same(one: Dataset, other: Dataset, but: tuple[str, ...] = ()) -> None:
    assert one.strategy == other.strategy
    for name in FRAMES:
        if name not in but:
            assert_frame_equal(tidy(getattr(one, name), name), tidy(getattr(other, name), name), obj=name)


def assert_identical(one: Dataset, other: Dataset) -> None:
    assert one.strategy == other.strategy
    for name in (*FRAMES, "releases"):
        assert_frame_equal(getattr(one, name), getattr(other, name), obj=name)


def fill(store: Store, *books: tuple[GoalBook, date]) -> None:
    publish([checked(plan())], MAY, store=store)
    for files, day in released(*books):
        publish(files, day, store=store)


def read(store: Store, day: date | None = None) -> Dataset:
    return read_internal(day, where=store.name)


def test_one_book_comes_back_as_the_frames_of_the_book(store: Store) -> None:
    fill(store, (hospitals(), MAY))
    found = read(store)
    expected = dataset_from_books([(hospitals(), MAY)], plan())
    assert_same(found, expected)
    for name in ("nodes", "indicators", "departments"):
        assert list(getattr(found, name)["code"]) == list(getattr(expected, name)["code"])
    assert found.suspensions["published"].eq(pd.Timestamp(MAY)).all()


def test_every_frame_has_its_schema(store: Store) -> None:
    publish([checked(plan())], MAY, store=store)
    empty = read(store)
    publish([checked(hospitals())], MAY, store=store)
    for found in (empty, read(store)):
        for name in (*FRAMES, "releases"):
            frame = getattr(found, name)
            assert {c: str(t) for c, t in frame.dtypes.items()} == dict(getattr(ds, name.upper())), name


def test_a_later_book_revises_what_it_changes_and_keeps_what_it_leaves_out(store: Store) -> None:
    later = with_changed_target(
        GoalBook(
            goal="1.2",
            indicators=(indicator("1.2.1", weight=60.0, name="Нова назва"),),
            observations=(
                observation("1.2.1", "2026-Q1", 51.0, comment="уточнено"),
                observation("1.2.1", "2025-Q3", 45.0, preliminary=True, coverage_pct=80.0),
                observation("1.2.1", "2026-Q2"),
            ),
        )
    )
    fill(store, (hospitals(), MAY), (later, AUGUST))
    found = read(store)
    assert list(found.indicators["code"]) == ["1.2.1", "1.2.2", "1.2.10"]
    assert found.indicators.loc[0, "name"] == "Нова назва"
    fresh = found.observations[found.observations["published"] == pd.Timestamp(AUGUST)]
    assert fresh[["end", "value", "gap"]].fillna(-1).to_numpy().tolist() == [
        [24315, 51.0, ""],
        [24318, -1, "not_collected"],
    ]
    assert len(found.observations) == len(hospitals().observations) + 2
    changed = found.targets[found.targets["decided"].notna()]
    assert changed[["code", "value", "act"]].to_numpy().tolist() == [["1.2.1", 75.0, "№ 7"]]
    assert found.targets.query("code == '1.2.1' and end == 24324")["value"].tolist() == [80.0, 75.0]


def test_a_decided_change_stays_when_a_later_book_leaves_its_row_out(store: Store) -> None:
    changed = with_changed_target(hospitals())
    fill(store, (hospitals(), MAY), (changed, AUGUST), (replace(changed, target_changes=()), NOVEMBER))
    assert_frame_equal(read(store).targets, read(store, AUGUST).targets)


def test_a_past_release_is_rebuilt_as_it_was(store: Store) -> None:
    publish([checked(plan())], MAY, store=store)
    publish([checked(hospitals())], MAY, store=store)
    in_may = read(store)
    changed = with_changed_target(hospitals(observation("1.2.1", "2026-Q2", 55.0)))
    publish([checked(changed), checked(plan(title="Інша назва"))], AUGUST, store=store)
    in_august = read(store)
    publish([checked(replace(changed, observations=(observation("1.2.1", "2026-Q1", 1.0),)))], NOVEMBER, store=store)
    assert_identical(read(store, MAY), in_may)
    assert_identical(read(store, AUGUST), in_august)
    assert in_may.strategy.title != in_august.strategy.title
    assert len(read(store).observations) == len(in_august.observations) + 1


def test_history_loaded_late_stands_in_its_place(store: Store) -> None:
    first, second = hospitals(), hospitals(observation("1.2.1", "2026-Q2", 55.0))
    revised = replace(first, observations=(observation("1.2.1", "2026-Q1", 49.0), *first.observations[1:]))
    publish([checked(plan())], MAY, store=store)
    publish([checked(second)], NOVEMBER, store=store)
    publish([checked(revised)], AUGUST, store=store)
    found = read(store)
    last = found.observations.query("code == '1.2.1' and end == 24315 and breakdown == ''")
    assert last["value"].tolist() == [49.0, 50.0]
    assert last["published"].tolist() == [pd.Timestamp(AUGUST), pd.Timestamp(NOVEMBER)]
    assert [r.published for r in releases(where=store.name)] == [MAY, AUGUST, NOVEMBER]
    repeats = found.observations.duplicated(["code", "breakdown", "end", "span_months", "value", "gap"])
    assert not repeats.any(), "what was repeated in November is no revision of August"


def test_history_older_than_its_plan_is_read_with_the_first_plan(store: Store) -> None:
    publish([checked(plan()), checked(hospitals(observation("1.2.1", "2026-Q2", 55.0)))], NOVEMBER, store=store)
    publish([checked(plan(title="Нова назва"))], date(2026, 12, 1), store=store)
    publish([checked(hospitals())], MAY, store=store)
    assert read(store, MAY).strategy.title == read(store, NOVEMBER).strategy.title == plan().strategy.title
    assert read(store, MAY).nodes["code"].tolist() == read(store).nodes["code"].tolist()
    assert len(read(store, MAY).observations) == len(hospitals().observations)


def test_no_such_release(store: Store) -> None:
    fill(store, (hospitals(), MAY))
    with pytest.raises(UnknownReleaseError):
        read(store, AUGUST)
    with pytest.raises(UnknownReleaseError):
        read_internal(edition="1999", where=store.name)


def test_editions_stand_side_by_side(store: Store) -> None:
    fill(store, (hospitals(), MAY))
    publish(
        [checked(plan(edition="2027-2031", last_year=2031)), checked(hospitals(observation("1.2.1", "2030", 1.0)))],
        NOVEMBER,
        store=store,
    )
    assert read_internal(edition="2022-2026", where=store.name).observations["end"].max() == 24315
    assert read(store).strategy.edition == "2027-2031"
    assert read(store).observations["end"].max() == 24372


def test_rows_of_one_key_in_one_book_are_all_kept(store: Store) -> None:
    twice = (
        Action(code="1.2", name="Ремонт", state=ActionState.DONE),
        Action(code="1.2", name="Ремонт", state=ActionState.STOPPED),
    )
    since = date(2022, 2, 24)
    stops = (
        Suspension(code="1.2", since=since, reason="обстріли", act="№ 1"),
        Suspension(code="1.2", since=since, reason="мінування", act="№ 2"),
    )
    fill(store, (replace(hospitals(), actions=twice, suspensions=stops), MAY))
    assert read(store).actions["state"].tolist() == ["done", "stopped"]
    assert read(store).suspensions["act"].tolist() == ["№ 1", "№ 2"]


def test_the_books_come_back_for_the_next_check(store: Store) -> None:
    changed = with_changed_target(hospitals(observation("1.2.1", "2026-Q2", 55.0)))
    fill(store, (hospitals(), MAY), (changed, AUGUST))
    with store.reading() as connection:
        until = AsOf(store.community, "2022-2026", AUGUST, 99)
        found = goal_books(connection, until)["1.2"]
        kept = stored_plan(connection, until)
    assert kept is not None
    assert kept == replace(
        plan(),
        strategic_goals=tuple(sorted(plan().strategic_goals, key=lambda g: code_sort_key(g.code))),
        # departments by code, however the plan names them; in a workbook by name
        operational_goals=tuple(
            replace(g, department={"Спорт": "sport"}.get(g.department, g.department))
            for g in sorted(plan().operational_goals, key=lambda g: code_sort_key(g.code))
        ),
    )
    called = {d.code: d.name for d in plan().departments}
    by_code = {i.code: replace(i, department=called[i.department]) for i in changed.indicators}
    assert {i.code: replace(i, cell=None) for i in found.indicators} == {
        code: replace(i, cell=None) for code, i in by_code.items()
    }
    assert found.target_changes == (CHANGE,)
    assert set(found.observations) == set(changed.observations)
    assert found.suspensions == tuple(replace(s, cell=None) for s in changed.suspensions)
    assert set(found.actions) == set(changed.actions)


def test_the_original_file_is_kept(store: Store) -> None:
    fill(store, (hospitals(), MAY))
    one = checked(hospitals())
    with store.reading() as connection:
        assert source_file(connection, one.sha256) == one.content
        assert source_file(connection, "0") is None
    assert set(read(store).observations["source_file"]) == {one.sha256}


def test_seq_counts_uploads_from_one_without_gaps(store: Store) -> None:
    fill(store, (hospitals(), MAY), (hospitals(observation("1.2.1", "2026-Q2", 1)), AUGUST))
    with store.reading() as connection:
        assert connection.scalars(select(schema.UPLOAD.c.seq).order_by(schema.UPLOAD.c.seq)).all() == [1, 2, 3]
        assert connection.scalar(select(func.count()).select_from(schema.RELEASE)) == 3


def test_texts_are_pythons_own_strings(store: Store) -> None:
    """Arrow's would cost every process its allocator and its library of functions."""
    publish([checked(plan())], MAY, store=store)
    whole = read_internal(where=store.name)
    frames = (whole.nodes, whole.indicators, whole.targets, whole.observations, whole.departments, whole.releases)
    texts = [dtype for frame in frames for dtype in frame.dtypes if isinstance(dtype, pd.StringDtype)]
    assert {dtype.storage for dtype in texts} == {"python"}
