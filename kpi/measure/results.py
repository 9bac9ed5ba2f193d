"""The frames that measuring returns: their columns, for views, the command line and the tests.

Shares of the way (`progress`, `expected`, `coverage`) have no unit: 0.4 is 40 %. A number that does not exist is NaN.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.model import FiscalYear

#: METHOD 3: what an indicator may carry beside its status, one bool column `flag_<name>` each
FLAGS = (
    "hold",
    "direction_only",  # the plan has no number to reach: judged by the change since the baseline (METHOD 9)
    "early",
    "late",
    "stale",  # older than 18 / 9 / 5 / 3 months
    "was_achieved",
    "direction_conflict",
    "scale_suspect",
    "target_revised",
    "incomplete",  # a period of a running sum is missing: the value is a lower bound
    "partly",  # the target date has passed, achieved in part
    "missed",  # the target date has passed, not achieved
)

#: one row per indicator, in the order of Dataset.indicators
INDICATOR_RESULT: Mapping[str, str] = MappingProxyType(
    {
        "code": "str",
        "goal": "str",
        "end": "Int32",  # tx: month index of the judged value's period; <NA> = none
        "span_months": "Int8",  # of the judged period
        "value": "float64",  # x, in the unit (running sums and full years already computed)
        "planned_value": "float64",  # plan at tx in the unit
        "baseline_value": "float64",
        "target_value": "float64",  # T in force at as-of; for a range NaN
        "first_target_value": "float64",  # T of the original plan
        "target_end": "int32",
        "progress": "float64",
        "expected": "float64",
        "pace": "float64",
        "status": "str",  # kpi.model.Status
        "reason": "str",  # kpi.model.NoDataReason where status is no_data, else ""
        "age_months": "Int32",
        "due_end": "Int32",  # the last period whose deadline has passed
        "overdue": "bool",  # no row for the period `due_end` though its deadline has passed
        "comment": "str",  # the department's explanation at tx
        **{f"flag_{name}": "bool" for name in FLAGS},
    }
)

#: one row per node that has an indicator below it, in the order of Dataset.nodes
NODE_RESULT: Mapping[str, str] = MappingProxyType(
    {
        "level": "str",
        "code": "str",
        "parent": "str",
        "progress": "float64",  # P
        "expected": "float64",  # E
        "status": "str",
        "coverage": "float64",
        "assessed": "int32",  # leaves
        "active": "int32",
        "suspended": "int32",
        **{
            f"n_{status}": "int32"
            for status in (
                "achieved",
                "on_track",
                "at_risk",
                "off_track",
                "moving_away",
                "no_data",
                "suspended",
                "not_due",
            )
        },
        "flag_weights_off": "bool",  # weights do not sum up to 100 (or 1), or are all zero
        "flag_partly": "bool",  # after the last deadline on_track became at_risk
    }
)


@dataclass(frozen=True, eq=False)
class Measurement:
    """Both frames as of a day, with what was published by `known_at`."""

    as_of: date
    known_at: date
    indicators: pd.DataFrame
    nodes: pd.DataFrame


#: valid values of every indicator as of the day, oldest first: running sums and full years already computed
SERIES: Mapping[str, str] = MappingProxyType(
    {
        "code": "str",
        "end": "int32",
        "span_months": "int8",
        "value": "float64",  # NaN = a gap
        "gap": "str",
        "judged": "bool",  # may be compared with the plan (a partial year is information only)
        "planned_value": "float64",  # plan at `end`, NaN before the baseline and for a part of a year of a flow or ytd
        "status": "str",  # as judged at this value alone, "" where not judged
        "preliminary": "bool",
        "coverage_pct": "float64",
        "comment": "str",
        "restricted_until": "datetime64[s]",
        "provenance": "str",  # of a sum: illustrative where any of its parts is
        "source": "str",
        "sheet": "str",
        "source_file": "str",
        "published": "datetime64[s]",
    }
)
#: values that a later release replaced
REVISIONS: Mapping[str, str] = MappingProxyType(
    {
        "code": "str",
        "end": "int32",
        "span_months": "int8",
        "old_value": "float64",
        "new_value": "float64",
        "old_gap": "str",
        "new_gap": "str",
        "published": "datetime64[s]",
        "comment": "str",  # why: of the new row where it says more than the old one's, of an undo its reason
        "deed": "str",  # "undo", "restore" or "withdrawal" of an editor, else ""
        "department": "str",
    }
)
#: METHOD 5, one row per indicator
CONTINUATION: Mapping[str, str] = MappingProxyType(
    {"code": "str", "value": "float64", "low": "float64", "high": "float64", "end": "Int32", "reason": "str"}
)
#: METHOD 6, one row per indicator; `reason` says why it does not apply
SECOND_OPINION: Mapping[str, str] = MappingProxyType(
    {"code": "str", "ratio": "float64", "status": "str", "reason": "str"}
)

#: yearly flows and running totals within their years (kpi.measure.year_so_far says what each column is)
YEAR_SO_FAR: Mapping[str, str] = MappingProxyType(
    {
        "code": "str",
        "year": "int32",
        "end": "int32",
        "value_so_far": "float64",
        "year_plan": "float64",
        "share_of_plan": "float64",
        "share_of_year": "float64",
        "incomplete": "bool",
        "latest": "bool",
    }
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A quarter of the history: `end` its month index, judged as of `as_of` with what was known by `known_at`."""

    end: int
    as_of: date
    known_at: date


@dataclass(frozen=True, eq=False, kw_only=True)
class Survey:
    """All that a page may say of one release to one audience: the dataset and everything measured from it."""

    dataset: Dataset
    now: Measurement
    moments: tuple[Moment, ...]
    indicator_history: pd.DataFrame  # INDICATOR_RESULT and `moment` (int32, month index of the quarter's end)
    node_history: pd.DataFrame  # NODE_RESULT and `moment`
    series: pd.DataFrame
    revisions: pd.DataFrame
    continuation: pd.DataFrame
    second_opinion: pd.DataFrame
    year_so_far: pd.DataFrame

    @property
    def fiscal_year(self) -> FiscalYear:
        """The years of the strategy: the way between a month index of the frames and a day."""
        return self.dataset.strategy.fiscal_year
