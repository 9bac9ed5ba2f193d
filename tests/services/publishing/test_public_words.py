"""Words that look like personal data wherever everybody reads them: asked about before publishing, row by row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from kpi.model import ActionOutcome, CorrectiveAction, GoalBook, Oversight, SeriesBreak
from kpi.services.publishing import drafts
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.checks.public_words import remove_answered
from kpi.services.publishing.submission import confirm
from kpi.store import Store, schema
from kpi.store.tables import oversight as tables
from kpi.text import Text
from kpi.web.desk.labels import label_index
from kpi.web.desk.words.review_view import _personal
from tests.books import AUGUST, checked, hospitals, oversight, plan
from tests.fiscal_years import CALENDAR
from tests.languages import BOTH
from tests.services.publishing.flow import ADMIN, EDITOR, HEAD, plan_workbook, sent, started, workbook

TELEPHONE = "067 123 45 67"
SAID = f"Довідки: {TELEPHONE}."
CORRECTIVE = CorrectiveAction(
    code="1.2.1",
    period=CALENDAR.parse("2026-Q1"),
    cause="немає кадрів",
    measure="навчити лікарів",
    due=date(2026, 12, 1),
    responsible="Управління охорони здоров'я",
)


def published_rows(store: Store, table: schema.Revisions) -> str:
    """Every word of the revisions of a table."""
    with store.reading() as connection:
        return " | ".join(map(str, connection.execute(select(table.table)).all()))


def saying(name: str) -> dict[str, Any]:
    """The field of this name with a telephone in it."""
    return {name: SAID}


def of_action(name: str) -> Callable[[GoalBook], GoalBook]:
    return lambda book: replace(book, actions=(replace(book.actions[0], **saying(name)), *book.actions[1:]))


def of_indicator(name: str) -> Callable[[GoalBook], GoalBook]:
    return lambda book: replace(book, indicators=(replace(book.indicators[0], **saying(name)), *book.indicators[1:]))


def of_corrective(name: str) -> Callable[[GoalBook], GoalBook]:
    done = replace(CORRECTIVE, outcome=ActionOutcome.DONE, outcome_day=date(2026, 8, 1), outcome_reason="акт № 5")
    return lambda book: replace(book, corrective_actions=(replace(done, **saying(name)),))


def of_break(book: GoalBook) -> GoalBook:
    first = replace(book.indicators[0], series_break=SeriesBreak(date(2022, 2, 24), SAID))
    return replace(book, indicators=(first, *book.indicators[1:]))


def of_suspension(book: GoalBook) -> GoalBook:
    return replace(book, suspensions=(replace(book.suspensions[0], reason=SAID), *book.suspensions[1:]))


def of_source(book: GoalBook) -> GoalBook:
    return replace(book, observations=(replace(book.observations[0], source=SAID), *book.observations[1:]))


#: a change of the table, and the key of its words
WORDS = [
    *((of_action(name), schema.ACTION, "1.2#Ремонт") for name in ("partners", "stop_reason", "comment")),
    *(
        (of_indicator(name), schema.INDICATOR, "1.2.1#")
        for name in ("source", "verification", "accuracy", "limitations", "compensation", "checked_by")
    ),
    (of_indicator("evidence"), schema.INDICATOR, "1.2.1#"),
    *(
        (of_corrective(name), schema.CORRECTIVE_ACTION, "1.2.1@2026-Q1#")
        for name in ("cause", "measure", "responsible", "outcome_reason")
    ),
    (of_source, schema.OBSERVATION, "1.2.1@2026-Q1"),
]


@pytest.mark.parametrize("answer", ["keep", "remove"])
@pytest.mark.parametrize(("changed", "table", "key"), WORDS)
def test_words_of_a_goal_workbook_are_asked_about(
    store: Store, changed: Callable[[GoalBook], GoalBook], table: schema.Revisions, key: str, answer: str
) -> None:
    started(store)
    draft = sent(store, workbook(changed(hospitals())), EDITOR)
    found = drafts.preview_draft(EDITOR, draft.number, today=AUGUST, store=store)
    (one,) = found.personal
    assert (one.key, one.words) == (key, (TELEPHONE,))
    assert Blocker.PERSONAL in found.blockers
    drafts.answer(EDITOR, draft.number, personal={key: answer}, store=store)
    assert confirm(EDITOR, draft.number, today=AUGUST, store=store).draft.number == draft.number
    assert (TELEPHONE in published_rows(store, table)) is (answer == "keep")
    assert "Довідки" in published_rows(store, table)


@pytest.mark.parametrize(
    ("changed", "key"),
    [(of_indicator("definition"), "1.2.1#"), (of_break, "1.2.1#"), (of_suspension, "1.2.10#@2022-02-24")],
)
def test_words_that_ask_for_a_decision_as_well(store: Store, changed: Callable[[GoalBook], GoalBook], key: str) -> None:
    started(store)
    book = changed(hospitals())
    found = drafts.preview_draft(EDITOR, sent(store, workbook(book), EDITOR).number, today=AUGUST, store=store)
    (one,) = found.personal
    assert (one.key, one.words) == (key, (TELEPHONE,))
    assert Blocker.PERSONAL in found.blockers
    left = remove_answered(checked(book), {key: "remove"}).reading.goal_book
    assert TELEPHONE not in repr(left)
    assert "Довідки" in repr(left)


def test_a_name_in_one_field_stands_beside_an_illness_in_another(store: Store) -> None:
    started(store)
    told = replace(CORRECTIVE, cause="інфаркт у лікаря", responsible="Олена Іваненко")
    draft = sent(store, workbook(hospitals(corrective_actions=(told,))))
    (one,) = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store).personal
    assert one.words == ("Олена Іваненко",)
    drafts.answer(HEAD, draft.number, personal={one.key: "remove"}, store=store)
    assert confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None
    rows = published_rows(store, schema.CORRECTIVE_ACTION)
    assert "інфаркт у лікаря" in rows
    assert "Іваненко" not in rows


def of_rows(sheet: str, name: str) -> Callable[[Oversight], Oversight]:
    def changed(known: Oversight) -> Oversight:
        first, *rest = getattr(known, sheet)
        rows: dict[str, Any] = {sheet: (replace(first, **saying(name)), *rest)}
        return replace(known, **rows)

    return changed


OVERSIGHT = [
    ("sessions", "name", tables.COUNCIL_SESSION, "council_session_rev:2026-03-26"),
    ("decisions", "name", tables.DECISION, "decision_rev:№ 21-зразок@2026-03-26"),
    ("decisions", "comment", tables.DECISION, "decision_rev:№ 21-зразок@2026-03-26"),
    ("assignments", "name", tables.ASSIGNMENT, "assignment_rev:№ 21-зразок@2026-03-26@1"),
    ("assignments", "evidence", tables.ASSIGNMENT, "assignment_rev:№ 21-зразок@2026-03-26@1"),
    ("events", "name", tables.EVENT, "event_rev:2022-02-24@1"),
    ("risks", "name", tables.RISK, "risk_rev:1.2@1"),
    ("risks", "watcher", tables.RISK, "risk_rev:1.2@1"),
    ("alignments", "name", tables.ALIGNMENT, "alignment_rev:1.2@state_strategy@3.1"),
]


@pytest.mark.parametrize("answer", ["keep", "remove"])
@pytest.mark.parametrize("case", OVERSIGHT, ids=lambda case: f"{case[0]}-{case[1]}")
def test_words_of_a_plan_are_asked_about(
    store: Store, case: tuple[str, str, schema.Revisions, str], answer: str
) -> None:
    sheet, name, table, key = case
    started(store)
    content = plan_workbook(replace(plan(), oversight=of_rows(sheet, name)(oversight())))
    draft = sent(store, content, ADMIN)
    found = drafts.preview_draft(ADMIN, draft.number, today=AUGUST, store=store)
    (one,) = found.personal
    assert (one.key, one.words) == (key, (TELEPHONE,))
    assert found.blockers == (Blocker.PERSONAL,)
    for text in map(Text, BOTH):
        (field,) = _personal(found, label_index(store, AUGUST), text)
        assert "  " not in field.label
        assert not field.label.startswith(".")
    drafts.answer(ADMIN, draft.number, personal={key: answer}, store=store)
    assert confirm(ADMIN, draft.number, today=AUGUST, store=store).receipt is not None
    assert (TELEPHONE in published_rows(store, table)) is (answer == "keep")


def test_what_a_plan_says_as_before_is_not_asked_about(store: Store) -> None:
    started(store)
    content = plan_workbook(replace(plan(title="Стратегія 2030"), oversight=oversight()))
    draft = sent(store, content, ADMIN)
    assert drafts.preview_draft(ADMIN, draft.number, today=AUGUST, store=store).personal == ()
