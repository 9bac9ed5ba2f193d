"""Which row of a key counts where revisions and decisions replace one another: the last of them, whatever their order.

Frames are append-only (`kpi.measure.dataset`): nothing is overwritten, so whoever reads a frame asks here what stands.
"""

from datetime import date

import pandas as pd

#: of an observation: it has one row in force at most
OBSERVATION_KEY = ["code", "breakdown", "end", "span_months"]
TARGET_KEY = ["code", "end"]


def known_by(rows: pd.DataFrame, day: date | None) -> pd.DataFrame:
    """Rows published by a day; without a date of publication, or without a day, all are known."""
    if day is None:
        return rows
    return rows[rows["published"].isna() | (rows["published"] <= pd.Timestamp(day))]


def observations_in_force(observations: pd.DataFrame) -> pd.DataFrame:
    """The last revision of every key of `OBSERVATIONS`, without what it takes back; index labels are kept.

    Rows of one key ascend by publication; the keys stand in the order of their last revisions.
    """
    rows = observations.sort_values(["published", "seq"], kind="stable", na_position="first")
    last = rows.drop_duplicates(OBSERVATION_KEY, keep="last")
    return last[~last["removed"]]


def targets_in_force(targets: pd.DataFrame, decided_by: date, known_at: date) -> pd.DataFrame:
    """The version of every year's planned value that holds: the last one decided and published by these days.

    As measuring reads them (`kpi.measure.core.plan_values`). Index labels are kept; the original plan has no day of
    decision.
    """
    rows = known_by(targets, known_at)
    rows = rows[rows["decided"].isna() | (rows["decided"] <= pd.Timestamp(decided_by))]
    rows = rows.sort_values(["decided", "published"], kind="stable", na_position="first")
    return rows.drop_duplicates(TARGET_KEY, keep="last")
