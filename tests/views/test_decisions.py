"""«Рішення»: every decision, what became of its assignments, counts that add up, filters of the address."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kpi.measure.oversight.frames import oversight_frames
from kpi.model import Assignment, AssignmentState, Decision, DecisionBody, Language, Oversight
from kpi.text import Text
from kpi.views.common.board import Board, board
from kpi.views.oversight.decision_rows import DecisionStanding, Fate, code_of, decision_rows
from kpi.views.oversight.page import DecisionFilters, build, one
from tests.languages import BOTH
from tests.views.samples import Sample, survey_of

UK = Text(Language.UK)
MAY, JULY, AUGUST = date(2026, 5, 14), date(2026, 7, 2), date(2026, 8, 31)
COUNCIL, COMMITTEE = DecisionBody.COUNCIL, DecisionBody.COMMITTEE
DECISIONS = (
    Decision(number="№ 5", day=MAY, body=COMMITTEE, name="Про тепло", subjects=("1.1.1", "1.1"), comment="за поданням"),
    Decision(number="21/3-р.", day=JULY, body=COUNCIL, name="Про воду", name_en="On water", subjects=("9.9.9",)),
    Decision(number="7", day=date(2026, 8, 1), body=COUNCIL, name="Про зміну", subjects=("1",)),
)


def _assigned(number: str, state: AssignmentState = AssignmentState.OPEN, **given: object) -> Assignment:
    stated = {"decision": "5", "decision_day": MAY, "name": f"Справа {number}", "department": "dep-edu", **given}
    return Assignment(number=number, state=state, **stated)  # type: ignore[arg-type] # fields by name


ASSIGNMENTS = (
    _assigned("1", due=AUGUST),
    _assigned("2", due=date(2026, 12, 1), department="Інші"),
    _assigned("3", AssignmentState.DONE, due=AUGUST, done=date(2026, 9, 12), evidence="лист № 4"),
    _assigned("4", AssignmentState.WITHDRAWN, due=MAY, withdrawn_by="21/3-р", withdrawn_on=JULY),
    _assigned("1", AssignmentState.DONE, decision="21/3-р.", decision_day=JULY, department=""),
)


def made(text: Text = UK, decisions: tuple[Decision, ...] = DECISIONS, assigned: tuple[Assignment, ...] = ()) -> Board:
    """The board of one indicator in a strategy with these decisions, judged at 30.09.2026."""
    survey = survey_of([Sample("1.1.1")])
    frames: Mapping[str, Any] = oversight_frames(Oversight(decisions=decisions, assignments=assigned))
    return board(replace(survey, dataset=replace(survey.dataset, **frames)), text)


def test_decisions_stand_newest_first_with_their_assignments() -> None:
    newest, water, heat = decision_rows(made(assigned=ASSIGNMENTS))
    assert [newest.title(UK), water.title(UK)] == ["№ 7 від 01.08.2026", "№ 21/3-р. від 02.07.2026"]
    assert [one.words(UK) for one in heat.assignments] == [
        "прострочено на 30 днів",
        "відкрите",
        "виконано 12.09.2026, на 12 днів пізніше строку",
        "відкликано рішенням № 21/3-р від 02.07.2026",
    ]
    assert [one.fate for one in heat.assignments] == [
        Fate.OVERDUE,
        Fate.OPEN,
        Fate.DONE,
        Fate.WITHDRAWN,
    ]
    assert [row.standing for row in (newest, water, heat)] == [
        DecisionStanding.WITHOUT,
        DecisionStanding.CLOSED,
        DecisionStanding.OVERDUE,
    ]


def test_a_subject_leads_to_its_page_and_what_became_nothing_is_left_out() -> None:
    newest, water, heat = decision_rows(made())
    assert [(subject.page, subject.name.code) for subject in heat.subjects] == [("indicator", "1.1.1"), ("goal", "1.1")]
    assert [(subject.page, subject.name.code) for subject in newest.subjects] == [("", "1")]  # no page of its own
    assert water.subjects == ()
    assert heat.about(["1.1"])
    assert not heat.about(["2.1"])


@pytest.mark.parametrize("language", BOTH)
def test_the_counts_add_up(language: Language) -> None:
    text = Text(language)
    view = build(made(text, assigned=ASSIGNMENTS))
    for words, total in zip(view.counts, (3, 5), strict=True):
        numbers = [int(word) for word in words.replace(":", " ").replace(",", " ").split() if word.isdigit()]
        assert (numbers[0], sum(numbers[1:])) == (total, total), words


@pytest.mark.parametrize(
    ("given", "numbers"),
    [
        ({}, ["7", "21/3-р.", "№ 5"]),
        ({"body": "committee"}, ["№ 5"]),
        ({"department": "dep-edu"}, ["№ 5"]),
        ({"state": "done"}, ["21/3-р.", "№ 5"]),
        ({"state": "overdue", "department": "Інші"}, []),  # one assignment is meant by both
        ({"state": "strange", "body": "nobody"}, ["7", "21/3-р.", "№ 5"]),
    ],
)
def test_filters_of_the_address(given: dict[str, str], numbers: list[str]) -> None:
    view = build(made(assigned=ASSIGNMENTS), DecisionFilters.of(given))
    assert [row.number for row in view.rows] == numbers
    assert view.filters.narrowing == (bool(given) and "strange" not in given.values())
    assert bool(view.unknown) == ("strange" in given.values())
    assert bool(view.empty) == (not numbers)


def test_filters_are_written_as_they_are_read() -> None:
    given = {"body": "council", "department": "d", "state": "open", "page": "3"}
    assert DecisionFilters.of(given).parameters() == given


@pytest.mark.parametrize("language", BOTH)
def test_a_strategy_without_decisions_says_so(language: Language) -> None:
    view = build(made(Text(language), decisions=()))
    assert not view.rows
    assert not view.counts
    assert view.title
    assert view.empty


@pytest.mark.parametrize(
    ("assigned", "title"),
    [
        ((), "3 рішення щодо стратегії: доручень немає"),
        (ASSIGNMENTS, "3 рішення щодо стратегії: 1 доручення прострочено"),
        (ASSIGNMENTS[1:], "3 рішення щодо стратегії: 1 доручення виконують, прострочених немає"),
        (ASSIGNMENTS[2:], "3 рішення щодо стратегії: відкритих доручень немає"),
    ],
)
def test_the_finding_is_what_is_late(assigned: tuple[Assignment, ...], title: str) -> None:
    assert build(made(assigned=assigned)).title == title


def test_a_long_list_is_divided_and_paper_is_not() -> None:
    many = tuple(Decision(number=str(n), day=MAY, body=COUNCIL, name=f"Про {n}") for n in range(1, 121))
    shown = made(decisions=many)
    view = build(shown, DecisionFilters(page=3))
    assert (view.pages.number, view.pages.last, len(view.rows)) == (3, 3, 20)
    assert len(build(shown, whole=True).rows) == 120


def test_a_decision_is_found_by_its_address_whatever_sticks_to_its_number() -> None:
    assert code_of(JULY, "№ 21/3-р.") == code_of(JULY, "21/3–Р") == "2026-07-02-21/3-p"
    pasted = ("2026-07-02-21/3-Р", "2026-07-02-21/3-p", "2026-07-02-21/3-р")
    assert [found.name.name for code in pasted if (found := one(made(), code))] == ["Про воду"] * 3
    assert one(made(), "2026-07-02-99") is None
