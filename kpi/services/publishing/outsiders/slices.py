"""What is public of a release after each of its publications, and how outsiders are told of the release."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from kpi.access import ClosedToday, apply_current_restrictions, public_slice
from kpi.measure.dataset import Dataset
from kpi.measure.schemas.oversight import FRAMES as OVERSIGHT_FRAMES
from kpi.model import Release
from kpi.store.as_of import moment_of, on_its_day
from kpi.store.frames import records
from kpi.store.read import release_row
from kpi.store.uploads import ReleaseStep

_FRAMES = (
    *("nodes", "indicators", "targets", "observations", "suspensions", "actions", "departments", "extensions"),
    *("successions", "action_money", "corrective_actions", *OVERSIGHT_FRAMES),
)


@dataclass(frozen=True, eq=False)
class Slices:
    """What is public of a release after each of its publications, under the restrictions of today; `read` reads one."""

    read: Callable[[Release], Dataset]
    release: Release
    today: ClosedToday
    before: Collection[str]
    _made: dict[int, Dataset] = field(default_factory=dict)

    def at(self, seq: int) -> Dataset:
        if seq not in self._made:
            whole = apply_current_restrictions(self.read(replace(self.release, seq=seq)), self.today)
            self._made[seq] = public_slice(whole, self.release.published, self.before)
        return self._made[seq]


def as_told(slices: Slices, made: Sequence[ReleaseStep], told: Dataset | None) -> Release:
    """The release with note and moment of those of its publications by which something public changed.

    That there were others is internal, and so is what was noted about them. They are gone through from the last one
    back, no further than is needed: each is read and cut, some 150 ms of the processor in the shipped edition
    (`benchmarks/store.py`), where the snapshot of that day is made anew.

    made  the publications of its day; told  the release before it, None for the first
    """
    counted: list[ReleaseStep] = []
    for number, one in reversed(list(enumerate(made))):
        stood = slices.at(made[number - 1].seq) if number else told
        if stood is None or not is_same(stood, slices.at(one.seq)):
            counted.append(one)
        timed = bool(counted) and on_its_day(slices.release.published, counted[0].at)
        said = any(one.note for one in counted) or not any(one.note for one in made[:number])
        if timed and said:
            break
    note = next((one.note for one in counted if one.note), "")
    last = counted[0].at
    timed, moment = on_its_day(slices.release.published, last), moment_of(slices.release.published, last, len(counted))
    return replace(slices.release, note=note, moment=moment, timed=timed)


def listed(cut: Dataset, release: Release, told: Dataset | None) -> pd.DataFrame:
    """The releases that outsiders know of: those told before, and this one."""
    days = [pd.Timestamp(release.published)] + ([] if told is None else told.releases["published"].tolist())
    rows_of = cut.releases[cut.releases["published"].isin(days)].reset_index(drop=True)
    before = [] if told is None else records(told.releases[["published", "moment", "timed", "note"]])
    known = {row["published"]: row for row in [*before, release_row(release)]}
    rows = [known[day.date()] for day in rows_of["published"]]
    return rows_of.assign(
        seq=pd.Series(range(1, len(rows_of) + 1), dtype="int32"),
        moment=pd.Series([row["moment"] for row in rows], dtype="str"),
        timed=pd.Series([row["timed"] for row in rows], dtype="bool"),
        note=pd.Series([row["note"] for row in rows], dtype="str"),
    )


def is_same(one: Dataset, other: Dataset) -> bool:
    """Whether outsiders see no difference between two slices."""
    return one.strategy == other.strategy and all(getattr(one, name).equals(getattr(other, name)) for name in _FRAMES)
