"""Values that are closed: restricted ones with all that would tell them, and sums of «лише сума» with their parts.

What is closed leaves no former value either: neither an earlier revision, nor a part beside it, nor a past release, nor
the difference of two sums.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.measure.in_force import OBSERVATION_KEY, observations_in_force
from kpi.model import GapReason, Visibility

#: how many breakdown rows a published total of «лише сума» must be the sum of
LEAST_PARTS = 3
#: of a value with all its parts
PERIOD = ["code", "end", "span_months"]


@dataclass(frozen=True, eq=False)
class ClosedToday:
    """What the last release of an edition closes, in its earlier releases too.

    indicators  `Dataset.indicators` of it
    periods     periods of indicators of which a value, or a part of it, is restricted
    shown       keys and values of what is told of these periods and of sums of «лише сума»: another value of them may
                not be told in an earlier release
    """

    indicators: pd.DataFrame
    periods: pd.DataFrame
    shown: pd.DataFrame


def keys_of(rows: pd.DataFrame, names: list[str]) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[names])


def restricted(observations: pd.DataFrame) -> pd.DataFrame:
    """The rows whose value is restricted as the last revision has it."""
    last = observations_in_force(observations)
    return last[last["gap"] == GapReason.RESTRICTED]


def masked(rows: pd.DataFrame, closed: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> pd.DataFrame:
    """The rows, those that are closed without value, words and anything else that came with a value."""
    return rows.assign(
        value=rows["value"].where(~closed),
        gap=rows["gap"].where(~closed, str(GapReason.RESTRICTED)),
        comment=rows["comment"].where(~closed, ""),
        source=rows["source"].where(~closed, ""),
        preliminary=rows["preliminary"] & ~closed,
        coverage_pct=rows["coverage_pct"].where(~closed),
    )


def as_closed_today(rows: pd.DataFrame, today: ClosedToday, totals_only: pd.Series) -> pd.DataFrame:
    """Observations of an earlier release without what is closed today.

    totals_only  codes of «лише сума»: of their sums those stay that are shown today, unchanged
    """
    names = [*OBSERVATION_KEY, "value"]
    unsaid = rows["value"].notna().to_numpy() & ~keys_of(rows, names).isin(keys_of(today.shown, names))
    sums = rows["code"].isin(totals_only).to_numpy() & (rows["breakdown"] == "").to_numpy()
    closed = keys_of(rows, PERIOD).isin(keys_of(today.periods, PERIOD))
    return masked(rows, closed & unsaid)[~(sums & unsaid)]


def without_former_values(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, of a period of which something is restricted their last revisions alone: with an earlier total or an
    earlier part the restricted one would be told."""
    last = observations_in_force(rows)
    closed = keys_of(rows, PERIOD).isin(keys_of(restricted(rows), PERIOD))
    return rows[~closed | rows.index.isin(last.index)]


def without_remainders(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, the parts beside a restricted one restricted with it: total less all others would tell it.

    So do two that are restricted, of their sum; of three and more it tells as much as a sum of «лише сума» may. The
    parts of a restricted total are restricted: their sum would tell it.
    """
    last = observations_in_force(rows)
    held = last[last["gap"] == GapReason.RESTRICTED]
    few = held[held["breakdown"] != ""].groupby(PERIOD, sort=False)["breakdown"].nunique()
    totals = last[(last["breakdown"] == "") & last["value"].notna()]
    told = few[few < LEAST_PARTS].index.intersection(keys_of(totals, PERIOD))
    summed = keys_of(held[held["breakdown"] == ""], PERIOD)
    periods = keys_of(rows, PERIOD)
    cut = (periods.isin(told) | periods.isin(summed)) & ((rows["breakdown"] != "") & rows["value"].notna()).to_numpy()
    return masked(rows, cut)


def shown_sums(rows: pd.DataFrame) -> pd.Index:
    """Labels of the totals of «лише сума» that may be shown, and of their gaps: that a period has no value tells none.

    Only the last revision of a total: the difference of two revisions would tell the part that was changed. A longer
    period only where the shorter ones within it, if there are any, fill it and are all shown: less them it would tell
    what the rest is the sum of.
    """
    last = observations_in_force(rows)
    valued = last["value"].notna()
    parts = last[valued & (last["breakdown"] != "")].groupby(PERIOD, sort=False)["breakdown"].nunique()
    totals = last[last["breakdown"] == ""]
    count = parts.reindex(keys_of(totals, PERIOD)).fillna(0).to_numpy()
    enough = np.where(totals["value"].notna(), count >= LEAST_PARTS, count == 0)
    return totals.index[enough & ~_telling(totals, enough & totals["value"].notna().to_numpy())]


def _telling(
    totals: pd.DataFrame, shown: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which totals hold shorter ones that do not fill them or are not all shown themselves."""
    rows = totals[["code", "end", "span_months"]].assign(
        label=totals.index, shown=shown, valued=totals["value"].notna().to_numpy()
    )
    pairs = rows[rows["valued"]].merge(rows[rows["valued"]], on="code", suffixes=("", "_in"))
    within = (
        (pairs["span_months_in"] < pairs["span_months"])
        & (pairs["end_in"] <= pairs["end"])
        & (
            pairs["end_in"].astype("int64") - pairs["span_months_in"]
            >= pairs["end"].astype("int64") - pairs["span_months"]
        )
    )
    pairs = pairs[within]
    # of each length: the shorter ones of one length do not overlap
    filled = pairs[pairs["shown_in"]].groupby(["label", "span_months_in"])["span_months_in"].sum()
    whole = pairs.groupby(["label", "span_months_in"])["span_months"].first()
    short = filled.reindex(whole.index).fillna(0) < whole
    return np.asarray(totals.index.isin(short[short].index.get_level_values("label")))


def tells_nothing_closed(shown: Dataset, code: str, period: str, released: str) -> bool:
    """Whether what was said in public of a number of a release may still be told: it quotes the number.

    shown     the public slice as it is now
    period    as codes are written, "" = of no period
    released  the day of the release that it was said of
    """
    rules = shown.indicators.loc[shown.indicators["code"] == code, "visibility"]
    if rules.empty:
        return False
    whole = rules.iloc[0] == Visibility.PUBLIC
    if not period:
        return True
    try:
        place = shown.strategy.fiscal_year.parse(period)
    except ValueError:
        return bool(whole)
    last = observations_in_force(shown.observations)
    at = (last["code"] == code) & (last["end"] == place.end) & (last["span_months"] == place.span_months)
    rows = last[at & (last["breakdown"] == "")]
    if whole:
        return not bool((rows["gap"] == GapReason.RESTRICTED).any())
    # of a sum that was mended since, the number that is quoted is the earlier one
    return bool((rows["value"].notna() & ~(rows["published"] > pd.Timestamp(released))).any())
