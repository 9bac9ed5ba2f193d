"""What changes a verdict takes a second person and a decision: told by its effect, with the values apart."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kpi.model import Direction, Frequency, GoalBook, Indicator, Kind, Suspension, TargetChange, Visibility
from kpi.services.publishing import drafts
from kpi.services.publishing.checks.blockers import Blocker, Second
from kpi.services.publishing.differences.decisions import names_decision
from kpi.services.publishing.submission import NotReadyError, approve, confirm
from kpi.store import Store
from tests.books import AUGUST, hospitals, indicator, observation, plan
from tests.services.publishing.flow import ADMIN, EDITOR, SECOND_ADMIN, plan_workbook, sent, started, workbook

Change = Callable[[Indicator], Indicator]
DECISION = "рішення № 77 від 12.03.2026"


def changed(change: Change) -> GoalBook:
    book = hospitals()
    return replace(book, indicators=(change(book.indicators[0]), *book.indicators[1:]))


RULES = {
    "name": changed(lambda i: replace(i, name="Зовсім інша назва")),
    "definition": changed(lambda i: replace(i, definition="рахуємо інакше")),
    "baseline": changed(lambda i: replace(i, baseline_value=45.0)),
    "direction": changed(lambda i: replace(i, direction=Direction.DECREASE, baseline_value=90.0)),
    "kind": changed(lambda i: replace(i, kind=Kind.YTD)),
    "frequency": changed(lambda i: replace(i, frequency=Frequency.MONTH)),
    "unit": changed(lambda i: replace(i, unit="од.")),
    "weight": changed(lambda i: replace(i, weight=5.0)),
    "new indicator": replace(hospitals(), indicators=(*hospitals().indicators, indicator("1.2.3"))),
    "suspension": replace(
        hospitals(),
        suspensions=(
            *hospitals().suspensions,
            Suspension(code="1.2.1", since=date(2023, 1, 1), reason="бо так", act="№ 1"),
        ),
    ),
}
WITH_ACT = {
    "target": replace(
        changed(lambda i: replace(i, targets=((2024, 60.0), (2026, 75.0)))),
        target_changes=(
            TargetChange(code="1.2.1", year=2026, old_value=80.0, new_value=75.0, decided=date(2026, 6, 1), act="№ 7"),
        ),
    ),
    "suspension": replace(
        hospitals(),
        suspensions=(
            *hospitals().suspensions,
            Suspension(code="1.2.1", since=date(2026, 7, 1), reason="бойові дії", act="№ 1 від 01.07.2026"),
        ),
    ),
}
DESCRIBES = {
    "english name": changed(lambda i: replace(i, name_en="Of hospitals")),
    "department": changed(lambda i: replace(i, department="sport")),
    "source": changed(lambda i: replace(i, source="Звіт управління")),
    "closing": changed(lambda i: replace(i, visibility=Visibility.INTERNAL, ground="Стаття 6")),
    "values": hospitals(observation("1.2.1", "2026-Q2", 52.0)),
}


@pytest.mark.parametrize("kind", RULES)
def test_a_verdict_takes_two_people_and_a_decision(store: Store, kind: str) -> None:
    started(store)
    draft = sent(store, workbook(RULES[kind]), EDITOR)
    found = drafts.preview_draft(EDITOR, draft.number, today=AUGUST, store=store)
    assert found.second == (Second.VERDICT,)
    assert Blocker.NO_ACT in found.blockers
    drafts.explain(EDITOR, draft.number, {"1.2.1": "за рішенням сесії"}, today=AUGUST, store=store)
    for words in ("", "бо так", "№ 1", "12.03.2026"):
        drafts.set_choices(EDITOR, draft.number, act=words, store=store)
        with pytest.raises(NotReadyError):
            confirm(EDITOR, draft.number, today=AUGUST, store=store)
    drafts.set_choices(EDITOR, draft.number, act=DECISION, store=store)
    outcome = confirm(EDITOR, draft.number, today=AUGUST, store=store)
    assert (outcome.receipt, outcome.second) == (None, (Second.VERDICT,))
    assert approve(ADMIN, draft.number, today=AUGUST, store=store).receipt is not None


@pytest.mark.parametrize("kind", WITH_ACT)
def test_a_decision_that_stands_in_the_file_is_not_asked_for_again(store: Store, kind: str) -> None:
    started(store)
    draft = sent(store, workbook(WITH_ACT[kind]), EDITOR)
    found = drafts.preview_draft(EDITOR, draft.number, today=AUGUST, store=store)
    assert found.second == (Second.VERDICT,)
    assert Blocker.NO_ACT not in found.blockers


@pytest.mark.parametrize("kind", DESCRIBES)
def test_what_only_describes_takes_one(store: Store, kind: str) -> None:
    started(store)
    draft = sent(store, workbook(DESCRIBES[kind]), EDITOR)
    found = drafts.preview_draft(EDITOR, draft.number, today=AUGUST, store=store)
    assert found.second == ()
    assert confirm(EDITOR, draft.number, today=AUGUST, store=store).receipt is not None


def test_limits_of_the_method_take_two_and_a_term_does_not(store: Store) -> None:
    started(store)
    limits = replace(plan(), strategy=replace(plan().strategy, settings=replace(plan().strategy.settings, at_risk=0.2)))
    draft = sent(store, plan_workbook(limits), ADMIN)
    found = drafts.preview_draft(ADMIN, draft.number, today=AUGUST, store=store)
    assert found.second == (Second.VERDICT,)
    drafts.set_choices(ADMIN, draft.number, act=DECISION, store=store)
    confirm(ADMIN, draft.number, today=AUGUST, store=store)
    assert approve(EDITOR, draft.number, today=AUGUST, store=store).receipt is not None, (
        "the author may change the plan"
    )
    term = sent(
        store, plan_workbook(replace(limits, strategy=replace(limits.strategy, deadline_days=20))), SECOND_ADMIN
    )
    assert drafts.preview_draft(SECOND_ADMIN, term.number, today=AUGUST, store=store).second == ()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("рішення № 77 від 12.03.2026", True),
        ("№ 7 від 1 червня 2026 року", True),
        ("decision no. 12 of 5 March 2026", True),
        ("2026-03-12 № 77", True),
        ("№ 77", False),
        ("12.03.2026", False),
        ("без номера", False),
        ("бо так", False),
        ("", False),
    ],
)
def test_a_decision_has_a_date_and_a_number(words: str, found: bool) -> None:
    assert names_decision(words) is found
