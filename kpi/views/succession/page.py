"""«Що стало з цілями»: every goal and indicator of an edition, what the next one made of it; and the way back."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kpi.model import Level
from kpi.text import Text
from kpi.text.editions import edition_words
from kpi.views.common.board import Board, Node
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.page_frame import release_day
from kpi.views.list_pages import ListPages
from kpi.views.succession.crosswalk import Crosswalk, CrosswalkItem, FateLink, GoalFate, ItemKey, fate_of

#: goals of a page, and of a crosswalk that is not divided: each has its indicators, and most stand in both directions
GOALS, WHOLE_GOALS = 60, 160


@dataclass(frozen=True, slots=True)
class FateRow:
    """A goal or an indicator and what the crosswalk says of it; `links` () where it says nothing."""

    item: CrosswalkItem
    links: tuple[FateLink, ...]

    @property
    def fate(self) -> GoalFate:
        return fate_of(self.links)


@dataclass(frozen=True, slots=True)
class SectorFates:
    """A sector's goals, each strategic one before its operational ones, and its indicators; `name` None: no sector.

    counts  how many of the indicators are of each goal, in its order
    """

    name: LocalizedName | None
    goals: tuple[FateRow, ...]
    indicators: tuple[FateRow, ...]
    counts: tuple[int, ...]

    def cut(self, first: int, last: int) -> "SectorFates":
        """Some of its goals with their indicators: from place `first` until before `last`, counted from 0."""
        start, end = sum(self.counts[:first]), sum(self.counts[:last])
        return SectorFates(self.name, self.goals[first:last], self.indicators[start:end], self.counts[first:last])


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionView:
    """The page, in the order it says it.

    old, new       the editions in words: «2022–2026»
    counts         «Оперативні цілі: збережено 12, об’єднано 3.» and the same of the indicators
    after, before  what became of the old edition by its sectors; where the new one comes from by its own: as far as
                   it stands on this page
    pages          the goals of both directions after one another
    """

    title: str
    lede: str
    counts: tuple[str, ...]
    old: str
    new: str
    after: tuple[SectorFates, ...]
    before: tuple[SectorFates, ...]
    pages: ListPages


def pages_of(crosswalk: Crosswalk, asked: int = 1) -> ListPages:
    """The page asked for of the goals of both editions."""
    return ListPages.of(len(_in_order(crosswalk.old)) + len(_in_order(crosswalk.new)), asked, GOALS, WHOLE_GOALS)


def build(crosswalk: Crosswalk, asked: int = 1) -> SuccessionView:
    """The page between two editions; of many goals the part that is asked for, counted from 1."""
    text = crosswalk.text
    old, new = (edition_words(board.survey.dataset.strategy, text) for board in (crosswalk.old, crosswalk.new))
    after = _sectors(crosswalk.old, crosswalk.old_item, crosswalk.after)
    goals = _rows(after, Level.OPERATIONAL_GOAL)
    kept = sum(row.fate in {GoalFate.KEPT, GoalFate.RENAMED} for row in goals)
    before = _sectors(crosswalk.new, crosswalk.new_item, crosswalk.before)
    pages = pages_of(crosswalk, asked)
    first, last = pages.span
    shown, passed = _cut(after, first - 1, last)
    return SuccessionView(
        title=text.count("succession.title", len(goals), kept=kept, old=old),
        lede=_lede(crosswalk, old, new),
        counts=_counts(after, before, text),
        old=old,
        new=new,
        after=shown,
        before=_cut(before, max(first - 1 - passed, 0), last - passed)[0],
        pages=pages,
    )


def _cut(sectors: tuple[SectorFates, ...], first: int, last: int) -> tuple[tuple[SectorFates, ...], int]:
    """What stands between two places of all goals, counted from 0; and how many goals there are."""
    found, passed = [], 0
    for one in sectors:
        part = one.cut(max(first - passed, 0), max(last - passed, 0))
        passed += len(one.goals)
        found += [part] if part.goals else []
    return tuple(found), passed


def _lede(crosswalk: Crosswalk, old: str, new: str) -> str:
    text, survey = crosswalk.text, crosswalk.old.survey
    days = {"as_of": text.date(survey.now.as_of), "day": text.date(release_day(crosswalk.new.survey))}
    return text.say("succession.lede", old=old, new=new, **days)


def _counts(after: tuple[SectorFates, ...], before: tuple[SectorFates, ...], text: Text) -> tuple[str, ...]:
    """Of both levels what became of the old, and how many of the new are said to be new."""
    found = []
    for level, key in ((Level.OPERATIONAL_GOAL, "goals"), (None, "indicators")):
        counted = Counter(row.fate for row in _rows(after, level))
        counted[GoalFate.NEW] = sum(row.fate is GoalFate.NEW for row in _rows(before, level))
        said = [text.say(f"succession.counted.{fate}", n=counted[fate]) for fate in _ORDER if counted[fate]]
        if said:
            found.append(text.say(f"succession.counts.{key}", counted=", ".join(said)))
    return tuple(found)


_ORDER = (
    GoalFate.KEPT,
    GoalFate.RENAMED,
    GoalFate.MERGED,
    GoalFate.SPLIT,
    GoalFate.DROPPED,
    GoalFate.UNSAID,
    GoalFate.NEW,
)


def _rows(sectors: Iterable[SectorFates], level: Level | None) -> list[FateRow]:
    return [row for one in sectors for row in (*one.goals, *one.indicators) if row.item.level is level]


def _sectors(
    board: Board, item: Callable[[ItemKey], CrosswalkItem | None], said: Callable[[ItemKey], tuple[FateLink, ...]]
) -> tuple[SectorFates, ...]:
    """By the sectors of an edition, what lies in none of them last; empty ones are left out."""

    def rows(keys: Iterable[ItemKey]) -> tuple[FateRow, ...]:
        return tuple(FateRow(found, said(key)) for key in keys if (found := item(key)) is not None)

    goals: dict[str, list[ItemKey]] = {code: [] for code in (*(node.code for node in board.level(Level.SECTOR)), "")}
    indicators: dict[str, list[ItemKey]] = {code: [] for code in goals}
    counts: dict[str, list[int]] = {code: [] for code in goals}
    for node in _in_order(board):
        sector = _sector(board, node)
        goals[sector].append((node.level, node.code))
        own = [(None, row.code) for row in node.rows] if node.level is Level.OPERATIONAL_GOAL else []
        indicators[sector] += own
        counts[sector].append(len(own))
    names = {node.code: node.name for node in board.level(Level.SECTOR)}
    found = (
        SectorFates(names.get(code), rows(goals[code]), rows(indicators[code]), tuple(counts[code])) for code in goals
    )
    return tuple(one for one in found if one.goals)


def _in_order(board: Board) -> list[Node]:
    """Every strategic goal before its operational ones, then those that have none."""
    listed: list[Node] = []
    for strategic in board.level(Level.STRATEGIC_GOAL):
        listed += [strategic, *board.below(Level.OPERATIONAL_GOAL, strategic.code)]
    return [*listed, *(node for node in board.level(Level.OPERATIONAL_GOAL) if node not in listed)]


def _sector(board: Board, node: Node) -> str:
    """The code of a goal's sector, "" where it lies in none."""
    if node.level is Level.OPERATIONAL_GOAL:
        strategic = board.node(Level.STRATEGIC_GOAL, node.parent)
        return _sector(board, strategic) if strategic is not None else ""
    return node.parent if board.node(Level.SECTOR, node.parent) is not None else ""
