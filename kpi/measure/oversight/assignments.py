"""How an assignment stands on a day: computed, never typed (LOOP 1). No clock: the day is a parameter."""

from datetime import date

import pandas as pd

from kpi.model import AssignmentState


def overdue_days(assignments: pd.DataFrame, day: date) -> pd.Series:
    """By how many days each row of `Dataset.assignments` is overdue on `day`; 0 where it is not.

    An open one counts from the day after its term, a done one by the day on which it was done: it stays late. One
    without a term, and one that was withdrawn, is never overdue.

    Returns an int64 series with the index of `assignments`.
    """
    state = assignments["state"]
    until = assignments["done"].where(state == AssignmentState.DONE, pd.Timestamp(day))
    late = (until - assignments["due"]).dt.days
    counted = (late > 0) & (state != AssignmentState.WITHDRAWN)
    return late.where(counted, 0).astype("int64")


def is_overdue(assignments: pd.DataFrame, day: date) -> pd.Series:
    """Whether each row is open past its term on `day`: a bool series with the index of `assignments`."""
    return (assignments["state"] == AssignmentState.OPEN) & (overdue_days(assignments, day) > 0)
