"""What always holds (METHOD 8)."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.measure import measure
from kpi.measure.books import dataset_from_books
from kpi.measure.core.arrays import STATUSES
from kpi.measure.core.judging import classify
from kpi.measure.dataset import Dataset
from kpi.model import SEVERITY_ORDER, Direction, GoalBook, Indicator, MethodSettings, Observation, Status
from tests.fiscal_years import CALENDAR
from tests.measure import community
from tests.measure.one import PLAIN
from tests.measure.steps import rollup

NUMBERS = MethodSettings()
#: better is higher
RANK = {str(status): rank for rank, status in enumerate(SEVERITY_ORDER)} | {
    "not_due": SEVERITY_ORDER.index(Status.ON_TRACK)
}
whole = st.integers(-400, 400).map(float)
years = st.integers(2022, 2027)
quick = settings(max_examples=25, deadline=None)


Case = tuple[Indicator, list[tuple[int, float]]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """An indicator, linear or a range, with milestones and a few yearly values."""
    base, middle, target = draw(whole), draw(whole), draw(whole)
    rows = draw(st.lists(st.tuples(years, whole), max_size=4, unique_by=lambda row: row[0]))
    if draw(st.booleans()):
        low, high = sorted((middle, target))
        return replace(
            PLAIN, direction=Direction.RANGE, targets=(), range_low=low, range_high=high, baseline_value=base
        ), rows
    direction = draw(st.sampled_from([Direction.INCREASE, Direction.DECREASE]))
    plan = ((2024, middle), (2026, target)) if draw(st.booleans()) else ((2026, target),)
    return replace(PLAIN, direction=direction, baseline_value=base, targets=plan), rows


many = st.lists(cases(), min_size=4, max_size=12)


def judged(*given_: Case) -> list[pd.Series]:
    """The results of several indicators, measured together."""
    indicators = tuple(replace(i, code=f"1.1.{n}") for n, (i, _) in enumerate(given_))
    observations = tuple(
        Observation(code=f"1.1.{n}", period=CALENDAR.period(year, 12), value=value)
        for n, (_, rows) in enumerate(given_)
        for year, value in rows
    )
    dataset = dataset_from_books([(GoalBook(goal="1.1", indicators=indicators, observations=observations), None)])
    found = measure(dataset, date(2027, 12, 31)).indicators
    return [found.iloc[n] for n in range(len(given_))]


def mapped(given_: Indicator, factor: float, shift: float) -> Indicator:
    """The indicator in another unit; a negative factor turns its direction."""

    def to(value: float | None) -> float | None:
        return None if value is None else factor * value + shift

    limits = sorted(factor * v + shift for v in (given_.range_low, given_.range_high) if v is not None)
    turned = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}
    return replace(
        given_,
        direction=turned.get(given_.direction, given_.direction) if factor < 0 else given_.direction,
        baseline_value=to(given_.baseline_value),
        targets=tuple((year, factor * value + shift) for year, value in given_.targets),
        range_low=limits[0] if limits else None,
        range_high=limits[1] if limits else None,
    )


def assert_same(one: pd.Series, other: pd.Series) -> None:
    if one["flag_scale_suspect"] or other["flag_scale_suspect"]:
        return  # what is about 100 times off depends on where zero lies: the one check that a shift may change
    assert one["status"] == other["status"]
    for name in ("progress", "expected", "pace"):
        assert one[name] == pytest.approx(other[name], nan_ok=True, abs=1e-9)


@quick
@given(many, st.sampled_from([0.25, 0.5, 1.0, 2.0, 8.0]), st.integers(-64, 64))
def test_another_unit_changes_nothing(drawn: list[Case], factor: float, shift: int) -> None:
    other = [(mapped(i, factor, shift), [(year, factor * v + shift) for year, v in rows]) for i, rows in drawn]
    for one, two in zip(judged(*drawn), judged(*other), strict=True):
        assert_same(one, two)


@quick
@given(many)
def test_negating_everything_changes_nothing(drawn: list[Case]) -> None:
    other = [(mapped(i, -1, 0), [(year, -value) for year, value in rows]) for i, rows in drawn]
    for one, two in zip(judged(*drawn), judged(*other), strict=True):
        assert_same(one, two)


@quick
@given(many, st.lists(whole, min_size=12, max_size=12))
def test_a_status_never_worsens_when_progress_grows(drawn: list[Case], better: list[float]) -> None:
    drawn = [(i, rows or [(2024, 0.0)]) for i, rows in drawn]
    other = [
        (i, [row for row in rows if row != max(rows)] + [(max(rows)[0], value)])
        for (i, rows), value in zip(drawn, better, strict=False)
    ]
    for one, two in zip(judged(*drawn), judged(*other), strict=True):
        if "no_data" not in {one["status"], two["status"]} and not one["flag_hold"]:
            low, high = sorted((one, two), key=lambda row: row["progress"])
            assert RANK[low["status"]] <= RANK[high["status"]]


def test_a_status_never_worsens_when_progress_grows_or_the_plan_falls() -> None:
    shares = np.round(np.arange(-0.3, 1.4, 0.01), 2)
    progress, expected = (grid.reshape(-1) for grid in np.meshgrid(shares, shares, indexing="ij"))
    rank = np.array([RANK[name] for name in STATUSES])[classify(progress, expected, NUMBERS)]
    rank = rank.reshape(len(shares), len(shares))
    assert (np.diff(rank, axis=0) >= 0).all()
    assert (np.diff(rank, axis=1) <= 0).all()


shares = st.integers(-20, 130).map(lambda n: n / 100)


def child(progress: float, expected: float, weight: float) -> dict[str, object]:
    code = int(classify(np.array([progress]), np.array([expected]), NUMBERS)[0])
    status = "achieved" if progress >= 1 else STATUSES[code]
    return {"progress": progress, "expected": expected, "status": status, "weight": weight}


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(shares, shares, st.integers(0, 3)), min_size=1, max_size=6),
    st.integers(0, 2),
    st.integers(0, 5),
    shares,
)
def test_improving_a_child_never_worsens_its_parent(
    drawn: list[tuple[float, float, int]], missing: int, which: int, better: float
) -> None:
    gaps = [{"progress": np.nan, "expected": np.nan, "status": "no_data", "weight": 1.0}] * missing
    at = which % len(drawn)
    improved = [*drawn]
    improved[at] = (max(better, drawn[at][0]), *drawn[at][1:])
    one, two = (rollup(pd.DataFrame([child(*row) for row in rows] + gaps)).iloc[0] for rows in (drawn, improved))
    assert RANK[one["status"]] <= RANK[two["status"]]
    assert not two["progress"] < one["progress"] - 1e-12


DAY, KNOWN = date(2026, 9, 30), date(2026, 11, 14)


def assert_equal(one: Dataset, other: Dataset, as_of: date = DAY, known_at: date = KNOWN) -> None:
    first, second = measure(one, as_of, known_at), measure(other, as_of, known_at)
    pd.testing.assert_frame_equal(first.indicators, second.indicators)
    pd.testing.assert_frame_equal(first.nodes, second.nodes)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    dataset = community.dataset(seed)
    shuffled = replace(
        dataset,
        observations=dataset.observations.sample(frac=1, random_state=seed).reset_index(drop=True),
        targets=dataset.targets.sample(frac=1, random_state=seed).reset_index(drop=True),
    )
    assert_equal(dataset, shuffled)


def test_a_repeated_import_changes_nothing() -> None:
    books = community.books()
    half = len(books) // 2
    assert_equal(
        dataset_from_books(books, community.plan()), dataset_from_books([*books, *books[half:]], community.plan())
    )


@pytest.mark.parametrize("day", [date(2024, 6, 30), date(2026, 3, 31)])
def test_a_suspended_child_equals_an_absent_one(day: date) -> None:
    dataset = community.dataset()
    goals = ["1.1.1", "2.2.3", "2.3", "4"]
    rows = pd.DataFrame({"code": goals, "since": pd.Timestamp("2022-01-01"), "reason": "", "act": ""})
    stopped = replace(dataset, suspensions=pd.concat([dataset.suspensions, rows], ignore_index=True))
    gone = dataset.indicators["code"].map(lambda code: any(f"{code}.".startswith(f"{goal}.") for goal in goals))
    absent = replace(dataset, indicators=dataset.indicators[~gone].reset_index(drop=True))
    one, two = measure(stopped, day, KNOWN).nodes, measure(absent, day, KNOWN).nodes
    names = ["level", "code", "progress", "expected", "status", "coverage", "assessed", "active"]
    there = one[one["active"] + two.set_index("code")["active"].reindex(one["code"]).fillna(0).to_numpy() > 0]
    still = two[two["active"] > 0]
    pd.testing.assert_frame_equal(there[names].reset_index(drop=True), still[names].reset_index(drop=True))


def test_a_past_day_gives_the_same_answer_for_ever() -> None:
    dataset = community.dataset()
    for day in (date(2026, 6, 30), date(2025, 12, 31), date(2026, 11, 13)):
        known = (dataset.observations["published"] <= pd.Timestamp(day)).to_numpy()
        then = replace(
            dataset,
            observations=dataset.observations[known].reset_index(drop=True),
            targets=dataset.targets[~(dataset.targets["decided"] > pd.Timestamp(day))].reset_index(drop=True),
        )
        assert_equal(dataset, then, day, day)
