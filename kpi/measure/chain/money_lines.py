"""Money of actions as lines, each of one action: by year and source where that is said, else whole."""

import pandas as pd

from kpi.measure.chain.spending import KEY


def money_lines(actions: pd.DataFrame, money: pd.DataFrame) -> pd.DataFrame:
    """`action`, `end`, `source`, `plan`, `actual`: the sums of an action's lines are its `spending.totals`.

    action  its place in the index of `actions`
    end     month index of the year's end, <NA> of a figure that is told of no year
    source  "" where none is named; of an undivided figure the action's own words
    money   rows of `ACTION_MONEY`, each of one of the actions
    """
    keys = pd.MultiIndex.from_frame(actions[KEY])
    places = pd.Series(actions.index, index=keys).reindex(pd.MultiIndex.from_frame(money[KEY])).to_numpy()
    divided = money[["end", "source", "plan", "actual"]].assign(action=places).astype({"end": "Int32"})
    sums = divided.groupby("action")[["plan", "actual"]].sum(min_count=1).reindex(actions.index)
    stated = {"plan": "budget_plan_uah", "actual": "budget_actual_uah"}
    own = pd.DataFrame({name: actions[column].where(sums[name].isna()) for name, column in stated.items()})
    own = own.dropna(how="all")
    whole = own.assign(action=own.index, source=actions.loc[own.index, "funding"]).assign(
        end=pd.Series(pd.NA, index=own.index, dtype="Int32")
    )
    names = ["action", "end", "source", "plan", "actual"]
    return pd.concat([divided[names], whole[names]], ignore_index=True)
