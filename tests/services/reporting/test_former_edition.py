"""Until when the edition before is asked for, and of which periods."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kpi.model import Period
from kpi.services.publishing.editions import FormerEdition
from kpi.services.reporting.former_edition import LATE, former_dataset, former_edition
from kpi.services.reporting.report_context import report_context
from kpi.store import Store
from tests import two_editions as two
from tests.books import MAY, NOVEMBER, checked, hospitals, plan
from tests.publishing import publish

#: the last term of the old strategy: fifteen days after its last quarter, half-year and year
LAST = date(2027, 1, 15)


def asked(store: Store, day: date) -> FormerEdition | None:
    with store.reading() as connection:
        return former_edition(connection, store, day)


def test_it_is_asked_for_from_the_turn_until_its_last_terms_are_over(store: Store) -> None:
    two.publish_both(store)
    assert asked(store, two.TURN - timedelta(days=1)) is None, "it is the one in force"
    assert asked(store, two.TURN) == FormerEdition(two.OLD, date(2026, 12, 31))
    with store.reading() as connection:
        former = FormerEdition(two.OLD, date(2026, 12, 31))
        dataset = former_dataset(connection, store, former)
        assert dataset is not None
        assert former_dataset(connection, store, FormerEdition("1999", former.last)) is None
    assert asked(store, LAST + LATE) is not None
    assert asked(store, LAST + LATE + timedelta(days=1)) is None


def test_a_store_of_one_edition_asks_for_no_other(store: Store) -> None:
    assert asked(store, NOVEMBER) is None
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    assert asked(store, date(2027, 2, 1)) is None


@pytest.mark.parametrize(("first", "last"), [(2026, date(2025, 12, 31)), (2027, date(2026, 12, 31))])
def test_what_both_strategies_plan_is_asked_for_by_the_one_in_force(store: Store, first: int, last: date) -> None:
    """A new strategy that begins within the years of the old one takes over from its first day on."""
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    content = two.new_plan()
    strategy = replace(content.strategy, first_year=first, in_force_from=None)
    publish([checked(replace(content, strategy=strategy))], NOVEMBER, store=store)
    day = date(first, 1, 10)
    found = asked(store, day)
    assert found == FormerEdition(two.OLD, last)
    context = report_context(store, day, found)
    assert context is not None
    assert context.due
    assert {period.end_date <= last for _, period in context.due} == {True}
    present = report_context(store, day)
    assert present is not None
    for end in (last, last + timedelta(days=1)):
        month: Period = context.fiscal_year.month(end.year, end.month)
        assert context.holds(month) is (end == last)
        assert present.holds(month) is (end != last)
