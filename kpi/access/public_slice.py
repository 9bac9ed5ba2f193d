"""The public slice: what outsiders may know of a dataset (decision 0005). Cut once, before anything is measured.

Fail closed: what is not known to be public is cut. The rules, and what follows from them, are in docs/decisions/0005.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from kpi.access.closed_values import (
    PERIOD,
    ClosedToday,
    as_closed_today,
    keys_of,
    restricted,
    shown_sums,
    without_former_values,
    without_remainders,
)
from kpi.access.oversight_slice import oversight_slice
from kpi.measure.dataset import Dataset
from kpi.measure.in_force import OBSERVATION_KEY, known_by, observations_in_force
from kpi.model import STRICTNESS_ORDER, Visibility


def public_slice(dataset: Dataset, as_of_publication: date, previous: Collection[str] = ()) -> Dataset:
    """What is public on a day: without a row, a text or a number of what is internal, aggregate or not yet open.

    previous  the codes that are public in the edition before this one: of the crosswalk only rows of public codes are
              told, whichever side they stand on; without it none that names a code of that edition

    The goals, sectors and the strategy are public as the council adopted them; so are baselines and targets of public
    indicators. Files' hashes and the cells of rows are cut: they depend on internal rows. `seq` counts what is public,
    from 1. Of what is cut nothing is told, its number neither.
    """
    indicators, observations = _public(dataset, as_of_publication)
    public = set(indicators["code"])
    allowed = _told(dataset, public)
    actions = _actions(dataset.actions, public, allowed)
    indicators = _whole_weights(indicators.assign(source_file="", cell="", also_under=_further(indicators, allowed)))
    oversight = oversight_slice(dataset, allowed)
    return replace(
        dataset,
        **oversight,  # type: ignore[arg-type]
        indicators=_fresh(indicators),
        targets=_fresh(known_by(dataset.targets[dataset.targets["code"].isin(public)], as_of_publication)),
        observations=_fresh(observations.assign(source_file="", cell="", seq=_order_of(observations))),
        suspensions=_fresh(known_by(dataset.suspensions[dataset.suspensions["code"].isin(allowed)], as_of_publication)),
        actions=_fresh(actions.assign(number=_renumbered(actions))),
        action_money=_fresh(_money_of(dataset.action_money, actions)),
        corrective_actions=_fresh(_corrective(dataset, indicators, observations, as_of_publication)),
        extensions=_fresh(known_by(dataset.extensions[dataset.extensions["code"].isin(public)], as_of_publication)),
        departments=_fresh(_named_departments(dataset, indicators, oversight["assignments"])),
        releases=_releases(dataset.releases, as_of_publication),
        successions=_fresh(_successions(dataset.successions, allowed, previous)),
    )


def public_codes(dataset: Dataset, as_of_publication: date) -> tuple[str, ...]:
    """Codes of the indicators of the public slice, without cutting the rest of it."""
    return tuple(_public(dataset, as_of_publication)[0]["code"])


def told_codes(dataset: Dataset, as_of_publication: date) -> frozenset[str]:
    """Codes of goals and indicators that outsiders may hear of: what the crosswalk of the next edition may name."""
    return _told(dataset, public_codes(dataset, as_of_publication))


def _told(dataset: Dataset, public: Collection[str]) -> frozenset[str]:
    """The codes of public indicators and of all goals; of a code that both have the hidden one decides."""
    hidden = set(dataset.indicators["code"]) - set(public)
    return frozenset(public) | (frozenset(dataset.nodes["code"]) - hidden)


def _public(dataset: Dataset, day: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `indicators` and of `observations` that are public on a day."""
    observations = known_by(dataset.observations, day)
    completed = dataset.strategy.fiscal_year.completed(day)
    indicators = dataset.indicators[_open(dataset.indicators, completed, day)]
    observations = _public_rows(observations, indicators, completed)
    valued = set(observations.loc[observations["value"].notna() & ~observations["removed"], "code"])
    indicators = indicators[(indicators["visibility"] == Visibility.PUBLIC) | indicators["code"].isin(valued)]
    return indicators, observations[observations["code"].isin(indicators["code"])]


def closed_today(dataset: Dataset, day: date) -> ClosedToday:
    """What the last release of an edition closes in its earlier releases too."""
    indicators, shown = _public(dataset, day)
    closed = restricted(known_by(dataset.observations, day))
    last = observations_in_force(shown)
    of_closed = keys_of(last, PERIOD).isin(keys_of(closed, PERIOD)) | last["code"].isin(_totals_only(indicators))
    told = last.loc[of_closed & last["value"].notna(), [*OBSERVATION_KEY, "value"]]
    return ClosedToday(dataset.indicators, closed[PERIOD].drop_duplicates(), told)


def apply_current_restrictions(dataset: Dataset, today: ClosedToday) -> Dataset:
    """A past dataset under the restrictions of today, where today's are the stricter.

    today  of the last release: what was closed since must not stay open in old releases, nor what was gone then and
           came back closed
    """
    rules = ["visibility", "open_from", "delay_months"]
    now = today.indicators.set_index("code")[rules].reindex(dataset.indicators["code"])
    rank = {value: n for n, value in enumerate(STRICTNESS_ORDER)}
    then = dataset.indicators["visibility"].map(rank).fillna(len(rank)).to_numpy()
    rank_now = now["visibility"].map(rank).fillna(-1).to_numpy()
    known = now["visibility"].notna().to_numpy()
    stricter = known & ((rank_now > then) | ((rank_now == then) & (rank_now > 0)))
    indicators = dataset.indicators.copy()
    for rule in rules:
        indicators[rule] = (
            indicators[rule].where(~stricter, now[rule].set_axis(indicators.index)).astype(indicators[rule].dtype)
        )
    observations = as_closed_today(dataset.observations, today, _totals_only(today.indicators))
    former = dataset.former_subjects
    hidden = today.indicators.loc[today.indicators["visibility"] != Visibility.PUBLIC, "code"]
    former = former[~former["code"].isin(hidden)].reset_index(drop=True)
    return replace(dataset, indicators=indicators, observations=observations, former_subjects=former)


def _totals_only(indicators: pd.DataFrame) -> pd.Series:
    """Codes of «лише сума»."""
    return indicators.loc[indicators["visibility"] == Visibility.AGGREGATE, "code"]


def _further(indicators: pd.DataFrame, allowed: Collection[str]) -> pd.Series:
    """Further goals that outsiders may hear of."""
    told = [" ".join(code for code in codes.split() if code in allowed) for codes in indicators["also_under"]]
    return pd.Series(told, index=indicators.index, dtype="str")


def _actions(actions: pd.DataFrame, public: Collection[str], allowed: Collection[str]) -> pd.DataFrame:
    """Actions of public indicators and of goals, without those that serve a hidden indicator."""
    return actions[actions["code"].isin(allowed) & actions["indicator"].isin({"", *public})]


def _money_of(money: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """Money of these actions, by the numbers that outsiders know them by."""
    key = ["code", "name", "number"]
    told = actions[key].assign(told=_renumbered(actions))
    return money.merge(told, on=key).assign(number=lambda rows: rows["told"])[list(money)]


def _renumbered(actions: pd.DataFrame) -> pd.Series:
    """1, 2, 3… of each code and name: an action that is cut leaves no gap."""
    return actions.groupby(["code", "name"])["number"].rank(method="first").astype("int32")


def _corrective(dataset: Dataset, indicators: pd.DataFrame, shown: pd.DataFrame, day: date) -> pd.DataFrame:
    """Corrective actions of public indicators, but for restricted periods; of one that is not wholly public, of the
    periods that are shown: that there is one tells of the value of its period that it lies far behind."""
    rows = known_by(dataset.corrective_actions, day)
    whole = indicators.loc[indicators["visibility"] == Visibility.PUBLIC, "code"]
    totals, periods = shown[shown["breakdown"] == ""], keys_of(rows, PERIOD)
    told = periods.isin(keys_of(totals[totals["value"].notna()], PERIOD))
    closed = restricted(shown)
    free = ~periods.isin(keys_of(closed[closed["breakdown"] == ""], PERIOD))
    return rows[(rows["code"].isin(whole) & free) | (rows["code"].isin(indicators["code"]) & told)]


def _fresh(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.reset_index(drop=True)


def _open(indicators: pd.DataFrame, completed: int, day: date) -> pd.Series:
    """Indicators of which something may be public; a delayed one without a date or a delay stays closed."""
    visibility = indicators["visibility"]
    whole = visibility.isin([Visibility.PUBLIC, Visibility.AGGREGATE])
    dated = indicators["open_from"].notna() | indicators["delay_months"].notna()
    reached = indicators["open_from"].isna() | (indicators["open_from"] <= pd.Timestamp(day))
    based = indicators["baseline_end"].fillna(0) + indicators["delay_months"].fillna(0) <= completed
    return whole | ((visibility == Visibility.DELAYED) & dated & reached & based)


def _public_rows(observations: pd.DataFrame, indicators: pd.DataFrame, completed: int) -> pd.DataFrame:
    """Observations of the indicators that may be shown: all, old enough, or sums of enough parts."""
    codes = observations["code"]
    by_code = indicators.set_index("code")
    delay = codes.map(by_code["delay_months"]).fillna(0).to_numpy(dtype=np.int64)
    visibility = codes.map(by_code["visibility"])
    old_enough = observations["end"].to_numpy(dtype=np.int64) + delay <= completed
    sums = shown_sums(observations[(visibility == Visibility.AGGREGATE).to_numpy()])
    late = (visibility == Visibility.DELAYED).to_numpy() & old_enough
    public = (visibility == Visibility.PUBLIC).to_numpy()
    return without_remainders(without_former_values(observations[public | late | observations.index.isin(sums)]))


def _whole_weights(indicators: pd.DataFrame) -> pd.DataFrame:
    """Weights as shares of what is public: a sum that falls short would tell that something is withheld."""
    weights = indicators["weight"]
    by_goal = weights.groupby(indicators["goal"])
    total, complete = by_goal.transform("sum"), by_goal.transform("count") == by_goal.transform("size")
    off = complete & (total > 0) & ((total - 100).abs() > 1e-9) & ((total - 1).abs() > 1e-9)
    return indicators.assign(weight=weights.where(~off, 100 * weights / total))


def _order_of(observations: pd.DataFrame) -> pd.Series:
    """1, 2, 3… in the order of publication: an upload of which nothing is public leaves no gap."""
    pairs = observations[["published", "seq"]].drop_duplicates()
    pairs = pairs.sort_values(["published", "seq"], na_position="first")
    pairs["order"] = np.arange(1, len(pairs) + 1)
    return (
        observations[["published", "seq"]]
        .merge(pairs, on=["published", "seq"], how="left")["order"]
        .set_axis(observations.index)
        .astype("int32")
    )


def _successions(rows: pd.DataFrame, codes: Collection[str], previous: Collection[str]) -> pd.DataFrame:
    """Rows of which both sides are public. Each is cut by itself: what is left of a merger says that it is one, as the
    plan's own row would say that was the only one."""
    return rows[rows["code"].isin({"", *codes}) & rows["previous_code"].isin({"", *previous})]


def _named_departments(dataset: Dataset, indicators: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    named = set(dataset.nodes["department"]) | set(indicators["department"]) | set(assignments["department"])
    return dataset.departments[dataset.departments["code"].isin(named)]


def _releases(releases: pd.DataFrame, day: date) -> pd.DataFrame:
    known = known_by(releases, day).reset_index(drop=True)
    return known.assign(seq=np.arange(1, len(known) + 1, dtype="int32"))
