"""Which reports may come later than before, told row by row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from kpi.model import FiscalYear, Period
from kpi.services.publishing.differences.plan_changes import ChangeKind, Pair, kind_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionDifference:
    """A report whose deadline becomes a later one; removed where the plan's own deadline stands again."""

    kind: ChangeKind
    code: str
    period: Period
    deadline: date
    reason: str


def extension_moves(pairs: Iterable[Pair], fiscal_year: FiscalYear) -> Iterator[ExtensionDifference]:
    """A difference for each row."""
    for row, before in pairs:
        yield ExtensionDifference(
            kind=kind_of(row, before),
            code=str(row["code"]),
            period=fiscal_year.ending(int(str(row["end"])), int(str(row["span_months"]))),
            deadline=cast("date", row["deadline"]),
            reason=str(row["reason"]),
        )
