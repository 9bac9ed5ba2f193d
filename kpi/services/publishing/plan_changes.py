"""What a plan workbook changes besides indicators: parameters, departments, sectors and goals."""

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


@dataclass(frozen=True, slots=True)
class DepartmentDifference:
    """A department that comes, goes, or is named or reached otherwise."""

    kind: ChangeKind
    code: str
    name: str


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
        yield DepartmentDifference(kind_of(row, before), str(row["code"]), str(row["name"]))


def node_moves(pairs: Iterable[Pair]) -> Iterator[NodeDifference]:
    for row, before in pairs:
        yield NodeDifference(kind_of(row, before), Level(str(row["level"])), str(row["code"]), str(row["name"]))
