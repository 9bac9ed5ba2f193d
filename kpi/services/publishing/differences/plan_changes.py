"""What a plan workbook changes besides indicators: parameters, departments, who answers for what, sectors and goals."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kpi.model import Level
from kpi.store import schema
from kpi.store.rows import Row

Pair = tuple[Row, Row | None]


class ChangeKind(StrEnum):
    NEW = "new"
    REVISED = "revised"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ParameterDifference:
    """A parameter of «Стратегія»; `name` is its column in the store, `old` None where the plan is new."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentDifference:
    """A department that comes, goes, or is named or reached otherwise.

    old_name, old_contact  as they stood before; "" of one that is new
    successor              code of the department that one which goes is merged into
    """

    kind: ChangeKind
    code: str
    name: str
    contact: str
    old_name: str = ""
    old_contact: str = ""
    successor: str = ""

    @property
    def renamed(self) -> bool:
        return self.kind is ChangeKind.REVISED and self.name != self.old_name

    @property
    def reached_otherwise(self) -> bool:
        return self.kind is not ChangeKind.REMOVED and self.contact != self.old_contact


@dataclass(frozen=True, slots=True)
class ResponsibilityChange:
    """A goal or, with `level` None, an indicator that another department answers for: codes before and after."""

    level: Level | None
    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NodeDifference:
    """A sector or goal of the plan that comes, goes or is worded anew."""

    kind: ChangeKind
    level: Level
    code: str
    name: str


def kind_of(row: Row, before: Row | None) -> ChangeKind:
    """What happens to a row."""
    if row.get("removed"):
        return ChangeKind.REMOVED
    return ChangeKind.NEW if before is None else ChangeKind.REVISED


def parameter_moves(pairs: Iterable[Pair]) -> Iterator[ParameterDifference]:
    """Without those of a plan that is new as a whole."""
    for row, before in pairs:
        if before is not None:
            for name in schema.STRATEGY.content:
                if row[name] != before[name]:
                    yield ParameterDifference(name, before[name], row[name])


def department_moves(pairs: Iterable[Pair]) -> Iterator[DepartmentDifference]:
    for row, before in pairs:
        former = {} if before is None else {f"old_{name}": str(before[name]) for name in ("name", "contact")}
        values = {name: str(row[name]) for name in ("code", "name", "contact", "successor")}
        yield DepartmentDifference(kind=kind_of(row, before), **values, **former)


def responsibility_moves(nodes: Iterable[Pair], indicators: Iterable[Pair]) -> Iterator[ResponsibilityChange]:
    """Of goals and indicators that were there before and stay."""
    for pairs, leveled in ((nodes, True), (indicators, False)):
        for row, before in pairs:
            if kind_of(row, before) is ChangeKind.REVISED and before and row["department"] != before["department"]:
                level = Level(str(row["level"])) if leveled else None
                yield ResponsibilityChange(level, str(row["code"]), str(before["department"]), str(row["department"]))


def node_moves(pairs: Iterable[Pair]) -> Iterator[NodeDifference]:
    """Without goals of which nothing but the department changes."""
    names = [name for name in schema.NODE.content if name != "department"]
    for row, before in pairs:
        kind = kind_of(row, before)
        if kind is not ChangeKind.REVISED or before is None or any(row[name] != before[name] for name in names):
            yield NodeDifference(kind, Level(str(row["level"])), str(row["code"]), str(row["name"]))
