"""What a plan does not say of its indicators, and what it asks of them (decision 0057). No clock: the day is given."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd

from kpi.measure.chain.quality import completeness, stated_facts
from kpi.measure.core.arrays import Bools, Floats
from kpi.measure.core.judging import TOLERANCE
from kpi.measure.in_force import observations_in_force
from kpi.measure.results import Survey
from kpi.model import Direction, Kind, Level, ResultLevel

#: what an indicator needs to be understood and judged
NEEDED = ("baseline", "definition", "source", "value")
#: what a plan may say of it: asked for only where the plan says it of one indicator at least
OPTIONAL = ("department", "result_level", "quality")
#: one row per indicator, in the order of Dataset.indicators: what is not stated of it, what its target asks
INDICATOR_GAPS: Mapping[str, str] = MappingProxyType(
    {
        "code": "str",
        "goal": "str",
        **{f"no_{name}": "bool" for name in (*NEEDED, *OPTIONAL)},
        "facts": "int32",  # how many of the five facts of the quality statement are stated
        "met_at_start": "bool",  # the value at the base meets the target
        "former_pace": "float64",  # before the base, the unit a year in the wished direction; NaN where not known
        "asked_pace": "float64",  # what the target asks from the base on; NaN likewise
        "easy": "bool",  # it asks for less than the pace before
    }
)
_YEAR = 12
#: levels that say what is done, not what comes of it
ACTIVITY = (ResultLevel.INPUT.value, ResultLevel.OUTPUT.value)


def indicator_gaps(survey: Survey) -> pd.DataFrame:
    """`INDICATOR_GAPS`. The base, the target and the values are those in force at the survey's day."""
    facts, now = survey.dataset.indicators, survey.now.indicators
    stated = stated_facts(facts)
    rows = observations_in_force(survey.dataset.observations)
    valued = set(rows.loc[(rows["breakdown"] == "") & rows["value"].notna(), "code"])
    former, asked = _paces(survey)
    return pd.DataFrame(
        {
            "code": facts["code"],
            "goal": facts["goal"],
            "no_baseline": now["baseline_value"].isna().to_numpy(),
            "no_definition": _blank(facts["definition"]),
            "no_source": ~stated["source"],
            "no_department": _blank(facts["department"]),
            "no_value": ~facts["code"].isin(valued),
            "no_result_level": _blank(facts["result_level"]),
            # the source alone is no statement: every indicator is asked for it anyway
            "no_quality": ~stated.drop(columns="source").any(axis=1),
            "facts": completeness(facts),
            "met_at_start": _met_at_start(survey),
            "former_pace": former,
            "asked_pace": asked,
            "easy": asked < former - TOLERANCE,
        }
    ).astype(dict(INDICATOR_GAPS))


def unused(gaps: pd.DataFrame) -> tuple[str, ...]:
    """Which of `OPTIONAL` the plan says of no indicator."""
    return tuple(name for name in OPTIONAL if gaps[f"no_{name}"].all())


def goals_without_result(survey: Survey) -> pd.DataFrame:
    """Operational goals none of whose indicators is an outcome or an impact: `code`, and `activity`, whether the levels
    of all are stated: then each of them is an input or an output. In the order of the goals."""
    facts, nodes = survey.dataset.indicators, survey.dataset.nodes
    level = facts["result_level"]
    rows = pd.DataFrame({"goal": facts["goal"], "told": level != "", "busy": level.isin(["", *ACTIVITY])})
    goals = rows.groupby("goal")[["told", "busy"]].all()
    codes = nodes.loc[nodes["level"] == Level.OPERATIONAL_GOAL, "code"]
    found = goals[goals["busy"]].reindex(codes[codes.isin(goals.index[goals["busy"]])])
    return pd.DataFrame({"code": found.index.astype("str"), "activity": found["told"].to_numpy(dtype=bool)})


def overdue_reviews(survey: Survey, day: date) -> pd.DataFrame:
    """Review dates that have passed by a day: `kind` «suspension» or «risk», `code`, `name`, `review_by`.

    A suspension that has ended by the day waits for no review.
    """
    stops, risks = survey.dataset.suspensions, survey.dataset.risks
    now = pd.Timestamp(day)
    stops = stops[(stops["review_by"] < now) & (stops["until"].isna() | (stops["until"] >= now))]
    risks = risks[risks["review_by"] < now]
    columns = ["kind", "code", "name", "review_by"]
    return pd.concat(
        [
            stops.assign(kind="suspension", name=stops["reason"])[columns],
            risks.assign(kind="risk", code=risks["goal"])[columns],
        ],
        ignore_index=True,
    )


def _blank(words: pd.Series) -> pd.Series:
    return words.str.strip() == ""


def _met_at_start(survey: Survey) -> Bools:
    """Whether the value at the base meets the target: a plan then asks to keep what there is."""
    facts, now = survey.dataset.indicators, survey.now.indicators
    base, target = (now[name].to_numpy(dtype=np.float64) for name in ("baseline_value", "target_value"))
    direction = facts["direction"].to_numpy(dtype=object).astype(str)
    within = (base >= facts["range_low"].to_numpy() - TOLERANCE) & (base <= facts["range_high"].to_numpy() + TOLERANCE)
    up, down = base >= target - TOLERANCE, base <= target + TOLERANCE
    met: Bools = np.select(
        [direction == Direction.RANGE, direction == Direction.INCREASE, direction == Direction.DECREASE],
        [within, up, down],
        default=False,
    )
    return met


def _paces(survey: Survey) -> tuple[Floats, Floats]:
    """A year's move in the wished direction before the base and as the target asks; NaN where one is not known.

    Before: from the earliest value that is known to the base. Told of levels alone, where a steady pace means something
    (METHOD 5): not of deliverables, ranges, targets that the base meets, across a break of the series.
    """
    facts, now = survey.dataset.indicators, survey.now.indicators
    start = facts["baseline_end"].to_numpy(dtype=np.float64, na_value=np.nan)
    first = _first_values(survey).reindex(facts["code"])
    before, end = first["value"].to_numpy(dtype=np.float64), first["end"].to_numpy(dtype=np.float64)
    base, target = (now[name].to_numpy(dtype=np.float64) for name in ("baseline_value", "target_value"))
    signs = facts["direction"].map({Direction.INCREASE.value: 1.0, Direction.DECREASE.value: -1.0})
    sign = signs.to_numpy(dtype=np.float64)
    broken = facts["break_end"].to_numpy(dtype=np.float64, na_value=np.nan)
    told = (facts["kind"] != Kind.DELIVERABLE).to_numpy() & ~_met_at_start(survey)
    told &= (end < start) & ~((broken >= end) & (broken < now["target_end"].to_numpy()))
    with np.errstate(divide="ignore", invalid="ignore"):
        former = sign * (base - before) / ((start - end) / 12)
        asked = sign * (target - base) / ((now["target_end"].to_numpy() - start) / 12)
    known = told & ~np.isnan(former) & ~np.isnan(asked)
    return np.where(known, former, np.nan), np.where(known, asked, np.nan)


def _first_values(survey: Survey) -> pd.DataFrame:
    """The earliest value of each indicator that can be held beside its base: `end` and `value` by code.

    Of flows and running totals that is a whole year; sums since the start of something are none.
    """
    kinds = survey.dataset.indicators.set_index("code")["kind"]
    rows = survey.series[survey.series["value"].notna()]
    kind = rows["code"].map(kinds)
    whole = (kind == Kind.FLOW) & (rows["span_months"] == _YEAR) | (kind == Kind.YTD) & (rows["end"] % _YEAR == 0)
    rows = rows[(kind == Kind.LEVEL) | whole]
    return rows.sort_values(["code", "end"], kind="stable").drop_duplicates("code").set_index("code")[["end", "value"]]
