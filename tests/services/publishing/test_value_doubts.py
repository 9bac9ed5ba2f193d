"""What a value is asked about, and with which number it is compared: units, running totals, signs, limits, jumps."""

from dataclasses import replace
from pathlib import Path

import pytest

from kpi.measure.books import dataset_from_books
from kpi.model import Direction, GapReason, Indicator, Kind, Period
from kpi.services.publishing import drafts
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.checks.required_explanations import ExplanationReason, explains
from kpi.services.publishing.checks.value_context import ReferenceValue, ValueContext, value_contexts
from kpi.services.publishing.checks.value_doubts import DoubtKind, ValueDoubt, power_apart, value_doubt
from kpi.services.publishing.differences.facts import ValueChange
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.services.publishing.keys import row_key
from kpi.store import Store
from kpi.workbook import Expected, read_workbook
from tests.books import AUGUST, MAY, hospitals, indicator, observation
from tests.fiscal_years import CALENDAR
from tests.services.publishing.flow import HEAD, revised, sent, started, workbook

SHIPPED = Path(__file__).parents[3] / "data" / "2022-2026"
Q1, Q2, Q3 = (CALENDAR.parse(f"2026-Q{n}") for n in (1, 2, 3))


def sent_value(number: float, period: Period = Q3, code: str = "1.1.1", breakdown: str = "") -> ValueChange:
    return ValueChange(
        kind=ChangeKind.NEW,
        code=code,
        period=period,
        breakdown=breakdown,
        old=None,
        old_gap=None,
        old_comment="",
        new=number,
        new_gap=None,
        comment="",
        cell=None,
    )


def context(one: Indicator, values: dict[str, float], asked: Period = Q3) -> ValueContext:
    rows = tuple(observation(one.code, period, number) for period, number in values.items())
    dataset = dataset_from_books([(replace(hospitals(), goal="1.1", indicators=(one,), observations=rows), MAY)])
    (found,) = value_contexts(dataset, [sent_value(1.0, asked)], AUGUST).values()
    return found


def fact(kind: Kind = Kind.LEVEL, unit: str = "т", **more: object) -> Indicator:
    fields = {"targets": ((2026, 8000.0),), "baseline_value": 2000.0, **more}
    return replace(indicator("1.1.1"), unit=unit, kind=kind, **fields)  # type: ignore[arg-type]


def test_a_value_stands_beside_the_last_one_and_the_plan_of_its_date() -> None:
    found = context(fact(targets=((2025, 6000.0), (2026, 8000.0))), {"2026-Q1": 3900.0, "2026-Q2": 3960.0})
    assert found.last == ReferenceValue(3960.0, Q2)
    assert found.planned == 7500.0
    assert not found.whole_year


def test_a_part_of_a_year_stands_beside_the_plan_of_the_year() -> None:
    for kind in (Kind.YTD, Kind.FLOW):
        found = context(fact(kind), {"2026-Q2": 3960.0})
        assert (found.planned, found.whole_year) == (8000.0, True)


def test_a_range_has_limits_and_on_its_way_a_planned_value() -> None:
    held = fact(direction=Direction.RANGE, targets=(), baseline_value=20.0, range_low=18.0, range_high=22.0)
    found = context(held, {"2026-Q2": 20.0})
    assert (found.planned, found.limits) == (None, (18.0, 22.0))
    way = ((2025, 17.6), (2026, 18.0))
    found = context(replace(held, targets=way, baseline_value=15.8), {"2026-Q2": 17.0})
    assert found.planned == pytest.approx(17.9)
    assert found.limits == (18.0, 22.0)


def test_a_running_total_is_compared_with_its_year_and_with_a_year_ago() -> None:
    found = context(fact(Kind.YTD), {"2025-Q3": 5000.0, "2025-Q4": 7000.0, "2026-Q2": 3960.0})
    assert found.compared == ReferenceValue(5000.0, CALENDAR.parse("2025-Q3"))
    assert found.this_year == ReferenceValue(3960.0, Q2)


@pytest.mark.parametrize("number", [50.0, 500.0, 170.0])
def test_a_value_of_years_before_the_strategy_asks_for_nothing(number: float) -> None:
    """50 containers of 2018 say nothing of 170 in 2022, nor of 500."""
    found = context(fact(targets=()), {"2018-Q1": 50.0}, CALENDAR.parse("2022-Q1"))
    assert found.last == ReferenceValue(50.0, CALENDAR.parse("2018-Q1"))
    assert value_doubt(number, found) is None
    # of two years ago there is something to ask
    assert value_doubt(500.0, context(fact(targets=()), {"2024-Q3": 50.0})) is not None


def test_a_running_total_begins_anew_each_year() -> None:
    """40 t in the first quarter is no slip beside 400 t of the whole year before."""
    found = context(fact(Kind.YTD), {"2025-Q1": 35.0, "2025-Q4": 400.0}, Q1)
    assert value_doubt(40.0, found) is None
    doubt = value_doubt(350.0, found)
    assert doubt is not None and (doubt.kind, doubt.reference, doubt.power) == (DoubtKind.SCALE, 35.0, 1)


def test_the_shipped_goal_with_values_of_2018_is_asked_nothing_by_them() -> None:
    book = read_workbook(
        (SHIPPED / "goals/6.2.xlsx").read_bytes(), "6.2.xlsx", Expected(fiscal_year=CALENDAR)
    ).goal_book
    assert book is not None
    contexts = value_contexts(dataset_from_books([(book, MAY)]), book.observations, AUGUST)
    doubts = {
        row_key(one.code, one.period, one.breakdown): doubt
        for one in book.observations
        if one.value is not None
        and (doubt := value_doubt(one.value, contexts[row_key(one.code, one.period, one.breakdown)]))
    }
    early = [key for key, doubt in doubts.items() if doubt.period is not None and doubt.period.year < 2021]
    assert early == []
    assert {doubt.kind for doubt in doubts.values()} <= {DoubtKind.JUMP}


@pytest.mark.parametrize(
    ("number", "kind", "power"),
    [
        (39_600.0, DoubtKind.SCALE, 1),
        (396.0, DoubtKind.SCALE, -1),
        (3_960_000.0, DoubtKind.SCALE, 3),
        (3.96, DoubtKind.SCALE, -3),
        (-4120.0, DoubtKind.NEGATIVE, 0),
        (5000.0, DoubtKind.JUMP, 0),
        (4000.0, None, 0),
        (4752.0, None, 0),
    ],
)
def test_what_a_typed_number_is_taken_for(number: float, kind: DoubtKind | None, power: int) -> None:
    found = value_doubt(number, context(fact(), {"2026-Q2": 3960.0}))
    assert (found.kind if found else None, found.power if found else 0) == (kind, power)
    if kind in (DoubtKind.SCALE, DoubtKind.JUMP):
        assert found is not None
        assert (found.reference, found.period) == (3960.0, Q2)


def test_a_running_total_that_falls_has_words_of_its_own() -> None:
    found = value_doubt(1200.0, context(fact(Kind.YTD), {"2026-Q2": 3960.0}))
    assert found == ValueDoubt(kind=DoubtKind.FALLING, reference=3960.0, period=Q2)
    assert value_doubt(1200.0, context(fact(Kind.YTD), {"2025-Q4": 3960.0})) is None, "it begins anew each January"


@pytest.mark.parametrize(
    ("unit", "number", "kind"),
    [
        ("%", 104.0, DoubtKind.BOUNDS),
        ("%", 99.0, None),
        ("так/ні", 0.5, DoubtKind.BOUNDS),
        ("так/ні", 1.0, None),
        ("тис. грн", -1.0, DoubtKind.NEGATIVE),
    ],
)
def test_natural_limits(unit: str, number: float, kind: DoubtKind | None) -> None:
    target, last = (1.0, 1.0) if unit == "так/ні" else (100.0, 95.0)
    small = fact(unit=unit, targets=((2026, target),), baseline_value=0.0)
    found = value_doubt(number, context(small, {"2026-Q2": last}))
    assert (found.kind if found else None) is kind


def test_what_was_beyond_the_limits_before_may_be_again() -> None:
    over = fact(unit="%", targets=((2026, 120.0),), baseline_value=100.0)
    assert value_doubt(125.0, context(over, {"2026-Q2": 115.0})) is None
    loss = fact(targets=((2026, 100.0),), baseline_value=-500.0)
    assert value_doubt(-90.0, context(loss, {"2026-Q2": -95.0})) is None


def test_small_counts_are_no_slip_of_the_unit() -> None:
    found = value_doubt(10.0, context(fact(unit="шт.", targets=((2026, 20.0),), baseline_value=0.0), {"2026-Q2": 1.0}))
    assert found is not None
    assert found.kind is DoubtKind.JUMP


@pytest.mark.parametrize(("one", "two", "power"), [(1.0, 0.0, 0), (0.0, 1.0, 0), (-10.0, 1.0, 0), (20.0, 1.0, 0)])
def test_no_power_of_ten(one: float, two: float, power: int) -> None:
    assert power_apart(one, two) == power


@pytest.mark.parametrize("words", ["", "ок", "—", "Так", "..", "12"])
def test_words_that_say_nothing_explain_nothing(store: Store, words: str) -> None:
    assert not explains(words)
    started(store)
    draft = sent(store, revised(51.0))
    drafts.explain(HEAD, draft.number, {"1.2.1": words}, today=AUGUST, store=store)
    assert Blocker.UNEXPLAINED in drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store).blockers


def test_no_value_without_a_reason_is_asked_for_one(store: Store) -> None:
    """«Н/д» alone would take the mark of a missed deadline away and explain nothing."""
    started(store)
    bare = observation("1.2.1", "2026-Q2", gap=GapReason.NO_VALUE)
    draft = sent(store, workbook(hospitals(bare)))
    found = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    assert [need.reasons for need in found.needs] == [(ExplanationReason.GAP,)]
    assert Blocker.UNEXPLAINED in found.blockers


def test_a_published_value_is_not_taken_away_without_a_reason(store: Store) -> None:
    started(store)
    book = hospitals()
    gone = replace(book.observations[0], value=None, gap=GapReason.NO_VALUE, comment="")
    draft = sent(store, workbook(replace(book, observations=(gone, *book.observations[1:]))))
    found = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    (need,) = [need for need in found.needs if need.key == "1.2.1@2026-Q1"]
    assert {ExplanationReason.REVISED, ExplanationReason.GAP} <= set(need.reasons)
    assert not need.explanation
