"""What a goal workbook states of the plan, also where it has errors: for the rules of `in_force`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi.model import CellRef, GoalBook, Indicator, Suspension, TargetChange


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFields:
    """Indicators without problems of their own, decided changes, suspensions.

    unread     codes of rows of «Показники» that have problems of their own
    columns, years  which columns «Показники» has: what has none is not stated
    target_cells   the cell of «Ціль РРРР», by the code of the indicator and the year
    department_at, also_under_at   the cells of the department and of further goals, by the code of the indicator
    """

    goal: str
    edition: str = ""
    indicators: tuple[Indicator, ...] = ()
    changes: tuple[TargetChange, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    unread: tuple[str, ...] = ()
    columns: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    target_cells: Mapping[tuple[str, int], CellRef] = field(default_factory=dict)
    department_at: Mapping[str, CellRef] = field(default_factory=dict)
    also_under_at: Mapping[str, CellRef] = field(default_factory=dict)

    @classmethod
    def of(cls, book: GoalBook) -> "StatedFields":
        """What a book states, at the cells of its indicators."""
        return cls(
            goal=book.goal,
            edition=book.edition,
            indicators=book.indicators,
            changes=book.target_changes,
            suspensions=book.suspensions,
        )

    def target_at(self, indicator: Indicator, year: int) -> CellRef | None:
        """The cell of a target, that of its indicator where there is none."""
        return self.target_cells.get((indicator.code, year), indicator.cell)
