"""Counts by status as stacked bars over the quarters."""

import plotly.graph_objects as go

from kpi.charts.interactive.theme import safe, template
from kpi.charts.tokens import STATUS_TOKENS, Theme, colour
from kpi.model import Status
from kpi.text.dates import ROMAN
from kpi.views.dashboard.statuses import StatusHistory

YEAR_MONTHS = 12
_PATTERN = {Status.SUSPENDED: "/", Status.NO_DATA: ".", Status.MOVING_AWAY: "\\"}


def statuses_figure(history: StatusHistory, theme: Theme, height: int = 360, *, legend: bool = True) -> go.Figure:
    """One bar a quarter, its statuses in the order of bars; a click on the legend takes one out."""
    years = [q.fiscal_year.label(q.year) for q in history.quarters]
    numbers = [ROMAN[q.number] if q.span_months < YEAR_MONTHS else "" for q in history.quarters]
    figure = go.Figure()
    for status in Status:
        counts = [counts[status] for counts in history.counts]
        if not any(counts):
            continue
        words = history.words[status]
        figure.add_bar(
            x=[years, numbers],
            y=counts,
            name=safe(words),
            text=[str(n) if n else "" for n in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": colour(_on(status), theme), "size": 12},
            marker=_bar(status, theme),
            customdata=[f"{period}: {words.lower()} — {n}" for period, n in zip(history.periods, counts, strict=True)],
            hovertemplate="%{customdata}<extra></extra>",
        )
    figure.update_layout(
        template=template(theme),
        barmode="stack",
        bargap=0.18,
        height=height,
        showlegend=legend,
        legend={"traceorder": "normal"},
        meta={"alt": history.label},
        yaxis={"rangemode": "tozero", "fixedrange": True},
        xaxis={"tickangle": 0, "dividercolor": colour("line", theme)},
        margin={"t": 72 if legend else 24},
    )
    return figure


def _on(status: Status) -> str:
    return "ink" if status in {Status.NO_DATA, Status.SUSPENDED, Status.NOT_DUE} else STATUS_TOKENS[status].on


def _bar(status: Status, theme: Theme) -> dict[str, object]:
    """Solid where judged; what is not judged is an outline with a pattern of its own."""
    names = STATUS_TOKENS[status]
    edge = {"color": colour(names.line, theme), "width": 1.5}
    if status is Status.NOT_DUE:
        return {"color": colour("not_due-bed", theme), "line": edge}
    if status in {Status.NO_DATA, Status.SUSPENDED}:
        pattern = {"shape": _PATTERN[status], "fgcolor": colour("grey", theme), "bgcolor": colour("page", theme)}
        return {"color": colour("page", theme), "line": edge, "pattern": {**pattern, "size": 7, "solidity": 0.18}}
    if status is Status.MOVING_AWAY:
        pattern = {"shape": _PATTERN[status], "fgcolor": colour("page", theme), "bgcolor": colour(names.fill, theme)}
        return {"color": colour(names.fill, theme), "line": edge, "pattern": {**pattern, "size": 9, "solidity": 0.12}}
    return {"color": colour(names.fill, theme), "line": edge}
