"""What is closed cannot be computed from what is shown (A4): not by sums, parts, former values or past releases.

A strategy is generated with its true values; what every release shows of it are equations about them. A value that
these determine is told, whatever way it is hidden: the test solves them.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.access import apply_current_restrictions, closed_today, public_slice
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.model import GapReason, GoalBook, Kind, Observation, Visibility
from tests.books import MAY, NOVEMBER, indicator, observation, plan
from tests.fiscal_years import CALENDAR
from tests.trust.promises import Reached, asked, is_full

pytestmark = pytest.mark.timeout(7200 if is_full() else 600)
DAYS = (MAY, NOVEMBER)
CODE = "1.2.1"
PARTS = ("а", "б", "в", "г")
#: of a year: which quarters each of its periods is the sum of
PERIODS = {f"2025-Q{n}": (n,) for n in (1, 2, 3, 4)} | {"2025-H1": (1, 2), "2025-H2": (3, 4), "2025": (1, 2, 3, 4)}
#: what is not known of the city by itself: the value of a part in a quarter, as of a release
Unknown = tuple[int, str, int]
#: periods by quarter and part -> how often it was changed until a release
Versions = dict[tuple[int, str], int]


def released(books: Sequence[tuple[GoalBook, date]]) -> list[pd.DataFrame]:
    """What is shown of the observations in every release, as the snapshot cuts them."""
    wholes = [dataset_from_books([book for book in books if book[1] <= day], plan()) for day in DAYS]
    today = closed_today(wholes[-1], DAYS[-1])
    slices: list[Dataset] = [
        public_slice(apply_current_restrictions(whole, today), day) for whole, day in zip(wholes, DAYS, strict=True)
    ]
    return [cut.observations for cut in slices]


def value_of(unknown: Unknown) -> float:
    quarter, part, version = unknown
    return float(100 * quarter + 10 * PARTS.index(part) + version + 1)


@st.composite
def sums(draw: st.DrawFn) -> list[tuple[dict[str, frozenset[str]], Versions]]:
    """Of each release the periods that are reported, each with its parts, and how often each part was changed."""
    quarters = {n: draw(st.frozensets(st.sampled_from(PARTS), min_size=1)) for n in (1, 2, 3, 4)}
    versions: Versions = dict.fromkeys(product(quarters, PARTS), 0)
    found = []
    for _day in DAYS:
        named = draw(st.sets(st.sampled_from(sorted(PERIODS)), min_size=1))
        reported = {p: frozenset[str]().union(*(quarters[n] for n in PERIODS[p])) for p in sorted(named)}
        found.append((reported, dict(versions)))
        for changed in draw(st.sets(st.sampled_from(sorted(versions)), max_size=2)):
            versions[changed] += 1
    return found


def unknowns(period: str, parts: Iterable[str], quarters: dict[int, frozenset[str]], at: Versions) -> set[Unknown]:
    return {(n, p, at[n, p]) for n in PERIODS[period] for p in parts if p in quarters[n]}


@settings(max_examples=asked("A4", "sums"), deadline=None)
@given(sums())
def _sums_tell_no_part(city: list[tuple[dict[str, frozenset[str]], Versions]]) -> None:
    quarters = {
        n: next(
            (parts for reported, _ in city for p, parts in reported.items() if PERIODS[p] == (n,)), frozenset(PARTS)
        )
        for n in (1, 2, 3, 4)
    }
    books, meant = [], {}
    for (reported, at), day in zip(city, DAYS, strict=True):
        rows: list[Observation] = []
        for period in reported:
            parts = sorted(frozenset[str]().union(*(quarters[n] for n in PERIODS[period])))
            whole = unknowns(period, parts, quarters, at)
            rows.append(observation(CODE, period, sum(map(value_of, whole))))
            rows += [
                observation(CODE, period, sum(value_of(u) for u in whole if u[1] == part), breakdown=part)
                for part in parts
            ]
            meant[day, period] = whole
        made = indicator(CODE, visibility=Visibility.AGGREGATE, ground="мала кількість", kind=Kind.FLOW)
        books.append((GoalBook(goal="1.2", indicators=(made,), observations=tuple(rows)), day))
    shown: set[frozenset[Unknown]] = set()
    for rows_shown, day in zip(released(books), DAYS, strict=True):
        assert (rows_shown["breakdown"] == "").all(), "no part is shown"
        for end, span in zip(rows_shown["end"], rows_shown["span_months"], strict=True):
            period = CALENDAR.ending(int(end), int(span)).code
            stands = max(d for d, p in meant if p == period and d <= day)
            shown.add(frozenset(meant[stands, period]))
    assert few(shown) == []


def few(shown: set[frozenset[Unknown]]) -> list[tuple[int, ...]]:
    """Combinations of shown sums, added and taken away, that leave the sum of less than three values."""
    names = sorted(set().union(*shown)) if shown else []
    rows = np.array([[name in one for name in names] for one in shown], dtype=np.int8)
    combinations = np.array(list(product((-1, 0, 1), repeat=len(shown))), dtype=np.int8)
    if not len(rows):
        return []
    left = np.count_nonzero(combinations @ rows, axis=1)
    return [tuple(map(int, one)) for one in combinations[(left > 0) & (left < 3)]]


#: of one period: what a release says of the total ("") and of each part: a value, that it is restricted, nothing
Said = dict[str, str]
said = st.fixed_dictionaries(
    {name: st.sampled_from(["value", "value", "restricted", "nothing"]) for name in ("", *PARTS)}
)


@settings(max_examples=asked("A4", "parts"), deadline=None)
@given(st.tuples(said, said))
def _no_restricted_value_is_told(city: tuple[Said, Said]) -> None:
    version, stands = 0, dict.fromkeys(PARTS, 0)
    books, equations, state = [], {}, {}
    for told, day in zip(city, DAYS, strict=True):
        rows = []
        for name in (*PARTS, ""):
            if told[name] == "nothing":
                continue
            version += 1
            if name and told[name] == "value":
                stands[name] = version
            meant = {(1, p, stands[p]) for p in PARTS} if not name else {(1, name, stands[name])}
            state[name] = told[name], frozenset(meant)
            if told[name] == "restricted":
                rows.append(observation(CODE, "2025-Q1", gap=GapReason.RESTRICTED, breakdown=name))
                continue
            value = float(1000 * version + len(meant))
            equations[value] = frozenset(meant)
            rows.append(observation(CODE, "2025-Q1", value, breakdown=name))
        books.append((GoalBook(goal="1.2", indicators=(indicator(CODE),), observations=tuple(rows)), day))
    known = [equations[value] for cut in released(books) for value in cut["value"].dropna()]
    for name, (how, meant_last) in state.items():
        if how == "restricted":
            assert not determined(meant_last, known), name or "the total"


def determined(what: frozenset[Unknown], known: list[frozenset[Unknown]]) -> bool:
    """Whether equations with these sums tell another one."""
    names = sorted(set().union(what, *known))
    rows = np.array([[float(name in one) for name in names] for one in (*known, what)])
    return bool(len(known)) and np.linalg.matrix_rank(rows) == np.linalg.matrix_rank(rows[:-1])


def test_sums_tell_no_part_and_no_restricted_value_is_told(reached: Reached) -> None:
    _sums_tell_no_part()
    _no_restricted_value_is_told()
    reached("A4", sums=asked("A4", "sums"), parts=asked("A4", "parts"))


def test_the_oracles_see_what_is_told() -> None:
    one, two, three = (frozenset({(n, "а", 0)}) for n in (1, 2, 3))
    assert few({one | two | three, one | two}) != []
    assert few({one | two | three}) == []
    assert determined(one, [one | two, two])
    assert not determined(one, [one | two])
