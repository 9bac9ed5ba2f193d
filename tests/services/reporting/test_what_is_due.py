"""What is due is due everywhere: the form, its workbook, letters, the list of who has not reported, the calendar."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kpi.html.feeds.icalendar import feed
from kpi.measure import measure
from kpi.measure.dataset import EXTENSIONS, Dataset, frame
from kpi.measure.deadlines import departments_of, due_reports
from kpi.model import Account, Language, ReportState, Role, Status
from kpi.services.publishing.due_list import due_list, missing_reports
from kpi.services.reminders.chase import chase_list
from kpi.services.reminders.due import Reminder, chase_letter, due_values
from kpi.services.reminders.working_days import Workdays
from kpi.services.reporting.due_periods import rows_due
from kpi.services.reporting.form import awaited_keys, report_form
from kpi.services.reporting.report_context import report_context
from kpi.store import Store, open_store
from kpi.text import Text
from tests.shipped import Shipped

EDITOR = Account(id=1, login="editor", name="Р. Дактор", role=Role.EDITOR)
PLAIN = Workdays()
#: with holes behind later values, with terms that pass, after the end of a year, before the year's first term
DAYS = (date(2026, 11, 28), date(2026, 12, 20), date(2027, 1, 16), date(2027, 2, 1))
Reports = set[tuple[str, int]]


@pytest.fixture(scope="module")
def store(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(shipped_store(tmp_path_factory.mktemp("due")))


def named(dataset: Dataset, reports: Reports) -> Reports:
    """Those that a letter may name."""
    indicators = dataset.indicators
    public = set(indicators.loc[indicators["visibility"] == "public", "code"])
    return {one for one in reports if one[0] in public}


def of_letters(letters: Iterable[Reminder | None]) -> Reports:
    return {(item.code, item.period.end) for letter in letters if letter for item in letter.items}


@pytest.mark.parametrize("day", DAYS)
def test_every_place_asks_for_the_same(store: Store, day: date) -> None:
    context = report_context(store, day)
    assert context is not None
    dataset = context.dataset
    due = due_reports(dataset, day)
    expected: Reports = set(zip(due["code"], due["end"], strict=True))
    assert len(expected) > 10

    listed = due_list(EDITOR, day, store=store)
    form = report_form(EDITOR, context, listed, store=store)
    assert {(row.code, row.period.end) for row in form.rows if row.is_awaited and row.period} == expected, "the form"
    assert {(code, period.end) for code, period in awaited_keys(EDITOR, context, listed)} == expected, "after a receipt"
    workbook = rows_due(dataset, context.basis.indicators, (), day)
    assert {(row.indicator.code, row.period.end) for row in workbook} == expected, "the workbook of all goals"

    chased = chase_list(EDITOR, day, PLAIN, store=store)
    assert {(one.code, one.period.end) for part in chased for one in part.reports} == expected, "who has not reported"
    told = due_values(dataset, day, PLAIN)
    assert {(one.code, one.period.end) for part in told.values() for one in part} == expected, "second addresses"
    letters = [chase_letter(dataset, part.code, day, PLAIN) for part in chased]
    assert of_letters(letters) == named(dataset, expected), "letters"

    codes = {code for code, _ in expected}
    waiting = {item.code: item for item in listed.items if item.state is ReportState.MISSING and item.period}
    assert waiting.keys() == codes, "the list of /upload"
    assert {(code, item.period.end) for code, item in waiting.items() if item.period} <= expected
    late = set(due.loc[due["deadline"] < pd.Timestamp(day), "code"])
    assert {code for code, item in waiting.items() if item.overdue} == late
    assert [term for term, _ in listed.awaited] == sorted(one.date() for one in due["deadline"]), "the terms at its top"
    assert {code for part in missing_reports(EDITOR, day, store=store) for code in part.codes} == codes


@pytest.mark.parametrize("day", DAYS)
def test_what_the_pages_call_late_is_due(store: Store, day: date) -> None:
    context = report_context(store, day)
    assert context is not None
    measured = measure(context.dataset, day, day).indicators
    late = measured[measured["overdue"] & (measured["status"] != Status.SUSPENDED)]
    due = due_reports(context.dataset, day)
    assert len(late) > 0
    assert set(zip(late["code"], late["due_end"], strict=True)) <= set(zip(due["code"], due["end"], strict=True))


def test_the_calendar_has_the_terms_of_what_is_due(store: Store) -> None:
    day = DAYS[0]
    context = report_context(store, day)
    assert context is not None
    due = due_reports(context.dataset, day)
    owners, uk = departments_of(context.dataset), Text(Language.UK)
    calendars = {
        one: feed(context.dataset, uk, one).decode().replace("\r\n ", "").split("BEGIN:VEVENT")
        for one in set(due["code"].map(owners))
    }
    ahead = due[due["deadline"] >= pd.Timestamp(day) - pd.DateOffset(months=11)]
    assert len(ahead) > 10
    for code, deadline in zip(ahead["code"], ahead["deadline"], strict=True):
        mark = f"DTSTART;VALUE=DATE:{deadline:%Y%m%d}"
        (event,) = [one for one in calendars[owners[code]] if mark in one]
        assert f"{code} " in event


def test_what_is_suspended_now_or_was_extended_is_so_everywhere(store: Store) -> None:
    day = DAYS[0]
    context = report_context(store, day)
    assert context is not None
    due = due_reports(context.dataset, day)
    code, end, span = (due[name].iloc[0] for name in ("code", "end", "span_months"))
    stopped = {"code": code, "since": day, "until": pd.NaT, "review": pd.NaT, "reason": "", "act": ""}
    suspensions = pd.concat(
        [context.dataset.suspensions, pd.DataFrame([stopped | {"published": pd.Timestamp(day)}])], ignore_index=True
    ).astype(context.dataset.suspensions.dtypes)
    suspended = replace(context.dataset, suspensions=suspensions)
    assert code not in set(due_reports(suspended, day)["code"]), "its older holes are not asked for either"
    assert code not in {one.code for part in due_values(suspended, day, PLAIN).values() for one in part}

    later = {"code": code, "end": end, "span_months": span, "deadline": date(2027, 3, 1), "reason": "хвороба"}
    extended = replace(context.dataset, extensions=frame([later | {"published": day}], EXTENSIONS))
    found = due_reports(extended, day).set_index(["code", "end"])["deadline"]
    assert found[code, end].date() == date(2027, 3, 1)
