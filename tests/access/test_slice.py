"""The public slice: what each kind of access shows, and what never comes through."""

from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack

import numpy as np
import pandas as pd
import pytest

from kpi.access import apply_current_restrictions, closed_today, public_codes, public_slice
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.measure.schemas.oversight import FRAMES
from kpi.model import (
    Action,
    ActionMoney,
    ActionState,
    Assignment,
    AssignmentState,
    CorrectiveAction,
    Decision,
    DecisionBody,
    Event,
    GapReason,
    GoalBook,
    Indicator,
    Observation,
    Oversight,
    Suspension,
    TargetChange,
    Visibility,
)
from tests.books import AUGUST, MAY, NOVEMBER, indicator, observation, plan
from tests.fiscal_years import CALENDAR
from tests.model_fields import GoalBookFields

DAY = NOVEMBER


class Closed(TypedDict):
    """Why an indicator is not simply public."""

    visibility: Visibility
    ground: str


AGGREGATE: Closed = {"visibility": Visibility.AGGREGATE, "ground": "мала кількість"}
DELAYED: Closed = {"visibility": Visibility.DELAYED, "ground": "безпека"}


def dataset(
    indicators: tuple[Indicator, ...],
    observations: tuple[Observation, ...] = (),
    /,
    **more: Unpack[GoalBookFields],
) -> Dataset:
    book = replace(GoalBook(goal="1.2", indicators=indicators, observations=observations), **more)
    return dataset_from_books([(book, MAY)], plan())


def parts(code: str, period: str, count: int) -> tuple[Observation, ...]:
    return tuple(observation(code, period, 10.0 + n, breakdown=f"частина {n}") for n in range(count))


def shown(cut: Dataset) -> list[str]:
    return cut.indicators["code"].tolist()


def test_an_internal_indicator_leaves_nothing() -> None:
    whole = dataset(
        (indicator("1.2.1"), indicator("1.2.2", visibility=Visibility.INTERNAL, name="CANARY", department="sport")),
        (observation("1.2.1", "2025", 1.0), observation("1.2.2", "2025", 2.0, comment="CANARY")),
        suspensions=(Suspension(code="1.2.2", since=date(2022, 2, 24), reason="CANARY", act="CANARY"),),
        target_changes=(
            TargetChange(
                code="1.2.2", year=2026, old_value=80.0, new_value=70.0, decided=date(2026, 1, 1), act="CANARY"
            ),
        ),
        actions=(Action(code="1.2.2", name="CANARY", state=ActionState.DONE),),
    )
    cut = public_slice(whole, DAY)
    assert shown(cut) == ["1.2.1"]
    for name in ("targets", "observations", "suspensions", "actions"):
        assert set(getattr(cut, name)["code"]) <= {"1.2.1"}, name
    assert set(cut.targets["code"]) == {"1.2.1"}
    assert len(cut.observations) == 1


@pytest.mark.parametrize(("restricted", "kept"), [(0, 4), (1, 0), (2, 0), (3, 1)])
def test_a_restricted_part_is_not_what_the_others_leave_of_the_total(restricted: int, kept: int) -> None:
    """With the total and all other parts a reader would only have to subtract."""
    gone = tuple(
        replace(one, value=None, gap=GapReason.RESTRICTED) if n < restricted else replace(one, comment="десять")
        for n, one in enumerate(parts("1.2.1", "2025", 4))
    )
    rows = (observation("1.2.1", "2025", 46.0), *gone, *parts("1.2.1", "2024", 2), observation("1.2.1", "2024", 21.0))
    cut = public_slice(dataset((indicator("1.2.1"),), rows), DAY).observations
    now = cut[(cut["end"] % 12 == 0) & (cut["end"] == cut["end"].max())]
    told = now[(now["breakdown"] != "") & now["value"].notna()]
    assert len(told) == kept
    assert now.loc[now["breakdown"] == "", "value"].tolist() == [46.0]
    hidden = now[(now["breakdown"] != "") & now["value"].isna()]
    assert set(hidden["gap"]) <= {"restricted"}
    assert set(hidden["comment"]) <= {""}
    before = cut[cut["end"] < cut["end"].max()]
    assert before["value"].notna().all()
    assert len(before) == 3


def test_a_restricted_part_without_a_total_leaves_the_others() -> None:
    first, *others = parts("1.2.1", "2025", 3)
    rows = (replace(first, value=None, gap=GapReason.RESTRICTED), *others)
    cut = public_slice(dataset((indicator("1.2.1"),), rows), DAY).observations
    assert cut["value"].notna().sum() == 2


def test_what_is_said_of_a_goal_is_public() -> None:
    whole = dataset(
        (indicator("1.2.1"),),
        suspensions=(Suspension(code="1.2", since=date(2022, 2, 24), reason="бойові дії", act="№ 1"),),
        actions=(
            Action(code="1.2", name="Ремонт", state=ActionState.DONE),
            Action(code="7.7", name="нічий захід", state=ActionState.DONE),
        ),
    )
    cut = public_slice(whole, DAY)
    assert cut.suspensions["code"].tolist() == ["1.2"]
    assert cut.actions["code"].tolist() == ["1.2"]


def test_a_code_that_names_a_goal_and_something_hidden_is_cut() -> None:
    whole = dataset(
        (indicator("1.10", visibility=Visibility.INTERNAL),),
        actions=(Action(code="1.10", name="Ремонт", state=ActionState.DONE),),
    )
    assert public_slice(whole, DAY).actions.empty


@pytest.mark.parametrize("visibility", ["", "PUBLIC", "secret", "internal"])
def test_an_access_that_is_not_known_is_closed(visibility: str) -> None:
    whole = dataset((indicator("1.2.1"),), (observation("1.2.1", "2025", 1.0),))
    whole = replace(whole, indicators=whole.indicators.assign(visibility=visibility))
    cut = public_slice(whole, DAY)
    assert cut.indicators.empty
    assert cut.observations.empty
    assert cut.targets.empty


@pytest.mark.parametrize(("count", "public"), [(0, False), (2, False), (3, True), (5, True)])
def test_a_sum_is_public_from_three_parts(count: int, public: bool) -> None:
    rows = (observation("1.2.1", "2025", 60.0), *parts("1.2.1", "2025", count))
    cut = public_slice(dataset((indicator("1.2.1", **AGGREGATE),), rows), DAY)
    assert cut.observations["value"].tolist() == ([60.0] if public else [])
    assert cut.observations["breakdown"].eq("").all()
    assert shown(cut) == (["1.2.1"] if public else [])


def test_a_sum_is_judged_period_by_period() -> None:
    rows = (
        observation("1.2.1", "2025", 60.0),
        *parts("1.2.1", "2025", 3),
        observation("1.2.1", "2023-Q4", 61.0),
        *parts("1.2.1", "2023-Q4", 2),
        observation("1.2.1", "2024"),
        *parts("1.2.1", "2024", 3),
    )
    cut = public_slice(dataset((indicator("1.2.1", **AGGREGATE),), rows), DAY)
    assert cut.observations["value"].tolist() == [60.0]


def test_a_gap_of_a_sum_is_told_where_no_part_has_a_value() -> None:
    rows = (
        observation("1.2.1", "2024", 60.0),
        *parts("1.2.1", "2024", 3),
        observation("1.2.1", "2025"),
        observation("1.2.2", "2025"),
    )
    indicators = (indicator("1.2.1", **AGGREGATE), indicator("1.2.2", **AGGREGATE))
    cut = public_slice(dataset(indicators, rows), DAY)
    assert shown(cut) == ["1.2.1"], "a gap alone makes nothing public"
    assert cut.observations["value"].notna().tolist() == [True, False]


def test_parts_without_a_value_are_no_parts() -> None:
    rows = (observation("1.2.1", "2025", 60.0), *parts("1.2.1", "2025", 2), observation("1.2.1", "2025", breakdown="x"))
    assert public_slice(dataset((indicator("1.2.1", **AGGREGATE),), rows), DAY).indicators.empty


def test_the_difference_of_two_revisions_of_a_sum_is_not_told() -> None:
    first = GoalBook(
        goal="1.2",
        indicators=(indicator("1.2.1", **AGGREGATE),),
        observations=(observation("1.2.1", "2025", 33.0), *parts("1.2.1", "2025", 3)),
    )
    second = replace(first, observations=(observation("1.2.1", "2025", 40.0), *parts("1.2.1", "2025", 4)))
    cut = public_slice(dataset_from_books([(first, MAY), (second, AUGUST)], plan()), DAY)
    assert cut.observations["value"].tolist() == [40.0]


def test_delayed_by_date() -> None:
    rows = (observation("1.2.1", "2025", 1.0),)
    later = dataset((indicator("1.2.1", open_from=date(2026, 11, 15), **DELAYED),), rows)
    today = dataset((indicator("1.2.1", open_from=date(2026, 11, 14), **DELAYED),), rows)
    assert public_slice(later, DAY).indicators.empty
    assert public_slice(later, DAY).observations.empty
    assert shown(public_slice(today, DAY)) == ["1.2.1"]


def test_delayed_by_months_after_the_end_of_the_period() -> None:
    rows = tuple(observation("1.2.1", f"2026-Q{q}", float(q)) for q in (1, 2, 3))
    whole = dataset((indicator("1.2.1", delay_months=3, **DELAYED),), rows)
    assert public_slice(whole, date(2026, 6, 29)).indicators.empty, "no value is open yet"
    assert public_slice(whole, date(2026, 6, 30)).observations["value"].tolist() == [1.0]
    assert public_slice(whole, date(2026, 9, 30)).observations["value"].tolist() == [1.0, 2.0]


@pytest.mark.parametrize("day", [MAY, DAY, NOVEMBER, date(2027, 12, 31)])
def test_the_codes_alone_are_those_of_the_slice(day: date) -> None:
    given = (
        indicator("1.2.1"),
        indicator("1.2.2", visibility=Visibility.INTERNAL),
        indicator("1.2.3", visibility=Visibility.AGGREGATE),
        indicator("1.2.4", visibility=Visibility.AGGREGATE),
        indicator("1.2.5", delay_months=3, **DELAYED),
        indicator("1.2.6", open_from=date(2026, 11, 15), **DELAYED),
        indicator("1.2.7", **DELAYED),
    )
    sums = (*parts("1.2.3", "2025", 3), *parts("1.2.4", "2025", 2))
    totals = tuple(observation(one.code, "2025", 9.0) for one in given)
    whole = dataset(given, (*totals, *sums))
    assert list(public_codes(whole, day)) == shown(public_slice(whole, day))


def test_delayed_without_a_date_or_a_delay_stays_closed() -> None:
    whole = dataset((indicator("1.2.1", **DELAYED),), (observation("1.2.1", "2022", 1.0),))
    assert public_slice(whole, date(2099, 1, 1)).indicators.empty


def test_a_baseline_that_is_not_open_yet_closes_the_indicator() -> None:
    late = indicator("1.2.1", baseline_year=2026, target_year=2027, delay_months=12, **DELAYED)
    whole = dataset((late,), (observation("1.2.1", "2024", 1.0),))
    assert public_slice(whole, DAY).indicators.empty


def test_what_is_published_later_does_not_exist_yet() -> None:
    first = GoalBook(goal="1.2", indicators=(indicator("1.2.1"),), observations=(observation("1.2.1", "2025", 1.0),))
    second = replace(first, observations=(observation("1.2.1", "2025", 2.0),))
    whole = dataset_from_books([(first, MAY), (second, NOVEMBER)], plan())
    cut = public_slice(whole, AUGUST)
    assert cut.observations["value"].tolist() == [1.0]
    assert cut.releases["published"].tolist() == [pd.Timestamp(MAY)]


def test_hashes_of_workbooks_are_not_told() -> None:
    whole = dataset((indicator("1.2.1"),), (observation("1.2.1", "2025", 1.0),))
    marked = replace(
        whole,
        indicators=whole.indicators.assign(source_file="abc"),
        observations=whole.observations.assign(source_file="abc"),
    )
    cut = public_slice(marked, DAY)
    assert set(cut.indicators["source_file"]) | set(cut.observations["source_file"]) == {""}


def test_an_upload_without_public_rows_leaves_no_gap_in_the_numbers() -> None:
    secret = indicator("1.2.2", visibility=Visibility.INTERNAL)
    books = [
        (
            GoalBook(
                goal="1.2", indicators=(indicator("1.2.1"), secret), observations=(observation("1.2.1", "2025", 1.0),)
            ),
            MAY,
        ),
        (
            GoalBook(
                goal="1.2", indicators=(indicator("1.2.1"), secret), observations=(observation("1.2.2", "2025", 1.0),)
            ),
            AUGUST,
        ),
        (
            GoalBook(
                goal="1.2", indicators=(indicator("1.2.1"), secret), observations=(observation("1.2.1", "2026", 1.0),)
            ),
            NOVEMBER,
        ),
    ]
    cut = public_slice(dataset_from_books(books, plan()), DAY)
    assert cut.observations["seq"].tolist() == [1, 2]


def test_weights_do_not_tell_that_something_is_withheld() -> None:
    secret = indicator("1.2.2", visibility=Visibility.INTERNAL, weight=50.0)
    shared = (indicator("1.2.1", weight=30.0), indicator("1.2.3", weight=20.0))
    with_secret, without = dataset((*shared, secret)), dataset(shared)
    assert public_slice(with_secret, DAY).indicators["weight"].tolist() == [60.0, 40.0]
    assert public_slice(without, DAY).indicators["weight"].tolist() == [60.0, 40.0]
    whole = dataset((indicator("1.2.1", weight=30.0), indicator("1.2.3", weight=70.0)))
    assert public_slice(whole, DAY).indicators["weight"].tolist() == [30.0, 70.0]
    unequal = dataset((indicator("1.2.1", weight=30.0), indicator("1.2.3")))
    assert np.isnan(public_slice(unequal, DAY).indicators["weight"].iloc[1])


def test_departments_without_public_work_are_not_listed() -> None:
    cut = public_slice(dataset((indicator("1.2.1"),)), DAY)
    assert cut.departments["code"].tolist() == ["health", "sport"]


def test_cutting_keeps_the_types_and_leaves_the_whole_as_it_was() -> None:
    whole = dataset((indicator("1.2.1"), indicator("1.2.2", **AGGREGATE)), (observation("1.2.1", "2025", 1.0),))
    before = {name: getattr(whole, name).copy() for name in ("indicators", "observations", "releases")}
    cut = public_slice(whole, DAY)
    for name, kept in before.items():
        pd.testing.assert_frame_equal(getattr(whole, name), kept)
        assert (getattr(cut, name).dtypes == kept.dtypes).all(), name


def test_a_release_of_nothing_public_is_an_empty_dataset() -> None:
    whole = dataset((indicator("1.2.1", visibility=Visibility.INTERNAL),), (observation("1.2.1", "2025", 1.0),))
    cut = public_slice(whole, DAY)
    assert cut.indicators.empty
    assert cut.observations.empty
    assert cut.nodes["code"].tolist() == whole.nodes["code"].tolist()


ORDER = (Visibility.PUBLIC, Visibility.DELAYED, Visibility.AGGREGATE, Visibility.INTERNAL)


@pytest.mark.parametrize("then", ORDER)
@pytest.mark.parametrize("now", ORDER)
def test_old_releases_are_as_closed_as_the_last_one(then: Visibility, now: Visibility) -> None:
    past = dataset((indicator("1.2.1", visibility=then, delay_months=1),))
    present = closed_today(dataset((indicator("1.2.1", visibility=now, delay_months=7),)), DAY)
    found = apply_current_restrictions(past, present).indicators
    assert found["visibility"].tolist() == [max(then, now, key=ORDER.index)]
    stricter = ORDER.index(now) >= ORDER.index(then) and now is not Visibility.PUBLIC
    assert found["delay_months"].tolist() == [7 if stricter else 1]
    assert (found.dtypes == past.indicators.dtypes).all()


def test_an_indicator_that_is_gone_today_keeps_its_old_rules() -> None:
    past = dataset((indicator("1.2.1"), indicator("1.2.2", visibility=Visibility.INTERNAL)))
    present = closed_today(dataset((indicator("1.2.2"),)), DAY)
    assert apply_current_restrictions(past, present).indicators["visibility"].tolist() == ["public", "internal"]


def about(*subjects: str, number: str = "5") -> Decision:
    return Decision(number=number, day=MAY, body=DecisionBody.COUNCIL, name=f"Рішення {number}", subjects=subjects)


def decided(oversight: Oversight) -> Dataset:
    """A plan with one public and one internal indicator, and what is done about them."""
    book = GoalBook(
        goal="1.2",
        indicators=(indicator("1.2.1"), indicator("1.2.9", visibility=Visibility.INTERNAL, ground="безпека")),
    )
    return dataset_from_books([(book, MAY)], replace(plan(), oversight=oversight))


def test_a_decision_about_what_is_hidden_alone_leaves_nothing() -> None:
    asked = Assignment(decision="5", decision_day=MAY, number="1", name="Зробити", department="spare")
    cut = public_slice(decided(Oversight(decisions=(about("1.2.9"),), assignments=(asked,))), DAY)
    assert (len(cut.decisions), len(cut.decision_subjects), len(cut.assignments)) == (0, 0, 0)
    assert "spare" not in set(cut.departments["code"])


def test_hidden_subjects_drop_out_and_the_decision_stays() -> None:
    asked = Assignment(decision="5", decision_day=MAY, number="1", name="Зробити", department="spare")
    cut = public_slice(decided(Oversight(decisions=(about("1.2.9", "1.2.1", "1.2"),), assignments=(asked,))), DAY)
    assert cut.decisions["number"].tolist() == ["5"]
    assert cut.decision_subjects["code"].tolist() == ["1.2.1", "1.2"]
    assert cut.assignments["name"].tolist() == ["Зробити"]
    assert "spare" in set(cut.departments["code"])


def test_a_decision_about_the_whole_strategy_is_told() -> None:
    assert public_slice(decided(Oversight(decisions=(about(),))), DAY).decisions["number"].tolist() == ["5"]


def test_two_decisions_of_one_number_are_told_apart_by_their_days() -> None:
    later = replace(about("1.2"), day=AUGUST)
    cut = public_slice(decided(Oversight(decisions=(about("1.2.9"), later))), DAY)
    assert cut.decisions["day"].dt.date.tolist() == [AUGUST]


def test_the_decision_that_withdrew_an_assignment_is_named_where_it_is_told() -> None:
    def withdrawn(number: str, by: str) -> Assignment:
        own = Assignment(decision="5", decision_day=MAY, number=number, name="Зробити")
        return replace(own, state=AssignmentState.WITHDRAWN, withdrawn_by=by, withdrawn_on=MAY)

    decisions = (about("1.2"), about("1.2.9", number="6"), about("1.2.1", number="7"))
    asked = (withdrawn("1", "6"), withdrawn("2", "7"))
    cut = public_slice(decided(Oversight(decisions=decisions, assignments=asked)), DAY)
    assert cut.assignments["state"].tolist() == ["withdrawn", "withdrawn"]
    assert cut.assignments["withdrawn_by"].tolist() == ["", "7"]
    assert cut.assignments["withdrawn_on"].isna().tolist() == [True, False]


def test_events_risks_and_alignments_of_what_is_hidden_are_cut() -> None:
    events = (
        Event(day=MAY, name="Усе"),
        Event(day=MAY, name="Тайне", codes=("1.2.9",)),
        Event(day=MAY, name="Обоє", codes=("1.2.9", "1.2")),
    )
    cut = public_slice(decided(replace(plan().oversight, events=events)), DAY)
    assert list(zip(cut.events["name"], cut.events["codes"], strict=True)) == [("Усе", ""), ("Обоє", "1.2")]
    assert cut.risks["goal"].tolist() == cut.alignments["code"].tolist() == ["1.2"]


def test_cutting_decisions_keeps_the_types() -> None:
    whole = decided(plan().oversight)
    cut = public_slice(whole, DAY)
    for name, schema in FRAMES.items():
        assert {column: str(dtype) for column, dtype in getattr(cut, name).dtypes.items()} == dict(schema), name
    assert cut.council_sessions.equals(whole.council_sessions)


def late(code: str, period: str, cause: str = "ремонт") -> CorrectiveAction:
    due = date(2027, 1, 1)
    return CorrectiveAction(
        code=code, period=CALENDAR.parse(period), due=due, cause=cause, measure="тендер", responsible="відділ"
    )


def test_an_action_that_serves_a_hidden_indicator_is_cut_with_its_money_and_leaves_no_gap() -> None:
    secret = indicator("1.2.2", visibility=Visibility.INTERNAL)
    whole = dataset(
        (indicator("1.2.1"), secret),
        actions=(
            Action(code="1.2", name="Ремонт", state=ActionState.DONE, indicator="1.2.2"),
            Action(code="1.2", name="Ремонт", state=ActionState.DONE, indicator="1.2.1"),
            Action(code="1.2.2", name="Ремонт", state=ActionState.DONE),
        ),
        action_money=(
            ActionMoney(code="1.2", name="Ремонт", year=2026, source="CANARY", plan=1.0),
            ActionMoney(code="1.2", name="Ремонт", number=2, year=2026, source="бюджет", plan=2.0),
            ActionMoney(code="1.2.2", name="Ремонт", year=2026, source="CANARY", plan=3.0),
        ),
    )
    cut = public_slice(whole, DAY)
    assert cut.actions[["code", "number", "indicator"]].values.tolist() == [["1.2", 1, "1.2.1"]]
    assert cut.action_money[["code", "number", "source", "plan"]].values.tolist() == [["1.2", 1, "бюджет", 2.0]]


def test_a_corrective_action_is_public_where_the_value_that_it_is_about_is() -> None:
    delayed = indicator("1.2.3", **DELAYED, delay_months=12)
    whole = dataset(
        (indicator("1.2.1"), indicator("1.2.2", visibility=Visibility.INTERNAL), delayed),
        (observation("1.2.3", "2024", 41.0), observation("1.2.3", "2025", 42.0)),
        corrective_actions=(
            late("1.2.1", "2025"),
            late("1.2.2", "2025", "CANARY"),
            late("1.2.3", "2024"),
            late("1.2.3", "2025", "CANARY"),
        ),
    )
    cut = public_slice(whole, DAY).corrective_actions
    assert list(zip(cut["code"], cut["end"] // 12, cut["cause"], strict=True)) == [
        ("1.2.1", 2026, "ремонт"),
        ("1.2.3", 2025, "ремонт"),
    ]
