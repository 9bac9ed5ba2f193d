"""What stands of several revisions or decisions: the last, however the frame is ordered."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.measure.in_force import observations_in_force, targets_in_force
from kpi.model import Observation, TargetChange
from tests.fiscal_years import CALENDAR
from tests.measure.one import PLAIN, QUARTERLY, book, values

FIRST, SECOND = date(2025, 5, 1), date(2025, 8, 1)


def revised() -> Dataset:
    """The second quarter reported twice: 20, later 12."""
    given = replace(PLAIN, **QUARTERLY)
    one = book(given, values(("2025-Q1", 10.0), ("2025-Q2", 20.0)))
    two = book(given, values(("2025-Q2", 12.0)))
    return dataset_from_books([(one, FIRST), (two, SECOND)])


def upside_down(dataset: Dataset) -> Dataset:
    return replace(dataset, observations=dataset.observations[::-1].reset_index(drop=True))


@pytest.mark.parametrize("dataset", [revised(), upside_down(revised())], ids=["in order", "upside down"])
def test_the_last_revision_stands_in_any_order_of_rows(dataset: Dataset) -> None:
    rows = observations_in_force(dataset.observations)
    assert sorted(zip(rows["end"] % 12, rows["value"], strict=True)) == [(3, 10.0), (6, 12.0)]


def test_uploads_of_one_day_follow_their_number() -> None:
    rows = revised().observations.assign(published=pd.Timestamp(FIRST))[::-1]
    assert observations_in_force(rows)["value"].tolist() == [10.0, 12.0]


def test_what_a_revision_takes_back_does_not_stand() -> None:
    dataset = revised()
    taken = dataset.observations.assign(removed=dataset.observations["value"] == 12.0)
    assert observations_in_force(taken)["value"].tolist() == [10.0]


def test_labels_of_the_frame_are_kept() -> None:
    observations = revised().observations
    assert observations_in_force(observations).equals(observations.loc[[0, 2]])


def test_breakdowns_stand_beside_their_total() -> None:
    rows = [
        Observation(code="1.1.1", period=CALENDAR.parse("2025"), value=5.0, breakdown=part) for part in ("", "a", "b")
    ]
    frame = dataset_from_books([(book(PLAIN, rows), None)]).observations
    assert len(observations_in_force(frame)) == 3


@pytest.mark.parametrize(
    ("decided_by", "known_at", "wanted"),
    [
        (date(2025, 1, 1), SECOND, 100.0),  # nothing decided yet
        (date(2025, 6, 1), SECOND, 90.0),
        (date(2025, 12, 1), SECOND, 80.0),  # both decided: the later
        (date(2025, 12, 1), FIRST, 90.0),  # the later not published yet
    ],
)
def test_the_last_decision_known_on_a_day_is_in_force(decided_by: date, known_at: date, wanted: float) -> None:
    def change(day: date, value: float) -> TargetChange:
        return TargetChange(code="1.1.1", year=2026, old_value=100.0, new_value=value, decided=day, act="")

    changes = (change(date(2025, 3, 1), 90.0), change(date(2025, 9, 1), 80.0))
    targets = dataset_from_books([(book(PLAIN, (), changes=changes), None)]).targets
    targets = targets.assign(published=pd.to_datetime(pd.Series([None, FIRST, SECOND])).to_numpy())
    for frame in (targets, targets[::-1]):
        assert targets_in_force(frame, decided_by, known_at)["value"].tolist() == [wanted]
