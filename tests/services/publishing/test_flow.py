"""The submission flow with the real store and real workbooks: from the upload to the receipt and back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from kpi.model import DraftState, ReportState, Visibility
from kpi.services.publishing import drafts
from kpi.services.publishing.administration.undo import OWN_TIME, UndoError, undo
from kpi.services.publishing.checks.blockers import Blocker, Second
from kpi.services.publishing.checks.required_explanations import ExplanationReason
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.submission import NotReadyError, approve, confirm, receipt, send_back
from kpi.store import Store, read_internal, read_public, releases
from kpi.store import drafts as kept
from kpi.store.audit import broken_link
from kpi.store.draft_tables import RECEIPT
from tests.books import AUGUST, MAY, hospitals, observation
from tests.fiscal_years import CALENDAR
from tests.services.publishing.flow import (
    ADMIN,
    DEPUTY,
    DISABLED,
    EDITOR,
    HEAD,
    SPORT,
    STRANGER,
    revised,
    sent,
    started,
    valued,
    workbook,
)

DEPUTY_EDITOR = replace(EDITOR, id=8, login="editor2")


def value_of(store: Store, period: str, code: str = "1.2.1") -> float | None:
    rows = read_public(where=store.name).observations
    end = CALENDAR.parse(period)
    own = rows[(rows["code"] == code) & (rows["end"] == end.end) & (rows["breakdown"] == "")]
    return None if own.empty or own["removed"].iloc[-1] else float(own["value"].iloc[-1])


def test_the_whole_way(store: Store) -> None:
    started(store)
    before = value_of(store, "2026-Q1")
    draft = sent(store, valued(52.0))
    seen = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    (change,) = seen.changes.values
    assert (change.kind, change.code, change.period.code, change.new) == (ChangeKind.NEW, "1.2.1", "2026-Q2", 52.0)
    assert seen.blockers == ()
    assert value_of(store, "2026-Q2") is None, "a preview publishes nothing"
    outcome = confirm(HEAD, draft.number, today=AUGUST, store=store)
    assert outcome.receipt is not None
    assert outcome.draft.state is DraftState.PUBLISHED
    assert value_of(store, "2026-Q2") == 52.0
    assert [v.key for v in outcome.receipt.changes.values] == ["1.2.1@2026-Q2"]
    assert confirm(HEAD, draft.number, today=AUGUST, store=store) == outcome, "asked again it tells the same"
    assert receipt(HEAD, outcome.receipt.number, store=store) == outcome.receipt
    back = undo(HEAD, outcome.receipt.number, "Помилка в розрахунку", today=AUGUST, store=store)
    assert value_of(store, "2026-Q2") is None
    assert value_of(store, "2026-Q1") == before, "other keys are left alone"
    assert back.upload.undoes == outcome.receipt.number
    assert back.upload.reason == "Помилка в розрахунку"
    with store.reading() as connection:
        assert broken_link(connection, store.community) is None


def test_the_same_file_again_changes_nothing_and_says_so(store: Store) -> None:
    started(store)
    content = valued(52.0)
    done = confirm(HEAD, sent(store, content).number, today=AUGUST, store=store).receipt
    assert done is not None
    again = drafts.upload(HEAD, content, "1.2.xlsx", today=AUGUST, store=store)
    assert (again.draft, again.known) == (None, done.number)
    assert drafts.my_drafts(HEAD, store=store) == []
    undo(HEAD, done.number, "Зарано", today=AUGUST, store=store)
    assert confirm(HEAD, sent(store, content).number, today=AUGUST, store=store).receipt is not None
    assert value_of(store, "2026-Q2") == 52.0, "what was taken back may be published once more"


def test_a_file_with_an_error_is_not_kept(store: Store) -> None:
    started(store)
    found = drafts.upload(HEAD, b"not a workbook", "1.2.xlsx", today=AUGUST, store=store)
    assert found.draft is None
    assert [p.code for p in found.checked.reading.problems] == ["file_not_spreadsheet"]
    assert drafts.my_drafts(HEAD, store=store) == []


def test_a_target_changed_without_a_decision_is_an_error_of_its_cell(store: Store) -> None:
    started(store)
    book = hospitals()
    silent = replace(book.indicators[0], targets=((2024, 60.0), (2026, 75.0)))
    found = drafts.upload(
        EDITOR,
        workbook(replace(book, indicators=(silent, *book.indicators[1:]))),
        "1.2.xlsx",
        today=AUGUST,
        store=store,
    )
    assert found.draft is None
    assert "target_changed_without_decision" in [p.code for p in found.checked.reading.problems]


def test_one_active_draft_for_account_and_goal(store: Store) -> None:
    started(store)
    first = sent(store, valued(52.0))
    assert sent(store, valued(52.0)).number == first.number, "the same bytes are the same draft"
    second = sent(store, valued(53.0))
    other = sent(store, valued(54.0), DEPUTY)
    assert [d.number for d in drafts.my_drafts(HEAD, store=store)] == [second.number]
    assert [d.number for d in drafts.my_drafts(DEPUTY, store=store)] == [other.number]
    with store.reading() as connection:
        assert kept.file(connection, first.sha256) is None, "the workbook of a draft thrown away is nowhere"
        assert kept.file(connection, second.sha256) is not None
    drafts.discard(HEAD, second.number, store=store)
    assert drafts.my_drafts(HEAD, store=store) == []
    with pytest.raises(drafts.UnknownDraftError):
        confirm(HEAD, second.number, today=AUGUST, store=store)


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        (revised(50.5), {"1.2.1@2026-Q1": (ExplanationReason.REVISED,)}),
        (valued(70.0), {"1.2.1@2026-Q2": (ExplanationReason.JUMP,)}),
        (valued(60.0), {}),
        (valued(30.0), {"1.2.1@2026-Q2": (ExplanationReason.WORSE, ExplanationReason.JUMP)}),
    ],
)
def test_what_needs_an_explanation(
    store: Store, content: bytes, reasons: dict[str, tuple[ExplanationReason, ...]]
) -> None:
    started(store)
    draft = sent(store, content)
    seen = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    assert {need.key: need.reasons for need in seen.needs} == reasons
    assert (Blocker.UNEXPLAINED in seen.blockers) == bool(reasons)
    if reasons:
        with pytest.raises(NotReadyError):
            confirm(HEAD, draft.number, today=AUGUST, store=store)
        drafts.explain(HEAD, draft.number, {"1.2.1": "перерахунок"}, today=AUGUST, store=store)
        assert confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None
        comments = read_internal(where=store.name).observations["comment"]
        assert comments.str.contains("перерахунок").any(), "kept in the row that it explains"


def test_a_comment_in_the_workbook_is_an_explanation_and_an_old_one_is_not(store: Store) -> None:
    started(store)
    old = drafts.preview_draft(HEAD, sent(store, revised(50.5)).number, today=AUGUST, store=store)
    new = drafts.preview_draft(HEAD, sent(store, revised(50.5, "уточнено")).number, today=AUGUST, store=store)
    assert [n.explanation for n in old.needs] == [""]
    assert [n.explanation for n in new.needs] == ["уточнено"]


def test_two_people_on_one_goal(store: Store) -> None:
    started(store)
    mine = sent(store, revised(51.0, "моє"))
    theirs = confirm(DEPUTY, sent(store, revised(52.0, "їхнє"), DEPUTY).number, today=AUGUST, store=store).receipt
    assert theirs is not None
    seen = drafts.preview_draft(HEAD, mine.number, today=AUGUST, store=store)
    (conflict,) = seen.conflicts
    assert (conflict.code, conflict.by.name, conflict.by.seq) == ("1.2.1", "І. Бондар", theirs.number)
    assert (conflict.standing, conflict.own) == (52.0, 51.0)
    with pytest.raises(NotReadyError) as caught:
        confirm(HEAD, mine.number, today=AUGUST, store=store)
    assert caught.value.assessment.blockers == (Blocker.CONFLICT,)
    assert value_of(store, "2026-Q1") == 52.0
    drafts.acknowledge_conflict(HEAD, mine.number, seen.seq, store=store)
    assert confirm(HEAD, mine.number, today=AUGUST, store=store).receipt is not None
    assert value_of(store, "2026-Q1") == 51.0
    with pytest.raises(UndoError) as refused:
        undo(DEPUTY, theirs.number, "Повернути", today=AUGUST, store=store)
    assert refused.value.reason == "touched"
    assert [u.name for u in refused.value.later] == ["О. Коваль"]
    assert value_of(store, "2026-Q1") == 51.0


def test_undo_brings_back_the_former_value_and_can_itself_be_undone(store: Store) -> None:
    started(store)
    done = confirm(HEAD, sent(store, revised(51.0, "нове")).number, today=AUGUST, store=store).receipt
    assert done is not None
    back = undo(EDITOR, done.number, "Помилка", today=AUGUST, store=store)
    assert value_of(store, "2026-Q1") == 50.0
    with pytest.raises(UndoError) as caught:
        undo(EDITOR, done.number, "Ще раз", today=AUGUST, store=store)
    assert caught.value.reason == "undone"
    undo(EDITOR, back.number, "Таки правильно", today=AUGUST, store=store)
    assert value_of(store, "2026-Q1") == 51.0
    assert [r.published for r in releases(where=store.name)] == [MAY, AUGUST]


def test_a_head_takes_back_the_own_publication_within_a_quarter_of_an_hour(store: Store) -> None:
    started(store)
    done = confirm(HEAD, sent(store, valued(52.0)).number, today=AUGUST, store=store).receipt
    assert done is not None
    late = datetime.now(UTC) + OWN_TIME + timedelta(minutes=1)
    for account, now in ((DEPUTY, None), (HEAD, late), (STRANGER, None), (DISABLED, None), (None, None)):
        with pytest.raises(ForbiddenError):
            undo(account, done.number, "Ні", today=AUGUST, now=now, store=store)
    with pytest.raises(UndoError):
        undo(EDITOR, done.number, "  ", today=AUGUST, now=late, store=store)
    assert undo(EDITOR, done.number, "Так", today=AUGUST, now=late, store=store).upload.login == "editor"


def test_approval_by_another_person_alone(store: Store) -> None:
    started(store, approval=True)
    draft = sent(store, valued(52.0), EDITOR)
    outcome = confirm(EDITOR, draft.number, today=AUGUST, store=store)
    assert (outcome.receipt, outcome.second) == (None, (Second.SETTING,))
    assert value_of(store, "2026-Q2") is None
    with pytest.raises(ForbiddenError) as caught:
        approve(EDITOR, draft.number, today=AUGUST, store=store)
    assert caught.value.action == "own_approval"
    with pytest.raises(ForbiddenError):
        approve(HEAD, draft.number, today=AUGUST, store=store)
    assert [d.number for d in drafts.waiting(ADMIN, store=store)] == [draft.number]
    assert drafts.waiting(EDITOR, store=store) == []
    done = approve(ADMIN, draft.number, today=AUGUST, store=store)
    assert done.receipt is not None
    with store.reading() as connection:
        approved_by = connection.scalar(select(RECEIPT.c.approved_by).where(RECEIPT.c.seq == done.receipt.number))
    assert (done.receipt.upload.login, approved_by) == ("editor", "admin")
    assert value_of(store, "2026-Q2") == 52.0
    with pytest.raises(drafts.UnknownDraftError):
        approve(ADMIN, draft.number, today=AUGUST, store=store)


def test_a_returned_draft_is_mended_and_sent_again(store: Store) -> None:
    started(store, approval=True)
    draft = sent(store, valued(52.0))
    confirm(HEAD, draft.number, today=AUGUST, store=store)
    with pytest.raises(ForbiddenError):
        send_back(EDITOR, draft.number, " ", store=store)
    back = send_back(EDITOR, draft.number, "Перевірте знаменник", store=store)
    assert (back.state, back.comment, back.decided_by) == (DraftState.RETURNED, "Перевірте знаменник", "editor")
    assert confirm(HEAD, draft.number, today=AUGUST, store=store).draft.state is DraftState.AWAITING


def test_opening_an_internal_indicator_takes_an_administrator_besides(store: Store) -> None:
    started(store)
    book = hospitals()
    opened = tuple(
        replace(i, visibility=Visibility.PUBLIC, ground="") if i.code == "1.2.2" else i for i in book.indicators
    )
    draft = sent(store, workbook(replace(book, indicators=opened)), DEPUTY_EDITOR)
    seen = drafts.preview_draft(DEPUTY_EDITOR, draft.number, today=AUGUST, store=store)
    assert seen.second == (Second.OPENS,)
    assert seen.opened == ("1.2.2",)
    assert confirm(DEPUTY_EDITOR, draft.number, today=AUGUST, store=store).receipt is None
    with pytest.raises(ForbiddenError):
        approve(EDITOR, draft.number, today=AUGUST, store=store)
    assert "1.2.2" not in set(read_public(where=store.name).indicators["code"])
    done = approve(ADMIN, draft.number, today=AUGUST, store=store).receipt
    assert done is not None
    assert "1.2.2" in set(read_public(where=store.name).indicators["code"])


def test_taking_back_a_closing_would_open_and_is_refused(store: Store) -> None:
    started(store)
    book = hospitals()
    closed = tuple(
        replace(i, visibility=Visibility.INTERNAL, ground="Стаття 6") if i.code == "1.2.1" else i
        for i in book.indicators
    )
    draft = sent(store, workbook(replace(book, indicators=closed)), EDITOR)
    done = confirm(EDITOR, draft.number, today=AUGUST, store=store).receipt
    assert done is not None
    with pytest.raises(UndoError) as caught:
        undo(EDITOR, done.number, "Відкрити", today=AUGUST, store=store)
    assert caught.value.reason == "opens"


def test_what_a_number_means_is_not_changed_by_one_person(store: Store) -> None:
    started(store)
    book = hospitals()
    turned = replace(book.indicators[1], unit="од.")
    draft = sent(store, workbook(replace(book, indicators=(book.indicators[0], turned, book.indicators[2]))), EDITOR)
    drafts.set_choices(EDITOR, draft.number, act="рішення № 5 від 01.06.2026", store=store)
    assert confirm(EDITOR, draft.number, today=AUGUST, store=store).second == (Second.VERDICT,)


def test_another_departments_goal_is_closed_save_for_own_indicators(store: Store) -> None:
    started(store)
    with pytest.raises(ForbiddenError):
        drafts.upload(STRANGER, valued(52.0), "1.2.xlsx", today=AUGUST, store=store)
    own = replace(SPORT, observations=(observation("1.10.2", "2026-Q2", 64.0),))
    foreign = replace(SPORT, observations=(observation("1.10.1", "2026-Q2", 64.0),))
    draft = sent(store, workbook(foreign), HEAD)
    seen = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    assert (seen.foreign, seen.blockers) == (("1.10.1",), (Blocker.FOREIGN,))
    with pytest.raises(NotReadyError):
        confirm(HEAD, draft.number, today=AUGUST, store=store)
    assert confirm(HEAD, sent(store, workbook(own), HEAD).number, today=AUGUST, store=store).receipt is not None
    assert confirm(STRANGER, sent(store, workbook(foreign), STRANGER).number, today=AUGUST, store=store).receipt


def test_nobody_sees_or_moves_anothers_draft(store: Store) -> None:
    started(store)
    number = sent(store, valued(52.0)).number
    for account in (DEPUTY, STRANGER, EDITOR, ADMIN):
        for act in (
            lambda a: drafts.preview_draft(a, number, today=AUGUST, store=store),
            lambda a: drafts.discard(a, number, store=store),
            lambda a: drafts.explain(a, number, {"1.2.1": "x"}, today=AUGUST, store=store),
            lambda a: drafts.acknowledge_conflict(a, number, 9, store=store),
            lambda a: confirm(a, number, today=AUGUST, store=store),
        ):
            with pytest.raises(drafts.UnknownDraftError):
                act(account)
    for nobody in (None, DISABLED):
        with pytest.raises(ForbiddenError):
            drafts.preview_draft(nobody, number, today=AUGUST, store=store)


def test_a_row_is_taken_away_by_a_tick_alone(store: Store) -> None:
    started(store)
    book = hospitals(observation("1.2.1", "2026-Q2", 52.0))
    short = replace(book, observations=tuple(o for o in book.observations if o.period.code != "2025-Q3"))
    draft = sent(store, workbook(short))
    assert [v.kind for v in drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store).changes.values] == [
        "new"
    ]
    drafts.set_choices(HEAD, draft.number, taken=("1.2.1@2025-Q3", "1.2.1@2026-Q1"), store=store)
    seen = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    assert {v.key: v.kind for v in seen.changes.values} == {"1.2.1@2026-Q2": "new", "1.2.1@2025-Q3": "removed"}
    drafts.explain(HEAD, draft.number, {"1.2.1": "помилковий рядок"}, today=AUGUST, store=store)
    assert confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None
    assert value_of(store, "2025-Q3") is None
    assert value_of(store, "2026-Q1") == 50.0, "a row that stands in the file is not taken away"


def test_states_of_the_due_list(store: Store) -> None:
    from kpi.services.publishing.due_list import due_list, missing_reports

    started(store)

    def state() -> dict[str, ReportState]:
        return {item.code: item.state for item in due_list(HEAD, AUGUST, store=store).items}

    assert state()["1.2.1"] is ReportState.MISSING
    found = due_list(HEAD, AUGUST, store=store)
    first = found.items[0]
    assert (first.code, first.overdue, first.period, first.last_value) == (
        "1.2.1",
        True,
        CALENDAR.period(2026, 3, 2),
        50.0,
    )
    assert {m.goal: m.codes for m in missing_reports(EDITOR, AUGUST, store=store) if m.department == "health"}["1.2"]
    with pytest.raises(ForbiddenError):
        missing_reports(HEAD, AUGUST, store=store)
    assert {item.code for item in due_list(STRANGER, AUGUST, store=store).items} == {"1.10.1", "1.10.2"}
    draft = sent(store, valued(52.0))
    assert state()["1.2.1"] is ReportState.DRAFT
    assert state()["1.2.10"] is ReportState.SUSPENDED
    confirm(HEAD, draft.number, today=AUGUST, store=store)
    assert state()["1.2.1"] is ReportState.SUBMITTED
