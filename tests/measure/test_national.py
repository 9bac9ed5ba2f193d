"""A country goes through the same core as a community, whatever the block."""

import numpy as np
import pytest

from benchmarks import _made, measure, national
from kpi.measure.core.arrays import STATUSES, day_number
from kpi.measure.core.passes import Times
from kpi.measure.national import measure_country
from tests.fiscal_years import CALENDAR


def times(month: int) -> Times:
    day = CALENDAR.last_day(month)
    return Times(
        *(np.array([n]) for n in (CALENDAR.completed(day), CALENDAR.reached(day), day_number(day), day_number(day)))
    )


def test_the_block_changes_nothing() -> None:
    country = _made.country(7, indicators=30, months=60)
    now = times(int(country.end[-1]) - 5)
    one, other = (measure_country(country, now, block=block) for block in (2, 100))
    for name in one.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert len(one.status) == 7 * 30
    assert set(np.unique(one.status)) > {STATUSES.index("on_track"), STATUSES.index("off_track")}


def test_a_level_is_judged_by_its_latest_month() -> None:
    country = _made.country(3, indicators=6, months=24)
    result = measure_country(country, times(int(country.end[-1])))
    value = country.value.reshape(-1, 24)[0, -1]
    base, target = country.indicators.baseline_value[0], country.target[0]
    assert result.progress[0] == pytest.approx((value - base) / (target - base))
    assert result.expected[0] == pytest.approx(0.4)  # the milestone of the second year


def test_the_bench_names_what_it_measured() -> None:
    found = national.timings(communities=3, indicators=20, months=24)
    assert [t.name for t in found] == ["national: one numpy pass", "national: measure and roll up"]
    assert found[1].ratio == pytest.approx(found[1].value / found[0].value)
    assert "MB" in found[1].note


def test_the_edition_of_the_bench_is_as_large_as_the_real_one() -> None:
    dataset = _made.edition()
    assert len(dataset.indicators) == 90
    assert dataset.observations["published"].nunique() == 2
    assert [t.limit for t in measure.timings()] == ["≤ 50 ms", "≤ 250 ms"]
