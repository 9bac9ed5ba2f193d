"""What two datasets of one strategy say differently: every value, and every status as each was judged.

The public page of changes asks here; for statuses the desk's two releases and the preview of an upload too.
"""

from dataclasses import dataclass

import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import is_report
from kpi.measure.in_force import OBSERVATION_KEY, observations_in_force
from kpi.model import Status


@dataclass(frozen=True, slots=True)
class StatusChange:
    """An indicator whose status is another one; `before` None where it is new."""

    code: str
    before: Status | None
    after: Status


def side_by_side(old: Dataset, new: Dataset) -> pd.DataFrame:
    """Rows in force of either dataset, ordered by `OBSERVATION_KEY`.

    Columns: the key; value_old and value_new, NaN where there is none; gap_old and gap_new, "" where there is none or
    where nothing explains it: such a gap is as good as no row.
    """
    both = _rows(old).merge(_rows(new), on=OBSERVATION_KEY, how="outer", suffixes=("_old", "_new"))
    return both.fillna({"gap_old": "", "gap_new": ""})


def _rows(dataset: Dataset) -> pd.DataFrame:
    rows = observations_in_force(dataset.observations)
    rows = rows.assign(gap=rows["gap"].where(rows["value"].notna() | is_report(rows, dataset.strategy.fiscal_year), ""))
    return rows[[*OBSERVATION_KEY, "value", "gap"]]


def status_changes(old: pd.DataFrame | None, new: pd.DataFrame) -> tuple[StatusChange, ...]:
    """Statuses of `new` that are others in `old`, in its order; both `INDICATOR_RESULT`, None = nothing yet."""
    was = {} if old is None else dict(zip(old["code"].tolist(), old["status"].tolist(), strict=True))
    return tuple(
        StatusChange(code, Status(was[code]) if code in was else None, Status(status))
        for code, status in zip(new["code"].tolist(), new["status"].tolist(), strict=True)
        if was.get(code) != status
    )
