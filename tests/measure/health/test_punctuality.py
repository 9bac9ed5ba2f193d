"""Each term as kept, late or missing: what a release tells of the day on which a report came."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kpi.measure.books import dataset_from_books, plan_of
from kpi.measure.dataset import EXTENSIONS, RELEASES, Dataset, frame
from kpi.measure.health.punctuality import MOST_TERMS, TERMS, TermFate, report_terms
from kpi.model import Frequency, GapReason, GoalBook, Observation, Suspension, Visibility
from tests.fiscal_years import CALENDAR
from tests.measure.test_clock import one

KEPT, LATE, MISSING = TermFate
QUARTERLY = one("1.1.1", Frequency.QUARTER)
START = date(2022, 1, 10)
#: the term of each quarter ends 15 days after it
Q1, Q2, Q3 = date(2022, 4, 15), date(2022, 7, 15), date(2022, 10, 15)
Published = tuple[str, date | None]


def given(
    rows: Sequence[Published], *, timed: bool = True, start: date | None = START, suspended: Sequence[Suspension] = ()
) -> Dataset:
    """A quarterly indicator; rows are a period and the day of the release that first told its value."""
    plain = GoalBook(goal="1.1", indicators=(QUARTERLY,), suspensions=tuple(suspended))
    books: list[tuple[GoalBook, date | None]] = [(plain, start)]
    for period, day in rows:
        told = Observation(code="1.1.1", period=CALENDAR.parse(period), value=5.0)
        books.append((replace(plain, observations=(told,)), day))
    books.sort(key=lambda pair: pair[1] or date.min)
    plan = plan_of([books[0][0]])
    made = dataset_from_books(books, replace(plan, strategy=replace(plan.strategy, deadline_days=15)))
    days = sorted({day for _, day in books if day})
    return replace(
        made, releases=frame([{"seq": n, "published": d, "timed": timed} for n, d in enumerate(days)], RELEASES)
    )


def told(dataset: Dataset, day: date) -> dict[str, TermFate]:
    rows = report_terms(dataset, day)
    ends = zip(rows["end"], rows["span_months"], rows["fate"], strict=True)
    return {CALENDAR.ending(int(end), int(span)).code: TermFate(fate) for end, span, fate in ends}


def test_the_columns_are_those_that_are_documented() -> None:
    for rows in (report_terms(given([]), START), report_terms(given([("2022-Q1", Q1)]), Q2)):
        assert {name: str(dtype) for name, dtype in rows.dtypes.items()} == dict(TERMS)


@pytest.mark.parametrize(("published", "fate"), [(Q1, KEPT), (date(2022, 4, 16), LATE), (date(2022, 4, 1), KEPT)])
def test_a_report_is_late_from_the_day_after_its_term(published: date, fate: TermFate) -> None:
    assert told(given([("2022-Q1", published)]), date(2022, 6, 1)) == {"2022-Q1": fate}


def test_a_term_is_missing_from_the_day_after_it_and_as_known_on_the_day() -> None:
    later = given([("2022-Q1", Q1), ("2022-Q2", date(2022, 8, 1))])
    assert told(later, Q2) == {"2022-Q1": KEPT}
    assert told(later, date(2022, 7, 16)) == {"2022-Q1": KEPT, "2022-Q2": MISSING}
    assert told(later, date(2022, 8, 1)) == {"2022-Q1": KEPT, "2022-Q2": LATE}


def test_of_what_a_release_gathered_only_what_missed_the_first_one_after_the_term_is_late() -> None:
    first, second = date(2022, 5, 14), date(2022, 8, 14)
    rows = [("2022-Q1", first), ("2022-Q2", second)]
    assert told(given(rows, timed=False), second) == {"2022-Q1": KEPT, "2022-Q2": KEPT}
    rows = [("2022-Q2", date(2022, 7, 10)), ("2022-Q1", second)]
    extra = given([*rows, ("2022-Q3", first)], timed=False)
    assert told(extra, second) == {"2022-Q1": LATE, "2022-Q2": KEPT}


def test_where_an_editor_approves_publication_may_follow_by_a_month() -> None:
    for day, fate in ((date(2022, 5, 15), KEPT), (date(2022, 5, 16), LATE)):
        made = given([("2022-Q1", day)])
        approved = replace(made, strategy=replace(made.strategy, approval=True))
        assert told(approved, date(2022, 7, 1)) == {"2022-Q1": fate}
        gathered = given([("2022-Q1", day)], timed=False)
        approved = replace(gathered, strategy=replace(gathered.strategy, approval=True))
        assert told(approved, date(2022, 7, 1)) == {"2022-Q1": KEPT}


def test_an_extension_that_was_granted_counts() -> None:
    made = given([("2022-Q1", date(2022, 5, 20))])
    end = CALENDAR.parse("2022-Q1").end
    row = {"code": "1.1.1", "end": end, "span_months": 3, "deadline": date(2022, 6, 1), "published": date(2022, 4, 10)}
    extended = replace(made, extensions=frame([row], EXTENSIONS))
    assert told(made, date(2022, 6, 2)) == {"2022-Q1": LATE}
    assert told(extended, date(2022, 6, 2)) == {"2022-Q1": KEPT}


def test_what_is_suspended_does_not_count() -> None:
    stop = Suspension(code="1.1", since=date(2022, 3, 1), until=date(2022, 7, 1), reason="", act="")
    rows = [("2022-Q1", Q1), ("2022-Q3", Q3)]
    assert told(given(rows, suspended=[stop]), date(2022, 11, 1)) == {"2022-Q3": KEPT}
    open_ = replace(stop, since=date(2022, 8, 1), until=None)
    assert told(given([("2022-Q1", Q1)], suspended=[open_]), date(2022, 11, 1)) == {"2022-Q1": KEPT}


def test_nothing_is_told_of_terms_before_the_first_release_or_without_one() -> None:
    old = given([("2022-Q1", date(2022, 9, 1)), ("2022-Q2", date(2022, 9, 1)), ("2022-Q3", Q3)], start=date(2022, 9, 1))
    assert told(old, date(2022, 11, 1)) == {"2022-Q3": KEPT}
    without = given([("2022-Q1", None)], start=None)
    assert told(without, date(2022, 11, 1)) == {}
    undated = replace(without, releases=frame([{"seq": 1, "published": START}], RELEASES))
    assert "2022-Q1" not in told(undated, date(2022, 11, 1))


def test_a_gap_with_a_reason_answers_and_silence_does_not() -> None:
    made = given([("2022-Q1", Q1)])
    gone = made.observations.assign(value=float("nan"), gap=str(GapReason.NOT_PROVIDED))
    assert told(replace(made, observations=gone), date(2022, 5, 1)) == {"2022-Q1": KEPT}
    bare = made.observations.assign(value=float("nan"), gap=str(GapReason.NO_VALUE))
    assert told(replace(made, observations=bare), date(2022, 5, 1)) == {"2022-Q1": MISSING}


def test_a_report_that_was_taken_back_is_none_and_a_later_revision_makes_none_late() -> None:
    made = given([("2022-Q1", Q1)])
    again = made.observations.assign(published=pd.Timestamp(2022, 6, 1), seq=9, value=6.0)
    revised = replace(made, observations=pd.concat([made.observations, again], ignore_index=True))
    assert told(revised, date(2022, 7, 1)) == {"2022-Q1": KEPT}
    back = replace(made, observations=pd.concat([made.observations, again.assign(removed=True)], ignore_index=True))
    assert told(back, date(2022, 7, 1)) == {"2022-Q1": MISSING}


def test_of_sums_whose_earlier_revisions_are_not_public_nothing_is_told() -> None:
    made = given([("2022-Q1", date(2022, 6, 1))])
    sums = made.indicators.assign(visibility=str(Visibility.AGGREGATE))
    assert told(replace(made, indicators=sums), date(2022, 7, 1)) == {}


def test_the_last_eight_terms_are_told_however_the_rows_are_ordered() -> None:
    rows: list[Published] = []
    for year in (2022, 2023, 2024):
        for quarter in (1, 2, 3, 4):
            period = CALENDAR.parse(f"{year}-Q{quarter}")
            rows.append((period.code, period.end_date))
    made = given(rows)
    found = told(made, date(2025, 2, 1))
    assert list(found) == [code for code, _ in rows][-MOST_TERMS:]
    turned = replace(made, observations=made.observations.iloc[::-1])
    assert told(turned, date(2025, 2, 1)) == found
    assert len(report_terms(made, date(2025, 2, 1), most=3)) == 3
