"""Sector: how it stands, how its goals moved, every indicator goal by goal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from kpi.measure.results import Survey
from kpi.model import JUDGED, ON_PLAN, Frequency, Level, Status
from kpi.text import Text
from kpi.views.common.board import Board, Node, Rollup
from kpi.views.common.board import board as make_board
from kpi.views.common.counts import StatusCounts
from kpi.views.common.histories import HistoryChoice, history_choice
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import IndicatorRow
from kpi.views.common.series import GoalLine, GoalLines, Heat, HeatCell, HeatRow
from kpi.views.common.values import number_or_none
from kpi.views.oversight.waiting import NOTHING_WAITS, Waiting, waiting

#: goals of a heat table that need no headings
_UNDIVIDED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalTable:
    """An operational goal with the rows of its table, in the order of their codes."""

    name: LocalizedName
    department: LocalizedName | None
    provenance: str
    rows: tuple[IndicatorRow, ...]
    counts: StatusCounts
    rollup: Rollup | None


@dataclass(frozen=True, slots=True)
class StrategicSection:
    """A strategic goal with its operational goals. `provenance` says where its wording comes from, "" unknown."""

    name: LocalizedName
    provenance: str
    counts: StatusCounts
    rollup: Rollup | None
    goals: tuple[GoalTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorView:
    """The page. `since_year` and `target_year` stand in the heads of the tables."""

    name: LocalizedName
    headline: str
    counts: StatusCounts
    rollup: Rollup | None
    heat: Heat
    rhythm: Frequency  # of the heat table's columns
    heat_caption: str
    heat_scale: tuple[tuple[str, str], ...]  # class of a ground, words
    goal_lines: GoalLines
    sections: tuple[StrategicSection, ...]
    since_year: str
    target_year: str
    only: bool  # the only sector, whose counts are those of the overview
    history: HistoryChoice | None = None
    waiting: Waiting = NOTHING_WAITS


def build(survey: Survey, code: str, text: Text, *, board: Board | None = None) -> SectorView | None:
    """The page of the sector with this code, None where the plan has no such sector."""
    made = board or make_board(survey, text)
    node = made.node(Level.SECTOR, code)
    if node is None:
        return None
    strategic = made.below(Level.STRATEGIC_GOAL, code)
    goals = [goal for above in strategic for goal in made.below(Level.OPERATIONAL_GOAL, above.code)]
    strategy = survey.dataset.strategy
    return SectorView(
        name=node.name,
        headline=headline(text, node),
        counts=node.counts,
        rollup=node.rollup,
        heat=heat_of_goals(made, goals),
        rhythm=made.rhythm,
        heat_caption=text.say(f"sector.heat.caption.{made.rhythm}", sector=node.name.name),
        heat_scale=_scale(text, strategy.settings.min_coverage),
        goal_lines=goals_against_plan(made, goals),
        sections=tuple(
            StrategicSection(
                above.name,
                above.provenance,
                above.counts,
                above.rollup,
                tuple(_table(goal) for goal in made.below(Level.OPERATIONAL_GOAL, above.code)),
            )
            for above in strategic
        ),
        since_year=text.year(strategy.first_year, strategy.fiscal_year),
        target_year=text.year(strategy.last_year, strategy.fiscal_year),
        only=len(made.level(Level.SECTOR)) == 1,
        history=history_choice(made.survey, made.basis, text, "sector", code),
        waiting=waiting(made, node, *strategic, *goals),
    )


def headline(text: Text, sector: Node) -> str:
    """The finding: the sentence that is the page's heading, in its goals' own numbers."""
    counts, name = sector.counts, sector.name.name
    if not counts.judged:
        key = "suspended" if counts.total and not counts.active else "nothing_judged"
        return text.say(f"sector.headline.{key}", sector=name)
    found = text.count("sector.headline.judged", counts.judged, sector=name, on_plan=text.number(counts.on_plan))
    if not counts.far_behind:
        return found + text.say("sector.headline.none_behind")
    return found + text.count("sector.headline.behind", counts.far_behind)


def _table(goal: Node) -> GoalTable:
    return GoalTable(
        name=goal.name,
        department=goal.department,
        provenance=goal.provenance,
        rows=goal.rows,
        counts=goal.counts,
        rollup=goal.rollup,
    )


def heat_of_goals(made: Board, goals: Sequence[Node]) -> Heat:
    """Counts on plan of judged, goal by quarter; the present quarter from the rows that the page lists."""
    least = made.survey.dataset.strategy.settings.min_coverage
    rows, ends = [], sorted({moment.end for moment in made.survey.moments} | {made.quarter.end})
    for goal in goals:
        counted = made.counts_by_quarter(goal.rows)
        cells = [(end, counted.get(end, StatusCounts.of(()))) for end in ends]
        row = HeatRow(goal.code, goal.name.name, tuple(_cell(end, c, least) for end, c in cells))
        rows.append(replace(row, above=_heading(made, goal)) if len(goals) > _UNDIVIDED else row)
    return Heat(tuple(rows), tuple(ends), made.survey.fiscal_year, made.rhythm)


def _heading(made: Board, goal: Node) -> str:
    """The strategic goal of a goal, with its code."""
    above = made.node(Level.STRATEGIC_GOAL, goal.parent)
    return f"{above.code} {above.name.name}" if above else ""


def _cell(end: int, counts: StatusCounts, least: float) -> HeatCell:
    few = 0 < counts.judged < least * counts.total
    return HeatCell(end, counts.on_plan, counts.judged, few)


def _scale(text: Text, least: float) -> tuple[tuple[str, str], ...]:
    """What each ground of the heat table means: its class's name and words."""
    fifths = [(text.number(20 * n), text.percent((n + 1) / 5 - (0.01 if n < 4 else 0))) for n in range(5)]
    steps = [(str(n), text.say("sector.heat.step", low=low, high=high)) for n, (low, high) in enumerate(fifths)]
    few = text.say("sector.heat.few", share=text.percent(least))
    return (*steps, ("few", few), ("none", text.say("sector.heat.none")))


def goals_against_plan(made: Board, goals: Sequence[Node]) -> GoalLines:
    text = made.text
    rolled = [goal for goal in goals if goal.rollup is not None]
    judged = [goal for goal in rolled if goal.rollup and goal.rollup.status in JUDGED]
    on_plan = sum(1 for goal in judged if goal.rollup and goal.rollup.status in ON_PLAN)
    title = text.say("sector.lines.none")
    if judged and not on_plan:
        alone = len(judged) == 1
        title = text.say("sector.lines.only_one") if alone else text.count("sector.lines.none_on_plan", len(judged))
    elif judged:
        title = text.count("sector.lines.on_plan", on_plan) + text.count("sector.lines.judged", len(judged))
    ends = [moment.end for moment in made.survey.moments]
    first = made.period_ending(ends[0]) if ends else made.quarter
    subtitle = text.say("sector.lines.subtitle", first=text.period(first), last=text.period(made.quarter))
    goals_words = "; ".join(_goal_words(text, goal) for goal in judged)
    label = text.say("sector.lines.label", title=title, subtitle=subtitle, goals=goals_words)
    history = made.survey.node_history
    history = history[history["level"] == str(Level.OPERATIONAL_GOAL)]
    lines = tuple(_line(made, goal, history[history["code"] == goal.code]) for goal in rolled)
    return GoalLines(title, subtitle, label, lines, made.survey.fiscal_year)


def _goal_words(text: Text, goal: Node) -> str:
    rollup = goal.rollup
    progress, expected = (rollup.progress, rollup.expected) if rollup else (None, None)
    return text.say(
        "sector.lines.goal", name=goal.name.name, progress=text.percent(progress), expected=text.percent(expected)
    )


def _line(made: Board, goal: Node, history: pd.DataFrame) -> GoalLine:
    history = history.sort_values("moment")
    ends = tuple(int(end) for end in history["moment"])
    statuses = tuple(Status(str(status)) for status in history["status"])
    progress = tuple(
        number_or_none(p) if status in JUDGED else None for p, status in zip(history["progress"], statuses, strict=True)
    )
    expected = tuple(number_or_none(e) for e in history["expected"])
    titles = tuple(_point(made, *point) for point in zip(ends, progress, expected, statuses, strict=True))
    return GoalLine(
        code=goal.code,
        name=goal.name.name,
        ends=ends,
        progress=progress,
        expected=expected,
        statuses=statuses,
        titles=titles,
    )


def _point(made: Board, end: int, progress: float | None, expected: float | None, status: Status) -> str:
    text = made.text
    named, word = text.period(made.period_ending(end)), text.say(f"status.{status}")
    if progress is None:
        return text.say("sector.lines.point_none", period=named, status=word)
    return text.say(
        "sector.lines.point",
        period=named,
        progress=text.percent(progress),
        expected=text.percent(expected),
        status=word,
    )
