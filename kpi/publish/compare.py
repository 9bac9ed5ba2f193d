"""Two releases side by side: what changed between them, for editors."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from kpi.access import Right
from kpi.measure import measure
from kpi.measure.dataset import Dataset
from kpi.model import Account, Period, Release, Status
from kpi.publish.people import demand
from kpi.publish.preview import StatusChange, last_quarter
from kpi.store import Store, open_store
from kpi.store import read as reading

_KEY = ["code", "breakdown", "end", "span_months"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that two releases tell differently; None where one of them has none."""

    code: str
    period: Period
    breakdown: str
    old: float | None
    new: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the later of two releases changes: values, and statuses as each was judged when it came out."""

    old: Release
    new: Release
    values: tuple[Difference, ...]
    statuses: tuple[StatusChange, ...]


def release_list(account: Account | None, *, store: Store | None = None) -> list[Release]:
    """All releases of all editions, the newest first, those too of which nothing is public."""
    demand(account, Right.RELEASES)
    opened = store or open_store()
    with opened.reading() as connection:
        return reading.releases(connection, opened.community)[::-1]


def compare(account: Account | None, old: date, new: date, *, store: Store | None = None) -> Comparison:
    """Compare the releases of two days of the last edition. Raises UnknownReleaseError."""
    demand(account, Right.RELEASES)
    opened = store or open_store()
    with opened.reading() as connection:
        known = reading.releases(connection, opened.community)
        edition = known[-1].edition if known else None
        first, second = (reading.pick(known, day, edition) for day in sorted((old, new)))
        one, two = (reading.dataset(connection, release) for release in (first, second))
    return Comparison(first, second, _differences(one, two), _statuses((one, first), (two, second)))


def _differences(one: Dataset, two: Dataset) -> tuple[Difference, ...]:
    both = _present(one).merge(_present(two), left_index=True, right_index=True, how="outer", suffixes=("_old", "_new"))
    both = both.sort_index()
    same = (both["value_old"] == both["value_new"]) | (both["value_old"].isna() & both["value_new"].isna())
    changed = both[~same]
    return tuple(
        Difference(code, Period.ending(end, span), part, _number(old), _number(new))
        for (code, part, end, span), old, new in zip(
            changed.index, changed["value_old"], changed["value_new"], strict=True
        )
    )


def _present(dataset: Dataset) -> pd.DataFrame:
    rows = dataset.observations.drop_duplicates(_KEY, keep="last")
    return rows[~rows["removed"]].set_index(_KEY)[["value"]]


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _statuses(one: tuple[Dataset, Release], two: tuple[Dataset, Release]) -> tuple[StatusChange, ...]:
    was, now = (_judged(dataset, release.published) for dataset, release in (one, two))
    former = was.reindex(now.index)
    changed = now[former.isna() | (former != now)]
    return tuple(
        StatusChange(str(code), Status(was[str(code)]) if code in was.index else None, Status(status))
        for code, status in changed.items()
    )


def _judged(dataset: Dataset, day: date) -> pd.Series:
    statuses: pd.Series = measure(dataset, last_quarter(day).end_date, day).indicators.set_index("code")["status"]
    return statuses
