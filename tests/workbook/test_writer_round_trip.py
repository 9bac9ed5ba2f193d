"""What is written is what is read: goal workbooks made up by hypothesis, through the writer and the reader."""

import io
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.model import (
    Action,
    ActionMoney,
    ActionOutcome,
    ActionState,
    CorrectiveAction,
    Direction,
    Frequency,
    GapReason,
    GoalBook,
    Indicator,
    Kind,
    Language,
    Observation,
    Provenance,
    ResultLevel,
    SeriesBreak,
    Severity,
    Suspension,
    TargetChange,
    Visibility,
)
from kpi.model.folding import fold
from kpi.workbook import read_bytes
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reader.clean import clean
from kpi.workbook.reading import read
from kpi.workbook.writer.whole_books import write_goal_book
from tests.fiscal_years import CALENDAR
from tests.measure.one import PLAIN, values

_LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐЄІЇxyz0123456789 ’ʼ'\"«»„“—–−-=+@.,;:!?%₴№/()[]{}<>&\\|_~"
_LEADS = ("", "=", "+", "-", "@", "'", "{=", "https://", "1.10 ")
CODES = ("1.1.1", "1.1.2", "1.1.10", "1.1.А")

numbers = st.integers(-(10**14), 10**14).map(lambda n: n / 10**6)
counts = st.integers(0, 10**14).map(lambda n: n / 10**6)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
words = st.builds(
    lambda lead, text: clean(f"{lead}слово {text}")[0], st.sampled_from(_LEADS), st.text(_LETTERS, max_size=40)
)
maybe_words = st.one_of(st.just(""), words)
periods = st.builds(
    lambda year, span, number: CALENDAR.period(year, span, number % (12 // span) + 1),
    st.integers(2000, 2099),
    st.sampled_from((12, 6, 3, 1)),
    st.integers(0, 11),
)


@st.composite
def indicators(draw: st.DrawFn, code: str) -> Indicator:
    base = draw(numbers)
    years = sorted(draw(st.sets(st.integers(2022, 2026), min_size=1)))
    steps = draw(st.lists(st.integers(1, 10**9), min_size=len(years), max_size=len(years)))
    targets = tuple((y, base + sum(steps[: n + 1])) for n, y in enumerate(years))
    visibility = draw(st.sampled_from(Visibility))
    based = draw(st.booleans())
    return Indicator(
        code=code,
        name=draw(words),
        unit=draw(st.sampled_from(("%", "км", "тис. грн", "м²/особу"))),
        direction=Direction.INCREASE,
        department=draw(words),
        targets=tuple((y, round(v, 6)) for y, v in targets),
        target_year=years[-1],
        baseline_year=2021 if based else None,
        baseline_value=base if based else None,
        source=draw(maybe_words),
        name_en=draw(maybe_words),
        kind=draw(st.sampled_from((Kind.LEVEL, Kind.FLOW, Kind.YTD))),
        frequency=draw(st.sampled_from(Frequency)),
        visibility=visibility,
        ground=draw(words) if visibility is not Visibility.PUBLIC else "",
        open_from=draw(days) if visibility is Visibility.DELAYED else None,
        definition=draw(maybe_words),
        provenance=draw(st.sampled_from(Provenance)),
        baseline_provenance=draw(st.sampled_from(Provenance)),
        task=draw(st.sampled_from(("", "1.1.7 Ремонт", "Без коду"))),
        also_under=draw(st.sampled_from(("", "2.1", "1.10 2.1 3.4"))),
        series_break=draw(st.none() | st.builds(SeriesBreak, days, words)),
        result_level=draw(st.none() | st.sampled_from(ResultLevel)),
        verification=draw(maybe_words),
        accuracy=draw(maybe_words),
        limitations=draw(maybe_words),
        compensation=draw(maybe_words),
        checked_by=draw(maybe_words),
        checked_on=draw(st.none() | days),
        evidence=draw(maybe_words),
    )


@st.composite
def observations(draw: st.DrawFn, code: str) -> Observation:
    gap = draw(st.none() | st.sampled_from(GapReason))
    return Observation(
        code=code,
        period=draw(periods),
        value=draw(numbers) if gap is None else None,
        gap=gap,
        comment=draw(maybe_words),
        restricted_until=draw(days) if gap is GapReason.RESTRICTED else None,
        preliminary=draw(st.booleans()),
        coverage_pct=draw(st.none() | st.integers(0, 100).map(float)),
        breakdown=draw(st.sampled_from(("", "місто", "село «Ясна»"))),
        provenance=draw(st.sampled_from(Provenance)),
        source=draw(maybe_words),
    )


@st.composite
def books(draw: st.DrawFn) -> GoalBook:
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    found = tuple(draw(indicators(code)) for code in codes)
    rows = draw(st.lists(st.sampled_from(codes).flatmap(observations), max_size=25))
    unique = {(o.code, fold(o.breakdown), o.period): o for o in rows}
    first = found[0]
    changes = st.builds(
        TargetChange,
        code=st.just(first.code),
        year=st.just(first.target_year),
        old_value=numbers,
        new_value=st.just(first.targets[-1][1]),
        decided=days,
        act=words,
    )
    suspensions = st.builds(
        Suspension,
        code=st.sampled_from(codes),
        since=days,
        reason=words,
        act=words,
    )
    actions = st.builds(
        Action,
        code=st.sampled_from(("1.1", *codes)),
        name=words,
        state=st.sampled_from(ActionState),
        due=st.none() | days,
        done_pct=st.none() | st.integers(0, 100).map(float),
        budget_plan_uah=st.none() | counts,
        budget_actual_uah=st.none() | counts,
        funding=maybe_words,
        dream_id=maybe_words,
        start=st.none() | st.just(date(2000, 1, 1)),
        partners=maybe_words,
        result_level=st.sampled_from((None, ResultLevel.INPUT, ResultLevel.OUTPUT, ResultLevel.OUTCOME)),
        indicator=st.sampled_from(("", *codes)),
        investment_direction=st.sampled_from(("", "education", "public_services")),
        stop_reason=maybe_words,
        act=maybe_words,
        comment=maybe_words,
    )
    done = draw(st.lists(actions, max_size=3))
    return GoalBook(
        goal="1.1",
        indicators=found,
        observations=tuple(unique.values()),
        suspensions=tuple(draw(st.lists(suspensions, max_size=2, unique_by=lambda s: (s.code, s.since)))),
        target_changes=tuple(draw(st.lists(changes, max_size=1))),
        corrective_actions=tuple(unique_promises(draw(st.lists(st.sampled_from(codes).flatmap(promises), max_size=4)))),
        actions=tuple(done),
        action_money=draw(money(done)),
    )


@st.composite
def promises(draw: st.DrawFn, code: str) -> CorrectiveAction:
    outcome = draw(st.none() | st.sampled_from(ActionOutcome))
    return CorrectiveAction(
        code=code,
        period=draw(periods),
        cause=draw(words),
        measure=draw(words),
        due=draw(days),
        responsible=draw(words),
        expected_value=draw(st.none() | numbers),
        money=draw(st.none() | counts),
        outcome=outcome,
        outcome_day=draw(days) if outcome is ActionOutcome.DONE else None,
        outcome_reason=draw(words) if outcome is not None else draw(maybe_words),
    )


def unique_promises(drawn: list[CorrectiveAction]) -> list[CorrectiveAction]:
    return list({(one.code, one.period): one for one in drawn}.values())


@st.composite
def money(draw: st.DrawFn, actions: list[Action]) -> tuple[ActionMoney, ...]:
    """A year of each action that is split as its budget is."""
    seen: Counter[tuple[str, str]] = Counter()
    rows = []
    for action in actions:
        seen[action.code, action.name] += 1
        known = (action.budget_plan_uah, action.budget_actual_uah)
        plan, actual = (draw(st.sampled_from((None, 1.5 if value is None else value))) for value in known)
        rows.append(
            ActionMoney(
                code=action.code,
                name=action.name,
                number=seen[action.code, action.name],
                year=draw(st.integers(2000, 2099)),
                source=draw(words),
                plan=plan,
                actual=actual,
            )
        )
    return tuple(rows)


def bare(book: GoalBook) -> GoalBook:
    """The book without the cells it was read from."""
    return replace(
        book,
        indicators=tuple(replace(one, cell=None) for one in book.indicators),
        observations=tuple(replace(one, cell=None) for one in book.observations),
        suspensions=tuple(replace(one, cell=None) for one in book.suspensions),
        target_changes=tuple(replace(one, cell=None) for one in book.target_changes),
        actions=tuple(replace(one, cell=None) for one in book.actions),
        action_money=tuple(replace(one, cell=None) for one in book.action_money),
        corrective_actions=tuple(replace(one, cell=None) for one in book.corrective_actions),
    )


@settings(max_examples=120, deadline=None)
@given(books(), st.sampled_from([*Language]))
def test_what_is_written_is_what_is_read(book: GoalBook, language: Language) -> None:
    file = io.BytesIO()
    write_goal_book(book, file, language=language)
    reading = read(file.getvalue(), "1.1.xlsx", Expected(fiscal_year=CALENDAR, goal="1.1"))
    assert [p for p in reading.problems if p.severity is Severity.ERROR] == []
    assert reading.goal_book is not None
    assert bare(reading.goal_book) == book


@pytest.mark.parametrize("language", [*Language])
@pytest.mark.parametrize("direction", [Direction.INCREASE, Direction.DECREASE])
def test_a_target_without_a_number_comes_back_without_one(direction: Direction, language: Language) -> None:
    aimless = replace(PLAIN, targets=(), direction=direction)
    book = GoalBook(
        goal="1.1", indicators=(aimless,), observations=tuple(values(("2022", 9_000_000.0), ("2023", 51.0)))
    )
    file = io.BytesIO()
    write_goal_book(book, file, language=language)
    found = read_bytes(file.getvalue(), "1.1.xlsx", fiscal_year=CALENDAR)
    assert found.accepted, found.problems
    assert found.goal_book is not None
    (read,) = found.goal_book.indicators
    assert (read.targets, read.target_year, read.direction) == ((), 2026, direction)
    assert {p.code for p in found.problems} == {"target_in_words"}
