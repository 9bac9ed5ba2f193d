"""A problem of a workbook is place + problem + cure with a stable code; the sentence is made at the edge (kpi.text)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from kpi.model.enums import Severity


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell as the person sees it in Excel: sheet title and address such as «E8»."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


#: what a field of the plan may hold
PlanValue = str | int | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDifference:
    """What a workbook states of the plan otherwise than it is in force.

    field   a field of `Indicator`; "target" with its year; "indicator", "unread", "suspension" or "decision" of a row
    stated  in the workbook; `in_force` None where the plan has no such row
    """

    code: str
    field: str
    stated: PlanValue
    in_force: PlanValue
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of one workbook.

    code      stable name, documented in docs/workbook.md
    severity  error blocks, remark asks
    sheet, cell  None where the problem is of the whole file (or sheet)
    found     what stands there, as text, at most 200 characters
    values    what the sentences of kpi/text/words/problems.toml need, by name
    differences  of a workbook whose plan is not taken
    """

    code: str
    severity: Severity
    sheet: str | None = None
    cell: str | None = None
    found: str | None = None
    values: Mapping[str, str | int | float] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    differences: tuple[PlanDifference, ...] = ()
