"""Whether reports were published on time: each term as kept, late or missing (decision 0057). The day is given."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import deadlines, due_reports, is_report, reported_periods
from kpi.measure.in_force import known_by
from kpi.model import Visibility

#: so many of the last terms of an indicator are told
MOST_TERMS = 8
#: where an editor approves what departments send, publication may follow the term by so many months
APPROVAL_MONTHS = 1
_KEY = ["code", "end"]


class TermFate(StrEnum):
    """What became of a term."""

    KEPT = "kept"
    LATE = "late"
    MISSING = "missing"


#: one row per indicator and term that has passed, ordered by indicator and end
TERMS: Mapping[str, str] = MappingProxyType(
    {
        "code": "str",
        "end": "int32",  # month index of the period's last month
        "span_months": "int8",
        "deadline": "datetime64[s]",  # with the extension that was granted
        "published": "datetime64[s]",  # when a report of the period was published first; NaT = none is there
        "fate": "str",  # TermFate
    }
)


def report_terms(dataset: Dataset, day: date, most: int = MOST_TERMS) -> pd.DataFrame:
    """`TERMS`: of each indicator the last `most` terms that had passed before `day`, by what was published by it.

    A term is kept where a report of its period (`is_report`) was published by the deadline. Two kinds of releases do
    not tell when a department sent its values: one that was loaded under a day of its own gathers what came since the
    one before, so a report is late there only where such a release had come out between the deadline and its own;
    where an editor approves, publication may follow the deadline by `APPROVAL_MONTHS`. A report that was taken back is
    none.

    Nothing is told of terms that had passed before the first release, of values without a day of publication, of sums
    whose earlier revisions are not public, of what is suspended, of periods before an indicator's first report.
    """
    known = replace(dataset, observations=known_by(dataset.observations, day))
    first = dataset.releases["published"].min()
    due = deadlines(known)
    sums = known.indicators.loc[known.indicators["visibility"] == Visibility.AGGREGATE, "code"]
    due = due[(due["deadline"] < pd.Timestamp(day)) & (due["deadline"] >= first) & ~due["code"].isin(sums)]
    found = due.merge(_first_reports(known), on=_KEY, how="left")
    there, asked = _among(found, reported_periods(known)), _among(found, due_reports(known, day))
    published = found["published"].where(there)
    late = published > _limits(known, found["deadline"], published)
    fate = np.where(there, np.where(late, TermFate.LATE, TermFate.KEPT), TermFate.MISSING)
    told = np.where(there, published.notna(), asked)
    rows = found.assign(published=published, fate=pd.Series(fate, index=found.index).map(str))[told]
    last: pd.DataFrame = rows.groupby("code", sort=False).tail(most)
    return last[list(TERMS)].astype(dict(TERMS)).reset_index(drop=True)


def _among(rows: pd.DataFrame, periods: pd.DataFrame) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = pd.MultiIndex.from_frame(rows[_KEY]).isin(pd.MultiIndex.from_frame(periods[_KEY]))
    return found


def _first_reports(dataset: Dataset) -> pd.DataFrame:
    """`code`, `end`, and `published` of the first report of each period."""
    rows = dataset.observations
    reports = rows[(rows["breakdown"] == "") & ~rows["removed"] & is_report(rows, dataset.strategy.fiscal_year)]
    return reports.groupby(_KEY)[["published"]].min().reset_index()


def _limits(dataset: Dataset, deadline: pd.Series, published: pd.Series) -> pd.Series:
    """The last day on which each report was in time, where it was published on these days."""
    releases = dataset.releases.dropna(subset="published")
    gathered = np.sort(releases.loc[~releases["timed"], "published"].to_numpy(dtype="datetime64[s]"))
    own = deadline + pd.DateOffset(months=APPROVAL_MONTHS) if dataset.strategy.approval else deadline
    # what a gathering release brought was in time in the first such release on or after the deadline
    place = np.searchsorted(gathered, deadline.to_numpy(dtype="datetime64[s]"))
    following = pd.Series(np.append(gathered, np.datetime64("NaT", "s"))[place], index=deadline.index)
    return own.where(~published.isin(gathered) | (own > following), following)
