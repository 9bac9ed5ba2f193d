"""A workbook that brings a value far behind its plan owes a corrective action, as a row of the form does."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.model import ActionOutcome, CorrectiveAction, Draft
from kpi.services.publishing import drafts
from kpi.services.publishing.assessment import Assessment
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.submission import NotReadyError, Publication, confirm
from kpi.store import Store, read_public
from kpi.text import Text
from kpi.web.desk.labels import label_index
from kpi.web.desk.words.review_view import _action_fields
from tests.books import AUGUST, MAY, checked, hospitals, observation
from tests.fiscal_years import CALENDAR
from tests.languages import BOTH
from tests.publishing import publish
from tests.services.publishing.flow import HEAD, UNDER_WAY, revised, sent, valued, workbook
from tests.services.publishing.flow import started as begun

KEY = "1.2.1@2026-Q2#"
GIVEN = {
    f"{KEY}cause": "немає кадрів",
    f"{KEY}measure": "навчити лікарів",
    f"{KEY}due": "01.12.2026",
    f"{KEY}responsible": "Головний лікар",
}
WHY = {"1.2.1": "бракує лікарів"}
#: far below its plan
FAR = 5.0
ACTION = CorrectiveAction(
    code="1.2.1",
    period=CALENDAR.parse("2026-Q2"),
    cause="немає кадрів",
    measure="навчити лікарів",
    due=date(2026, 12, 1),
    responsible="Головний лікар",
)


def started(store: Store) -> None:
    """The usual start, its corrective action dropped."""
    begun(store)
    dropped = replace(UNDER_WAY, outcome=ActionOutcome.DROPPED, outcome_reason="втратив потребу")
    publish([checked(hospitals(corrective_actions=(dropped,)))], MAY, store=store)


def previewed(store: Store, draft: Draft) -> Assessment:
    return drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)


def explained(store: Store, draft: Draft, texts: dict[str, str]) -> Assessment:
    drafts.explain(HEAD, draft.number, texts, today=AUGUST, store=store)
    return previewed(store, draft)


def published(store: Store, draft: Draft) -> Publication:
    receipt = confirm(HEAD, draft.number, today=AUGUST, store=store).receipt
    assert receipt is not None
    return receipt


def test_the_preview_asks_and_what_it_is_told_is_published(store: Store) -> None:
    started(store)
    draft = sent(store, valued(FAR))
    found = explained(store, draft, WHY)
    (asked,) = found.actions
    assert (asked.code, asked.period.code) == ("1.2.1", "2026-Q2")
    assert found.blockers == (Blocker.NO_ACTION,)
    with pytest.raises(NotReadyError):
        confirm(HEAD, draft.number, today=AUGUST, store=store)
    wrong = explained(store, draft, {**GIVEN, f"{KEY}due": "восени"})
    assert wrong.blockers == (Blocker.NO_ACTION,)
    for text in map(Text, BOTH):
        fields = list(_action_fields(wrong.actions[0], label_index(store, AUGUST), text))
        assert [one.key for one in fields] == list(GIVEN)
        assert fields[0].text == "немає кадрів"
        assert "31.12.2026" in fields[2].label
    assert explained(store, draft, GIVEN).blockers == ()
    (told,) = published(store, draft).changes.corrective_actions
    assert (told.action.cause, told.action.due) == ("немає кадрів", date(2026, 12, 1))
    assert read_public(where=store.name).corrective_actions["responsible"].tolist()[-1:] == ["Головний лікар"]


def test_a_row_of_the_file_answers(store: Store) -> None:
    started(store)
    book = hospitals(observation("1.2.1", "2026-Q2", FAR), corrective_actions=(ACTION,))
    assert explained(store, sent(store, workbook(book)), WHY).blockers == ()


@pytest.mark.parametrize(
    ("standing", "asked"),
    [
        (replace(ACTION, period=CALENDAR.parse("2026-Q1")), False),
        (replace(ACTION, period=CALENDAR.parse("2026-Q1"), due=date(2026, 8, 1)), True),
        (
            replace(
                ACTION,
                period=CALENDAR.parse("2026-Q1"),
                outcome=ActionOutcome.DONE,
                outcome_day=MAY,
                outcome_reason="акт № 5",
            ),
            True,
        ),
        (replace(ACTION, outcome=ActionOutcome.DONE, outcome_day=MAY, outcome_reason="акт № 5"), False),
    ],
    ids=["under way", "its day has passed", "another one is done", "its own is done"],
)
def test_what_stands_answers_as_it_does_on_the_form(store: Store, standing: CorrectiveAction, asked: bool) -> None:
    started(store)
    publish([checked(hospitals(corrective_actions=(standing,)))], MAY, store=store)
    draft = sent(store, valued(FAR))
    assert bool(previewed(store, draft).actions) is asked


def test_a_value_on_its_way_and_one_of_the_past_owe_nothing(store: Store) -> None:
    started(store)
    assert previewed(store, sent(store, valued(200.0))).actions == ()
    past = observation("1.2.1", "2025-Q1", FAR)
    assert previewed(store, sent(store, workbook(hospitals(past)))).actions == (), "a later value stands"
    part = observation("1.2.1", "2026-Q2", FAR, breakdown="чоловіки")
    assert previewed(store, sent(store, workbook(hospitals(part)))).actions == ()


def test_history_that_is_loaded_is_not_asked_about(store: Store) -> None:
    started(store)
    book = hospitals(observation("1.2.1", "2026-Q2", FAR))
    assert publish([checked(book)], AUGUST, store=store).release is not None


def test_a_comment_alone_owes_nothing(store: Store) -> None:
    started(store)
    assert previewed(store, sent(store, revised(50.0, "уточнення"))).actions == ()


@pytest.mark.parametrize(
    ("content", "today", "asked"),
    [
        (revised(FAR), AUGUST, True),
        (revised(FAR), date(2027, 12, 30), True),
        (revised(FAR), date(2027, 12, 31), False),
        (valued(FAR), date(2028, 1, 1), True),
    ],
    ids=["mended in its year", "before the next year is over", "when the next year is over", "new and late"],
)
def test_a_mended_value_of_years_ago_wants_a_reason_and_no_action(
    store: Store, content: bytes, today: date, asked: bool
) -> None:
    started(store)
    draft = sent(store, content, today=today)
    found = drafts.preview_draft(HEAD, draft.number, today=today, store=store)
    assert bool(found.actions) is asked
    assert (Blocker.NO_ACTION in found.blockers) is asked
    assert Blocker.UNEXPLAINED in found.blockers, "why it was changed is asked all the same"
