"""A sector's goals over the quarters in Plotly: one small plot per goal on a common scale (METHOD 4: P against E)."""

from math import ceil
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from kpi.figures.goal_lines import value_bounds
from kpi.figures.labels import wrapped
from kpi.figures.plotly_theme import HEAD_FONT, MARKS, mark_ink, marker, safe, template
from kpi.figures.scale import year_spans
from kpi.figures.svg import usable
from kpi.figures.tokens import Theme, colour
from kpi.model import Language, Status
from kpi.text import NARROW_SPACE, Text
from kpi.views.series import GoalLine, GoalLines

_ROW, _TOP, _GAP = 150, 62, 84  # px: plot, above the first row, between rows


def goal_lines_figure(
    value: GoalLines, language: Language = Language.UK, theme: Theme = Theme.LIGHT, phone: bool = False
) -> go.Figure:
    """Progress (line), expected progress (dashed) and the status sign of every quarter, titles as tooltips."""
    text = Text(Language(language))
    columns = 1 if phone else min(3, max(len(value.lines), 1))
    rows = max(1, ceil(len(value.lines) / columns))
    height = _TOP + rows * _ROW + (rows - 1) * _GAP + 34
    plot = height - _TOP - 34
    figure = make_subplots(
        rows=rows,
        cols=columns,
        horizontal_spacing=0.13 if columns > 1 else 0,
        vertical_spacing=_GAP / plot if rows > 1 else 0,
    )
    for number, line in enumerate(value.lines):
        place = {"row": number // columns + 1, "col": number % columns + 1}
        for trace in _traces(line, theme):
            figure.add_trace(trace, **place)
        figure.update_xaxes(**_months(line, theme), **place)
        _title(figure, line, number, theme, 300 if phone else 900 // columns)
        _last_words(figure, line, number, text, theme)
    low, high = value_bounds(value)
    figure.update_yaxes(**_shares(text.language, theme), range=[low - 0.03, high + 0.03])
    figure.update_layout(
        template=template(theme),
        height=height,
        margin={"l": 52, "r": 56, "t": _TOP, "b": 34, "autoexpand": False},
        hovermode="closest",
        meta={"alt": value.label},
    )
    return figure


def _known(shares: tuple[float | None, ...]) -> list[float | None]:
    return [s if s is not None and usable(s) else None for s in shares]


def _traces(line: GoalLine, theme: Theme) -> list[go.Scatter]:
    ends, progress = list(line.ends), _known(line.progress)
    quiet = {"hoverinfo": "skip", "connectgaps": False}
    plan = {"color": colour("ink-2", theme), "width": 1.5, "dash": "5px,4px"}
    ink = {"color": colour("ink", theme), "width": 2.2}
    found = [
        go.Scatter(x=ends, y=_known(line.expected), mode="lines", line=plan, name="expected", **quiet),
        go.Scatter(x=ends, y=progress, mode="lines", line=ink, name="progress", **quiet),
    ]
    known = [i for i, share in enumerate(progress) if share is not None]
    if not known:
        return found
    styles = [marker(Status(line.statuses[i]), theme, 16 if i == known[-1] else 6.5) for i in known]
    marks = ["" if i != known[-1] else MARKS.get(Status(line.statuses[i]), "") for i in known]
    merged: dict[str, Any] = {key: [style[key] for style in styles] for key in ("symbol", "size", "color")}
    merged["opacity"] = 1  # sized markers are see-through otherwise
    merged["line"] = {key: [style["line"][key] for style in styles] for key in ("color", "width")}
    found.append(
        go.Scatter(
            x=[ends[i] for i in known],
            y=[progress[i] for i in known],
            mode="markers+text",
            marker=merged,
            text=[f"<b>{mark}</b>" if mark else "" for mark in marks],
            textposition="middle center",
            textfont={"size": 11, "color": mark_ink(Status(line.statuses[known[-1]]), theme)},
            customdata=[safe(line.titles[i]) for i in known],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
            name=safe(line.code),
        )
    )
    return found


def _months(line: GoalLine, theme: Theme) -> dict[str, Any]:
    low, high = (min(line.ends), max(line.ends)) if line.ends else (0, 1)
    spans = year_spans(float(low), float(max(high, low + 1)))
    wide = [s for s in spans if s[2] - s[1] >= 0.09 * max(high - low, 1)]
    return {
        "range": [low - 0.5, max(high, low + 1) + 0.5],
        "tickvals": [(a + b) / 2 for _, a, b in wide],
        "ticktext": [str(year) for year, _, _ in wide],
        "showgrid": False,
        "tickfont": {"size": 13, "color": colour("ink-3", theme)},
    }


def _shares(language: Language, theme: Theme) -> dict[str, Any]:
    space = NARROW_SPACE if language is Language.UK else ""
    ticks = {"tickvals": [0, 0.5, 1], "ticktext": ["0", "50", f"100{space}%"]}
    return {**ticks, "tickfont": {"size": 13, "color": colour("ink-3", theme)}}


def _axis(number: int, letter: str) -> str:
    return f"{letter}{number + 1 if number else ''}"


def _title(figure: go.Figure, line: GoalLine, number: int, theme: Theme, width: float) -> None:
    """Code and name above the plot, in at most two lines."""
    lines = wrapped(f"{line.code} {line.name}", 16, width * 0.95)
    shown = (*lines[:1], lines[1] + "…") if len(lines) > 2 else lines
    figure.add_annotation(
        text="<b>" + "<br>".join(safe(part) for part in shown) + "</b>",
        xref=f"{_axis(number, 'x')} domain",
        yref=f"{_axis(number, 'y')} domain",
        x=0,
        xshift=-40,
        y=1,
        yshift=14,
        xanchor="left",
        yanchor="bottom",
        align="left",
        showarrow=False,
        font={"family": HEAD_FONT, "size": 17, "color": colour("ink", theme)},
    )


def _last_words(figure: go.Figure, line: GoalLine, number: int, text: Text, theme: Theme) -> None:
    """The percent of the last progress at the right of its plot."""
    known = [(end, share) for end, share in zip(line.ends, _known(line.progress), strict=True) if share is not None]
    if not known:
        return
    end, share = known[-1]
    figure.add_annotation(
        text=f"<b>{safe(text.percent(share))}</b>",
        xref=_axis(number, "x"),
        yref=_axis(number, "y"),
        x=end,
        y=min(max(share, -0.2), 1.2),
        xshift=12,
        xanchor="left",
        yanchor="middle",
        showarrow=False,
        font={"size": 14, "color": colour("ink", theme)},
    )
