"""Two datasets that differ in internal rows alone give outsiders the same slice, frame by frame."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from kpi.access import public_slice
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.measure.schemas.oversight import FRAMES as OVERSIGHT_FRAMES
from kpi.model import (
    Action,
    ActionMoney,
    ActionState,
    Assignment,
    CorrectiveAction,
    Decision,
    DecisionBody,
    Event,
    GoalBook,
    Indicator,
    Observation,
    Oversight,
    Period,
    ResultLevel,
    SeriesBreak,
    Suspension,
    TargetChange,
    Visibility,
)
from tests.books import AUGUST, MAY, NOVEMBER, indicator, oversight, plan
from tests.fiscal_years import CALENDAR
from tests.model_fields import IndicatorFields

CANARY = "канарка-7f3a"
FRAMES = (
    *("nodes", "indicators", "targets", "observations", "suspensions", "actions", "departments", "releases"),
    *("action_money", "corrective_actions"),
    *OVERSIGHT_FRAMES,
)
PUBLIC_CODES = ("1.2.1", "1.2.3", "1.10.1")
SECRET_CODES = ("1.2.2", "1.10.2", "2.1.1")

numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda v: round(v, 3))
periods = st.sampled_from([CALENDAR.parse(p) for p in ("2024", "2025", "2025-Q4", "2026-Q1", "2026-07")])
releases = st.sampled_from([MAY, AUGUST, NOVEMBER])


@st.composite
def public_rows(draw: st.DrawFn) -> list[tuple[Observation, date]]:
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(PUBLIC_CODES), periods, numbers, st.sampled_from(["", "жінки", "село"]), releases
            ),
            max_size=12,
            unique_by=lambda row: (row[0], row[1], row[3], row[4]),
        )
    )
    return [
        (Observation(code=code, period=period, value=value, breakdown=part), day)
        for code, period, value, part, day in rows
    ]


#: an internal indicator in all its ways of being hidden, with rows that say the canary wherever a text may stand
@st.composite
def secret_part(draw: st.DrawFn, code: str) -> tuple[Indicator, list[tuple[Observation, date]], GoalBook]:
    ways: list[IndicatorFields] = [
        {"visibility": Visibility.INTERNAL},
        {"visibility": Visibility.DELAYED},
        {"visibility": Visibility.DELAYED, "open_from": date(2030, 1, 1)},
        {"visibility": Visibility.DELAYED, "delay_months": 120},
        {"visibility": Visibility.AGGREGATE},
    ]
    value = draw(numbers)
    made = indicator(
        code,
        weight=draw(st.sampled_from([None, 10.0, 50.0])),
        baseline_value=value,
        name=CANARY,
        name_en=CANARY,
        unit=CANARY,
        unit_en=CANARY,
        department=CANARY,
        source=CANARY,
        ground=CANARY,
        definition=CANARY,
        verification=CANARY,
        accuracy=CANARY,
        limitations=CANARY,
        compensation=CANARY,
        checked_by=CANARY,
        evidence=CANARY,
        result_level=ResultLevel.IMPACT,
        series_break=SeriesBreak(date(2022, 2, 24), CANARY),
    )
    secret = replace(made, **draw(st.sampled_from(ways)))
    periods_taken = draw(st.lists(st.tuples(periods, releases), max_size=4, unique=True))
    rows = [
        (Observation(code=code, period=period, value=value, comment=CANARY, breakdown=part, source=CANARY), day)
        for period, day in periods_taken
        for part in ("", CANARY)
    ]
    more = GoalBook(
        goal="",
        suspensions=(Suspension(code=code, since=date(2022, 2, 24), reason=CANARY, act=CANARY),)
        if draw(st.booleans())
        else (),
        target_changes=(
            TargetChange(code=code, year=2026, old_value=80.0, new_value=value, decided=date(2026, 1, 1), act=CANARY),
        )
        if draw(st.booleans())
        else (),
        actions=(
            Action(code=code, name=CANARY, state=ActionState.DONE, funding=CANARY, dream_id=CANARY, comment=CANARY),
        )
        if draw(st.booleans())
        else (),
        corrective_actions=tuple(corrective(code, period, CANARY) for period, _ in periods_taken[:1]),
    )
    if draw(st.booleans()):
        # an action of the goal that serves it, called as a public one is
        goal = code.rpartition(".")[0]
        serving = Action(code=goal, name="Ремонт", state=ActionState.DONE, indicator=code, comment=CANARY)
        money = ActionMoney(code=goal, name="Ремонт", year=2026, source=CANARY, plan=value)
        more = replace(more, actions=(serving, *more.actions), action_money=(money,))
    return secret, rows, more


def corrective(code: str, period: Period, words: str) -> CorrectiveAction:
    day = date(2027, 1, 1)
    return CorrectiveAction(code=code, period=period, due=day, cause=words, measure=words, responsible=words)


@st.composite
def secrets(draw: st.DrawFn) -> list[tuple[Indicator, list[tuple[Observation, date]], GoalBook]]:
    codes = draw(st.lists(st.sampled_from(SECRET_CODES), unique=True, max_size=3))
    return [draw(secret_part(code)) for code in codes]


def whole(
    public: list[tuple[Observation, date]], hidden: list[tuple[Indicator, list[tuple[Observation, date]], GoalBook]]
) -> Dataset:
    """All releases of all goals; the hidden part between the public one."""
    books: list[tuple[GoalBook, date]] = []
    for goal in ("1.2", "1.10", "2.1"):
        secret = [(i, rows, more) for i, rows, more in hidden if i.code.rpartition(".")[0] == goal]
        own = [indicator(code, weight=40.0) for code in PUBLIC_CODES if code.rpartition(".")[0] == goal]
        indicators = sorted([*own, *(i for i, _, _ in secret)], key=lambda i: i.code)
        served = own[0].code if own else ""
        rows = [*public, *(row for _, taken, _ in secret for row in taken)]
        for day in (MAY, AUGUST, NOVEMBER):
            books.append(
                (
                    GoalBook(
                        goal=goal,
                        indicators=tuple(indicators),
                        observations=tuple(o for o, d in rows if d == day and o.code.rpartition(".")[0] == goal),
                        suspensions=tuple(s for _, _, more in secret for s in more.suspensions),
                        target_changes=tuple(c for _, _, more in secret for c in more.target_changes),
                        actions=(
                            *(a for _, _, more in secret for a in more.actions),
                            Action(code=goal, name="Ремонт", state=ActionState.DONE, indicator=served),
                        ),
                        action_money=money_of(goal, [more for _, _, more in secret]),
                        corrective_actions=(
                            *(c for _, _, more in secret for c in more.corrective_actions),
                            *(corrective(i.code, o.period, "ремонт") for i in own for o, _ in rows if o.code == i.code),
                        ),
                    ),
                    day,
                )
            )
    return dataset_from_books(books, replace(plan(), oversight=watched([i.code for i, _, _ in hidden])))


def watched(codes: list[str]) -> Oversight:
    """What is done about public codes, and about each hidden one a decision, an assignment, an event that are its own.

    An assignment of a public decision is withdrawn by a hidden one; a public decision and event name hidden codes too.
    """
    known, day = oversight(), date(2026, 4, 1)
    secret = [
        Decision(number=f"{CANARY}-{code}", day=day, body=DecisionBody.COUNCIL, name=CANARY, subjects=(code,))
        for code in codes
    ]
    of_secret = [Assignment(decision=one.number, decision_day=day, number="1", name=CANARY) for one in secret]
    first = replace(known.decisions[0], subjects=(*known.decisions[0].subjects, *codes))
    by = (secret[0].number, day) if secret else ("", None)
    withdrawn = replace(known.assignments[2], withdrawn_by=by[0], withdrawn_on=by[1])
    return replace(
        known,
        decisions=(first, *known.decisions[1:], *secret),
        assignments=(*known.assignments[:2], withdrawn, *of_secret),
        events=(
            replace(known.events[1], codes=("1.2", *codes)),
            *(Event(day=day, name=CANARY, codes=(code,)) for code in codes),
        ),
    )


def money_of(goal: str, secret: list[GoalBook]) -> tuple[ActionMoney, ...]:
    """Money of the hidden actions, and of the public one, which stands behind those that are called like it."""
    hidden = [row for more in secret for row in more.action_money]
    before = sum(1 for more in secret for action in more.actions if action.name == "Ремонт")
    rows = [replace(row, number=n) for n, row in enumerate(hidden, start=1)]
    public = ActionMoney(code=goal, name="Ремонт", number=before + 1, year=2026, source="бюджет", plan=5.0, actual=1.0)
    return (*rows, public)


@settings(max_examples=60, deadline=None)
@given(public_rows(), secrets(), secrets())
def test_internal_rows_change_nothing_that_outsiders_see(
    public: list[tuple[Observation, date]],
    one: list[tuple[Indicator, list[tuple[Observation, date]], GoalBook]],
    other: list[tuple[Indicator, list[tuple[Observation, date]], GoalBook]],
) -> None:
    first, second = public_slice(whole(public, one), NOVEMBER), public_slice(whole(public, other), NOVEMBER)
    assert first.strategy == second.strategy
    for name in FRAMES:
        assert_frame_equal(getattr(first, name), getattr(second, name), obj=name)


@settings(max_examples=40, deadline=None)
@given(public_rows(), secrets())
def test_no_canary_comes_through(
    public: list[tuple[Observation, date]], hidden: list[tuple[Indicator, list[tuple[Observation, date]], GoalBook]]
) -> None:
    data = whole(public, hidden)
    assert CANARY in data.indicators.to_string() or not hidden, "the harness finds what is planted"
    cut = public_slice(data, NOVEMBER)
    for name in FRAMES:
        frame = getattr(cut, name)
        assert not frame.astype(object).map(lambda value: CANARY in str(value)).to_numpy().any(), name
        if "code" in frame and name != "nodes":
            assert not set(frame["code"]) & {i.code for i, _, _ in hidden}, name
    told = {code for codes in cut.events["codes"] for code in codes.split()}
    assert told == {"1.2"}
