"""What moved between two releases: measured from books, in keys and numbers, and in words."""

import json
from dataclasses import replace
from datetime import date
from typing import Unpack

import pytest

from kpi.access import public_slice
from kpi.measure import survey
from kpi.measure.books import dataset_from_books
from kpi.measure.results import Survey
from kpi.model import (
    GapReason,
    GoalBook,
    Language,
    Level,
    Observation,
    Status,
    Suspension,
    TargetChange,
    Visibility,
)
from kpi.text import Text
from kpi.views.changes.comparison import AddedOrRemoved, Comparison, compare, within
from kpi.views.changes.comparison_plain import plain
from kpi.views.changes.comparison_text import ComparisonText, finding
from kpi.views.changes.feed_items import feed_items
from kpi.views.changes.page import ChangesFilter, build, narrowed
from kpi.views.changes.suspension_changes import SuspensionChangeKind
from kpi.views.common.board import board
from kpi.views.common.change_direction import StatusChangeKind
from tests.books import AUGUST, MAY, NOVEMBER, indicator, observation
from tests.books import plan as whole_plan
from tests.fiscal_years import CALENDAR
from tests.model_fields import GoalBookFields, ObservationMarks

UK, EN = Text(Language.UK), Text(Language.EN)
PLAN = replace(whole_plan(), successions=())


def book(goal: str = "1.2", **content: Unpack[GoalBookFields]) -> GoalBook:
    """Two quarterly indicators that rise from 40 in 2021 to 80 in 2026."""
    return replace(GoalBook(goal=goal, indicators=(indicator(f"{goal}.1"), indicator(f"{goal}.2"))), **content)


#: of suspensions: the first day, and the last where there is one
Spans = tuple[tuple[str, str | None], ...]


def released(*books: tuple[GoalBook, date]) -> Survey:
    """The survey of outsiders of the last of these days."""
    return survey(public_slice(dataset_from_books(list(books), PLAN), max(day for _, day in books)))


def compared(first: GoalBook, second: GoalBook, days: tuple[date, date] = (MAY, AUGUST)) -> Comparison:
    return compare(released((first, days[0])), released((first, days[0]), (second, days[1])))


def q1(code: str, value: float | None = 70.0, **changes: Unpack[ObservationMarks]) -> Observation:
    return observation(code, "2026-Q1", value, **changes)


def test_a_release_says_the_same_as_itself() -> None:
    one = released((book(observations=(q1("1.2.1"),)), MAY))
    found = compare(one, one)
    assert found.empty
    assert found.touched == frozenset()
    assert found.old_counts == found.new_counts


def test_statuses_that_moved_and_new_values() -> None:
    first = book(observations=(q1("1.2.1", 75.0), q1("1.2.2", 45.0)))
    second = book(observations=(observation("1.2.1", "2026-Q2", 50.0), observation("1.2.2", "2026-Q2", 78.0)))
    found = compared(first, second)
    assert [(m.code, m.kind, m.old.value, m.new.value) for m in found.moves] == [
        ("1.2.1", StatusChangeKind.WORSE, 75.0, 50.0),
        ("1.2.2", StatusChangeKind.BETTER, 45.0, 78.0),
    ]
    assert [m.new.period for m in found.moves] == [CALENDAR.parse("2026-Q2")] * 2
    assert found.new_values == {"1.2.1": 1, "1.2.2": 1}
    assert (found.corrections, found.filled, found.opened) == ((), (), ())
    assert finding(found, UK) == "З 14.05.2026 до 14.08.2026: 1\u00a0показник погіршився, 1 поліпшився"
    assert finding(found, EN).endswith("1\u00a0indicator got worse, 1 improved")


def test_a_correction_names_reason_and_department_and_is_no_new_value() -> None:
    first = book(observations=(q1("1.2.1", 75.0),))
    second = book(observations=(q1("1.2.1", 74.0, comment="двічі враховано"),))
    found = compared(first, second)
    (one,) = found.corrections
    assert (one.old_value, one.new_value, one.reason, one.released) == (75.0, 74.0, "двічі враховано", AUGUST)
    assert one.department == "health"
    assert found.new_values == {}
    row = ComparisonText(found, board(released((first, MAY)), UK), board(released((second, AUGUST)), UK)).correction(
        one
    )
    assert (row.old, row.new, row.department.name) == ("75\u202f%", "74\u202f%", "Управління охорони здоров'я")


def test_corrections_of_the_releases_between_are_told_one_by_one() -> None:
    books = [(book(observations=(q1("1.2.1", v),)), day) for v, day in ((75.0, MAY), (74.0, AUGUST), (73.0, NOVEMBER))]
    steps = [released(*books[:n]) for n in (1, 2, 3)]
    assert [(c.old_value, c.new_value) for c in compare(steps[0], steps[2]).corrections] == [(75.0, 74.0), (74.0, 73.0)]
    assert [(c.old_value, c.new_value) for c in compare(steps[1], steps[2]).corrections] == [(74.0, 73.0)]


def test_gaps_closed_and_opened() -> None:
    first = book(observations=(q1("1.2.1", 75.0), observation("1.2.2", "2025-Q4"), q1("1.2.2", 50.0)))
    second = book(
        observations=(
            observation("1.2.2", "2025-Q4", 48.0),
            observation("1.2.1", "2026-Q2", gap=GapReason.INACCESSIBLE),
            observation("1.2.2", "2026-Q2", 52.0),
        )
    )
    found = compared(first, second)
    assert [(f.code, str(f.period), f.gap, f.value) for f in found.filled] == [
        ("1.2.2", "2025-Q4", "not_collected", 48.0)
    ]
    assert [(f.code, str(f.period), f.gap) for f in found.opened] == [("1.2.1", "2026-Q2", "inaccessible")]
    # the first value after a gap that was published is a correction too
    assert [(c.old_gap, c.new_value) for c in found.corrections] == [("not_collected", 48.0)]


def test_an_overdue_report_is_a_gap_until_it_comes() -> None:
    first = book(observations=(q1("1.2.1"), q1("1.2.2")))
    second = book(observations=(observation("1.2.1", "2026-Q2", 72.0),))
    third = book(observations=(observation("1.2.2", "2026-Q2", 71.0), observation("1.2.1", "2026-Q3", 72.0)))
    books = [(first, MAY), (second, AUGUST), (third, NOVEMBER)]
    steps = [released(*books[:n]) for n in (1, 2, 3)]
    late = compare(steps[0], steps[1]).opened
    assert [(f.code, str(f.period), f.gap, f.value) for f in late] == [("1.2.2", "2026-Q2", "", None)]
    came = compare(steps[1], steps[2])
    assert [(f.code, str(f.period), f.gap, f.value) for f in came.filled] == [("1.2.2", "2026-Q2", "", 71.0)]
    assert [(f.code, str(f.period)) for f in came.opened] == [("1.2.2", "2026-Q3")]


def test_what_does_not_apply_or_is_not_due_is_no_gap() -> None:
    first = book(observations=(q1("1.2.1"),))
    gaps = (GapReason.NOT_APPLICABLE, GapReason.NOT_DUE)
    second = book(observations=tuple(observation(f"1.2.{n}", "2026-Q2", gap=gap) for n, gap in enumerate(gaps, 1)))
    found = compared(first, second)
    assert not [gap for gap in found.opened if gap.gap]
    assert found.filled == ()


def test_a_target_changes_when_its_decision_is_in_force() -> None:
    first = book(observations=(q1("1.2.1"), q1("1.2.2")))
    change = TargetChange(code="1.2.1", year=2026, old_value=80.0, new_value=75.0, decided=date(2026, 6, 1), act="№ 7")
    changed = replace(indicator("1.2.1"), targets=((2024, 60.0), (2026, 75.0)))
    second = book(
        indicators=(changed, indicator("1.2.2")),
        target_changes=(change,),
        observations=(observation("1.2.2", "2026-Q2", 71.0),),
    )
    (one,) = compared(first, second).target_changes
    assert (one.code, str(one.period), one.old_value, one.new_value) == ("1.2.1", "2026", 80.0, 75.0)
    assert (one.decided, one.act) == (date(2026, 6, 1), "№ 7")
    # as of the first quarter the decision of June is not yet in force
    early = replace(second, observations=())
    assert compared(first, early).target_changes == ()


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ((), (("2026-06-01", None),), SuspensionChangeKind.BEGUN),
        ((("2026-01-01", None),), (("2026-01-01", "2026-05-31"),), SuspensionChangeKind.ENDED),
        (
            (("2026-01-01", "2026-05-31"),),
            (("2026-01-01", "2026-05-31"),),
            SuspensionChangeKind.ENDED,
        ),  # its term has come
        ((("2026-01-01", None),), (("2026-02-01", None),), SuspensionChangeKind.CORRECTED),
        ((("2026-01-01", None),), (), SuspensionChangeKind.WITHDRAWN),
        ((("2026-01-01", None),), (("2026-01-01", None),), None),
        ((("2022-01-01", "2022-12-31"),), (("2022-01-01", "2022-12-31"),), None),
    ],
)
def test_suspensions(before: Spans, after: Spans, kind: SuspensionChangeKind | None) -> None:
    day = date.fromisoformat

    def suspended(days: Spans) -> tuple[Suspension, ...]:
        return tuple(
            Suspension(
                code="1.2.1", since=day(since), reason="бойові дії", act="№ 5", until=day(until) if until else None
            )
            for since, until in days
        )

    first = book(observations=(q1("1.2.1"), q1("1.2.2")), suspensions=suspended(before))
    second = book(observations=(observation("1.2.2", "2026-Q2", 71.0),), suspensions=suspended(after))
    assert [change.kind for change in compared(first, second).suspensions] == ([kind] if kind else [])


def test_a_corrected_reason_is_a_corrected_suspension() -> None:
    suspension = Suspension(code="1.2", since=date(2026, 1, 1), reason="бойові дії", act="№ 5")
    first = book(observations=(q1("1.2.1"),), suspensions=(suspension,))
    (change,) = compared(first, book(suspensions=(replace(suspension, act="№ 6"),))).suspensions
    assert (change.kind, change.old and change.old.act, change.suspension.act) == (
        SuspensionChangeKind.CORRECTED,
        "№ 5",
        "№ 6",
    )


def test_what_came_and_went_is_no_status_that_moved() -> None:
    first = book(observations=(q1("1.2.1"), q1("1.2.2")))
    third = indicator("1.2.3")
    second = book(indicators=(indicator("1.2.1"), third), observations=(q1("1.2.3", 70.0),))
    found = compared(first, second)
    assert (found.added, found.dropped) == ((AddedOrRemoved("1.2.3", None),), (AddedOrRemoved("1.2.2", None),))
    assert found.moves == ()
    assert found.old_counts.total == found.new_counts.total == 2
    assert {"1.2.2", "1.2.3"} <= found.touched


def test_goals_that_came_and_went() -> None:
    one = released((book(), MAY))
    fewer = replace(one, dataset=replace(one.dataset, nodes=one.dataset.nodes.query("code != '1.10'")))
    assert compare(one, fewer).dropped == (AddedOrRemoved("1.10", Level.OPERATIONAL_GOAL),)
    assert compare(fewer, one).added == (AddedOrRemoved("1.10", Level.OPERATIONAL_GOAL),)


def test_a_changed_definition_is_told() -> None:
    first = book(observations=(q1("1.2.1"),))
    second = book(indicators=(replace(indicator("1.2.1"), baseline_value=45.0), indicator("1.2.2")))
    found = compared(first, second)
    assert [(r.code, r.field, r.old, r.new) for r in found.redefinitions] == [("1.2.1", "baseline_value", 40.0, 45.0)]


def test_two_totals_of_a_sum_do_not_stand_side_by_side() -> None:
    """Their difference would tell the part that was changed (decision 0005)."""
    parts = ("жінки", "чоловіки", "діти")

    def sums(value: float) -> GoalBook:
        rows = [q1("1.2.1", value, breakdown=part) for part in parts]
        indicators = (indicator("1.2.1", visibility=Visibility.AGGREGATE), indicator("1.2.2"))
        return book(indicators=indicators, observations=(q1("1.2.1", 75.0 if value > 20 else 45.0), *rows))

    found = compared(sums(25.0), sums(15.0))
    (move,) = found.moves
    assert (move.old.value, move.new.value) == (None, 45.0)
    assert found.corrections == ()
    assert "75" not in json.dumps(plain(found))


def test_only_what_is_asked_for_is_left() -> None:
    first = book(observations=(q1("1.2.1", 75.0), q1("1.2.2", 45.0)))
    second = book(observations=(observation("1.2.1", "2026-Q2", 50.0), observation("1.2.2", "2026-Q2", 78.0)))
    part = within(compared(first, second), {"1.2.2"})
    assert [m.code for m in part.moves] == ["1.2.2"]
    assert part.new_values == {"1.2.2": 1}
    assert part.new_counts.total == 1


@pytest.mark.parametrize(
    ("chosen", "left"), [(ChangesFilter("people"), 2), (ChangesFilter("economy"), 0), (ChangesFilter("", "health"), 2)]
)
def test_a_sector_or_a_department_alone(chosen: ChangesFilter, left: int) -> None:
    first = book(observations=(q1("1.2.1", 75.0), q1("1.2.2", 45.0)))
    second = book(observations=(observation("1.2.1", "2026-Q2", 50.0), observation("1.2.2", "2026-Q2", 78.0)))
    both = released((first, MAY)), released((first, MAY), (second, AUGUST))
    between = ComparisonText(compare(*both), board(both[0], UK), board(both[1], UK))
    assert len(narrowed(between, chosen).comparison.moves) == left
    view = build(between, (AUGUST, MAY), chosen)
    assert view.choice.chosen == chosen
    assert sum(len(group.rows) for group in view.groups) == left
    assert build(between, (AUGUST, MAY), ChangesFilter("nobody", "nowhere")).choice.chosen == ChangesFilter()


def test_an_indicator_is_told_in_sentences() -> None:
    first = book(observations=(q1("1.2.1", 75.0), q1("1.2.2", 45.0)))
    second = book(observations=(observation("1.2.1", "2026-Q2", 50.0), observation("1.2.2", "2026-Q2", 46.0)))
    both = released((first, MAY)), released((first, MAY), (second, AUGUST))
    between = ComparisonText(compare(*both), board(both[0], UK), board(both[1], UK))
    one, other = feed_items(between, "1.2.1"), feed_items(between, "1.2.2")
    assert one is not None and other is not None
    assert one.headline == "Показник 1.2.1: було «за планом», стало «суттєво відстає»"
    assert [s.words for s in one.sentences][1] == "Значення: 75\u202f% → 50\u202f%."
    assert other.headline.startswith("Показник 1.2.2: нове значення\u00a0— 46\u202f%")
    assert feed_items(between, "9.9.9") is None


def test_plain_values_are_whole_and_without_words() -> None:
    first = book(observations=(q1("1.2.1", 75.0), q1("1.2.2", 45.0)))
    second = book(observations=(q1("1.2.1", 50.0, comment="уточнено"),))
    found = json.loads(json.dumps(plain(compared(first, second))))
    assert (found["from"], found["to"], found["as_of_to"]) == ("2026-05-14", "2026-08-14", "2026-03-31")
    common = {"reason": "", "period": "2026-Q1", "planned_value": 72.5, "target_value": 80.0, "value_now": 50.0}
    assert found["status_changes"][0] == {
        "code": "1.2.1",
        "change": "worse",
        "old": {"status": "on_track", **common, "value": 75.0},
        "new": {"status": "off_track", **common, "value": 50.0},
    }
    assert found["corrections"][0]["reason"] == "уточнено"
    assert sum(found["statuses_to"].values()) == 2
    assert Status("on_track") in found["statuses_from"]
