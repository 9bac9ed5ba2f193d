"""Money of actions: sums, against time, against what was to move."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest

from kpi.measure.books import dataset_from_books
from kpi.measure.chain.spending import against_progress, money_by_year, spending, totals
from kpi.measure.dataset import Dataset
from kpi.model import Action, ActionMoney, ActionState, GoalBook
from tests.measure.one import PLAIN

DAY = date(2026, 6, 30)
REPAIR = Action(
    code="1.1",
    name="Ремонт",
    state=ActionState.IN_PROGRESS,
    start=date(2026, 1, 1),
    due=date(2026, 12, 31),
    indicator="1.1.1",
)


def money(year: int, source: str, plan: float | None, actual: float | None, number: int = 1) -> ActionMoney:
    return ActionMoney(code="1.1", name="Ремонт", number=number, year=year, source=source, plan=plan, actual=actual)


def dataset(actions: Sequence[Action], rows: Sequence[ActionMoney] = ()) -> Dataset:
    book = GoalBook(goal="1.1", indicators=(PLAIN,), actions=tuple(actions), action_money=tuple(rows))
    return dataset_from_books([(book, None)])


def listed(found: pd.DataFrame) -> list[list[float | None]]:
    return [[None if pd.isna(value) else float(value) for value in row] for row in found.to_numpy()]


def test_sums_of_a_year_over_its_sources() -> None:
    rows = [money(2025, "місто", 10, 4), money(2025, "область", 5, None), money(2026, "місто", None, None)]
    found = money_by_year(dataset([REPAIR], rows).action_money)
    assert found["end"].tolist() == [12 * 2025 + 12, 12 * 2026 + 12]
    assert listed(found[["plan", "actual"]]) == [[15, 4], [None, None]]


def test_what_an_action_costs_is_the_sum_of_its_money_or_its_own_budget() -> None:
    second = Action(code="1.1", name="Ремонт", state=ActionState.DONE, budget_plan_uah=8.0, budget_actual_uah=7.0)
    rows = [money(2025, "місто", 10, None), money(2026, "місто", 5, None)]
    data = dataset([REPAIR, second], rows)
    assert listed(totals(data.actions, data.action_money)) == [[15, None], [8, 7]]
    again = dataset([REPAIR, second], [money(2025, "місто", 10, 1, number=2)])
    assert listed(totals(again.actions, again.action_money)) == [[None, None], [10, 1]]


@pytest.mark.parametrize(
    ("start", "due", "day", "share"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31), 1.0),
        (date(2026, 1, 1), date(2026, 1, 10), date(2026, 1, 5), 0.5),
        (date(2026, 1, 1), date(2026, 12, 31), date(2025, 6, 1), 0.0),
        (date(2026, 1, 1), date(2026, 1, 1), date(2027, 6, 1), 1.0),
        (None, date(2026, 1, 1), DAY, None),
        (date(2026, 1, 1), None, DAY, None),
    ],
)
def test_the_share_of_time_that_has_passed(
    start: date | None, due: date | None, day: date, share: float | None
) -> None:
    data = dataset([Action(code="1.1", name="Ремонт", state=ActionState.IN_PROGRESS, start=start, due=due)])
    assert listed(spending(data.actions, data.action_money, day)[["time_share"]]) == [[share]]


@pytest.mark.parametrize(
    ("plan", "actual", "share"), [(10, 4, 0.4), (10, 12, 1.2), (0, 4, None), (None, 4, None), (10, None, None)]
)
def test_the_share_of_money_that_is_spent(plan: float | None, actual: float | None, share: float | None) -> None:
    data = dataset([REPAIR], [money(2026, "місто", plan, actual)])
    assert listed(spending(data.actions, data.action_money, DAY)[["spent_share"]]) == [[share]]


@pytest.mark.parametrize(
    ("spent", "served", "progress", "unmoved"),
    [
        (5, "1.1.1", {"1.1.1": 0.05}, True),
        (5, "1.1.1", {"1.1.1": -0.4}, True),
        (5, "1.1.1", {"1.1.1": 0.06}, False),
        (4.9, "1.1.1", {"1.1.1": 0.0}, False),
        (5, "1.1.1", {}, False),
        (5, "1.1.1", {"1.1": 0.0, "1.1.1": 0.5}, False),
        (5, "", {"1.1": 0.0}, True),
    ],
)
def test_money_is_spent_and_nothing_moved(spent: float, served: str, progress: dict[str, float], unmoved: bool) -> None:
    action = Action(code="1.1", name="Ремонт", state=ActionState.IN_PROGRESS, indicator=served)
    data = dataset([action], [money(2026, "місто", 10, spent)])
    known = pd.Series(progress, dtype="float64")
    found = against_progress(data.actions, data.action_money, known, DAY, 0.05)
    assert found["unmoved"].tolist() == [unmoved]
    assert found["subject"].tolist() == [served or "1.1"]


def test_no_actions_cost_nothing() -> None:
    data = dataset([])
    assert against_progress(data.actions, data.action_money, pd.Series(dtype="float64"), DAY, 0.05).empty
    assert money_by_year(data.action_money).empty
