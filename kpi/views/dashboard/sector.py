"""One sector on the dashboard: its goals against the plan, its statuses by quarter, the sectors beside one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.model import Status
from kpi.views.common.board import Node
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.series import GoalLines
from kpi.views.dashboard.overview import HeatMap, heat_map
from kpi.views.dashboard.selection import Selection
from kpi.views.dashboard.statuses import StatusHistory, status_history
from kpi.views.public.sector import goals_against_plan, headline


@dataclass(frozen=True, slots=True, kw_only=True)
class RollupRow:
    """A goal or sector as it stands: shares of the way 0..1 or None, and its indicators in words."""

    name: LocalizedName
    status: Status | None
    status_words: str
    progress: float | None
    expected: float | None
    coverage: str
    on_plan: int
    judged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorPage:
    """The page of one sector."""

    name: LocalizedName
    headline: str
    lines: GoalLines
    goals: tuple[RollupRow, ...]
    history: StatusHistory | None
    heat: HeatMap | None
    sectors: tuple[RollupRow, ...]
    sectors_title: str


def build(shown: Selection, code: str) -> SectorPage | None:
    """The page of the sector with this code among the shown ones; None where it is not shown."""
    sectors = shown.sectors()
    node = next((one for one in sectors if one.code == code), None)
    if node is None:
        return None
    goals = shown.goals(code)
    return SectorPage(
        name=node.name,
        headline=headline(shown.text, node),
        lines=goals_against_plan(shown.board, goals),
        goals=rollup_rows(shown, goals),
        history=status_history(shown.board, node.rows),
        heat=heat_map(shown, code),
        sectors=rollup_rows(shown, sectors),
        sectors_title=_beside(shown, sectors),
    )


def rollup_rows(shown: Selection, nodes: Sequence[Node]) -> tuple[RollupRow, ...]:
    """Goals or sectors with their roll-up (METHOD 4); P, E and coverage are of all their indicators."""
    text = shown.text
    return tuple(
        RollupRow(
            name=node.name,
            status=node.rollup.status if node.rollup else None,
            status_words=text.say(f"status.{node.rollup.status}") if node.rollup else "—",
            progress=node.rollup.progress if node.rollup else None,
            expected=node.rollup.expected if node.rollup else None,
            coverage=node.rollup.coverage if node.rollup else "",
            on_plan=node.counts.on_plan,
            judged=node.counts.judged,
        )
        for node in nodes
    )


def _beside(shown: Selection, sectors: Sequence[Node]) -> str:
    """Which sector has come farthest on its way, and which least."""
    text = shown.text
    known = [(n.rollup.progress, n.name.name) for n in sectors if n.rollup and n.rollup.progress is not None]
    if len(known) < 2:
        return text.say("dashboard.sector.beside")
    (least, last), (most, first) = min(known), max(known)
    if text.percent(least) == text.percent(most):
        return text.say("dashboard.sector.beside")
    return text.say(
        "dashboard.sector.beside_finding", first=first, most=text.percent(most), last=last, least=text.percent(least)
    )
