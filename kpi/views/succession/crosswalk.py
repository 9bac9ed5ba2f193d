"""The crosswalk between two editions in words: what became of a goal or an indicator, where one came from.

Only what the plan of the new edition says; what has no row of its own is `UNSAID`, never guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kpi.model import Level, Status, Succession, SuccessionLink
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.values import records

#: where a code is looked for; None is an indicator
_PLACES = (None, Level.OPERATIONAL_GOAL, Level.STRATEGIC_GOAL, Level.SECTOR)
#: a goal or an indicator within its edition
ItemKey = tuple[Level | None, str]


class GoalFate(StrEnum):
    """What became of something, or how something came to be. In the order in which one of several counts."""

    SPLIT = "split"
    MERGED = "merged"
    KEPT = "kept"
    RENAMED = "renamed"  # kept, and the two editions name it differently
    DROPPED = "dropped"
    NEW = "new"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkItem:
    """A goal, a sector or an indicator (`level` None) of an edition.

    own_name  as the plan writes it, whatever language `name` is in
    status    None of a goal without indicators
    """

    level: Level | None
    name: LocalizedName
    own_name: str
    status: Status | None

    @property
    def key(self) -> ItemKey:
        return self.level, self.name.code


@dataclass(frozen=True, slots=True)
class FateLink:
    """A row of the crosswalk as it is seen from one side; `item` None where the other side is none."""

    fate: GoalFate
    item: CrosswalkItem | None


def fate_of(links: tuple[FateLink, ...]) -> GoalFate:
    """The one word for all rows of an item."""
    return min((link.fate for link in links), key=list(GoalFate).index, default=GoalFate.UNSAID)


@dataclass(frozen=True, eq=False)
class Crosswalk:
    """Two editions as outsiders see them, `old` followed by `new`, in one language."""

    old: Board
    new: Board

    @property
    def text(self) -> Text:
        return self.new.text

    @cached_property
    def _both(self) -> tuple[dict[ItemKey, CrosswalkItem], dict[ItemKey, CrosswalkItem]]:
        return _items(self.old), _items(self.new)

    @cached_property
    def _rows(self) -> tuple[tuple[CrosswalkItem | None, CrosswalkItem | None, GoalFate], ...]:
        """Both sides of every row; a row of which a code is not known here is left out."""
        found = []
        for row in records(self.new.survey.dataset.successions):
            link = SuccessionLink(str(row["previous_code"]), str(row["code"]), Succession(str(row["succession"])))
            sides = self._sides(link)
            if sides is not None:
                found.append((*sides, _fate(link.succession, *sides)))
        return tuple(found)

    def _sides(self, link: SuccessionLink) -> tuple[CrosswalkItem | None, CrosswalkItem | None] | None:
        """The items of a row, of one level where both editions have the codes at it; None where one is not known."""
        old, new = self._both
        codes = link.previous_code, link.code
        for level in _PLACES if all(codes) else ():
            if (level, codes[0]) in old and (level, codes[1]) in new:
                return old[level, codes[0]], new[level, codes[1]]
        sides = _first(old, codes[0]), _first(new, codes[1])
        return None if any(code and side is None for code, side in zip(codes, sides, strict=True)) else sides

    @cached_property
    def _after(self) -> Mapping[ItemKey, tuple[FateLink, ...]]:
        return _grouped((old, FateLink(fate, new)) for old, new, fate in self._rows)

    @cached_property
    def _before(self) -> Mapping[ItemKey, tuple[FateLink, ...]]:
        return _grouped((new, FateLink(fate, old)) for old, new, fate in self._rows)

    def after(self, key: ItemKey) -> tuple[FateLink, ...]:
        """What became of something of the old edition; () where nothing is said of it."""
        return self._after.get(key, ())

    def before(self, key: ItemKey) -> tuple[FateLink, ...]:
        """Where something of the new edition came from; () where nothing is said of it."""
        return self._before.get(key, ())

    def old_item(self, key: ItemKey) -> CrosswalkItem | None:
        return self._both[0].get(key)

    def new_item(self, key: ItemKey) -> CrosswalkItem | None:
        return self._both[1].get(key)


def _items(board: Board) -> dict[ItemKey, CrosswalkItem]:
    own = _own_names(board)
    found = [
        CrosswalkItem(level=None, name=row.name, own_name=own[None, row.code], status=row.status) for row in board.rows
    ]
    for key, node in board.nodes.items():
        status = node.rollup.status if node.rollup is not None and node.counts.total else None
        found.append(CrosswalkItem(level=node.level, name=node.name, own_name=own[key], status=status))
    return {item.key: item for item in found}


def _own_names(board: Board) -> dict[ItemKey, str]:
    """The names as the plan writes them, whatever language the board is in."""
    nodes, indicators = board.survey.dataset.nodes, board.survey.dataset.indicators
    own: dict[ItemKey, str] = {}
    for row in records(indicators[["code", "name"]]):
        own[None, str(row["code"])] = str(row["name"])
    for row in records(nodes[["level", "code", "name"]]):
        own[Level(str(row["level"])), str(row["code"])] = str(row["name"])
    return own


def _first(items: Mapping[ItemKey, CrosswalkItem], code: str) -> CrosswalkItem | None:
    return next((items[level, code] for level in _PLACES if (level, code) in items), None)


def _fate(succession: Succession, old: CrosswalkItem | None, new: CrosswalkItem | None) -> GoalFate:
    fate = GoalFate(succession.value)
    same = old is None or new is None or _folded(old.own_name) == _folded(new.own_name)
    return fate if fate is not GoalFate.KEPT or same else GoalFate.RENAMED


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _grouped(
    pairs: Iterable[tuple[CrosswalkItem | None, FateLink]],
) -> dict[ItemKey, tuple[FateLink, ...]]:
    found: dict[ItemKey, tuple[FateLink, ...]] = {}
    for item, link in pairs:
        if item is not None:
            found[item.key] = (*found.get(item.key, ()), link)
    return found
