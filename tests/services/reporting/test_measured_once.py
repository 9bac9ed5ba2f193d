"""What stands is measured once between two releases, however often its pages and previews are asked for."""

from collections.abc import Callable
from typing import Any

import pytest

from kpi.model import Account, DraftState, Role, TypedFields
from kpi.services.publishing import codes, drafts, due_list, preview
from kpi.services.publishing.drafts import preview_draft
from kpi.services.publishing.permissions import ResponsibleDepartments
from kpi.services.publishing.submission import approve, confirm
from kpi.services.reporting import form
from kpi.services.reporting.department_drafts import TypedChange, save_rows
from kpi.store import Store
from kpi.store.departments import DepartmentIndex
from tests.books import AUGUST, MAY, checked, plan
from tests.publishing import publish
from tests.services.publishing.flow import DISABLED, EDITOR, HEAD, STRANGER, valued
from tests.services.publishing.flow import started as flow_started
from tests.services.reporting.test_reporting import NOW, PARKS, QUARTER, ROADS, context_of, form_of

Count = Callable[[Any, str], list[str]]


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Count:
    """Count the calls of a module's function from now on: a list that grows by one each."""

    def counted(module: Any, name: str) -> list[str]:
        calls: list[str] = []
        function = getattr(module, name)

        def call(*given: Any, **named: Any) -> Any:
            calls.append(name)
            return function(*given, **named)

        monkeypatch.setattr(module, name, call)
        return calls

    return counted


@pytest.fixture
def begun(store: Store) -> Store:
    publish([checked(plan()), checked(ROADS), checked(PARKS)], MAY, store=store)
    return store


def test_the_form_measures_what_is_published_once_a_release(begun: Store, count: Count) -> None:
    measured, listed = count(form, "measure_rows"), count(due_list, "_rows")
    first = form_of(begun)
    typed = TypedChange(code="1.2.1", period=QUARTER, fields=TypedFields(value="73"))
    save_rows(HEAD, context_of(begun), [typed], now=NOW, store=begun)
    second = form_of(begun)
    assert [row.measure for row in second.rows] == [row.measure for row in first.rows]
    assert any(row.typed for row in second.rows), "what was typed is told all the same"
    assert (len(measured), len(listed)) == (1, 1)
    form_of(begun, STRANGER)
    assert (len(measured), len(listed)) == (2, 1), "another person's rows are measured, the list of all is there"


def test_another_release_is_measured_anew(store: Store, count: Count) -> None:
    flow_started(store)
    measured, listed, known = count(form, "measure_rows"), count(due_list, "_rows"), count(codes, "_read_codes")
    form_of(store)
    draft = drafts.upload(HEAD, valued(50.0), "1.2.xlsx", today=AUGUST, store=store).draft
    assert draft is not None
    drafts.explain(HEAD, draft.number, {"1.2.1": "уточнено за актом"}, today=AUGUST, store=store)
    assert (len(measured), len(listed), len(known)) == (1, 1, 1)
    if confirm(HEAD, draft.number, today=AUGUST, store=store).draft.state is DraftState.AWAITING:
        approve(EDITOR, draft.number, today=AUGUST, store=store)
    form_of(store)
    drafts.upload(HEAD, valued(51.0), "1.2.xlsx", today=AUGUST, store=store)
    assert (len(measured), len(listed), len(known)) == (2, 2, 2)


def test_previews_measure_what_stands_once(store: Store, count: Count) -> None:
    flow_started(store)
    measured, public = count(preview, "measure"), count(preview, "public_codes")
    found = drafts.upload(HEAD, valued(50.0), "1.2.xlsx", today=AUGUST, store=store).draft
    assert found is not None
    first = preview_draft(HEAD, found.number, today=AUGUST, store=store)
    assert (len(measured), len(public)) == (2, 2), "what stands, and what would"
    again = drafts.upload(HEAD, valued(51.0), "1.2.xlsx", today=AUGUST, store=store).draft
    assert again is not None
    second = preview_draft(HEAD, again.number, today=AUGUST, store=store)
    assert (len(measured), len(public)) == (3, 3), "what would alone"
    assert (first.opened, first.closed) == (second.opened, second.closed) == ((), ())


@pytest.mark.parametrize(
    "account",
    [
        HEAD,
        STRANGER,
        EDITOR,
        DISABLED,
        None,
        Account(id=8, login="name", name="За назвою", role=Role.HEAD, departments=("Управління охорони здоров'я",)),
        Account(id=9, login="merged", name="Об'єднаний", role=Role.HEAD, departments=("old",)),
        Account(id=10, login="none", name="Без підрозділу", role=Role.HEAD),
    ],
    ids=lambda account: account.login if account else "nobody",
)
def test_the_own_indicators_are_those_whose_rows_may_be_sent(account: Account | None) -> None:
    index = DepartmentIndex(
        names={"health": "Управління охорони здоров'я", "sport": "Відділ спорту"},
        present={"управління охорони здоров'я": "health", "health": "health", "sport": "sport"},
        holders={"old": (((MAY, 1), "old"),)},
        successors={"old": "sport"},
    )
    found = ResponsibleDepartments(
        index,
        {"1.1": "health", "1.2": "", "1.3": "sport"},
        {"1.1.1": ("1.1", "sport"), "1.2.1": ("1.2", "health"), "1.2.2": ("1.2", ""), "1.3.1": ("1.3", "health")},
    )
    own = [code for code, (goal, _) in found.indicators.items() if found.may_code(account, code, goal)]
    assert found.own_codes(account) == own
