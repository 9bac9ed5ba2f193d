"""What stands, for the form: read once between two releases, so that a typed value is judged without the store."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from kpi.cache import Cache
from kpi.measure.dataset import Dataset, part_of
from kpi.measure.deadlines import asked_by, reported_periods
from kpi.model import Account, CorrectiveAction, FiscalYear, Observation, Period
from kpi.services.publishing.editions import FormerEdition
from kpi.services.publishing.file_check import form_basis, present_until
from kpi.services.publishing.permissions import ResponsibleDepartments, responsible_departments
from kpi.services.publishing.preview import standing_dataset
from kpi.services.reporting.due_periods import due_periods
from kpi.services.reporting.former_edition import former_edition
from kpi.services.reporting.row_measures import Key, RowMeasure
from kpi.store import Store
from kpi.store.write import last_seq
from kpi.workbook.report_form.typed_rows import FormBasis

#: pages of departments whose measures are kept
_PAGES = 16


@dataclass(frozen=True, eq=False, kw_only=True)
class ReportContext:
    """Of one state of the store on one day.

    seq      the last upload of that state
    actions  corrective actions by the indicator's code, the latest period last
    parts    what `part` keeps
    measures of published rows and plans, by the rows that a page has: they change with the release alone
    former   where it is of the edition before the one in force; None of the one in force
    since    the first day of the years of the edition in force, where there is one before it: periods that ended
             before are rows of that one's form
    """

    today: date
    seq: int
    edition: str
    dataset: Dataset
    found: ResponsibleDepartments
    basis: FormBasis
    actions: Mapping[str, tuple[CorrectiveAction, ...]]
    parts: dict[str, Dataset] = field(default_factory=dict)
    measures: Cache[Mapping[Key, RowMeasure]] = field(default_factory=lambda: Cache(_PAGES))
    former: FormerEdition | None = None
    since: date | None = None

    def holds(self, period: Period) -> bool:
        """Whether rows of a period are of this edition's form: codes mean other indicators in the other one."""
        return self.since is None or (period.end_date < self.since) is (self.former is not None)

    @cached_property
    def goals(self) -> Mapping[str, str]:
        """The goal of each indicator, by its code."""
        return {code: goal for code, (goal, _) in self.found.indicators.items()}

    @property
    def fiscal_year(self) -> FiscalYear:
        """The years of the strategy that is reported on."""
        return self.dataset.strategy.fiscal_year

    @property
    def names_projects(self) -> bool:
        """Whether an action names a project of a public register."""
        return bool((self.dataset.actions["dream_id"] != "").any())

    @cached_property
    def due(self) -> Mapping[Key, date | None]:
        """`due_periods` of all indicators."""
        asked = asked_by(self.dataset, self.former.last) if self.former else self.dataset
        return due_periods(asked, self.goals.keys(), self.today)

    @cached_property
    def answered(self) -> frozenset[tuple[str, int]]:
        """The indicators and period ends that have a report."""
        there = reported_periods(self.dataset)
        return frozenset(zip(there["code"].astype(str), there["end"].astype(int), strict=True))

    @cached_property
    def history(self) -> Mapping[str, tuple[Observation, ...]]:
        """The standing totals of each indicator by its code, the latest period last."""
        found: dict[str, list[Observation]] = {}
        for (code, _), one in self.basis.standing.items():
            found.setdefault(code, []).append(one)
        order = {
            code: sorted(rows, key=lambda one: (one.period.end, -one.period.span_months))
            for code, rows in found.items()
        }
        return {code: tuple(rows) for code, rows in order.items()}

    def last_value(self, code: str, before: Period) -> Observation | None:
        """The last value of an indicator that ended before a period did."""
        valued = (one for one in self.history.get(code, ()) if one.value is not None and one.period.end < before.end)
        return max(valued, key=lambda one: one.period.end, default=None)

    def part(self, codes: frozenset[str]) -> Dataset:
        """The dataset of these indicators alone; of a single one kept, for it is asked for with every letter typed."""
        if len(codes) != 1:
            return part_of(self.dataset, codes)
        (code,) = codes
        if code not in self.parts:
            self.parts[code] = part_of(self.dataset, codes)
        return self.parts[code]

    def own(self, account: Account | None) -> frozenset[str]:
        """Codes of the indicators whose rows the account may send in."""
        return frozenset(self.found.own_codes(account))

    def open_actions(self, code: str) -> tuple[CorrectiveAction, ...]:
        """The corrective actions of an indicator of which it has not been said that they are done or dropped."""
        return tuple(one for one in self.actions.get(code, ()) if one.is_open)

    def open_action(self, code: str) -> CorrectiveAction | None:
        """The last of them whose day has not passed."""
        return next((one for one in reversed(self.open_actions(code)) if one.due >= self.today), None)

    def department(self, code: str) -> str:
        """The code of the department that answers for an indicator."""
        return self.found.indicators[code][1]


#: of the last states of the stores
_contexts: Cache[ReportContext] = Cache(4)


def report_context(store: Store, today: date, former: FormerEdition | None = None) -> ReportContext | None:
    """What stands now, of the edition in force or of the former one; None before the first release."""
    with store.reading() as connection:
        seq = last_seq(connection, store.community)
    return None if seq == 0 else _contexts.get((store.name, seq, today, former), lambda: _made(store, today, former))


def _made(store: Store, today: date, former: FormerEdition | None) -> ReportContext:
    with store.reading() as connection:
        until = present_until(connection, store, today, former.edition if former else "")
        other = former or former_edition(connection, store, today)
        dataset = standing_dataset(connection, store, until.published, until.edition)
        if dataset is None:
            raise LookupError(until.edition)
        found = responsible_departments(connection, until)
        codes: Collection[str] = set(found.indicators)
        basis = form_basis(connection, until, codes)
        grouped: dict[str, tuple[CorrectiveAction, ...]] = {}
        for action in basis.actions.values():
            grouped[action.code] = (*grouped.get(action.code, ()), action)
        return ReportContext(
            today=today,
            seq=until.seq,
            edition=until.edition,
            dataset=dataset,
            found=found,
            basis=basis,
            actions=grouped,
            former=former,
            since=other.last + timedelta(days=1) if other else None,
        )
