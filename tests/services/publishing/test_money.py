"""«Кошти» and what corrective actions are to bring, from the file to the receipt, and back by undoing and restoring."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kpi.model import ActionMoney, ActionOutcome, CorrectiveAction, GoalBook, Suspension
from kpi.services.publishing import drafts
from kpi.services.publishing.administration.plan_edit import suspension_workbook
from kpi.services.publishing.administration.publication_contents import publication_contents
from kpi.services.publishing.administration.undo import restore, undo
from kpi.services.publishing.release_writer import RefusedError
from kpi.services.publishing.submission import confirm
from kpi.store import Store, schema
from kpi.store.as_of import AsOf
from kpi.store.read import latest
from kpi.store.write import last_seq
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.web.desk.labels import label_index
from kpi.web.desk.words.change_lines import other_lines
from tests.books import AUGUST, MAY, checked, hospitals
from tests.fiscal_years import CALENDAR
from tests.languages import BOTH
from tests.publishing import publish
from tests.services.publishing.flow import ADMIN, EDITOR, HEAD, sent, started, workbook

LOCAL = ActionMoney(code="1.2", name="Ремонт", year=2026, source="Місцевий бюджет", plan=1e6, actual=2e5)
GRANT = replace(LOCAL, source="Грант", plan=5e5, actual=None)
ACTION = CorrectiveAction(
    code="1.2.1",
    period=CALENDAR.parse("2026-Q1"),
    cause="немає кадрів",
    measure="навчити лікарів",
    due=date(2026, 12, 1),
    responsible="Головний лікар",
    expected_value=70.0,
    money=3e5,
)
MONEY_COLUMNS = ("source", "plan", "actual")
ACTION_COLUMNS = ("expected_value", "money", "outcome", "due")
Rows = list[tuple[object, ...]]


def rows(store: Store, table: schema.Revisions, columns: tuple[str, ...]) -> Rows:
    """The rows in force now."""
    with store.reading() as connection:
        until = AsOf(store.community, "2022-2026", AUGUST + timedelta(days=30), last_seq(connection, store.community))
        found = connection.execute(latest(table, until, *columns)).all()
    return sorted(map(tuple, found), key=str)


def state(store: Store) -> tuple[Rows, Rows]:
    """Money and corrective actions in force."""
    return (
        rows(store, schema.ACTION_MONEY, MONEY_COLUMNS),
        rows(store, schema.CORRECTIVE_ACTION, ACTION_COLUMNS),
    )


def book(*money: ActionMoney, budget: float | None = 1e6, actions: tuple[CorrectiveAction, ...] = ()) -> GoalBook:
    known = hospitals(action_money=money, corrective_actions=actions)
    repair = replace(known.actions[0], budget_plan_uah=budget)
    return replace(known, actions=(repair, *known.actions[1:]))


def test_money_comes_changes_and_is_told(store: Store) -> None:
    started(store)
    draft = sent(store, workbook(book(LOCAL, actions=(ACTION,))), EDITOR)
    found = drafts.preview_draft(EDITOR, draft.number, today=AUGUST, store=store)
    names = label_index(store, AUGUST)
    uk, en = ([*other_lines(found.changes, names, Text(language))] for language in BOTH)
    assert any("1.2 Ремонт, 2026, Місцевий бюджет: план — → 1" in line and "факт — → 200" in line for line in uk)
    assert any("plan — → 1,000,000, spent — → 200,000" in line for line in en)
    assert any("Очікуване значення: 70" in line and "Кошти: 300" in line for line in uk)
    assert any("Expected value: 70" in line and "Money: 300,000." in line for line in en)
    receipt = confirm(EDITOR, draft.number, today=AUGUST, store=store).receipt
    assert receipt is not None
    assert [*other_lines(receipt.changes, names, Text(BOTH[0]))] == uk, "the receipt says what the preview said"
    with store.reading() as connection:
        assert publication_contents(connection, store.community)[receipt.number].actions == 2
    assert state(store)[0] == [("Місцевий бюджет", 1e6, 2e5)]


def test_a_source_in_another_spelling_is_the_same_row(store: Store) -> None:
    started(store)
    publish([checked(book(LOCAL))], MAY, store=store)
    known = book(replace(LOCAL, source="місцевий  бюджет", actual=3e5))
    repair = replace(known.actions[0], budget_actual_uah=3e5)
    publish([checked(replace(known, actions=(repair, *known.actions[1:])))], AUGUST, store=store)
    assert state(store)[0] == [("Місцевий бюджет", 1e6, 3e5)]


@pytest.mark.parametrize(
    ("second", "refused"),
    [
        (book(budget=2e6), True),  # the budget changes, the row of an earlier file stays
        (book(budget=None), False),
        (book(GRANT, budget=5e5), True),  # a second source without the first one
        (book(GRANT, budget=15e5), False),
        (book(replace(LOCAL, plan=0.0), GRANT, budget=5e5), False),
    ],
)
def test_the_budget_is_held_against_rows_that_stand(store: Store, second: GoalBook, refused: bool) -> None:
    started(store)
    publish([checked(book(LOCAL))], MAY, store=store)
    if not refused:
        assert publish([checked(second)], AUGUST, store=store).release is not None
        return
    with pytest.raises(RefusedError) as caught:
        publish([checked(second)], AUGUST, store=store)
    (problem,) = caught.value.problems["1.2.xlsx"]
    assert (problem.code, problem.values["rows"]) == ("money_sum_standing", "Місцевий бюджет, 2026")
    for text in map(Text, BOTH):
        assert "Місцевий бюджет, 2026" in message(problem, text)
        assert remedy(problem, text)


def test_a_department_is_told_at_its_upload(store: Store) -> None:
    started(store)
    publish([checked(book(LOCAL))], MAY, store=store)
    found = drafts.upload(HEAD, workbook(book(budget=2e6)), "1.2.xlsx", today=AUGUST, store=store)
    assert found.draft is None
    assert "money_sum_standing" in [problem.code for problem in found.checked.reading.problems]


def test_undoing_and_restoring_bring_back_row_by_row(store: Store) -> None:
    started(store)
    publish([checked(book(LOCAL, actions=(ACTION,)))], MAY, store=store)
    first = state(store)
    moved = replace(
        ACTION,
        expected_value=65.0,
        money=None,
        outcome=ActionOutcome.MOVED,
        due=date(2027, 3, 1),
        outcome_reason="новий тендер",
    )
    other = book(replace(LOCAL, plan=5e5), GRANT, actions=(moved,))
    done = confirm(EDITOR, sent(store, workbook(other), EDITOR).number, today=AUGUST, store=store).receipt
    assert done is not None
    second = state(store)
    assert second[0] == [("Грант", 5e5, None), ("Місцевий бюджет", 5e5, 2e5)]
    assert second[1] == [(65.0, None, "moved", date(2027, 3, 1))]
    undone = undo(EDITOR, done.number, "помилка", today=AUGUST, store=store)
    assert state(store) == first
    uk = [*other_lines(undone.changes, label_index(store, AUGUST), Text(BOTH[0]))]
    assert "1.2 Ремонт, 2026, Грант: кошти вилучено" in uk
    day = AUGUST + timedelta(days=1)
    publish([checked(replace(other, edition="2022-2026"))], day, store=store)
    assert state(store) == second
    assert restore(ADMIN, MAY, "повертаємо", today=day, store=store) is not None
    assert state(store) == first


def test_a_suspension_leaves_the_money_of_its_goal(store: Store) -> None:
    started(store)
    publish([checked(book(LOCAL))], MAY, store=store)
    first = state(store)
    wanted = Suspension(code="1.2.1", since=date(2026, 7, 1), reason="Ремонт", act="№ 3 від 01.07.2026")
    _, content = suspension_workbook(EDITOR, wanted, today=AUGUST, store=store)
    found = drafts.preview_draft(EDITOR, sent(store, content, EDITOR).number, today=AUGUST, store=store)
    assert found.changes.suspensions
    assert state(store) == first
