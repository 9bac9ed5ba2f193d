"""Actions in the five words of the ministry's reports on strategies, on a day."""

from datetime import date

import pandas as pd

from kpi.model import ActionStanding, ActionState


def action_standings(actions: pd.DataFrame, day: date) -> pd.Series:
    """The `ActionStanding` of each row of `ACTIONS` on a day.

    What is not started has not come to its time until its day has passed. What goes on is done in part only where its
    percent says so. What was stopped has lost its purpose only by an act; without one it is judged by its percent.
    """
    state, late = actions["state"], actions["due"] < pd.Timestamp(day)
    stopped, partly = state == ActionState.STOPPED, actions["done_pct"] > 0
    found = pd.Series(str(ActionStanding.NOT_DUE), index=actions.index, dtype="str")
    found = found.mask(late | stopped, str(ActionStanding.NOT_FULFILLED))
    going = stopped | (state == ActionState.IN_PROGRESS)
    found = found.mask(going & partly, str(ActionStanding.PARTLY))
    found = found.mask(stopped & (actions["act"].str.strip() != ""), str(ActionStanding.LAPSED))
    return found.mask(state == ActionState.DONE, str(ActionStanding.FULFILLED)).rename("standing")
