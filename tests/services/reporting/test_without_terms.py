"""A plan without terms: what has ended is asked for in the same places, on no day, and nobody is late."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from kpi.model import Language, ReportState
from kpi.services.publishing.administration.extension import ExtensionError, extend_terms
from kpi.services.publishing.due_list import due_list, missing_reports
from kpi.services.reminders.chase import chase_list
from kpi.services.reminders.due import chase_letter, due_values, reminders
from kpi.services.reminders.working_days import Workdays
from kpi.services.reporting.due_periods import rows_due
from kpi.services.reporting.form import Urgency, report_form
from kpi.services.reporting.report_context import report_context
from kpi.store import Store, open_store
from kpi.text import Text
from kpi.web.desk.due_view import build_desk
from kpi.web.desk.labels import label_index
from tests.books import AUGUST
from tests.fiscal_years import CALENDAR
from tests.services.publishing.flow import EDITOR, publish_start

PLAIN, UK = Workdays(), Text(Language.UK)
SPRING = CALENDAR.parse("2026-Q2")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    opened = open_store(str(Path(tmp_path_factory.mktemp("termless")) / "postup.sqlite"))
    publish_start(opened, deadline_days=None)
    return opened


def test_what_has_ended_is_asked_for_on_no_day(store: Store) -> None:
    context = report_context(store, AUGUST)
    assert context is not None
    listed = due_list(EDITOR, AUGUST, store=store)
    waiting = [item for item in listed.items if item.state is ReportState.MISSING and item.period]
    assert "1.2.1" in {item.code for item in waiting}
    assert {(item.deadline, item.overdue) for item in waiting} == {(None, False)}
    assert (listed.deadline, listed.awaited) == (None, ())
    assert listed.expected >= len(waiting)

    form = report_form(EDITOR, context, listed, store=store)
    assert ("1.2.1", SPRING) in {(row.code, row.period) for row in form.rows if row.is_awaited}
    assert form.of(Urgency.OVERDUE) == ()
    assert {(row.deadline, row.late_days) for row in form.rows} == {(None, 0)}
    workbook = rows_due(context.dataset, context.basis.indicators, (), AUGUST)
    assert {row.deadline for row in workbook} == {None}
    assert {row.indicator.code for row in workbook} == {item.code for item in waiting}

    top = build_desk(EDITOR, listed, label_index(store, AUGUST, context.edition), "", UK)
    assert "трок" not in top.lede
    assert top.lede.startswith("Подано ")


def test_who_has_not_reported_is_late_by_nothing(store: Store) -> None:
    context = report_context(store, AUGUST)
    assert context is not None
    chased = chase_list(EDITOR, AUGUST, PLAIN, store=store)
    assert {(one.deadline, one.late) for part in chased for one in part.reports} == {(None, 0)}
    assert [part.overdue for part in chased] == [0] * len(chased)
    assert {part.overdue for part in missing_reports(EDITOR, AUGUST, store=store)} == {0}
    told = due_values(context.dataset, AUGUST, PLAIN)
    assert {one.deadline for part in told.values() for one in part} == {None}
    for day in (AUGUST + timedelta(days=n) for n in range(40)):
        assert reminders(context.dataset, day, PLAIN) == ()
    letter = chase_letter(context.dataset, "health", AUGUST, PLAIN)
    assert letter is not None
    assert [notice.deadline for notice in letter.notices] == [None]


def test_a_term_that_is_not_there_is_not_extended(store: Store) -> None:
    with pytest.raises(ExtensionError, match="no_term"):
        extend_terms(EDITOR, [("1.2.1", SPRING)], date(2026, 9, 30), "хвороба", today=AUGUST, store=store)
