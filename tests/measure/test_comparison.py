"""What two datasets say differently, value by value and status by status."""

from datetime import date
from typing import Unpack

from kpi.measure import measure
from kpi.measure.books import dataset_from_books
from kpi.measure.comparison import StatusChange, side_by_side, status_changes
from kpi.measure.dataset import Dataset
from kpi.model import GapReason, Observation, Status
from tests.fiscal_years import CALENDAR
from tests.measure.one import PLAIN, book, dataset
from tests.model_fields import ObservationMarks

YEARS = [CALENDAR.parse(str(year)) for year in (2022, 2023, 2024)]


def reported(*rows: Observation) -> Dataset:
    return dataset_from_books([(book(PLAIN, rows), None)])


def row(year: int, value: float | None, **more: Unpack[ObservationMarks]) -> Observation:
    return Observation(code="1.1.1", period=YEARS[year - 2022], value=value, **more)


def test_a_gap_that_nothing_explains_is_as_good_as_no_row() -> None:
    bare = reported(row(2022, None, gap=GapReason.NO_VALUE))
    explained = reported(row(2022, None, gap=GapReason.NO_VALUE, comment="обладнання в ремонті"))
    both = side_by_side(bare, explained)
    assert (both["gap_old"].tolist(), both["gap_new"].tolist()) == ([""], ["no_value"])


def test_a_status_is_compared_with_the_one_before_it() -> None:
    frame = measure(dataset(PLAIN, ("2024", 95.0)), date(2024, 12, 31), date(2025, 2, 1)).indicators
    other = frame.assign(status=str(Status.OFF_TRACK))
    now = Status(frame["status"].item())
    assert status_changes(frame, frame) == ()
    assert status_changes(other, frame) == (StatusChange("1.1.1", Status.OFF_TRACK, now),)
    assert status_changes(None, frame) == status_changes(frame.iloc[:0], frame) == (StatusChange("1.1.1", None, now),)
