"""States of actions in the five words of the ministry's reports."""

from datetime import date

import pytest

from kpi.measure.books import action_rows
from kpi.measure.chain.action_standings import action_standings
from kpi.measure.dataset import ACTIONS, frame
from kpi.model import Action, ActionStanding, ActionState

DAY = date(2026, 6, 30)
YESTERDAY, TODAY = date(2026, 6, 29), DAY


@pytest.mark.parametrize(
    ("state", "due", "percent", "act", "standing"),
    [
        (ActionState.DONE, None, None, "", ActionStanding.FULFILLED),
        (ActionState.DONE, YESTERDAY, 40.0, "№ 1", ActionStanding.FULFILLED),
        (ActionState.NOT_STARTED, None, None, "", ActionStanding.NOT_DUE),
        (ActionState.NOT_STARTED, TODAY, None, "", ActionStanding.NOT_DUE),
        (ActionState.NOT_STARTED, YESTERDAY, None, "", ActionStanding.NOT_FULFILLED),
        (ActionState.NOT_STARTED, YESTERDAY, 10.0, "", ActionStanding.NOT_FULFILLED),
        (ActionState.IN_PROGRESS, TODAY, None, "", ActionStanding.NOT_DUE),
        (ActionState.IN_PROGRESS, TODAY, 0.0, "", ActionStanding.NOT_DUE),
        (ActionState.IN_PROGRESS, TODAY, 10.0, "", ActionStanding.PARTLY),
        (ActionState.IN_PROGRESS, YESTERDAY, None, "", ActionStanding.NOT_FULFILLED),
        (ActionState.IN_PROGRESS, YESTERDAY, 90.0, "", ActionStanding.PARTLY),
        (ActionState.IN_PROGRESS, None, None, "№ 1", ActionStanding.NOT_DUE),
        (ActionState.STOPPED, TODAY, None, "", ActionStanding.NOT_FULFILLED),
        (ActionState.STOPPED, None, 30.0, "", ActionStanding.PARTLY),
        (ActionState.STOPPED, YESTERDAY, 30.0, "№ 21 від 02.07.2026", ActionStanding.LAPSED),
        (ActionState.STOPPED, None, None, "  ", ActionStanding.NOT_FULFILLED),
    ],
)
def test_an_action_on_a_day(
    state: ActionState, due: date | None, percent: float | None, act: str, standing: ActionStanding
) -> None:
    action = Action(code="1.1", name="Ремонт", state=state, due=due, done_pct=percent, act=act)
    assert action_standings(frame(action_rows([action]), ACTIONS), DAY).tolist() == [standing]


def test_no_actions_have_no_standings() -> None:
    assert action_standings(frame([], ACTIONS), DAY).empty
