"""By how much an assignment is overdue on a day."""

from datetime import date, timedelta

import pandas as pd
import pytest

from kpi.measure.dataset import frame
from kpi.measure.oversight.assignments import is_overdue, overdue_days
from kpi.measure.schemas.oversight import ASSIGNMENTS
from kpi.model import AssignmentState

TERM = date(2026, 7, 1)


def rows(*assignments: tuple[AssignmentState, date | None, date | None]) -> pd.DataFrame:
    names = ("state", "due", "done")
    return frame([dict(zip(names, one, strict=True)) for one in assignments], ASSIGNMENTS)


@pytest.mark.parametrize(("after", "late"), [(-1, 0), (0, 0), (1, 1), (12, 12)])
def test_an_open_one_is_overdue_from_the_day_after_its_term(after: int, late: int) -> None:
    table, day = rows((AssignmentState.OPEN, TERM, None)), TERM + timedelta(after)
    assert overdue_days(table, day).tolist() == [late]
    assert is_overdue(table, day).tolist() == [late > 0]


def test_one_that_was_done_late_stays_late_and_is_not_overdue() -> None:
    done = [(AssignmentState.DONE, TERM, TERM + timedelta(n)) for n in (-3, 0, 5)]
    assert overdue_days(rows(*done), TERM + timedelta(90)).tolist() == [0, 0, 5]
    assert is_overdue(rows(*done), TERM + timedelta(90)).tolist() == [False, False, False]


def test_without_a_term_or_withdrawn_nothing_is_overdue() -> None:
    table = rows((AssignmentState.OPEN, None, None), (AssignmentState.WITHDRAWN, TERM, None))
    assert overdue_days(table, TERM + timedelta(90)).tolist() == [0, 0]


def test_no_rows_are_no_days() -> None:
    assert overdue_days(rows(), TERM).tolist() == is_overdue(rows(), TERM).tolist() == []
