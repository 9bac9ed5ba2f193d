"""Values of periods that have not ended, and the due periods that the same indicators still owe."""

from dataclasses import dataclass
from datetime import date

from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import due_reports
from kpi.model import Period
from kpi.services.publishing.differences.changes import Changes
from kpi.services.publishing.differences.facts import ValueChange
from kpi.services.publishing.differences.plan_changes import ChangeKind


@dataclass(frozen=True, slots=True)
class AwaitedPeriod:
    """The last period of an indicator that has ended and has no report."""

    code: str
    period: Period


def early_values(found: Changes, today: date) -> tuple[ValueChange, ...]:
    """Values that are sent for a period that goes on."""
    return tuple(
        value
        for value in found.values
        if value.new is not None and value.kind is not ChangeKind.REMOVED and value.period.end_date > today
    )


def awaited_periods(after: Dataset, today: date) -> tuple[AwaitedPeriod, ...]:
    """Of every indicator the last period that is due and has no report after the publication (`due_reports`)."""
    fiscal, last = after.strategy.fiscal_year, due_reports(after, today).drop_duplicates("code", keep="last")
    rows = zip(*(last[name].tolist() for name in ("code", "end", "span_months")), strict=True)
    return tuple(AwaitedPeriod(code, fiscal.ending(end, span)) for code, end, span in rows)
