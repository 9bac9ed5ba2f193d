"""`Dataset`: the tidy frames of one strategy, as every later room reads them.

Time is in month indexes (12*Y + month, METHOD 2) in nullable-free int32; dates are datetime64[s], NaT where none.
Texts are pandas' `str`, "" where none. `published` NaT = known always (workbooks read without a publication date).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Self

import pandas as pd

from kpi.measure.schemas import oversight
from kpi.model import Strategy

# Python's own strings: Arrow's cost a process 17 MiB for some thousand cells, and are slower
pd.set_option("mode.string_storage", "python")

Schema = Mapping[str, str]

#: one row per node of the goal tree, parents before children, in the order of their codes
NODES: Schema = MappingProxyType(
    {
        "level": "str",  # kpi.model.Level
        "code": "str",
        "parent": "str",  # code of the parent; "" for the strategy
        "parent_level": "str",
        "name": "str",
        "name_en": "str",
        "department": "str",  # code of «Підрозділи», or the name where it has no row there
        "provenance": "str",
        "weight": "float64",  # NaN = equal
    }
)
#: one row per indicator, ordered by code
INDICATORS: Schema = MappingProxyType(
    {
        "code": "str",
        "goal": "str",  # operational goal
        "name": "str",
        "name_en": "str",
        "unit": "str",
        "unit_en": "str",
        "direction": "str",  # kpi.model.Direction
        "kind": "str",  # kpi.model.Kind
        "frequency": "str",  # kpi.model.Frequency
        "baseline_end": "Int32",  # month index; <NA> = none
        "baseline_value": "float64",
        "target_end": "int32",  # month index of the target date
        "range_low": "float64",
        "range_high": "float64",
        "weight": "float64",
        "department": "str",  # as above
        "source": "str",
        "visibility": "str",  # kpi.model.Visibility
        "ground": "str",
        "open_from": "datetime64[s]",
        "delay_months": "Int32",
        "definition": "str",
        "provenance": "str",
        "baseline_provenance": "str",
        "task": "str",  # code and name, "" where it belongs to none
        "task_en": "str",
        "also_under": "str",  # codes of further goals that show it, apart by a space
        "break_end": "Int32",  # month index of the last month before the break; <NA> = none
        "break_reason": "str",
        "catalogue_code": "str",  # of a catalogue that several communities follow
        "result_level": "str",  # kpi.model.ResultLevel, "" where it is not said
        "verification": "str",  # these four and `source` are the five facts of kpi.measure.chain.quality
        "accuracy": "str",
        "limitations": "str",
        "compensation": "str",
        "checked_by": "str",
        "checked_on": "datetime64[s]",
        "evidence": "str",  # words or an https address
        "sheet": "str",
        "cell": "str",
        "source_file": "str",  # sha256 of the workbook, "" where read without a store
    }
)
#: one row per planned value and version: the version in force at a date is the last one decided on or before it
TARGETS: Schema = MappingProxyType(
    {
        "code": "str",
        "end": "int32",  # month index of the year's end
        "value": "float64",
        "decided": "datetime64[s]",  # NaT = the original plan
        "act": "str",
        "published": "datetime64[s]",
    }
)
#: one row per observation and revision; the last published one of (code, breakdown, end, span_months) counts
OBSERVATIONS: Schema = MappingProxyType(
    {
        "code": "str",
        "end": "int32",
        "span_months": "int8",  # 12, 6, 3, 1
        "value": "float64",  # NaN = a gap
        "gap": "str",  # kpi.model.GapReason, "" where there is a value
        "comment": "str",
        "restricted_until": "datetime64[s]",
        "preliminary": "bool",
        "coverage_pct": "float64",
        "breakdown": "str",  # "" = the total; other rows never enter progress or sums
        "provenance": "str",
        "source": "str",
        "published": "datetime64[s]",
        "seq": "int32",  # order of publication; 0 where read without a store
        "removed": "bool",  # this revision takes the key back
        "sheet": "str",
        "cell": "str",
        "source_file": "str",
        "department": "str",  # of the uploader, "" where unknown
        "deed": "str",  # "undo", "restore" or "withdrawal" where an editor took back what was published, else ""
        "deed_reason": "str",  # why, where everybody may know it
    }
)
SUSPENSIONS: Schema = MappingProxyType(
    {
        "code": "str",  # an indicator's or a goal's
        "since": "datetime64[s]",
        "until": "datetime64[s]",  # NaT = in force
        "reason": "str",
        "act": "str",
        "review_by": "datetime64[s]",
        "published": "datetime64[s]",
    }
)
#: one row per report that may come later than its frequency's term (METHOD 9)
EXTENSIONS: Schema = MappingProxyType(
    {
        "code": "str",
        "end": "int32",  # month index of the period's last month
        "span_months": "int8",
        "deadline": "datetime64[s]",
        "reason": "str",
        "published": "datetime64[s]",  # the day from which the extension is known
    }
)
ACTIONS: Schema = MappingProxyType(
    {
        "code": "str",  # an indicator's or a goal's
        "name": "str",
        "number": "int32",  # which of the actions of this code and name, from 1
        "state": "str",  # kpi.model.ActionState
        "start": "datetime64[s]",
        "due": "datetime64[s]",
        "done_pct": "float64",
        "budget_plan_uah": "float64",
        "budget_actual_uah": "float64",
        "funding": "str",
        "dream_id": "str",  # its number in a register of projects (kpi.model.web_address)
        "partners": "str",
        "result_level": "str",  # input, output, outcome; "" where it is not said
        "indicator": "str",  # code of the indicator that it serves, "" for none
        "investment_direction": "str",  # code of a word of the layout, "" for none
        "stop_reason": "str",
        "act": "str",  # number and date of the act by which it lost its purpose
        "comment": "str",
        "name_en": "str",
    }
)
#: one row per action, year and source, in the order of «Кошти»
ACTION_MONEY: Schema = MappingProxyType(
    {
        "code": "str",  # these three are the key of the action
        "name": "str",
        "number": "int32",
        "end": "int32",  # month index of the year's end
        "source": "str",
        "plan": "float64",  # in the strategy's currency; NaN where it is not said
        "actual": "float64",
    }
)
#: one row per corrective action; `kpi.measure.chain.corrective_fates.fates` tells its fate on any day
CORRECTIVE_ACTIONS: Schema = MappingProxyType(
    {
        "code": "str",  # of the indicator
        "end": "int32",  # month index of the last month of the period whose value is far behind
        "span_months": "int8",
        "number": "int32",  # which of the actions of this period, from 1: another one begins when one is closed
        "cause": "str",
        "measure": "str",
        "responsible": "str",  # a position or a department
        "first_due": "datetime64[s]",  # the day that was promised at first
        "due": "datetime64[s]",  # the day that is in force
        "times_moved": "int32",  # how often its day was put off
        "expected_value": "float64",  # in the indicator's unit; NaN where it is not said
        "money": "float64",  # in the strategy's currency; NaN where it is not said
        "outcome": "str",  # kpi.model.ActionOutcome as said last, "" for none
        "outcome_day": "datetime64[s]",  # on which it was done
        "outcome_reason": "str",
        "since": "datetime64[s]",  # the release that brought it
        "published": "datetime64[s]",  # the release of its last word
        "fate": "str",  # kpi.model.CorrectiveFate as far as it hangs on no day: never `overdue`
    }
)
DEPARTMENTS: Schema = MappingProxyType(
    {"code": "str", "name": "str", "name_en": "str", "contact": "str", "provenance": "str"}
)
#: one row per line of «Відповідність»: what became of a code of the previous edition; "" where one of the two is none
SUCCESSIONS: Schema = MappingProxyType(
    {
        "previous_code": "str",
        "code": "str",
        "succession": "str",  # kpi.model.Succession
    }
)
#: the releases that the dataset holds, ascending; `moment` is ISO 8601 in UTC, "" where read without a store
#: `timed`: whether the moment is that of a publication on the release's own day, not one given by rule
RELEASES: Schema = MappingProxyType(
    {"seq": "int32", "published": "datetime64[s]", "moment": "str", "timed": "bool", "note": "str"}
)


def frame(rows: Iterable[Mapping[str, object]], schema: Schema) -> pd.DataFrame:
    """A frame with exactly the columns and dtypes of `schema`; missing keys become the dtype's missing value."""
    listed = list(rows)
    columns = {}
    for name, dtype in schema.items():
        values = [row.get(name) for row in listed]
        match dtype:
            case "str":
                values = ["" if v is None else str(v) for v in values]
            case "bool":
                values = [bool(v) for v in values]
        if dtype.startswith("datetime64"):
            columns[name] = pd.Series(pd.to_datetime(pd.Series(values, dtype="object")), dtype=dtype)
        else:
            columns[name] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(columns)


#: columns that say where a row comes from, by frame; those of `nodes` are free words
_PROVENANCE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "indicators": ("provenance", "baseline_provenance"),
        "observations": ("provenance",),
        "departments": ("provenance",),
    }
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Dataset:
    """What is known of one edition. Never mutate a frame: filter and derive."""

    strategy: Strategy
    nodes: pd.DataFrame
    indicators: pd.DataFrame
    targets: pd.DataFrame
    observations: pd.DataFrame
    suspensions: pd.DataFrame
    actions: pd.DataFrame
    departments: pd.DataFrame
    releases: pd.DataFrame
    extensions: pd.DataFrame = field(default_factory=lambda: frame([], EXTENSIONS))
    successions: pd.DataFrame = field(default_factory=lambda: frame([], SUCCESSIONS))
    decisions: pd.DataFrame = field(default_factory=lambda: frame([], oversight.DECISIONS))
    decision_subjects: pd.DataFrame = field(default_factory=lambda: frame([], oversight.DECISION_SUBJECTS))
    assignments: pd.DataFrame = field(default_factory=lambda: frame([], oversight.ASSIGNMENTS))
    council_sessions: pd.DataFrame = field(default_factory=lambda: frame([], oversight.COUNCIL_SESSIONS))
    events: pd.DataFrame = field(default_factory=lambda: frame([], oversight.EVENTS))
    risks: pd.DataFrame = field(default_factory=lambda: frame([], oversight.RISKS))
    alignments: pd.DataFrame = field(default_factory=lambda: frame([], oversight.ALIGNMENTS))
    former_subjects: pd.DataFrame = field(default_factory=lambda: frame([], oversight.FORMER_SUBJECTS))
    action_money: pd.DataFrame = field(default_factory=lambda: frame([], ACTION_MONEY))
    corrective_actions: pd.DataFrame = field(default_factory=lambda: frame([], CORRECTIVE_ACTIONS))

    @classmethod
    def governed(cls, strategy: Strategy, frames: Mapping[str, pd.DataFrame]) -> Self:
        """The dataset of rows as they were read or stored: a provenance that was left blank is the strategy's answer.

        The one place where blanks are settled, so that a changed answer governs what was stored under the former one.
        """
        usual = strategy.usual_provenance.value
        settled = {
            frame: frames[frame].assign(**{n: frames[frame][n].where(frames[frame][n] != "", usual) for n in names})
            for frame, names in _PROVENANCE.items()
        }
        return cls(strategy=strategy, **{**frames, **settled})


def part_of(dataset: Dataset, codes: Collection[str]) -> Dataset:
    """The dataset of these indicators alone, under the goals and decisions of all."""

    def of(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["code"].isin(codes)].reset_index(drop=True)

    return replace(
        dataset,
        indicators=of(dataset.indicators),
        targets=of(dataset.targets),
        observations=of(dataset.observations),
    )
