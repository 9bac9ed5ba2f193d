"""Who has not reported: by department what is awaited, since when, whom to ask, what was sent last; for editors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from kpi.access import Right
from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import extensions
from kpi.model import Account, Level, Period, code_sort_key
from kpi.model.contact import addresses, plain_address
from kpi.services.publishing.editions import present_edition
from kpi.services.publishing.permissions import ForbiddenError, require_right
from kpi.services.publishing.preview import standing_dataset
from kpi.services.reminders.due import chased_reports
from kpi.services.reminders.working_days import Workdays
from kpi.services.reporting.former_edition import former_dataset, former_edition
from kpi.store import Store
from kpi.store.people import letters
from kpi.store.people.reminders import Reminders


@dataclass(frozen=True, slots=True, kw_only=True)
class ChasedReport:
    """A report that has not come.

    deadline  None where the plan names no term
    late      working days since the deadline; 0 where it has not passed
    extended  why the term was extended, "" where it was not
    """

    code: str
    name: str
    name_en: str
    goal: str
    goal_name: str
    goal_name_en: str
    period: Period
    deadline: date | None
    late: int
    extended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChasedDepartment:
    """A department with what it has not reported, the longest overdue first.

    code        of «Підрозділи», or the name itself where that has no row
    contact     as the plan has it; `addresses` those of e-mail in it
    second      the address that is told after the fifth working day, "" where none is kept
    last_letter when it was last sent one
    edition     the former edition that the reports are of, "" of the one in force
    """

    code: str
    name: str
    name_en: str
    contact: str
    addresses: tuple[str, ...]
    second: str
    last_letter: datetime | None
    reports: tuple[ChasedReport, ...]
    edition: str = ""

    @property
    def overdue(self) -> int:
        return sum(report.late > 0 for report in self.reports)


def chase_list(account: Account | None, day: date, days: Workdays, *, store: Store) -> tuple[ChasedDepartment, ...]:
    """The departments that have not reported something of a period that has ended, the latest first.

    Those of the former edition, as long as it is asked for, stand after those of the one in force.
    """
    require_right(account, Right.REPORTING)
    with store.reading() as connection:
        dataset = standing_dataset(connection, store, date.max, present_edition(connection, store, day) or "")
        former = former_edition(connection, store, day)
        before = None if former is None else former_dataset(connection, store, former)
        second = letters.escalations(connection, store.community)
        asked = [(one, named) for one, named in ((dataset, ""), (before, former.edition if former else "")) if one]
        told = [
            _Told(second, Reminders(store.community, one.strategy.edition).last_letters(connection)) for one, _ in asked
        ]
    return tuple(
        department
        for (one, named), letters_sent in zip(asked, told, strict=True)
        for department in _chased(one, named, day, days, letters_sent)
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """By department: whom its silence is told, when it was last sent a letter."""

    second: Mapping[str, str]
    sent: Mapping[str, datetime]


def _chased(dataset: Dataset, edition: str, day: date, days: Workdays, told: _Told) -> tuple[ChasedDepartment, ...]:
    waiting = chased_reports(dataset, day, days)
    known = {str(row["code"]): row for row in dataset.departments.to_dict("records")}
    describe = _Names(dataset, day, days)
    found = []
    for code, rows in waiting.groupby("department", sort=False):
        row: Mapping[object, object] = known.get(str(code), {})
        contact = str(row.get("contact", ""))
        found.append(
            ChasedDepartment(
                code=str(code),
                name=str(row.get("name", code)),
                name_en=str(row.get("name_en", "")),
                contact=contact,
                addresses=addresses(contact),
                second=told.second.get(str(code), ""),
                last_letter=told.sent.get(str(code)),
                reports=describe.reports(rows),
                edition=edition,
            )
        )
    return tuple(sorted(found, key=lambda one: (-max(r.late for r in one.reports), one.name)))


class _Names:
    """Names of indicators and goals, looked up once."""

    def __init__(self, dataset: Dataset, day: date, days: Workdays) -> None:
        self._day, self._days, self._fiscal_year = day, days, dataset.strategy.fiscal_year
        self._indicators = {str(row["code"]): row for row in dataset.indicators.to_dict("records")}
        goals = dataset.nodes[dataset.nodes["level"] == Level.OPERATIONAL_GOAL]
        names = zip(goals["name"].astype(str), goals["name_en"].astype(str), strict=True)
        self._goals = dict(zip(goals["code"].astype(str), names, strict=True))
        self._extensions = extensions(dataset)

    def reports(self, rows: pd.DataFrame) -> tuple[ChasedReport, ...]:
        columns = (rows[name].tolist() for name in ("code", "end", "span_months", "deadline"))
        found = [self._report(*values) for values in zip(*columns, strict=True)]
        return tuple(sorted(found, key=lambda one: (-one.late, one.deadline or date.max, code_sort_key(one.code))))

    def _report(self, code: str, end: int, span: int, deadline: pd.Timestamp) -> ChasedReport:
        row, granted = self._indicators[code], self._extensions.get((code, int(end)))
        goal_name, goal_name_en = self._goals.get(str(row["goal"]), ("", ""))
        due = None if pd.isna(deadline) else deadline.date()
        return ChasedReport(
            code=code,
            name=str(row["name"]),
            name_en=str(row["name_en"]),
            goal=str(row["goal"]),
            goal_name=goal_name,
            goal_name_en=goal_name_en,
            period=self._fiscal_year.ending(int(end), int(span)),
            deadline=due,
            late=self._days.between(due, self._day) if due else 0,
            extended=granted.reason if granted else "",
        )


def set_second_address(account: Account | None, department: str, address: str, *, now: datetime, store: Store) -> None:
    """Keep whom a department's silence is told, "" for nobody; for administrators. ForbiddenError for no address."""
    known = require_right(account, Right.SETTINGS)
    written = address.strip()
    if written and plain_address(written) is None:
        raise ForbiddenError("no_address")
    with store.writing() as connection:
        letters.set_escalation(
            connection, store.community, department, plain_address(written) or "", by=known.login, now=now
        )
