"""The day that is shown and the rhythm of a strategy, from its own periods (METHOD 9)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Unpack

import pandas as pd
import pytest

from kpi.measure import default_times, moments, rhythm, survey
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.model import (
    Frequency,
    GapReason,
    GoalBook,
    Indicator,
    Observation,
    OperationalGoal,
    Plan,
    StrategicGoal,
    Strategy,
    Suspension,
    month_index,
)
from tests.fiscal_years import CALENDAR
from tests.measure.one import PLAIN
from tests.model_fields import IndicatorFields, StrategyFields

RELEASE = date(2026, 11, 14)


def strategy(
    indicators: Sequence[Indicator],
    rows: Sequence[tuple[str, str, float | GapReason]] = (),
    *,
    suspended: Sequence[Suspension] = (),
    released: date | None = RELEASE,
    **changes: Unpack[StrategyFields],
) -> Dataset:
    """A strategy of one goal; rows are code, period and a value or a gap."""
    usual = Strategy(
        title="Стратегія",
        community="Громада",
        edition="видання",
        first_year=2022,
        last_year=2026,
        baseline_year=2021,
        illustrative=False,
        deadline_days=15,
    )
    plan = Plan(
        strategy=replace(usual, **changes),
        strategic_goals=(StrategicGoal("1", "", "Ціль"),),
        operational_goals=(OperationalGoal(code="1.1", strategic_goal="1", name="Ціль"),),
    )
    observations = [
        Observation(code=code, period=CALENDAR.parse(period), value=None, gap=said)
        if isinstance(said, GapReason)
        else Observation(code=code, period=CALENDAR.parse(period), value=said)
        for code, period, said in rows
    ]
    return dataset_from_books(
        [
            (
                GoalBook(
                    goal="1.1",
                    indicators=tuple(indicators),
                    observations=tuple(observations),
                    suspensions=tuple(suspended),
                ),
                released,
            )
        ],
        plan,
    )


def one(code: str = "1.1.1", frequency: Frequency = Frequency.YEAR, /, **changes: Unpack[IndicatorFields]) -> Indicator:
    return replace(replace(PLAIN, code=code, frequency=frequency), **changes)


def shown(given: Dataset) -> date:
    return default_times(given)[0]


def test_a_yearly_strategy_stands_at_the_end_of_its_last_year() -> None:
    given = strategy([one()], [("1.1.1", "2024", 60.0), ("1.1.1", "2025", 70.0)])
    assert shown(given) == date(2025, 12, 31)
    assert [m.end for m in survey(given).moments][-1] == month_index(2025, 12)


def test_the_last_period_of_any_frequency_counts() -> None:
    many = [one(), one("1.1.2", Frequency.QUARTER), one("1.1.3", Frequency.MONTH)]
    rows = [("1.1.1", "2025", 70.0), ("1.1.2", "2026-Q3", 50.0), ("1.1.3", "2026-10", 5.0)]
    assert shown(strategy(many, rows)) == date(2026, 10, 31)
    assert shown(strategy(many, rows[:2])) == date(2026, 9, 30)
    assert shown(strategy(many, rows[:1])) == date(2025, 12, 31)


def test_nothing_of_the_future_counts() -> None:
    rows = [("1.1.1", "2026-Q2", 50.0), ("1.1.1", "2026-Q4", 60.0), ("1.1.1", "2040-Q1", 70.0)]
    quarterly = one(frequency=Frequency.QUARTER)
    assert shown(strategy([quarterly], rows)) == date(2026, 6, 30)
    assert shown(strategy([quarterly], rows, released=date(2026, 12, 31))) == date(2026, 12, 31)
    # read without a release: up to the strategy's last day
    assert shown(strategy([quarterly], rows, released=None)) == date(2026, 12, 31)


def test_nothing_after_the_last_day_of_the_strategy_counts() -> None:
    rows = [("1.1.1", str(year), 50.0) for year in range(2016, 2024)]
    ended = strategy(
        [one(baseline_year=2015, target_year=2020, targets=((2020, 100.0),))],
        rows,
        first_year=2016,
        last_year=2020,
        baseline_year=2015,
    )
    assert shown(ended) == date(2020, 12, 31)


@pytest.mark.parametrize(
    ("gap", "day"),
    [
        (GapReason.INACCESSIBLE, date(2025, 12, 31)),
        (GapReason.NOT_PROVIDED, date(2025, 12, 31)),
        (GapReason.NO_VALUE, date(2024, 12, 31)),
        (GapReason.NOT_DUE, date(2024, 12, 31)),
    ],
)
def test_a_reasoned_gap_is_a_statement_and_a_blank_is_none(gap: GapReason, day: date) -> None:
    assert shown(strategy([one()], [("1.1.1", "2024", 60.0), ("1.1.1", "2025", gap)])) == day


def test_a_suspension_in_force_is_a_statement() -> None:
    values = [("1.1.1", "2024-Q2", 60.0)]
    for code in ("1.1.1", "1.1", "1"):
        stopped = [Suspension(code=code, since=date(2024, 8, 1), reason="Бойові дії", act="№ 1")]
        given = strategy([one(frequency=Frequency.QUARTER)], values, suspended=stopped)
        assert shown(given) == date(2026, 9, 30)
        assert survey(given).now.indicators["status"].tolist() == ["suspended"]
    yearly = strategy([one()], [("1.1.1", "2023", 60.0)], suspended=stopped)
    assert shown(yearly) == date(2025, 12, 31)


def test_a_suspension_counts_while_it_lasts() -> None:
    quarterly = one(frequency=Frequency.QUARTER)
    values = [("1.1.1", "2024-Q1", 60.0)]

    def until(
        day: date | None,
        since: date = date(2024, 5, 1),
        released: date | None = RELEASE,
        **more: Unpack[StrategyFields],
    ) -> date:
        stopped = [Suspension(code="1.1.1", since=since, reason="", act="", until=day)]
        return shown(strategy([quarterly], values, suspended=stopped, released=released, **more))

    assert until(date(2024, 12, 31)) == date(2024, 12, 31)
    assert until(date(2024, 12, 30)) == date(2024, 9, 30)
    assert until(date(2024, 6, 29)) == date(2024, 3, 31)  # over before the end of any period
    assert until(None, since=date(2027, 1, 1)) == date(2024, 3, 31)  # has not begun
    assert until(None, released=None) == date(2024, 6, 30)
    assert until(None, last_year=2025) == date(2025, 12, 31)


def test_a_suspension_that_a_later_release_tells_is_not_known_yet() -> None:
    stopped = GoalBook(
        goal="1.1",
        indicators=(one(),),
        observations=(),
        suspensions=(Suspension(code="1.1.1", since=date(2024, 1, 1), reason="", act=""),),
    )
    given = strategy([one()], [("1.1.1", "2023", 60.0)], released=date(2026, 5, 1))
    told = dataset_from_books([(stopped, RELEASE)]).suspensions.assign(published=pd.Timestamp(RELEASE))
    given = replace(given, suspensions=told)
    assert default_times(given)[0] == date(2023, 12, 31)
    assert default_times(given, known_at=RELEASE)[0] == date(2025, 12, 31)


def test_only_totals_of_known_indicators_that_still_stand_count() -> None:
    part = Observation(code="1.1.1", period=CALENDAR.parse("2025"), value=1.0, breakdown="жінки")
    given = strategy([one()], [("1.1.1", "2023", 60.0)])
    extra = dataset_from_books(
        [(GoalBook(goal="1.1", indicators=(one(),), observations=(part,)), RELEASE)]
    ).observations
    foreign = extra.assign(code="9.9.9", breakdown="")
    taken_back = extra.assign(breakdown="", removed=True, seq=1)
    for more in (extra, foreign, taken_back):
        joined = pd.concat([given.observations, more], ignore_index=True)
        assert shown(replace(given, observations=joined)) == date(2023, 12, 31)


def test_before_its_start_and_without_data_the_day_is_not_in_the_future() -> None:
    coming = one(baseline_year=2026, target_year=2031, targets=((2031, 100.0),))
    given = strategy([coming], first_year=2027, last_year=2031, baseline_year=2026)
    assert shown(given) == date(2026, 10, 31)
    assert moments(given, *default_times(given)) == ()
    assert shown(strategy([one()])) == date(2021, 12, 31)


def test_the_next_values_come_by_the_indicators_own_frequencies_and_terms() -> None:
    yearly = strategy([one()], [("1.1.1", "2025", 70.0)])
    assert rhythm(yearly, RELEASE).frequencies == (Frequency.YEAR,)
    assert rhythm(yearly, RELEASE).deadline == date(2027, 1, 15)
    late_term = strategy([one()], [("1.1.1", "2025", 70.0)], deadline_days_year=60)
    assert rhythm(late_term, RELEASE).deadline == date(2027, 3, 1)
    mixed = [one(), one("1.1.2", Frequency.MONTH), one("1.1.3", Frequency.HALF_YEAR)]
    found = rhythm(strategy(mixed, [("1.1.2", "2026-09", 5.0)]), RELEASE)
    assert found.frequencies == (Frequency.MONTH, Frequency.HALF_YEAR, Frequency.YEAR)
    assert found.deadline == date(2026, 11, 15)


def test_values_that_are_opened_later_are_awaited_later() -> None:
    delayed = one(frequency=Frequency.QUARTER, delay_months=6)
    assert rhythm(strategy([delayed], [("1.1.1", "2026-Q1", 70.0)]), RELEASE).deadline == date(2027, 1, 15)


def test_nothing_is_awaited_after_the_end_or_of_what_is_suspended() -> None:
    ended = strategy([one(target_year=2025, targets=((2025, 100.0),))], [("1.1.1", "2025", 70.0)], last_year=2025)
    assert rhythm(ended, RELEASE).deadline is None
    stopped = [Suspension(code="1", since=date(2025, 1, 1), reason="", act="")]
    assert rhythm(strategy([one()], [("1.1.1", "2024", 70.0)], suspended=stopped), RELEASE).deadline is None


def test_nothing_is_awaited_of_the_years_between_the_baseline_and_the_start() -> None:
    coming = one(baseline_year=2024, target_year=2031, targets=((2031, 100.0),))
    given = strategy([coming], first_year=2027, last_year=2031, baseline_year=2024)
    assert rhythm(given, RELEASE).deadline == date(2028, 1, 15)
    assert not survey(given, as_of=date(2026, 12, 31), known_at=date(2027, 2, 1)).now.indicators["overdue"].item()
    late = survey(given, as_of=date(2027, 12, 31), known_at=date(2028, 2, 1)).now.indicators
    assert late["overdue"].item()


def test_what_never_came_is_awaited_since_the_start() -> None:
    assert rhythm(strategy([one(frequency=Frequency.QUARTER)]), RELEASE).deadline == date(2022, 4, 15)


def test_a_release_is_late_by_what_was_said_not_by_what_is_suspended() -> None:
    """A goal that is suspended carries the day shown forward; the values of the others are still awaited."""
    stopped = [Suspension(code="1.1.2", since=date(2024, 1, 1), reason="", act="")]
    two = [one(frequency=Frequency.QUARTER), one("1.1.2", Frequency.QUARTER)]
    given = strategy(two, [("1.1.1", "2026-Q1", 70.0)], suspended=stopped)
    assert shown(given) == date(2026, 9, 30)
    assert rhythm(given, RELEASE).deadline == date(2026, 7, 15)
