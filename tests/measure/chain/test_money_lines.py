"""Money of actions as lines: their sums are what an action costs, whatever is said by years and whatever is not."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.measure.chain.money_lines import money_lines
from kpi.measure.chain.spending import totals
from kpi.model import Action, ActionMoney, ActionState
from tests.measure.chain.test_spending import REPAIR, dataset, money

amounts = st.none() | st.integers(0, 10**9).map(float)


def own(plan: float | None, actual: float | None, funding: str = "") -> Action:
    return Action(
        code="1.1",
        name="Дах",
        state=ActionState.IN_PROGRESS,
        due=date(2026, 12, 31),
        budget_plan_uah=plan,
        budget_actual_uah=actual,
        funding=funding,
    )


def said(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame.to_numpy(dtype=object)]


def test_a_line_for_each_year_and_source_and_one_for_what_is_not_divided() -> None:
    data = dataset([REPAIR, own(8.0, None, "місто")], [money(2025, "місто", 10, 4), money(2026, "область", 5, None)])
    assert said(money_lines(data.actions, data.action_money)) == [
        (0, 12 * 2025 + 12, "місто", 10.0, 4.0),
        (0, 12 * 2026 + 12, "область", 5.0, None),
        (1, None, "місто", 8.0, None),
    ]


def test_a_figure_that_no_year_tells_is_taken_from_the_action() -> None:
    data = dataset([own(9.0, 7.0)], [ActionMoney(code="1.1", name="Дах", year=2026, source="місто", plan=9.0)])
    assert said(money_lines(data.actions, data.action_money)) == [
        (0, 12 * 2026 + 12, "місто", 9.0, None),
        (0, None, "", None, 7.0),
    ]


@pytest.mark.parametrize("actions", [[], [REPAIR]])
def test_without_money_there_is_no_line(actions: list[Action]) -> None:
    data = dataset(actions)
    assert money_lines(data.actions, data.action_money).empty


@settings(deadline=None, max_examples=40)
@given(amounts, amounts, st.lists(st.tuples(st.integers(2022, 2027), amounts, amounts), max_size=4))
def test_the_sums_of_the_lines_are_what_the_action_costs(
    plan: float | None, actual: float | None, rows: list[tuple[int, float | None, float | None]]
) -> None:
    told = [
        ActionMoney(code="1.1", name="Дах", year=y, source=str(n), plan=p, actual=a) for n, (y, p, a) in enumerate(rows)
    ]
    data = dataset([REPAIR, own(plan, actual)], told)
    lines = money_lines(data.actions, data.action_money)
    sums = lines.groupby("action")[["plan", "actual"]].sum(min_count=1).reindex(data.actions.index)
    pd.testing.assert_frame_equal(sums, totals(data.actions, data.action_money), check_names=False)
