"""Money of actions: what it comes to, against the time that has passed and against what it was to move."""

from datetime import date

import numpy as np
import pandas as pd

KEY = ["code", "name", "number"]
#: so much of the money is spent where it is asked what it has moved
SPENT = 0.5


def money_by_year(money: pd.DataFrame) -> pd.DataFrame:
    """Plan and actual of each action and year over its sources: `KEY`, `end`, `plan`, `actual`; NaN where none stands.

    money  rows of `ACTION_MONEY`
    """
    return money.groupby([*KEY, "end"], sort=False, as_index=False)[["plan", "actual"]].sum(min_count=1)


def totals(actions: pd.DataFrame, money: pd.DataFrame) -> pd.DataFrame:
    """Plan and actual of each row of `ACTIONS`, by its index: the sums of its money, its own figures where none stand.

    money  rows of `ACTION_MONEY`
    """
    sums = money.groupby(KEY)[["plan", "actual"]].sum(min_count=1)
    own = sums.reindex(pd.MultiIndex.from_frame(actions[KEY])).set_axis(actions.index)
    stated = {"plan": "budget_plan_uah", "actual": "budget_actual_uah"}
    return pd.DataFrame({name: own[name].fillna(actions[column]) for name, column in stated.items()})


def spending(actions: pd.DataFrame, money: pd.DataFrame, day: date) -> pd.DataFrame:
    """Execution against time, by the index of `actions`.

    plan, actual  as `totals`
    spent_share   actual / plan; NaN without a plan above zero or without an actual
    time_share    of the time from start to end what has passed by the day, 0 to 1; NaN without both days
    """
    found = totals(actions, money)
    share = found["actual"] / found["plan"].where(found["plan"] > 0)
    length = (actions["due"] - actions["start"]).dt.days + 1
    passed = (pd.Timestamp(day) - actions["start"]).dt.days + 1
    time = (passed / length.where(length > 0)).clip(0, 1)
    return found.assign(spent_share=share.astype("float64"), time_share=time.astype("float64"))


def against_progress(
    actions: pd.DataFrame, money: pd.DataFrame, progress: pd.Series, day: date, delta: float
) -> pd.DataFrame:
    """`spending`, and what the money has moved.

    progress  of indicators and goals by code, METHOD 3; NaN where it cannot be told
    delta     the strategy's limit under which a move is none
    subject   the code that the money is held against: of the indicator that is served, else the action's own
    progress  of the subject
    unmoved   half of the money is spent and the subject stands where it stood at its base
    """
    found = spending(actions, money, day)
    subject = actions["indicator"].where(actions["indicator"] != "", actions["code"])
    known = subject.map(progress).astype("float64")
    with np.errstate(invalid="ignore"):
        unmoved = (found["spent_share"] >= SPENT) & (known <= delta)
    return found.assign(subject=subject, progress=known, unmoved=unmoved.astype(bool))
