"""Corrective actions over releases: what was promised, how often it was put off, what became of it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kpi.measure.books import dataset_from_books
from kpi.measure.chain.corrective_fates import REVISIONS, corrective_actions, fates
from kpi.measure.dataset import frame
from kpi.model import ActionOutcome, CorrectiveAction, CorrectiveFate, GoalBook
from tests.fiscal_years import CALENDAR
from tests.measure.one import PLAIN

DUE, LATER, LATEST = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)
FIRST = CorrectiveAction(
    code="1.1.1",
    period=CALENDAR.parse("2025"),
    cause="немає підрядника",
    measure="новий тендер",
    due=DUE,
    responsible="відділ закупівель",
    expected_value=60.0,
    money=1e6,
)
RELEASES = (date(2026, 1, 10), date(2026, 2, 10), date(2026, 4, 10), date(2026, 7, 10), date(2026, 10, 10))


def told(*words: CorrectiveAction) -> pd.DataFrame:
    """The frame of what was said in one release after another."""
    books = [
        (GoalBook(goal="1.1", indicators=(PLAIN,), corrective_actions=(one,)), day)
        for one, day in zip(words, RELEASES, strict=False)
    ]
    return dataset_from_books(books).corrective_actions


def moved(due: date) -> CorrectiveAction:
    return replace(FIRST, due=due, outcome=ActionOutcome.MOVED, outcome_reason="паводок")


def done(day: date, of: CorrectiveAction = FIRST) -> CorrectiveAction:
    return replace(of, outcome=ActionOutcome.DONE, outcome_day=day, outcome_reason="акт")


DROPPED = replace(FIRST, outcome=ActionOutcome.DROPPED, outcome_reason="знято рішенням")


def test_a_promise_has_all_that_was_said_of_it() -> None:
    (row,) = told(FIRST).to_dict("records")
    assert (row["code"], row["end"], row["span_months"], row["number"]) == ("1.1.1", 12 * 2025 + 12, 12, 1)
    assert (row["cause"], row["measure"], row["responsible"]) == (FIRST.cause, FIRST.measure, FIRST.responsible)
    assert (row["expected_value"], row["money"]) == (60.0, 1e6)
    assert (row["first_due"], row["due"], row["times_moved"]) == (pd.Timestamp(DUE), pd.Timestamp(DUE), 0)
    assert (row["since"], row["published"]) == (pd.Timestamp(RELEASES[0]), pd.Timestamp(RELEASES[0]))


@pytest.mark.parametrize(
    ("words", "times", "fate"),
    [
        ([FIRST], 0, CorrectiveFate.OPEN),
        ([FIRST, moved(LATER)], 1, CorrectiveFate.MOVED),
        ([FIRST, moved(LATER), moved(LATEST)], 2, CorrectiveFate.MOVED),
        ([FIRST, replace(FIRST, due=LATER)], 1, CorrectiveFate.MOVED),
        ([FIRST, replace(FIRST, cause="немає коштів")], 0, CorrectiveFate.OPEN),
        ([FIRST, replace(FIRST, due=date(2026, 2, 1))], 0, CorrectiveFate.OPEN),
        ([FIRST, done(DUE)], 0, CorrectiveFate.DONE_ON_TIME),
        ([FIRST, done(date(2026, 3, 2))], 0, CorrectiveFate.DONE_LATE),
        ([FIRST, moved(LATER), done(LATER, moved(LATER))], 1, CorrectiveFate.DONE_LATE),
        ([FIRST, moved(LATER), done(DUE, moved(LATER))], 1, CorrectiveFate.DONE_ON_TIME),
        ([FIRST, DROPPED], 0, CorrectiveFate.DROPPED),
        ([FIRST, moved(LATER), replace(DROPPED, due=LATER)], 1, CorrectiveFate.DROPPED),
    ],
)
def test_what_became_of_it(words: list[CorrectiveAction], times: int, fate: CorrectiveFate) -> None:
    (row,) = told(*words).to_dict("records")
    assert (row["times_moved"], row["fate"]) == (times, fate)


@pytest.mark.parametrize(
    ("words", "day", "fate"),
    [
        ([FIRST], DUE, CorrectiveFate.OPEN),
        ([FIRST], date(2026, 3, 2), CorrectiveFate.OVERDUE),
        ([FIRST, moved(LATER)], LATER, CorrectiveFate.MOVED),
        ([FIRST, moved(LATER)], date(2026, 6, 2), CorrectiveFate.OVERDUE),
        ([FIRST, done(DUE)], LATEST, CorrectiveFate.DONE_ON_TIME),
        ([FIRST, DROPPED], LATEST, CorrectiveFate.DROPPED),
    ],
)
def test_what_waits_past_its_day_is_overdue(words: list[CorrectiveAction], day: date, fate: CorrectiveFate) -> None:
    assert fates(told(*words), day).tolist() == [fate]


def test_a_move_that_was_taken_back_is_none() -> None:
    (row,) = told(FIRST, moved(LATER), FIRST, done(DUE)).to_dict("records")
    assert (row["times_moved"], row["fate"]) == (0, CorrectiveFate.DONE_ON_TIME)


def test_a_second_promise_of_the_same_period_is_another_action() -> None:
    rows = told(FIRST, DROPPED, replace(FIRST, measure="власними силами", due=LATER)).to_dict("records")
    assert [(row["number"], row["fate"], row["measure"]) for row in rows] == [
        (1, CorrectiveFate.DROPPED, "новий тендер"),
        (2, CorrectiveFate.OPEN, "власними силами"),
    ]
    assert [row["times_moved"] for row in rows] == [0, 0]


def said(day: date, seq: int, **more: object) -> dict[str, object]:
    base = {"code": "1.1.1", "end": 24312, "span_months": 12, "cause": "а", "measure": "б", "responsible": "в"}
    return {**base, "due": DUE, "published": day, "seq": seq, "removed": False, **more}


def test_of_the_words_of_one_day_the_last_count() -> None:
    rows = frame([said(RELEASES[0], 1), said(RELEASES[0], 2, due=LATER)], REVISIONS)
    (row,) = corrective_actions(rows).to_dict("records")
    assert (row["first_due"], row["times_moved"]) == (pd.Timestamp(LATER), 0)


def test_what_was_taken_back_whole_was_never_said() -> None:
    gone = said(RELEASES[1], 2, removed=True)
    assert corrective_actions(frame([said(RELEASES[0], 1), gone], REVISIONS)).empty
    again = said(RELEASES[2], 3, due=LATER)
    (row,) = corrective_actions(frame([said(RELEASES[0], 1), gone, again], REVISIONS)).to_dict("records")
    assert (row["first_due"], row["since"]) == (pd.Timestamp(LATER), pd.Timestamp(RELEASES[2]))


def test_done_without_a_day_is_done_on_the_day_of_the_release() -> None:
    rows = frame([said(RELEASES[0], 1), said(RELEASES[2], 2, outcome="done")], REVISIONS)
    assert corrective_actions(rows)["fate"].tolist() == [CorrectiveFate.DONE_LATE]


def test_actions_stand_in_the_order_of_codes_and_periods() -> None:
    rows = [said(RELEASES[0], 1, code=code, end=end) for code, end in (("1.10.1", 1), ("1.2.1", 3), ("1.2.1", 2))]
    found = corrective_actions(frame(rows, REVISIONS))
    assert list(zip(found["code"], found["end"], strict=True)) == [("1.2.1", 2), ("1.2.1", 3), ("1.10.1", 1)]
    assert corrective_actions(frame([], REVISIONS)).empty
