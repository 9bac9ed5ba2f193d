"""Numbers in another unit than the plan (METHOD 9): suspected by 10^2, 10^3 and 10^6; no honest number is."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from kpi.measure import measure
from kpi.measure.books import dataset_from_books
from kpi.measure.doubts import doubtful_scales
from kpi.measure.results import Moment
from kpi.model import Direction, Indicator, Kind, month_index
from tests.measure.one import DELIVERABLE, PLAIN, QUARTERLY, RANGE, book, dataset, flags, result, values
from tests.measure.steps import series

YEAR_END = date(2024, 12, 31)
END = Moment(month_index(2024, 12), YEAR_END, YEAR_END)
#: 50 in 2021, 56 planned for 2024, 60 for 2026
NARROW = replace(PLAIN, baseline_value=50.0, targets=((2026, 60.0),))
FALLING = replace(PLAIN, direction=Direction.DECREASE, baseline_value=1000.0, targets=((2026, 0.0),))

Rows = tuple[tuple[str, float], ...]


def suspect(given: Indicator, *rows: tuple[str, float]) -> bool:
    row = result(given, YEAR_END, *rows)
    assert ("scale_suspect" in flags(row)) == (row["reason"] == "scale_suspect")
    return bool(row["reason"] == "scale_suspect")


@pytest.mark.parametrize("power", [2, 3, 6])
@pytest.mark.parametrize(("share", "found"), [(0.49, False), (0.51, True), (1.0, True), (1.99, True), (2.01, False)])
def test_a_scale_is_suspect_within_a_factor_of_two_of_each_slip(power: int, share: float, *, found: bool) -> None:
    assert suspect(NARROW, ("2024", 56.0 * share * 10**power)) is found
    assert suspect(NARROW, ("2024", 56.0 / share / 10**power)) is found


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        pytest.param(NARROW, (("2024", 60.0 * 30),), id="thirty times is much, and no slip of a unit"),
        pytest.param(PLAIN, (("2022", 1.0), ("2024", 100.0)), id="1 becomes the target of 100"),
        pytest.param(
            replace(PLAIN, baseline_value=0.0, targets=((2026, 100.0),)),
            (("2022", 1.0), ("2024", 100.0)),
            id="0 to 100",
        ),
        pytest.param(
            replace(PLAIN, baseline_value=0.0, targets=((2026, 20.0),)), (("2022", 1.0), ("2024", 99.0)), id="counted"
        ),
        pytest.param(FALLING, (("2024", 0.0),), id="a target of 0 that is reached"),
        pytest.param(FALLING, (("2024", 4.0),), id="nearly at a target of 0"),
        pytest.param(FALLING, (("2022", 3.0), ("2024", 330.0)), id="three, then three hundred"),
        pytest.param(replace(NARROW, baseline_value=-5.0), (("2024", -0.05),), id="near zero from below"),
        pytest.param(
            replace(PLAIN, baseline_value=1.0, targets=((2026, 4000.0),)),
            (("2022", 2.0), ("2024", 2600.0)),
            id="growth",
        ),
        pytest.param(replace(PLAIN, targets=((2026, 50.0),)), (("2024", 75.0),), id="a hold, exceeded"),
        pytest.param(RANGE, (("2024", 25.0),), id="a range"),
        pytest.param(replace(PLAIN, **DELIVERABLE), (("2024", 2.0),), id="a deliverable"),
    ],
)
def test_honest_numbers_are_not_suspected(given: Indicator, rows: Rows) -> None:
    assert not suspect(given, *rows)


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        pytest.param(
            FALLING, (("2022", 900.0), ("2024", 700_000.0)), id="a plan far from the value: by the last value"
        ),
        pytest.param(
            replace(FALLING, targets=((2023, 0.0), (2026, 0.0))),
            (("2022", 400.0), ("2024", 410_000.0)),
            id="a plan of 0",
        ),
        pytest.param(
            replace(FALLING, targets=((2022, 0.0), (2026, 0.0))),
            (("2022", 900.0), ("2023", 900_000.0), ("2024", 910_000.0)),
            id="a second slip beside the first",
        ),
        pytest.param(
            replace(FALLING, targets=((2022, 0.0), (2026, 0.0))),
            (("2022", 3.0), ("2024", 4000.0)),
            id="from few, but a thousandfold",
        ),
        pytest.param(replace(PLAIN, targets=((2026, 50.0),)), (("2024", 50_000.0),), id="a hold"),
        pytest.param(
            replace(RANGE, baseline_value=15.0), (("2023", 15.0), ("2024", 15_000.0)), id="a range that is kept"
        ),
        pytest.param(RANGE, (("2024", 28_000.0),), id="a range"),
        pytest.param(replace(NARROW, unit="%"), (("2024", 0.56),), id="a share among percents"),
        pytest.param(
            replace(NARROW, kind=Kind.FLOW, **QUARTERLY),
            (("2024-Q1", 14.0), ("2024-Q2", 14_000.0), ("2024-Q3", 14.0), ("2024-Q4", 42_000.0)),
            id="parts of a year",
        ),
        pytest.param(replace(NARROW, kind=Kind.YTD), (("2024", 56_000.0),), id="a running total"),
    ],
)
def test_a_slip_of_the_unit_is_suspected(given: Indicator, rows: Rows) -> None:
    assert suspect(given, *rows)


def test_a_sound_value_after_a_slip_is_judged() -> None:
    row = result(NARROW, YEAR_END, ("2022", 52.0), ("2023", 54_000.0), ("2024", 56.0))
    assert (row["status"], flags(row)) == ("on_track", set())
    found = series(dataset(NARROW, ("2022", 52.0), ("2023", 54_000.0), ("2024", 56.0)), END)
    assert found["status"].tolist() == ["on_track", "no_data", "on_track"]


@pytest.mark.parametrize("comment", ["Перевірено: справді стільки", "  checked with the treasury", "Підтверджено"])
def test_a_person_confirms_a_number_in_its_comment(comment: str) -> None:
    observed = values(("2024", 56_000.0), comment=comment)
    row = measure(dataset_from_books([(book(NARROW, observed), None)]), YEAR_END).indicators.iloc[0]
    assert (row["status"], flags(row)) == ("achieved", {"early"})


@pytest.mark.parametrize("comment", ["", "Не перевірено", "перевіреного немає", "див. звіт"])
def test_another_comment_confirms_nothing(comment: str) -> None:
    observed = values(("2024", 56_000.0), comment=comment)
    row = measure(dataset_from_books([(book(NARROW, observed), None)]), YEAR_END).indicators.iloc[0]
    assert row["reason"] == "scale_suspect"


def test_one_confirmed_part_confirms_the_year() -> None:
    given = replace(NARROW, kind=Kind.FLOW, **QUARTERLY)
    parts = [*values(("2024-Q1", 14.0)), *values(("2024-Q2", 56_000.0), comment="Перевірено")]
    parts += values(("2024-Q3", 14.0), ("2024-Q4", 14.0))
    row = measure(dataset_from_books([(book(given, parts), None)]), YEAR_END).indicators.iloc[0]
    assert (row["status"], row["value"]) == ("achieved", 56_042.0)


def test_a_doubt_names_the_largest_part_and_both_numbers() -> None:
    given = replace(NARROW, kind=Kind.FLOW, **QUARTERLY)
    rows = (("2024-Q1", 14.0), ("2024-Q2", 56_000.0), ("2024-Q3", 14.0), ("2024-Q4", 14.0))
    found = doubtful_scales(dataset(given, *rows))
    assert found.to_numpy().tolist() == [[1, "1.1.1", 56_042.0, 56.0, 3, True]]
    late = doubtful_scales(dataset(FALLING, ("2022", 900.0), ("2025", 850_000.0)))
    assert late[["reference", "power", "from_plan"]].to_numpy().tolist() == [[900.0, 3, False]]


def test_where_nothing_can_be_judged_there_is_no_doubt() -> None:
    assert doubtful_scales(dataset(NARROW)).empty
    bare = replace(NARROW, baseline_year=None, baseline_value=None)
    assert doubtful_scales(dataset(bare, ("2023", 1.0), ("2024", 1_000_000.0))).empty
    turned = replace(NARROW, direction=Direction.DECREASE)
    assert doubtful_scales(dataset(turned, ("2024", 56_000.0))).empty


def test_a_long_run_of_slips_is_found_whole() -> None:
    """Each is compared with the last sound value, however many suspect ones stand between."""
    given = replace(FALLING, targets=((2022, 0.0), (2026, 0.0)), frequency=replace(PLAIN, **QUARTERLY).frequency)
    rows = [("2022-Q1", 900.0), *((f"{year}-Q{q}", 900_000.0) for year in (2023, 2024) for q in range(1, 5))]
    found = doubtful_scales(dataset(given, *rows))
    assert len(found) == 8
    assert np.unique(found["reference"]).tolist() == [900.0]


def test_a_hold_that_stands_at_its_baseline_is_no_slip() -> None:
    """Whatever the values before it: what equals the baseline is held."""
    given = replace(RANGE, baseline_value=15.0)
    assert not suspect(given, ("2022", 0.15), ("2024", 15.0))
    assert suspect(given, ("2022", 0.15), ("2024", 16.0))
