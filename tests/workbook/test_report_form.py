"""A row of the form says what the same row of a workbook says; the file kept of a form is read as the form was."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from kpi.model import ActionOutcome, CellRef, CorrectiveAction, GapReason, Period, TypedFields
from kpi.workbook.report_form.form_file import read_form, read_lines, write_form
from kpi.workbook.report_form.typed_rows import FormBasis, RowReading, read_row
from tests.books import indicator, observation
from tests.fiscal_years import CALENDAR

DAY = date(2026, 11, 29)
QUARTER = CALENDAR.period(2026, 3, 3)
BASIS = FormBasis(
    indicators={
        "1.2.1": indicator("1.2.1", unit="км"),
        "1.2.2": indicator("1.2.2", unit="%"),
        "1.2.3": indicator("1.2.3", unit="так/ні"),
    },
    standing={("1.2.1", QUARTER): observation("1.2.1", "2026-Q3", 3.0, coverage_pct=71.0, source="акт № 5")},
)


def read(value: str, code: str = "1.2.1", period: Period = QUARTER, **more: str) -> RowReading:
    return read_row(3, (code, period, TypedFields(value=value, **more)), BASIS, DAY)


@pytest.mark.parametrize(
    ("code", "typed", "value"),
    [
        *(("1.2.1", typed, 4120.5) for typed in ("4120,5", "4 120,5", "4\u202f120,5", "4120.5", " 4120,5 ")),
        *(("1.2.1", typed, -3.5) for typed in ("-3,5", "−3,5", "–3,5")),
        ("1.2.2", "45 %", 45.0),
        ("1.2.3", "так", 1.0),
    ],
)
def test_numbers_are_read_as_in_a_cell(code: str, typed: str, value: float) -> None:
    found = read(typed, code)
    assert found.problems == ()
    assert found.observation is not None
    assert found.observation.value == value
    assert found.observation.cell == CellRef("форма", "рядок 3")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("сорок дві", "number_invalid"),
        ("45 %", "number_invalid"),
        ("1,234", "number_ambiguous"),
        ("#REF!", "cell_error"),
    ],
)
def test_what_is_no_number_is_told_with_its_cure(typed: str, problem: str) -> None:
    (found,) = read(typed).problems
    assert (found.field, found.problem and found.problem.code) == ("value", problem)


@pytest.mark.parametrize("typed", ["н/д", "-", "немає даних"])
def test_a_word_for_nothing_asks_for_a_reason(typed: str) -> None:
    (found,) = read(typed).problems
    assert found.problem is not None
    assert found.problem.code == "gap_without_reason"
    explained = read(typed, gap="not_collected")
    assert explained.observation is not None
    assert (explained.observation.value, explained.observation.gap) == (None, GapReason.NOT_COLLECTED)


@pytest.mark.parametrize("reason", ["not_collected", "not_provided", "inaccessible", "destroyed", "not_due"])
def test_each_reason_that_is_offered_is_read(reason: str) -> None:
    found = read("", gap=reason).observation
    assert found is not None
    assert found.gap == reason


def test_a_value_beside_a_reason_and_a_comment_alone_are_asked_about() -> None:
    assert [p.problem and p.problem.code for p in read("4", gap="not_due").problems] == ["gap_with_value"]
    assert [p.problem and p.problem.code for p in read("", comment="ремонт").problems] == ["reason_missing"]


def test_what_the_form_does_not_ask_for_stays() -> None:
    found = read("4").observation
    assert found is not None
    assert (found.coverage_pct, found.source) == (71.0, "акт № 5")


def test_a_period_that_has_not_begun_is_refused_and_one_that_goes_on_is_preliminary() -> None:
    assert [p.problem and p.problem.code for p in read("4", period=CALENDAR.period(2027, 3, 1)).problems] == [
        "period_not_begun"
    ]
    running = read("4", period=CALENDAR.period(2026, 3, 4))
    assert running.observation is not None
    assert running.observation.preliminary
    assert [problem.code for problem in running.remarks] == ["period_not_ended"]


def test_a_corrective_action_is_whole_or_asked_for() -> None:
    part = read("4", cause="немає підрядника", due="колись")
    assert {(p.field, p.reason) for p in part.problems} == {
        ("measure", "measure_missing"),
        ("responsible", "responsible_missing"),
        ("due", "due_invalid"),
    }
    whole = read("4", cause="немає підрядника", measure="тендер", due="01.03.2027", responsible="відділ закупівель")
    assert whole.action is not None
    assert whole.action.due == date(2027, 3, 1)
    assert whole.action.period == QUARTER
    alone = read("", cause="немає підрядника", measure="тендер", due="01.03.2027", responsible="відділ закупівель")
    assert [(p.field, p.reason) for p in alone.problems] == [("value", "value_of_action_missing")]
    assert alone.action is None


def test_the_file_of_a_form_is_read_as_the_form_was() -> None:
    words = TypedFields(
        value="4,5", comment='рядок;\nз «лапками» "і" крапкою', cause="a", measure="b", due="2027-03-01"
    )
    lines = [("1.2.1", QUARTER, replace(words, responsible="c")), ("1.2.2", QUARTER, TypedFields(gap="destroyed"))]
    content = write_form(lines)
    assert read_lines(content, CALENDAR) == lines
    assert write_form(read_lines(content, CALENDAR)) == content
    found = read_form(read_lines(content, CALENDAR), "form.csv", BASIS, DAY)
    assert found.accepted
    assert found.goal_book.goal == ""
    assert [o.cell and o.cell.cell for o in found.goal_book.observations] == ["рядок 1", "рядок 2"]
    assert len(found.goal_book.corrective_actions) == 1


def test_an_indicator_that_is_gone_leaves_its_line_out() -> None:
    found = read_form([("9.9.9", QUARTER, TypedFields(value="1"))], "form.csv", BASIS, DAY)
    assert found.rows == ()


def test_a_restricted_value_has_its_day() -> None:
    found = read("", gap="restricted", restricted_until="01.03.2027", comment="воєнний стан")
    assert found.problems == ()
    assert found.observation is not None
    stated = (found.observation.value, found.observation.gap, found.observation.restricted_until)
    assert stated == (None, GapReason.RESTRICTED, date(2027, 3, 1))
    same = read("", gap="restricted", restricted_until="2027-03-01").observation
    assert same is not None
    assert same.restricted_until == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("gap", "until", "field", "reason"),
    [
        ("restricted", "", "restricted_until", "until_missing"),
        ("restricted", "  ", "restricted_until", "until_missing"),
        ("restricted", "скоро", "restricted_until", "until_invalid"),
        ("restricted", "31.02.2027", "restricted_until", "until_invalid"),
        ("restricted", "30.09.2026", "restricted_until", "until_early"),
        ("", "01.03.2027", "gap", "until_without_reason"),
        ("not_collected", "01.03.2027", "gap", "until_without_reason"),
    ],
)
def test_a_restriction_without_a_usable_day_is_told(gap: str, until: str, field: str, reason: str) -> None:
    found = read("", gap=gap, restricted_until=until)
    assert found.observation is None
    assert [(one.field, one.reason) for one in found.problems] == [(field, reason)]


def test_a_restricted_value_beside_a_number_is_told() -> None:
    (found,) = read("5", gap="restricted", restricted_until="01.03.2027").problems
    assert found.problem is not None
    assert found.problem.code == "gap_with_value"


def test_no_text_of_the_file_of_a_form_is_a_formula() -> None:
    """Whoever opens the file of a receipt in a spreadsheet runs nothing that somebody typed."""
    texts = ("=cmd|'/c calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", " =1", "＝1", "'=1", "'слова", "=1\n=2", "")
    lines = [("1.2.1", QUARTER, TypedFields(value="-3,5", comment=text, cause=text)) for text in texts]
    content = write_form(lines)
    cells = [cell for row in csv.reader(io.StringIO(content.decode(), newline=""), delimiter=";") for cell in row]
    assert [cell for cell in cells if cell.lstrip(' "').startswith(("=", "+", "-", "@", "\t", "\r", "＝"))] == []
    assert read_lines(content, CALENDAR) == lines


@pytest.mark.parametrize("text", ["'=1", "'слова", "=1"])
def test_a_text_of_a_file_of_before_is_read_as_it_was_typed(text: str) -> None:
    former = f"code;period;value;gap;comment\n1.2.1;2026-Q3;5;;{text}\n"
    assert read_lines(former.encode(), CALENDAR) == [("1.2.1", QUARTER, TypedFields(value="5", comment=text))]


def test_a_file_of_before_is_read_without_the_later_fields() -> None:
    former = "code;period;value;gap;comment;cause;measure;due;responsible\n1.2.1;2026-Q3;5;;так;;;;\n"
    assert read_lines(former.encode(), CALENDAR) == [("1.2.1", QUARTER, TypedFields(value="5", comment="так"))]


MOVING = CorrectiveAction(
    code="1.2.1",
    period=QUARTER,
    cause="немає підрядника",
    measure="новий тендер",
    due=date(2027, 3, 1),
    responsible="відділ закупівель",
)


def outcome(standing: tuple[CorrectiveAction, ...] = (MOVING,), /, **fields: str) -> RowReading:
    basis = replace(BASIS, actions={(one.code, one.period): one for one in standing})
    return read_row(1, ("1.2.1", QUARTER, TypedFields(**fields)), basis, DAY)


def test_what_became_of_an_action_is_read_without_a_value() -> None:
    done = outcome(outcome="done", outcome_day="10.11.2026", outcome_reason="акт № 5")
    assert (done.observation, done.problems) == (None, ())
    assert done.action is not None
    assert (done.action.outcome, done.action.outcome_day) == (ActionOutcome.DONE, date(2026, 11, 10))
    assert not done.action.is_open
    moved = outcome(outcome="moved", outcome_day="01.06.2027", outcome_reason="тендер скасовано").action
    assert moved is not None
    assert (moved.due, moved.outcome_day, moved.is_open) == (date(2027, 6, 1), None, True)
    dropped = outcome(outcome="dropped", outcome_reason="потреби немає").action
    assert dropped is not None
    assert (dropped.due, dropped.is_open) == (MOVING.due, False)
    assert outcome().action is None, "an action that goes on is left as it is"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"outcome": "done"}, [("outcome_day", "outcome_day_done")]),
        ({"outcome": "done", "outcome_day": "скоро"}, [("outcome_day", "outcome_day_invalid")]),
        ({"outcome": "done", "outcome_day": "01.12.2026"}, [("outcome_day", "outcome_day_future")]),
        (
            {"outcome": "moved"},
            [("outcome_day", "outcome_day_moved"), ("outcome_reason", "outcome_why_moved")],
        ),
        (
            {"outcome": "moved", "outcome_day": "01.03.2027", "outcome_reason": "тендер"},
            [("outcome_day", "outcome_day_early")],
        ),
        ({"outcome": "dropped"}, [("outcome_reason", "outcome_why_dropped")]),
        (
            {"outcome": "dropped", "outcome_day": "01.03.2027", "outcome_reason": "потреби немає"},
            [("outcome_day", "outcome_day_unneeded")],
        ),
        ({"outcome_reason": "чекаємо"}, [("outcome", "outcome_missing")]),
        ({"outcome": "dropped", "outcome_reason": "а" * 1001}, [("outcome_reason", "too_long")]),
    ],
)
def test_what_an_outcome_lacks_is_told_at_its_field(fields: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert [(one.field, one.reason) for one in outcome(**fields).problems] == found


def test_an_outcome_of_an_action_that_is_closed_or_replaced_is_told() -> None:
    said = {"outcome": "dropped", "outcome_reason": "потреби немає"}
    for standing in ((), (replace(MOVING, outcome=ActionOutcome.DONE),)):
        assert [one.reason for one in outcome(standing, **said).problems] == ["outcome_of_none"]
    both = outcome(value="4", cause="а", measure="б", due="01.05.2027", responsible="в", **said)
    assert [one.reason for one in both.problems] == ["outcome_beside_new"]
