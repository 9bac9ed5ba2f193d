"""Two to six indicators or goals beside one another: in their units, or on the common scale base → target."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpi.model import FiscalYear, Level, Status
from kpi.text import Text
from kpi.views.common.board import Board, Node
from kpi.views.common.dossier import Dossier
from kpi.views.indicator.breakdown import Breakdown
from kpi.views.indicator.dossiers import dossiers
from kpi.views.indicator.plan_path import share
from kpi.views.public.sector import goals_against_plan

FEWEST, MOST = 2, 6


class ComparisonScale(StrEnum):
    """How lines are drawn; the value stands in the address."""

    UNITS = "units"
    WAY = "way"  # 0 = baseline, 1 = target


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. `values` in `unit`, or as shares of the way on the common scale; None where there is none."""

    code: str
    name: str
    unit: str
    decimals: int
    status: Status | None
    ends: tuple[int, ...]
    values: tuple[float | None, ...]
    titles: tuple[str, ...]
    share: bool = False  # values are shares of the way in either scale: a goal's


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage:
    """The chart. `left_out` are names that have no line on this scale."""

    title: str
    label: str
    scale: ComparisonScale
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]
    fiscal_year: FiscalYear

    def table(self, text: Text, code: str, name: str, period: str, value: str) -> list[dict[str, object]]:
        """A row for each point; the words are the columns' heads."""
        return [
            {code: line.code, name: line.name, period: _period(text, end, self.fiscal_year), value: title}
            for line in self.lines
            for end, given, title in zip(line.ends, line.values, line.titles, strict=True)
            if given is not None
        ]


def choices(board: Board) -> dict[str, str]:
    """What may be compared, by code: operational goals and indicators, «1.1 назва»."""
    goals = {node.code: node.name.name for node in board.level(Level.OPERATIONAL_GOAL) if node.rows}
    listed = goals | {row.code: row.name.name for row in board.rows}
    return {code: f"{code} {name}" for code, name in listed.items()}


def compare(board: Board, codes: Sequence[str], scale: ComparisonScale) -> ComparisonPage:
    """The lines of these indicators and goals in the given order; unknown codes are left out."""
    text = board.text
    nodes = {n.code: n for n in goals_of(board, codes)}
    found = {d.code: d for d in dossiers(board.survey, text, [code for code in codes if code not in nodes])}
    lines, left_out = [], []
    for code in codes:
        line = None
        if code in nodes:
            line = _goal(board, nodes[code])
        elif code in found:
            line = _indicator(found[code], scale)
        name = nodes[code].name.name if code in nodes else found[code].record.name.name if code in found else ""
        if line is not None and any(value is not None for value in line.values):
            lines.append(line)
        elif name:
            left_out.append(f"{code} {name}")
    title = _title(text, scale, lines)
    label = text.say("dashboard.compare.label", title=title, names="; ".join(f"{one.code} {one.name}" for one in lines))
    return ComparisonPage(
        title=title,
        label=label,
        scale=scale,
        lines=tuple(lines),
        left_out=tuple(left_out),
        fiscal_year=board.survey.fiscal_year,
    )


def goals_of(board: Board, codes: Sequence[str]) -> tuple[Node, ...]:
    """The operational goals among these codes."""
    nodes = (board.node(Level.OPERATIONAL_GOAL, code) for code in codes)
    return tuple(node for node in nodes if node is not None)


def _goal(board: Board, node: Node) -> Line | None:
    lines = goals_against_plan(board, [node]).lines
    if not lines:
        return None
    line, text = lines[0], board.text
    return Line(
        code=node.code,
        name=node.name.name,
        unit=text.say("dashboard.compare.way"),
        decimals=0,
        status=node.rollup.status if node.rollup else None,
        ends=line.ends,
        values=line.progress,
        titles=line.titles,
        share=True,
    )


def _indicator(dossier: Dossier, scale: ComparisonScale) -> Line:
    """The judged values from the baseline on."""
    text = dossier.record.scale.text
    points = [(r.end, r.value) for r in dossier.readings if r.judged and r.value is not None]
    start, base = dossier.record.baseline_end, dossier.record.baseline_value
    if start is not None and base is not None:
        points = [(start, base), *(point for point in points if point[0] > start)]
    way = scale is ComparisonScale.WAY and not dossier.record.hold
    shares = [share(dossier, value) if scale is ComparisonScale.WAY else None for _, value in points]
    amounts = [dossier.record.scale.amount(value) for _, value in points]
    if way:
        amounts = [
            text.say("dashboard.compare.point_way", value=amount, share=text.percent(p))
            for amount, p in zip(amounts, shares, strict=True)
        ]
    return Line(
        code=dossier.code,
        name=dossier.record.name.name,
        unit=text.say("dashboard.compare.way") if scale is ComparisonScale.WAY else dossier.record.scale.unit,
        decimals=dossier.record.scale.decimals,
        status=dossier.record.status,
        ends=tuple(end for end, _ in points),
        values=tuple(shares) if way else tuple(None if scale is ComparisonScale.WAY else value for _, value in points),
        titles=tuple(amounts),
    )


def _title(text: Text, scale: ComparisonScale, lines: Sequence[Line]) -> str:
    """Who is nearest to the target and who farthest, on the common scale; else what is compared."""
    last = [(values[-1], line.name) for line in lines if (values := [v for v in line.values if v is not None])]
    if scale is not ComparisonScale.WAY or len(last) < FEWEST:
        return text.count("dashboard.compare.title", len(lines))
    (least, behind), (most, ahead) = min(last), max(last)
    if text.percent(least) == text.percent(most):
        return text.say("dashboard.compare.alike", share=text.percent(most))
    return text.say(
        "dashboard.compare.finding", ahead=ahead, most=text.percent(most), behind=behind, least=text.percent(least)
    )


def breakdown_rows(found: Breakdown, heads: Sequence[str]) -> list[dict[str, object]]:
    """A row for each part and period, without a value too; `heads` are the words for part, period and value."""
    periods = dict(found.periods)
    return [
        dict(zip(heads, (part.name, periods[point.end], point.words), strict=True))
        for part in found.parts
        for point in part.points
    ]


def _period(text: Text, end: int, fiscal_year: FiscalYear) -> str:
    """The month that a point stands at: the last of a year is its year, the end of a quarter its quarter."""
    span = 12 if end % 12 == 0 else 3 if end % 3 == 0 else 1
    return text.period(fiscal_year.ending(end, span))
