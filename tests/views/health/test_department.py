"""What the page of a department says: what it answers for, terms, what became of what it took on."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.access import public_slice
from kpi.measure import survey
from kpi.measure.dataset import CORRECTIVE_ACTIONS, Dataset, frame
from kpi.measure.schemas.oversight import ASSIGNMENTS
from kpi.model import AssignmentState, CorrectiveFate, Language, Visibility
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.health import department, departments
from kpi.views.health.department import DepartmentView
from kpi.views.health.department_code import department_code
from kpi.views.health.terms import TermCounts
from tests.measure.health.test_departments import strategy
from tests.measure.health.test_punctuality import Q1, given

UK, EN = Text(Language.UK), Text(Language.EN)
DAY = date(2022, 10, 1)
NAME = "Управління"


def page(dataset: Dataset, code: str = NAME, text: Text = UK, as_of: date = DAY) -> DepartmentView | None:
    return department.build(board(survey(dataset, as_of=as_of), text), code)


def whole(dataset: Dataset, code: str = NAME, text: Text = UK) -> DepartmentView:
    found = page(dataset, code, text)
    assert found is not None
    return found


def test_a_department_is_found_by_its_code_or_by_its_name_and_no_other() -> None:
    assert whole(strategy(), "b").name.name == "Бюджет"
    assert whole(strategy(), "Без коду").name.code == "Без коду"
    assert page(strategy(), "c") is None  # the plan lists it, and it answers for nothing
    assert page(strategy(), "") is None
    assert page(strategy(), "Бюджет") is None


def test_of_a_department_whose_every_indicator_is_hidden_outsiders_see_nothing() -> None:
    plan = strategy()
    hidden = plan.indicators["visibility"].where(plan.indicators["code"] != "1.1.2", str(Visibility.INTERNAL))
    public = public_slice(replace(plan, indicators=plan.indicators.assign(visibility=hidden)), DAY)
    assert page(public, "Без коду") is None
    assert [line.name.name for line in departments.build(board(survey(public, as_of=DAY), UK)).lines] == ["Бюджет"]


def test_names_without_a_code_are_marked_as_of_the_strategys_language() -> None:
    assert whole(strategy(), "Без коду", Text(Language.EN, Language.UK)).name.foreign
    assert not whole(strategy(), "Без коду").name.foreign


@pytest.mark.parametrize(
    ("word", "code"),
    [("dep-zhkg", "dep-zhkg"), ("Відділ культури", "Відділ культури"), ("а" * 40, "а" * 40)],
)
def test_a_short_word_names_itself(word: str, code: str) -> None:
    assert department_code(word) == code


@pytest.mark.parametrize("word", ["а" * 41, "Відділ культури/спорту", "Відділ культури ім. Ш.", "а  б", "Відділ «Дім»"])
def test_a_word_that_an_address_would_lose_is_cut_and_stays_its_own(word: str) -> None:
    code = department_code(word)
    assert code != word
    assert len(code) <= 40 + 9
    assert not set(code) & set("/\\")
    assert department_code(word + "я") != code


def test_the_heading_is_the_count_of_its_indicators() -> None:
    view = whole(given([("2022-Q1", Q1)]))
    assert view.title.startswith(NAME)
    assert view.counts.total == len(view.rows) == 1


def test_terms_are_told_with_what_was_late_and_what_is_missing() -> None:
    view = whole(given([("2022-Q1", Q1), ("2022-Q2", date(2022, 8, 1))]))
    assert view.terms == TermCounts(1, 1, 0)
    assert view.terms.words(UK) == "вчасно 1 із 2 строків (50\u202f%), із запізненням 1"
    (row,) = view.term_rows
    assert row.periods == ("I\u00a0кв.\u00a02022", "II\u00a0кв.\u00a02022")
    assert row.lapses == ("II\u00a0кв.\u00a02022\u00a0— опубліковано 01.08.2022, строк був до 15.07.2022",)
    english = whole(given([("2022-Q1", Q1), ("2022-Q3", DAY)]), text=EN)
    assert english.terms is not None
    assert english.term_rows[0].lapses == ("Q2 2022: missing, it was due by 15 Jul 2022",)


def test_a_strategy_without_terms_says_nothing_of_lateness() -> None:
    view = whole(given([("2022-Q1", None)], start=None))
    assert view.terms is None
    assert view.term_rows == ()
    assert departments.build(board(survey(given([("2022-Q1", None)], start=None), as_of=DAY), UK)).terms is None


def test_what_a_strategy_does_not_keep_is_not_spoken_of() -> None:
    view = whole(strategy(), "b")
    assert (view.promises, view.tasks) == (None, None)


def test_corrective_actions_that_wait_stand_first_and_say_how_often_they_were_put_off() -> None:
    common = {"code": "1.1.1", "end": 24267, "span_months": 3, "number": 1, "published": Q1, "first_due": Q1}
    rows = [
        {
            **common,
            "measure": "Готово",
            "fate": CorrectiveFate.DONE_LATE,
            "due": Q1,
            "times_moved": 0,
            "outcome_day": DAY,
        },
        {**common, "measure": "Чекає", "fate": CorrectiveFate.MOVED, "due": date(2022, 6, 1), "times_moved": 2},
    ]
    view = whole(replace(given([("2022-Q1", Q1)]), corrective_actions=frame(rows, CORRECTIVE_ACTIONS)))
    assert view.promises is not None
    waits, done = view.promises
    assert (waits.measure, waits.fate, waits.due) == ("Чекає", CorrectiveFate.OVERDUE, "01.06.2022")
    assert waits.notes == ("перенесено 2 рази, спершу до 15.04.2022",)
    assert (done.period, done.notes) == ("I\u00a0кв.\u00a02022", ("01.10.2022",))


def test_assignments_say_what_became_of_them() -> None:
    def row(number: str, state: AssignmentState, due: date | None, done: date | None = None) -> dict[str, object]:
        named = {"decision": "№ 7", "decision_day": date(2022, 2, 1), "number": number, "name": f"Доручення {number}"}
        return {**named, "department": "b", "state": state, "due": due, "done": done}

    rows = [
        row("1", AssignmentState.DONE, Q1, Q1),
        row("2", AssignmentState.DONE, Q1, date(2022, 4, 16)),
        row("3", AssignmentState.WITHDRAWN, Q1),
        row("4", AssignmentState.OPEN, None),
        row("5", AssignmentState.OPEN, date(2022, 9, 29)),
    ]
    view = whole(replace(strategy(), assignments=frame(rows, ASSIGNMENTS)), "b")
    assert view.tasks is not None
    assert [(task.name.code, task.due, task.state) for task in view.tasks] == [
        ("5", "29.09.2022", "прострочено на 2 дні"),
        ("4", "—", "відкрите"),
        ("2", "15.04.2022", "виконано 16.04.2022, на 1 день пізніше"),
        ("1", "15.04.2022", "виконано 15.04.2022"),
        ("3", "15.04.2022", "відкликано"),
    ]
    assert view.tasks[0].code == "2022-02-01-7"
    assert view.tasks[0].decision == "№ 7 від 01.02.2022"
    other = whole(replace(strategy(), assignments=frame(rows, ASSIGNMENTS)), "Без коду")
    assert other.tasks == ()


def test_the_list_stands_in_the_order_of_the_plan_with_the_sum_of_terms() -> None:
    view = departments.build(board(survey(strategy(), as_of=DAY), UK))
    assert [line.name.name for line in view.lines] == ["Бюджет", "Без коду"]
    assert view.title == "За цілі й показники стратегії відповідають 2 підрозділи"
    told = departments.build(board(survey(given([("2022-Q1", Q1)]), as_of=DAY), UK))
    assert told.terms == told.lines[0].terms
    nobody = strategy().indicators.assign(department="")
    empty = departments.build(board(survey(replace(strategy(), indicators=nobody), as_of=DAY), UK))
    assert (empty.lines, empty.title) == ((), "План не називає відповідальних підрозділів")
