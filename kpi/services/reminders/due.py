"""Who is reminded of what on a day: pure, from a dataset; what has been sent before is left out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import (
    awaited_periods,
    deadlines,
    departments_of,
    due_reports,
    reported_periods,
    suspended_on,
)
from kpi.model import FiscalYear, Level, Period, Visibility, code_sort_key
from kpi.model.contact import addresses
from kpi.services.reminders.schedule import ReminderStep, step_mark, step_on
from kpi.services.reminders.working_days import Workdays

#: how the mark of a letter begins that an editor has sent
_BY_HAND = "chase_"


@dataclass(frozen=True, slots=True, order=True)
class ReminderKey:
    """What is reminded of once: a step about a department's values of a period due on a day.

    deadline  the period's last day where the plan names no term
    step  `step_mark` of a `ReminderStep`, or of a letter that an editor sent by hand
    """

    department: str
    period: str
    deadline: date
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueValue:
    """A value that is awaited; `deadline` None where the plan names no term. Names in English are "" without one."""

    code: str
    name: str
    name_en: str
    unit: str
    unit_en: str
    goal: str
    goal_name: str
    goal_name_en: str
    period: Period
    deadline: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One deadline's part of a letter; None of what an editor asks for by hand where the plan names no term.

    restricted  counts awaited values that a letter must not name
    mark        what it is known by once it is sent
    passed_over whether later reports of the same indicators have come: the site does not mark them as late
    """

    step: ReminderStep
    deadline: date | None
    periods: tuple[Period, ...]
    items: tuple[DueValue, ...]
    restricted: int = 0
    mark: str = ""
    passed_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One department's letter.

    contact  e-mail addresses, none where «Контакт» is not one
    notices  what the letter is about, the most urgent first; at least one
    earlier  values of earlier deadlines that are still awaited
    earlier_restricted  of how many more indicators a letter must not name them
    """

    department: str
    name: str
    contact: tuple[str, ...]
    notices: tuple[Notice, ...]
    earlier: tuple[DueValue, ...] = ()
    earlier_restricted: int = 0

    @property
    def by_hand(self) -> bool:
        """Whether an editor sends it, not the schedule."""
        return any(notice.mark.startswith(_BY_HAND) for notice in self.notices)

    @property
    def keys(self) -> tuple[ReminderKey, ...]:
        return tuple(
            dict.fromkeys(
                ReminderKey(self.department, period.code, notice.deadline or period.end_date, notice.mark)
                for notice in self.notices
                for period in notice.periods
            )
        )

    @property
    def items(self) -> tuple[DueValue, ...]:
        return tuple(item for notice in self.notices for item in notice.items) + self.earlier


def reminders(
    dataset: Dataset, day: date, workdays: Workdays, sent: Collection[ReminderKey] = ()
) -> tuple[Reminder, ...]:
    """The letters of a day in the order of the departments' sheet. Only what is open to the public is named in them."""
    waiting = _waiting(dataset, day, workdays)
    known = {(key.department, key.period, key.deadline, key.step) for key in sent}
    due = (waiting["step"] != "") & ((waiting["step"] != ReminderStep.WEEKLY) | ~waiting["older"])
    fresh = np.array(
        [
            asked and _key(row, dataset.strategy.fiscal_year) not in known
            for asked, row in zip(due, waiting.itertuples(index=False), strict=True)
        ],
        dtype=bool,
    )
    earlier = (waiting["deadline"] < pd.Timestamp(day)) & ~fresh
    earlier &= (waiting["step"] == "") | (waiting["step"] == ReminderStep.WEEKLY)
    return _letters(dataset, waiting[fresh], waiting[earlier])


def chase_letter(dataset: Dataset, department: str, day: date, workdays: Workdays) -> Reminder | None:
    """A letter that an editor sends by hand: all that the department has not reported of periods that have ended."""
    waiting = chased_reports(dataset, day, workdays)
    late = waiting["deadline"] < pd.Timestamp(day)
    step = np.where(late, ReminderStep.WEEKLY.value, ReminderStep.BEFORE_5.value)
    waiting = waiting.assign(step=step, mark=f"{_BY_HAND}{day.isoformat()}")
    mine = waiting[waiting["department"] == department]
    return next(iter(_letters(dataset, mine[~mine["older"]], mine[mine["older"]])), None)


def chased_reports(dataset: Dataset, day: date, workdays: Workdays) -> pd.DataFrame:
    """`_waiting` of periods that have ended: what is due (`due_reports`)."""
    waiting = _waiting(dataset, day, workdays)
    return waiting[waiting["end"] <= dataset.strategy.fiscal_year.completed(day)].reset_index(drop=True)


def due_values(dataset: Dataset, day: date, workdays: Workdays) -> dict[str, tuple[DueValue, ...]]:
    """By department what is awaited of periods that have ended; what a letter must not name has no name and unit."""
    waiting = chased_reports(dataset, day, workdays)
    describe = _Describer(dataset)
    return {
        str(department): tuple(describe.item(row) for row in rows.itertuples(index=False))
        for department, rows in waiting.groupby("department", sort=False)
    }


def _letters(dataset: Dataset, fresh: pd.DataFrame, earlier: pd.DataFrame) -> tuple[Reminder, ...]:
    """A letter for each department that has something in `fresh`."""
    describe = _Describer(dataset)
    found = []
    for department, name, contact in _listed(dataset, fresh["department"]):
        mine, before = (rows[rows["department"] == department] for rows in (fresh, earlier))
        if len(mine):
            items = describe.items(before)
            notices = tuple(_notices(mine, describe))
            found.append(
                Reminder(
                    department=department,
                    name=name,
                    contact=addresses(contact),
                    notices=notices,
                    earlier=items,
                    earlier_restricted=before["code"].nunique() - len({item.code for item in items}),
                )
            )
    return tuple(found)


def _waiting(dataset: Dataset, day: date, workdays: Workdays) -> pd.DataFrame:
    """What is due, and what will be after its period's end, with its department, the step in force ("" = none), its
    mark, and whether a later report of the same indicator is late too (`older`) or has come (`passed_over`)."""
    there, due = reported_periods(dataset), deadlines(dataset)
    ahead = due[due["end"] > dataset.strategy.fiscal_year.completed(day)]
    ahead = awaited_periods(ahead[~ahead["code"].isin(suspended_on(dataset, day))], there)
    waiting = pd.concat([due_reports(dataset, day), ahead], ignore_index=True)
    # of what has no term no step is ever in force: nobody is written to unasked
    moments = pd.DatetimeIndex(waiting["deadline"].dropna().unique())
    steps = {moment: step_on(moment.date(), day, workdays) for moment in moments}
    marks = {moment: step_mark(step, day) if step else "" for moment, step in steps.items()}
    last = waiting["code"].map(there.groupby("code")["end"].max()).fillna(0)
    late = waiting["deadline"] < pd.Timestamp(day)
    last_late = waiting["code"].map(waiting[late].groupby("code")["end"].max()).fillna(0)
    return waiting.assign(
        department=waiting["code"].map(departments_of(dataset)),
        step=waiting["deadline"].map({moment: step or "" for moment, step in steps.items()}).astype(object).fillna(""),
        mark=waiting["deadline"].map(marks).astype(object).fillna(""),
        older=waiting["end"] < last_late,
        passed_over=waiting["end"] < last,
    )


def _key(row: object, fiscal_year: FiscalYear) -> tuple[str, str, date, str]:
    return row.department, _period(row, fiscal_year).code, row.deadline.date(), row.mark  # type: ignore[attr-defined]


def _day_of(moment: pd.Timestamp) -> date | None:
    return None if pd.isna(moment) else moment.date()


def _period(row: object, fiscal_year: FiscalYear) -> Period:
    return fiscal_year.ending(int(row.end), int(row.span_months))  # type: ignore[attr-defined]


def _listed(dataset: Dataset, named: Iterable[str]) -> list[tuple[str, str, str]]:
    """(code, name, contact) of the departments, those without a row in «Підрозділи» last."""
    frame = dataset.departments
    rows = [
        (str(code), str(name), str(contact))
        for code, name, contact in zip(frame["code"], frame["name"], frame["contact"], strict=True)
    ]
    listed = {code for code, _, _ in rows}
    return rows + [(word, word, "") for word in sorted({str(word) for word in named} - listed)]


def _notices(mine: pd.DataFrame, describe: "_Describer") -> list[Notice]:
    """A notice for each step and deadline: the latest steps first, then the earlier deadlines. What later reports have
    passed over stands apart."""
    latest_first = list(ReminderStep)[::-1]
    found = []
    for _, rows in mine.groupby(["step", "deadline", "passed_over"], sort=False, dropna=False):
        first = rows.iloc[0]
        items = describe.items(rows)
        pairs = rows[["end", "span_months"]].drop_duplicates().sort_values(["end", "span_months"])
        periods = tuple(_period(row, describe.fiscal_year) for row in pairs.itertuples(index=False))
        found.append(
            Notice(
                step=ReminderStep(first["step"]),
                deadline=_day_of(first["deadline"]),
                periods=periods,
                items=items,
                restricted=rows["code"].nunique() - len({item.code for item in items}),
                mark=str(first["mark"]),
                passed_over=bool(first["passed_over"]),
            )
        )
    return sorted(found, key=lambda one: (latest_first.index(one.step), one.passed_over, one.deadline or date.max))


class _Describer:
    """Names of indicators and goals, looked up once; what is not open to the public has none."""

    def __init__(self, dataset: Dataset) -> None:
        self.fiscal_year = dataset.strategy.fiscal_year
        frame = dataset.indicators[dataset.indicators["visibility"] == Visibility.PUBLIC]
        self._indicators = _words(frame, ("name", "name_en", "unit", "unit_en", "goal"))
        self._goals = _words(dataset.nodes[dataset.nodes["level"] == Level.OPERATIONAL_GOAL], ("name", "name_en"))

    def items(self, rows: pd.DataFrame) -> tuple[DueValue, ...]:
        """The nameable rows in the order of their codes."""
        found = [self.item(row) for row in rows.itertuples(index=False) if row.code in self._indicators]
        return tuple(sorted(found, key=lambda item: (code_sort_key(item.code), item.period.end)))

    def item(self, row: object) -> DueValue:
        code = str(row.code)  # type: ignore[attr-defined]
        name, name_en, unit, unit_en, goal = self._indicators.get(code, ("",) * 5)
        goal_name, goal_name_en = self._goals.get(goal, ("", ""))
        return DueValue(
            code=code,
            name=name,
            name_en=name_en,
            unit=unit,
            unit_en=unit_en,
            goal=goal,
            goal_name=goal_name,
            goal_name_en=goal_name_en,
            period=_period(row, self.fiscal_year),
            deadline=_day_of(row.deadline),  # type: ignore[attr-defined]
        )


def _words(frame: pd.DataFrame, columns: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By code what stands in the columns."""
    rows = zip(*(frame[column].astype(str) for column in columns), strict=True)
    return dict(zip(frame["code"].astype(str), rows, strict=True))
