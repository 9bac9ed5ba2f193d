"""Changes: what moved between two releases, what was corrected (the rows are of kpi.views.changes.comparison_text)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kpi.model import Level
from kpi.text import Text
from kpi.views.changes.comparison import Comparison, within
from kpi.views.changes.comparison_text import (
    AddedOrRemovedRow,
    ComparisonText,
    CorrectionRow,
    DefinitionRow,
    GapRow,
    MoveRow,
    SuspensionRow,
    TargetRow,
    finding,
)
from kpi.views.changes.deeds import Deed, deeds
from kpi.views.common.board import Board
from kpi.views.common.change_direction import StatusChangeKind
from kpi.views.common.localized_name import LocalizedName
from kpi.views.council.session_days import SessionDay

#: the page's groups of statuses that moved; None = neither better nor worse
GROUPS = (*StatusChangeKind, None)


@dataclass(frozen=True, slots=True)
class ChangesFilter:
    """Which part of the plan is compared: codes of a sector and of a department, "" = all."""

    sector: str = ""
    department: str = ""


NO_FILTER = ChangesFilter()


@dataclass(frozen=True, slots=True)
class FormerReleases:
    """The releases of the edition before, the latest first; `words` of the edition: «2022–2026»."""

    words: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the form offers: days of releases, the latest first, and what is chosen of them.

    former  of the edition before, which may be compared with them; None where there is none
    later   the one of the edition after that is compared; None else
    sessions  of the council, the last one first; `since` the day of the one that is asked for
    stood   which release a day of the address means that is not a release's own
    """

    releases: tuple[date, ...]
    old: date | None = None
    new: date | None = None
    chosen: ChangesFilter = NO_FILTER
    sectors: tuple[LocalizedName, ...] = ()
    departments: tuple[LocalizedName, ...] = ()
    former: FormerReleases | None = None
    later: FormerReleases | None = None
    sessions: tuple[SessionDay, ...] = ()
    since: date | None = None
    stood: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there are two releases to choose."""
        return len(self.releases) > 1 or self.former is not None


@dataclass(frozen=True, slots=True)
class MoveGroup:
    title: str
    rows: tuple[MoveRow, ...]


@dataclass(frozen=True, slots=True)
class GoalValues:
    """How many new values a goal's indicators have, and how many of them have any."""

    name: LocalizedName
    values: int
    indicators: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseChanges:
    """The page. Lists that are empty are left out of it; `nothing` where all of them are."""

    title: str
    lede: str
    choice: Choice
    nothing: str
    groups: tuple[MoveGroup, ...]
    corrections: tuple[CorrectionRow, ...]
    targets: tuple[TargetRow, ...]
    filled: tuple[GapRow, ...]
    opened: tuple[GapRow, ...]
    suspensions: tuple[SuspensionRow, ...]
    values: tuple[GoalValues, ...]
    fields: tuple[DefinitionRow, ...]
    added: tuple[AddedOrRemovedRow, ...]
    dropped: tuple[AddedOrRemovedRow, ...]
    deeds: tuple[Deed, ...] = ()


def build(between: ComparisonText, releases: tuple[date, ...], chosen: ChangesFilter = NO_FILTER) -> ReleaseChanges:
    """The page of a comparison; `releases` are those that may be chosen, the latest first.

    A sector or a department that the later release does not have is ignored.
    """
    choice = _choice(between.new, releases, between.comparison, chosen)
    part = narrowed(between, choice.chosen)
    found, text = part.comparison, part.text
    done = deeds(part.old, part.new, None if choice.chosen == NO_FILTER else _about(found))
    return ReleaseChanges(
        title=finding(found, text),
        lede=_lede(found, text, _named(choice)),
        choice=choice,
        nothing=text.say("changes.nothing" if found.empty and not done else "changes.moves.none")
        if not found.moves
        else "",
        groups=_groups(part),
        corrections=tuple(map(part.correction, found.corrections)),
        targets=tuple(map(part.target, found.target_changes)),
        filled=tuple(map(part.gap, found.filled)),
        opened=tuple(map(part.gap, found.opened)),
        suspensions=tuple(map(part.suspension, found.suspensions)),
        values=_values(part),
        fields=tuple(map(part.field, found.redefinitions)),
        added=tuple(part.listed(one, linked=True) for one in found.added),
        dropped=tuple(part.listed(one, linked=False) for one in found.dropped),
        deeds=done,
    )


def _about(found: Comparison) -> set[str]:
    """The indicators of a part of the plan, and their goals."""
    return {*found.stands, *found.goals.values()}


def narrowed(between: ComparisonText, chosen: ChangesFilter) -> ComparisonText:
    """The comparison of the chosen sector's or department's indicators and goals alone."""
    if chosen == NO_FILTER:
        return between
    codes: set[str] = set()
    for board in (between.old, between.new):
        rows = [
            row
            for row in board.rows
            if chosen.department in ("", row.department.code)
            and chosen.sector in ("", getattr(board.sector_of(row), "code", ""))
        ]
        codes |= {row.code for row in rows}
        if not chosen.department:
            codes |= _below(board, chosen.sector)
    return replace(between, comparison=within(between.comparison, codes))


def _below(board: Board, sector: str) -> set[str]:
    """Codes of a sector and of all its goals."""
    strategic = [node.code for node in board.below(Level.STRATEGIC_GOAL, sector)]
    operational = [goal.code for code in strategic for goal in board.below(Level.OPERATIONAL_GOAL, code)]
    return {sector, *strategic, *operational}


def _choice(board: Board, releases: tuple[date, ...], comparison: Comparison, chosen: ChangesFilter) -> Choice:
    sectors = tuple(node.name for node in board.level(Level.SECTOR))
    known = {row.department.code: row.department for row in board.rows if row.department.code}
    departments = tuple(sorted(known.values(), key=lambda department: department.name.casefold()))
    kept = ChangesFilter(
        chosen.sector if chosen.sector in {sector.code for sector in sectors} else "",
        chosen.department if chosen.department in known else "",
    )
    return Choice(
        releases=releases, old=comparison.old, new=comparison.new, chosen=kept, sectors=sectors, departments=departments
    )


def _named(choice: Choice) -> str:
    """«сектор, підрозділ» that the comparison is narrowed to, "" where to none."""
    sectors = [one.name for one in choice.sectors if one.code == choice.chosen.sector]
    return ", ".join([*sectors, *(one.name for one in choice.departments if one.code == choice.chosen.department)])


def _lede(comparison: Comparison, text: Text, only: str) -> str:
    was, now = comparison.old_counts, comparison.new_counts
    days = {"old": text.date(comparison.old_as_of), "new": text.date(comparison.new_as_of)}
    judged = text.count("rows.judged", now.judged)
    numbers = {"on_plan": now.on_plan, "judged": judged, "was_on_plan": was.on_plan, "was_judged": was.judged}
    sentences = [text.say("changes.lede.within", what=only)] if only else []
    sentences.append(text.say("changes.lede.as_of", **days))
    sentences.append(text.say("changes.lede.judged", **numbers))
    values = sum(comparison.new_values.values())
    sentences.append(text.count("changes.lede.values", values) if values else text.say("changes.lede.no_values"))
    if comparison.corrections:
        sentences.append(text.count("changes.lede.corrections", len(comparison.corrections)))
    return " ".join(sentences)


def _groups(part: ComparisonText) -> tuple[MoveGroup, ...]:
    rows = [(move.kind, part.move(move)) for move in part.comparison.moves]
    titles: Mapping[StatusChangeKind | None, str] = {
        kind: part.text.say(f"changes.moves.{kind or 'other'}") for kind in GROUPS
    }
    found = (MoveGroup(titles[kind], tuple(row for of, row in rows if of is kind)) for kind in GROUPS)
    return tuple(group for group in found if group.rows)


def _values(part: ComparisonText) -> tuple[GoalValues, ...]:
    """In the order of the goal tree."""
    values, indicators = Counter[str](), Counter[str]()
    for code, n in part.comparison.new_values.items():
        goal = part.comparison.goals[code]
        values[goal] += n
        indicators[goal] += 1
    order = [node.code for board in (part.new, part.old) for node in board.level(Level.OPERATIONAL_GOAL)]
    return tuple(
        GoalValues(part.node(Level.OPERATIONAL_GOAL, goal), values[goal], indicators[goal])
        for goal in dict.fromkeys([*order, *values])
        if values[goal]
    )
