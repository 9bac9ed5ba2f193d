"""What waits for a report: a period that a later report has passed over waits until it is answered."""

from datetime import date

import pytest

from kpi.model import GapReason, GoalBook, Observation, TypedFields
from kpi.services.publishing.due_list import due_list
from kpi.services.reporting.due_periods import due_periods, rows_due
from kpi.services.reporting.form import Urgency, awaited_keys, report_form
from kpi.services.reporting.report_context import ReportContext, report_context
from kpi.services.reporting.submission import draft_form, publish_form
from kpi.store import Store
from tests.books import MAY, checked, indicator, observation, plan
from tests.fiscal_years import CALENDAR
from tests.publishing import publish
from tests.services.publishing.flow import HEAD

CODE, NEW = "1.2.1", "1.2.2"
TODAY = date(2026, 10, 20)


def begun(store: Store, *rows: Observation) -> ReportContext:
    indicators = (indicator(CODE, department="health"), indicator(NEW, department="health"))
    book = GoalBook(goal="1.2", indicators=indicators, observations=rows)
    publish([checked(plan()), checked(book)], MAY, store=store)
    return now(store)


def now(store: Store) -> ReportContext:
    found = report_context(store, TODAY)
    assert found is not None
    return found


def asked(context: ReportContext, code: str = CODE) -> list[str]:
    found = due_periods(context.dataset, {code}, TODAY)
    listed = rows_due(context.dataset, {code: context.basis.indicators[code]}, (), TODAY)
    assert {(row.indicator.code, row.period) for row in listed} == set(found), "the workbook asks for the same"
    return sorted(period.code for _, period in found)


def report(store: Store, code: str, period: str, **fields: str) -> None:
    context = now(store)
    line = (code, CALENDAR.parse(period), TypedFields(**fields))
    draft = draft_form(HEAD, context, [line], seen_seq=context.seq, store=store)
    assert publish_form(HEAD, draft, today=TODAY, store=store).receipt is not None


def test_a_period_that_a_later_report_passed_over_is_asked_for_until_it_is_answered(store: Store) -> None:
    assert asked(begun(store, observation(CODE, "2026-Q1", 74.0))) == ["2026-Q2", "2026-Q3"]
    report(store, CODE, "2026-Q3", value="77")
    assert asked(now(store)) == ["2026-Q2"]
    due = due_list(HEAD, TODAY, store=store)
    form = report_form(HEAD, now(store), due, store=store)
    rows = {row.period.code for row in form.rows if row.code == CODE and row.is_awaited and row.period}
    assert rows == {"2026-Q2"}
    submitted = {row.period.code for row in form.of(Urgency.SUBMITTED) if row.code == CODE and row.period}
    assert submitted == {"2026-Q3"}, "the one that passed it over can be corrected"
    assert (CODE, CALENDAR.parse("2026-Q2")) in awaited_keys(HEAD, now(store), due)
    report(store, CODE, "2026-Q2", gap="not_due", comment="звіт обласного центру надійде в грудні")
    assert asked(now(store)) == []
    form = report_form(HEAD, now(store), due_list(HEAD, TODAY, store=store), store=store)
    waiting = {(row.code, row.period) for row in form.rows if row.is_awaited}
    assert awaited_keys(HEAD, now(store), due_list(HEAD, TODAY, store=store)) == waiting


@pytest.mark.parametrize(
    ("hole", "waits"),
    [
        (observation(CODE, "2025-Q4", gap=GapReason.NO_VALUE), True),
        (observation(CODE, "2025-Q4", gap=GapReason.NO_VALUE, comment="прилади знищено"), False),
        (observation(CODE, "2025-Q4", gap=GapReason.RESTRICTED), False),
    ],
)
def test_a_gap_answers_where_it_says_why(store: Store, hole: Observation, *, waits: bool) -> None:
    rows = (observation(CODE, "2025-Q3", 70.0), hole, observation(CODE, "2026-Q3", 76.0))
    assert asked(begun(store, *rows)) == ["2025-Q4"] * waits + ["2026-Q1", "2026-Q2"]


def test_the_first_report_of_all_leaves_its_year_to_be_asked_for(store: Store) -> None:
    before = asked(begun(store, observation(CODE, "2026-Q3", 76.0)), NEW)
    assert before == ["2026-Q1", "2026-Q2", "2026-Q3"]
    report(store, NEW, "2026-Q3", value="76")
    assert asked(now(store), NEW) == ["2026-Q1", "2026-Q2"]


def test_before_its_first_report_an_indicator_was_not_measured(store: Store) -> None:
    rows = (observation(CODE, "2018-Q1", 30.0), observation(CODE, "2025-Q3", 70.0))
    assert asked(begun(store, *rows)) == ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
