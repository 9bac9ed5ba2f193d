"""How indicators stand now is what the whole survey says of them, at a part of its time."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from benchmarks._made import edition
from kpi.measure import measure, survey
from kpi.measure.dataset import Dataset
from kpi.measure.many.standing import standing
from kpi.store import read_internal
from tests.shipped import Shipped

TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def shipped(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> str:
    return shipped_store(tmp_path_factory.mktemp("standing"))


def agree(dataset: Dataset, today: date) -> None:
    found, whole = standing(dataset, today), survey(dataset)
    frame, told = found.indicators, whole.now.indicators
    assert (found.as_of, found.known_at) == (whole.now.as_of, whole.now.known_at)
    assert frame["status"].tolist() == told["status"].tolist()
    np.testing.assert_array_equal(frame["value"], told["value"])
    np.testing.assert_array_equal(frame["end"], told["end"].fillna(0))
    np.testing.assert_array_equal(frame["span_months"], told["span_months"].fillna(0))
    due = measure(dataset, today).indicators
    assert frame["overdue"].tolist() == due["overdue"].tolist()


@pytest.mark.parametrize("day", [date(2026, 5, 14), date(2026, 8, 14), date(2026, 11, 14)])
@pytest.mark.parametrize("today", [TODAY, date(2027, 3, 1), date(2026, 9, 30)])
def test_it_is_what_the_survey_says(shipped: str, day: date, today: date) -> None:
    agree(read_internal(day, where=shipped), today)


def test_it_is_so_of_every_kind_of_indicator() -> None:
    agree(edition(100), TODAY)


def test_before_its_day_an_edition_owes_nothing() -> None:
    made = edition(30)
    begun = standing(made, TODAY).indicators
    later = replace(made, strategy=replace(made.strategy, in_force_from=date(2027, 1, 1)))
    assert begun["due"].any()
    assert not standing(later, TODAY).indicators[["due", "overdue"]].any(axis=None)
