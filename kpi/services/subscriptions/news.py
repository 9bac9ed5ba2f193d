"""What came between two public releases, for a letter: what worsened, what was decided, what is due."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from kpi.measure import survey
from kpi.measure.comparison import status_changes
from kpi.measure.dataset import Dataset
from kpi.model import JUDGED, SEVERITY_ORDER, AssignmentState, Status

#: so many days ahead an assignment is due
DUE_WITHIN = 30
_SEVERITY = {status: place for place, status in enumerate(SEVERITY_ORDER)} | {
    Status.NOT_DUE: SEVERITY_ORDER.index(Status.ON_TRACK)  # it counts as on track (METHOD 1)
}


@dataclass(frozen=True, slots=True)
class WorseIndicator:
    """An indicator whose status fell."""

    code: str
    name: str
    name_en: str
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision that was not there; `codes` of what it is about, () = the whole strategy."""

    number: str
    day: date
    name: str
    name_en: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAssignment:
    """An open assignment whose term has passed or comes near; `late` by so many days, 0 before it."""

    name: str
    name_en: str
    department: str
    department_en: str
    due: date
    late: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseNews:
    """All of it."""

    worse: tuple[WorseIndicator, ...] = ()
    decided: tuple[NewDecision, ...] = ()
    due: tuple[DueAssignment, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing came: what is due alone is no news of a release."""
        return not self.worse and not self.decided and not any(one.late for one in self.due)

    def within(self, codes: Collection[str]) -> "ReleaseNews":
        """What concerns these goals, and what is about the whole strategy; no code means all."""
        if not codes:
            return self
        return ReleaseNews(
            tuple(one for one in self.worse if _is_within((one.code,), codes)),
            tuple(one for one in self.decided if not one.codes or _is_within(one.codes, codes)),
            tuple(one for one in self.due if not one.codes or _is_within(one.codes, codes)),
        )


def _is_within(subjects: Collection[str], codes: Collection[str]) -> bool:
    return any(one == code or one.startswith(f"{code}.") for one in subjects for code in codes)


def release_news(before: Dataset | None, after: Dataset, day: date) -> ReleaseNews:
    """The news of a public release over an earlier one, as of a day; None = nothing was published before."""
    return ReleaseNews(
        tuple(_worse(before, after)) if before is not None else (),
        tuple(_decided(before, after)),
        tuple(_due(after, day)),
    )


def _worse(before: Dataset, after: Dataset) -> Iterator[WorseIndicator]:
    was, now = survey(before).now.indicators, survey(after).now.indicators
    names = after.indicators.drop_duplicates("code").set_index("code")
    for one in status_changes(was, now):
        old = one.before
        if old in JUDGED and one.after in JUDGED and _SEVERITY[one.after] < _SEVERITY[old]:
            row = names.loc[one.code]
            yield WorseIndicator(one.code, str(row["name"]), str(row["name_en"]), old, one.after)


def _decided(before: Dataset | None, after: Dataset) -> Iterator[NewDecision]:
    known = set() if before is None else set(_keys(before.decisions))
    rows = after.decisions
    for key, name, name_en in zip(_keys(rows), rows["name"], rows["name_en"], strict=True):
        if key not in known:
            yield NewDecision(key[0], key[1].date(), str(name), str(name_en), _subjects(after, *key))


def _due(after: Dataset, day: date) -> Iterator[DueAssignment]:
    rows = after.assignments
    near = (rows["state"] == AssignmentState.OPEN) & (rows["due"] <= pd.Timestamp(day + timedelta(DUE_WITHIN)))
    found = rows[near].sort_values("due", kind="stable")
    listed = (after.departments[column] for column in ("code", "name", "name_en"))
    called = {code: (str(own), str(english)) for code, own, english in zip(*listed, strict=True)}
    names = ("name", "name_en", "department", "due", "decision", "decision_day")
    for name, name_en, department, due, decision, decided in zip(*(found[one] for one in names), strict=True):
        until = due.date()
        subjects = _subjects(after, str(decision), decided)
        own, english = called.get(department, (str(department), ""))
        late = max(0, (day - until).days)
        yield DueAssignment(
            name=str(name),
            name_en=str(name_en),
            department=own,
            department_en=english,
            due=until,
            late=late,
            codes=subjects,
        )


def _keys(rows: pd.DataFrame) -> list[tuple[str, pd.Timestamp]]:
    return list(zip(rows["number"].astype(str), rows["day"], strict=True))


def _subjects(dataset: Dataset, number: str, day: pd.Timestamp) -> tuple[str, ...]:
    rows = dataset.decision_subjects
    return tuple(map(str, rows.loc[(rows["number"] == number) & (rows["day"] == day), "code"]))
