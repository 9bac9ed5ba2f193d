"""From typed rows over two goals to one release, and back; what colleagues share; what a row means."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kpi.model import Account, DraftState, Frequency, GoalBook, Kind, Status, TypedFields
from kpi.services.publishing.administration.undo import undo
from kpi.services.publishing.checks.required_explanations import ExplanationReason
from kpi.services.publishing.checks.value_doubts import DoubtKind
from kpi.services.publishing.drafts import preview_draft
from kpi.services.publishing.due_list import due_list
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.submission import approve, receipt
from kpi.services.reporting.department_drafts import TypedChange, read_rows, save_rows
from kpi.services.reporting.form import ReportForm, Urgency, report_form
from kpi.services.reporting.judging import RowJudgement, judge_rows
from kpi.services.reporting.report_context import ReportContext, report_context
from kpi.services.reporting.submission import UnreadyRowsError, draft_form, form_lines, publish_form, withdraw
from kpi.store import Store, open_store
from kpi.store.read import dataset, releases
from tests.books import AUGUST, MAY, checked, indicator, observation, plan
from tests.fiscal_years import CALENDAR
from tests.publishing import publish
from tests.services.publishing.flow import DEPUTY, EDITOR, HEAD, STRANGER
from tests.shipped import NAME, copied

#: two goals of one department with quarterly values, on plan so far
ROADS = GoalBook(
    goal="1.2",
    indicators=(
        indicator("1.2.1", department="health", frequency=Frequency.QUARTER, unit="км"),
        indicator("1.2.2", department="health", frequency=Frequency.QUARTER, kind=Kind.YTD),
    ),
    observations=(
        observation("1.2.1", "2026-Q1", 72.0),
        observation("1.2.2", "2026-Q1", 20.0),
    ),
)
PARKS = GoalBook(
    goal="1.10",
    indicators=(
        indicator("1.10.1", department="sport", frequency=Frequency.QUARTER),
        indicator("1.10.2", department="health", frequency=Frequency.QUARTER),
    ),
    observations=(observation("1.10.2", "2026-Q1", 72.0),),
)
QUARTER = CALENDAR.period(2026, 3, 2)
NOW = datetime(2026, 8, 14, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds the first release."""
    folder = tmp_path_factory.mktemp("published")
    publish([checked(plan()), checked(ROADS), checked(PARKS)], MAY, store=open_store(str(folder / NAME)))
    return folder


@pytest.fixture
def begun(published: Path, tmp_path: Path) -> Store:
    return open_store(copied(published, tmp_path / "begun"))


def context_of(store: Store, today: date = AUGUST) -> ReportContext:
    found = report_context(store, today)
    assert found is not None
    return found


def form_of(store: Store, account: Account = HEAD) -> ReportForm:
    return report_form(account, context_of(store), due_list(account, AUGUST, store=store), store=store)


def judged(store: Store, code: str, value: str, **more: str) -> RowJudgement:
    (found,) = judge_rows(context_of(store), [(code, QUARTER, TypedFields(value=value, **more))])
    return found


def test_the_form_holds_the_own_rows_of_all_goals_overdue_first(begun: Store) -> None:
    form = form_of(begun)
    assert [(row.code, row.period, row.urgency) for row in form.rows] == [
        ("1.2.1", QUARTER, Urgency.OVERDUE),
        ("1.2.2", QUARTER, Urgency.OVERDUE),
        ("1.10.2", QUARTER, Urgency.OVERDUE),
    ]
    first = form.rows[0]
    assert first.last is not None
    assert first.last.value == 72.0
    assert first.measure is not None
    assert first.measure.planned == pytest.approx(75.0)


def test_a_part_of_the_running_year_without_a_value_stands_beside_the_years_plan(store: Store) -> None:
    flow = indicator("1.2.1", department="health", kind=Kind.FLOW)
    total = indicator("1.2.2", department="health", kind=Kind.YTD)
    book = GoalBook(goal="1.2", indicators=(flow, total), observations=())
    publish([checked(plan()), checked(book)], MAY, store=store)
    rows = [row for row in form_of(store).rows if row.period == QUARTER]
    assert [row.code for row in rows] == ["1.2.1", "1.2.2"]
    for row in rows:
        assert row.measure is not None
        assert (row.measure.planned, row.measure.year_value) == (None, None)
        assert row.measure.year_plan == pytest.approx(80.0)


def test_two_values_of_two_goals_are_one_release_with_one_receipt(begun: Store) -> None:
    context = context_of(begun)
    lines = [("1.2.1", QUARTER, TypedFields(value="75,5")), ("1.10.2", QUARTER, TypedFields(value="76"))]
    draft = draft_form(HEAD, context, lines, seen_seq=context.seq, store=begun)
    with begun.reading() as connection:
        assert form_lines(connection, begun, draft) == lines
    found = preview_draft(HEAD, draft.number, today=AUGUST, store=begun)
    assert {(value.code, value.new) for value in found.changes.values} == {("1.2.1", 75.5), ("1.10.2", 76.0)}
    assert found.blockers == ()
    outcome = publish_form(HEAD, draft, today=AUGUST, store=begun)
    assert outcome.receipt is not None
    told = receipt(HEAD, outcome.receipt.number, store=begun)
    assert (told.upload.kind, told.upload.goal, told.upload.department) == ("form", "", "Управління охорони здоров'я")
    assert [row.urgency for row in form_of(begun).rows if row.code != "1.2.2"] == [Urgency.SUBMITTED] * 2
    with begun.reading() as connection:
        last = releases(connection, begun.community)[-1]
        rows = dataset(connection, last).observations
    assert list(rows.loc[rows["value"] == 75.5, "cell"]) == ["рядок 1"]
    undone = undo(HEAD, outcome.receipt.number, "помилка", today=AUGUST, store=begun)
    assert {value.code for value in undone.changes.values} == {"1.2.1", "1.10.2"}
    assert all(row.urgency is Urgency.OVERDUE for row in form_of(begun).rows)


def test_the_same_rows_may_be_published_again_after_others(begun: Store) -> None:
    for value in ("75", "76", "75"):
        context = context_of(begun)
        lines = [("1.2.1", QUARTER, TypedFields(value=value, comment=f"уточнено до {value}, випуск {context.seq}"))]
        draft = draft_form(HEAD, context, lines, seen_seq=context.seq, store=begun)
        assert publish_form(HEAD, draft, today=AUGUST, store=begun).receipt is not None
    (standing,) = [row for row in form_of(begun).rows if row.code == "1.2.1"]
    assert standing.standing is not None
    assert standing.standing.value == 75.0


def test_nobody_sends_in_anothers_row(begun: Store) -> None:
    context = context_of(begun)
    lines = [("1.10.1", QUARTER, TypedFields(value="1"))]
    with pytest.raises(ForbiddenError):
        draft_form(HEAD, context, lines, seen_seq=0, store=begun)
    change = TypedChange(code="1.10.1", period=QUARTER, fields=TypedFields(value="1"))
    with pytest.raises(ForbiddenError):
        save_rows(HEAD, context, [change], now=NOW, store=begun)
    assert {row.code for row in form_of(begun, STRANGER).rows} == {"1.10.1", "1.10.2"}


def test_what_one_types_the_other_sees_and_nothing_is_replaced_silently(begun: Store) -> None:
    context = context_of(begun)
    change = TypedChange(code="1.2.1", period=QUARTER, fields=TypedFields(value="75,5"))
    first = save_rows(HEAD, context, [change], now=NOW, store=begun).rows["1.2.1", QUARTER]
    assert (first.name, first.version) == (HEAD.name, 1)
    (seen,) = [row for row in form_of(begun, DEPUTY).rows if row.code == "1.2.1"]
    assert seen.typed == first
    other = replace(change, fields=TypedFields(value="77"))
    refused = save_rows(DEPUTY, context, [other], now=NOW, store=begun)
    assert refused.collisions == (first,)
    taken = save_rows(DEPUTY, context, [replace(other, version=1)], now=NOW, store=begun)
    assert taken.collisions == ()
    assert (taken.rows["1.2.1", QUARTER].login, taken.rows["1.2.1", QUARTER].version) == (DEPUTY.login, 2)
    mine = save_rows(HEAD, context, [replace(change, version=1)], now=NOW, store=begun)
    assert [row.fields.value for row in mine.collisions] == ["77"]
    cleared = replace(other, fields=TypedFields(), version=2)
    save_rows(DEPUTY, context, [cleared], now=NOW, store=begun)
    assert read_rows(context, ["1.2.1"], store=begun) == {}


def test_a_row_that_a_colleague_has_cleared_is_free(begun: Store) -> None:
    context = context_of(begun)
    change = TypedChange(code="1.2.1", period=QUARTER, fields=TypedFields(value="75,5"))
    save_rows(HEAD, context, [change], now=NOW, store=begun)
    save_rows(HEAD, context, [replace(change, fields=TypedFields(), version=1)], now=NOW, store=begun)
    other = replace(change, fields=TypedFields(value="77"))
    assert save_rows(DEPUTY, context, [other], now=NOW, store=begun).collisions == ()
    (row,) = read_rows(context, ["1.2.1"], store=begun).values()
    assert (row.fields.value, row.version) == ("77", 3)


def test_what_is_published_is_no_longer_typed(begun: Store) -> None:
    context = context_of(begun)
    change = TypedChange(code="1.2.1", period=QUARTER, fields=TypedFields(value="75,5"))
    save_rows(HEAD, context, [change], now=NOW, store=begun)
    draft = draft_form(HEAD, context, [("1.2.1", QUARTER, change.fields)], seen_seq=context.seq, store=begun)
    publish_form(HEAD, draft, today=AUGUST, store=begun)
    assert read_rows(context_of(begun), ["1.2.1"], store=begun) == {}


@pytest.mark.parametrize(
    ("code", "value", "doubt"),
    [
        ("1.2.1", "750", DoubtKind.SCALE),
        ("1.2.1", "75000", DoubtKind.SCALE),
        ("1.2.2", "15", DoubtKind.FALLING),
        ("1.2.1", "-5", DoubtKind.NEGATIVE),
    ],
)
def test_what_may_be_a_slip_is_asked_about(begun: Store, code: str, value: str, doubt: DoubtKind) -> None:
    found = judged(begun, code, value).doubt
    assert found is not None
    assert found.kind is doubt


def test_a_value_on_plan_is_asked_nothing(begun: Store) -> None:
    found = judged(begun, "1.2.1", "75,5")
    assert (found.measure.status, found.doubt, found.asks, found.is_ready) == (Status.ON_TRACK, None, (), True)


def test_a_value_far_behind_asks_for_words_and_an_action(begun: Store) -> None:
    found = judged(begun, "1.2.1", "41")
    assert found.measure.status is Status.OFF_TRACK
    assert set(found.asks) == {ExplanationReason.WORSE, ExplanationReason.JUMP}
    assert found.needs_action
    assert not found.is_ready
    words = {"comment": "тендер скасовано", "cause": "немає підрядника", "measure": "новий тендер"}
    whole = judged(begun, "1.2.1", "41", due="2027-03-01", responsible="відділ закупівель", **words)
    assert whole.is_ready
    context = context_of(begun)
    with pytest.raises(UnreadyRowsError):
        draft_form(HEAD, context, [("1.2.1", QUARTER, TypedFields(value="41"))], seen_seq=0, store=begun)


def test_a_corrective_action_is_kept_with_the_release_and_asked_for_once(begun: Store) -> None:
    context = context_of(begun)
    words = TypedFields(value="41", comment="тендер скасовано", cause="немає підрядника", measure="новий тендер")
    fields = replace(words, due="2027-03-01", responsible="відділ закупівель")
    draft = draft_form(HEAD, context, [("1.2.1", QUARTER, fields)], seen_seq=context.seq, store=begun)
    outcome = publish_form(HEAD, draft, today=AUGUST, store=begun)
    assert outcome.receipt is not None
    (kept,) = outcome.receipt.changes.corrective_actions
    assert (kept.action.cause, kept.action.due) == ("немає підрядника", date(2027, 3, 1))
    later = context_of(begun, date(2026, 10, 20))
    assert later.open_action("1.2.1") == kept.action
    (again,) = judge_rows(later, [("1.2.1", CALENDAR.period(2026, 3, 3), TypedFields(value="41,5"))])
    assert not again.needs_action
    undo(HEAD, outcome.receipt.number, "помилка", today=AUGUST, store=begun)
    assert context_of(begun).open_action("1.2.1") is None


def test_a_form_that_waits_is_seen_by_colleagues_and_can_be_withdrawn(store: Store) -> None:
    publish([checked(plan(approval=True)), checked(ROADS), checked(PARKS)], MAY, store=store)
    context = context_of(store)
    lines = [("1.2.1", QUARTER, TypedFields(value="75,5"))]
    draft = draft_form(HEAD, context, lines, seen_seq=context.seq, store=store)
    assert publish_form(HEAD, draft, today=AUGUST, store=store).receipt is None
    (seen,) = [row for row in form_of(store, DEPUTY).rows if row.code == "1.2.1"]
    assert seen.awaiting == HEAD.name
    assert withdraw(HEAD, draft.number, store=store).state is DraftState.OPEN
    assert publish_form(HEAD, draft, today=AUGUST, store=store).receipt is None
    approved = approve(EDITOR, draft.number, today=AUGUST, store=store)
    assert approved.receipt is not None
    assert approved.receipt.upload.kind == "form"


LATER = date(2026, 10, 20)


@pytest.fixture
def acting(begun: Store) -> Store:
    """A store with one corrective action of 1.2.1, for the second quarter, until 01.03.2027."""
    context = context_of(begun)
    words = TypedFields(value="41", comment="тендер скасовано", cause="немає підрядника", measure="новий тендер")
    fields = replace(words, due="2027-03-01", responsible="відділ закупівель")
    draft = draft_form(HEAD, context, [("1.2.1", QUARTER, fields)], seen_seq=context.seq, store=begun)
    assert publish_form(HEAD, draft, today=AUGUST, store=begun).receipt is not None
    return begun


def outcome_published(store: Store, **fields: str) -> int:
    """Say what became of the action, publish, and return the number of the receipt."""
    context = context_of(store, LATER)
    line = ("1.2.1", QUARTER, TypedFields(**fields))
    draft = draft_form(HEAD, context, [line], seen_seq=context.seq, store=store)
    outcome = publish_form(HEAD, draft, today=LATER, store=store)
    assert outcome.receipt is not None
    return outcome.receipt.number


@pytest.mark.parametrize(
    ("fields", "due", "is_open"),
    [
        ({"outcome": "done", "outcome_day": "10.10.2026", "outcome_reason": "акт № 5"}, date(2027, 3, 1), False),
        ({"outcome": "moved", "outcome_day": "01.06.2027", "outcome_reason": "новий тендер"}, date(2027, 6, 1), True),
        ({"outcome": "dropped", "outcome_reason": "потреби немає"}, date(2027, 3, 1), False),
    ],
)
def test_what_became_of_an_action_is_published_and_taken_back(
    acting: Store, fields: dict[str, str], due: date, is_open: bool
) -> None:
    (before,) = context_of(acting, LATER).open_actions("1.2.1")
    number = outcome_published(acting, **fields)
    (now,) = context_of(acting, LATER).actions["1.2.1"]
    assert (str(now.outcome), now.due, now.is_open) == (fields["outcome"], due, is_open)
    assert now.cause == before.cause
    told = receipt(HEAD, number, store=acting).changes
    assert told.values == ()
    assert [(one.action.outcome, one.before) for one in told.corrective_actions] == [(now.outcome, before)]
    undo(HEAD, number, "помилка", today=LATER, store=acting)
    (back,) = context_of(acting, LATER).open_actions("1.2.1")
    assert (back.outcome, back.due, back.outcome_reason) == (None, date(2027, 3, 1), "")


def test_a_closed_action_counts_no_longer_for_a_value_far_behind(acting: Store) -> None:
    context = context_of(acting, LATER)
    value = ("1.2.1", CALENDAR.period(2026, 3, 3), TypedFields(value="41,5"))
    dropped = ("1.2.1", QUARTER, TypedFields(outcome="dropped", outcome_reason="потреби немає"))
    moved = ("1.2.1", QUARTER, TypedFields(outcome="moved", outcome_day="01.06.2027", outcome_reason="тендер"))
    assert [one.needs_action for one in judge_rows(context, [value])] == [False]
    assert [one.needs_action for one in judge_rows(context, [value, dropped])] == [True, False]
    assert [one.needs_action for one in judge_rows(context, [value, moved])] == [False, False]


def test_closing_an_action_beside_its_published_value_asks_for_nothing_else(acting: Store) -> None:
    said = TypedFields(value="41", outcome="dropped", outcome_reason="потреби немає")
    (found,) = judge_rows(context_of(acting, LATER), [("1.2.1", QUARTER, said)])
    assert (found.asks, found.needs_action, found.is_ready) == ((), False, True)
    (changed,) = judge_rows(context_of(acting, LATER), [("1.2.1", QUARTER, replace(said, value="40"))])
    assert changed.needs_action, "another value far behind needs its action"


def test_mending_a_value_of_years_ago_asks_for_a_reason_and_no_action(begun: Store) -> None:
    first, there = CALENDAR.parse("2026-Q1"), CALENDAR.parse("2026-Q2")
    mended, fresh = ("1.2.1", first, TypedFields(value="5")), ("1.2.1", there, TypedFields(value="5"))
    for today, asked in ((AUGUST, True), (date(2028, 2, 1), False)):
        one, other = judge_rows(context_of(begun, today), [mended, fresh])
        assert one.needs_action is asked
        assert one.asks
        assert other.needs_action, "a value that is new asks all the same"


def test_an_action_stands_at_the_row_of_its_period_or_apart(acting: Store) -> None:
    def form(today: date) -> ReportForm:
        due = due_list(HEAD, today, store=acting)
        return report_form(HEAD, context_of(acting, today), due, store=acting)

    at_once = form(AUGUST)
    assert [row.own_action is not None for row in at_once.rows if row.code == "1.2.1"] == [True]
    assert at_once.actions == ()
    later = form(LATER)
    assert all(row.own_action is None for row in later.rows)
    assert [row.action.code for row in later.actions] == ["1.2.1"]
    change = TypedChange(code="1.2.1", period=QUARTER, fields=TypedFields(outcome="dropped", outcome_reason="ні"))
    save_rows(DEPUTY, context_of(acting, LATER), [change], now=NOW, store=acting)
    (seen,) = form(LATER).actions
    assert seen.typed is not None
    assert seen.typed.name == DEPUTY.name
    overdue = form(date(2027, 4, 1))
    assert [row.action.due for row in overdue.actions] == [date(2027, 3, 1)], "one whose day has passed is asked about"


def test_a_further_value_answers_for_every_action_whose_day_has_passed(acting: Store) -> None:
    value = ("1.2.1", CALENDAR.period(2026, 3, 3), TypedFields(value="60", comment="укладено договір"))
    dropped = ("1.2.1", QUARTER, TypedFields(outcome="dropped", outcome_reason="потреби немає"))
    (early,) = judge_rows(context_of(acting, date(2027, 3, 1)), [value])
    assert (early.unanswered, early.is_ready) == ((), True), "its day has not passed"
    context = context_of(acting, date(2027, 3, 2))
    (silent,) = judge_rows(context, [value])
    assert [one.measure for one in silent.unanswered] == [one.measure for one in context.open_actions("1.2.1")]
    assert not silent.is_ready
    assert judge_rows(context, [value, dropped])[0].unanswered == ()
    (same,) = judge_rows(context, [("1.2.1", QUARTER, TypedFields(value="42", comment="уточнено за актом"))])
    assert same.unanswered == (), "a correction of the very value is no further one"


def test_an_action_may_say_what_it_costs_and_what_it_will_bring(acting: Store) -> None:
    context = context_of(acting, LATER)
    said = TypedFields(
        value="41",
        comment="немає підрядника",
        cause="немає підрядника",
        measure="тендер",
        due="01.06.2027",
        responsible="відділ",
    )
    (found,) = judge_rows(context, [("1.2.1", QUARTER, replace(said, expected_value="45", money="1 200 000,50"))])
    action = found.reading.action
    assert action is not None
    assert (action.expected_value, action.money) == (45.0, 1200000.5)
    (wrong,) = judge_rows(context, [("1.2.1", QUARTER, replace(said, expected_value="багато", money="дорого"))])
    assert [one.reason for one in wrong.problems] == ["expected_value_invalid", "money_invalid"]
    (alone,) = judge_rows(context, [("1.2.1", QUARTER, TypedFields(value="41", money="5"))])
    assert {one.field for one in alone.problems} == {"cause", "measure", "due", "responsible"}
