"""The interactive charts of the live pages: Plotly on the very geometry of the SVG drawings.

The figure has the margins, scales, ticks and labels of the SVG of the same width, so it can take its place without a
jump. Show it with `config(language)`, the trajectory's `label` as alternative text and without another theme on top.
"""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from kpi.figures import trajectory_geometry as geometry
from kpi.figures.labels import Label
from kpi.figures.plotly_goals import goal_lines_figure
from kpi.figures.plotly_theme import MARKS, config, mark_ink, marker, safe, template
from kpi.figures.scale import year_spans
from kpi.figures.svg import XY
from kpi.figures.tokens import Theme, colour
from kpi.figures.trajectory_frame import Frame, judged_point
from kpi.figures.trajectory_labels import laid_out
from kpi.model import Language, Status
from kpi.views.series import Point, Trajectory

__all__ = ["config", "goal_lines_figure", "trajectory_figure"]

_QUIET = {"hoverinfo": "skip", "showlegend": False}


def trajectory_figure(
    t: Trajectory, language: Language = Language.UK, theme: Theme = Theme.LIGHT, phone: bool = False
) -> go.Figure:
    """The trajectory with all layers of the SVG drawing; `phone` is a narrow layout with target labels under the axis.

    Plotly keeps its text at one size, so that layout is planned for the narrowest phone and spreads on a wider one.
    """
    frame, labels = laid_out(t, Language(language), "phone" if phone else "wide")
    figure = go.Figure()
    figure.add_traces([*_areas(frame, theme), *_plan(frame, theme), *_actual(frame, theme)])
    figure.update_layout(**_layout(frame, theme))
    figure.update_layout(shapes=_shapes(frame, theme))
    figure.update_layout(annotations=[_annotation(frame, label, theme) for label in labels])
    return figure


def _layout(frame: Frame, theme: Theme) -> dict[str, Any]:
    x, y, layout = frame.x, frame.y, frame.layout
    spans = [s for s in year_spans(x.low, x.high) if x(s[2]) - x(s[1]) >= 2.9 * frame.font]
    ticks = {"size": frame.font, "color": colour("ink-3", theme)}
    return {
        "template": template(theme),
        "height": layout.height,
        "margin": {
            "l": x.start,
            "r": layout.width - x.stop,
            "t": y.stop,
            "b": layout.height - y.start,
            "pad": 0,
            "autoexpand": False,
        },
        "xaxis": {
            "range": [x.low, x.high],
            "tickvals": [(low + high) / 2 for _, low, high in spans],
            "ticktext": [str(year) for year, _, _ in spans],
            "tickfont": ticks,
            "showgrid": False,
            "ticks": "",
            "showspikes": False,
        },
        "yaxis": {
            "range": [frame.ticks.low, frame.ticks.high],
            "tickvals": list(frame.ticks.values),
            "ticktext": [safe(label) for label in frame.tick_labels],
            "tickfont": ticks,
        },
        "hovermode": "x",
        "hoverdistance": 30,
        "meta": {"alt": frame.t.label},
    }


def _shapes(frame: Frame, theme: Theme) -> list[dict[str, Any]]:
    """Year separators, the as-of line, a series break, the limits of a range."""

    def upright(at: float, token: str, width: float, layer: str = "below") -> dict[str, Any]:
        line = {"color": colour(token, theme), "width": width}
        return {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": line, "layer": layer}

    t = frame.t
    shapes = [upright(high, "line", 1) for _, _, high in year_spans(frame.x.low, frame.x.high) if high < frame.x.high]
    shapes.append(upright(t.as_of, "ink-2", 1, "between"))
    if t.break_end is not None:
        shapes += [upright(t.break_end - 0.5 + side, "ink-3", 1.2, "between") for side in (-0.12, 0.12)]
    if t.range is not None:
        low, high = sorted(t.range)
        ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": low, "y1": high, "line": {"width": 0}}
        shapes.insert(0, {"type": "rect", "fillcolor": colour("share-area", theme), "layer": "below", **ends})
    return shapes


def _annotation(frame: Frame, label: Label, theme: Theme) -> dict[str, Any]:
    """A placed label in shares of the plot; beyond its edges the distance stays in px."""
    x, y, box = frame.x, frame.y, label.box
    inside = min(max(label.x, x.start), x.stop)
    words = "<br>".join(safe(line) for line in label.lines)
    hatched = any(x.clipped(b.start) < box.right and box.left < x.clipped(b.end) for b in frame.t.bands)
    return {
        "text": f"<b>{words}</b>" if label.bold else words,
        "xref": "paper",
        "yref": "paper",
        "x": (inside - x.start) / (x.stop - x.start),
        "xshift": label.x - inside,
        "y": (y.start - (box.top + box.bottom) / 2) / (y.start - y.stop),
        "xanchor": {"start": "left", "middle": "center", "end": "right"}[label.anchor],
        "yanchor": "middle",
        "align": {"start": "left", "middle": "center", "end": "right"}[label.anchor],
        "showarrow": False,
        "borderpad": 0,
        "bgcolor": colour("page", theme) if hatched and not label.bold else None,
        "font": {"size": label.size, "color": colour(label.ink, theme)},
    }


def _values(frame: Frame, path: Sequence[XY]) -> tuple[list[float], list[float]]:
    """Pixels of a layer back to months and values."""
    x, y = frame.x, frame.y
    months = [x.low + (px - x.start) / (x.stop - x.start) * (x.high - x.low) for px, _ in path]
    values = [y.low + (py - y.start) / (y.stop - y.start) * (y.high - y.low) for _, py in path]
    return months, values


def _broken(frame: Frame, paths: Sequence[Sequence[XY]]) -> tuple[list[float | None], list[float | None]]:
    """Several lines in one trace, with nothing between them."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for path in paths:
        months, values = _values(frame, path)
        xs += [*months, None]
        ys += [*values, None]
    return xs, ys


def _area(xs: Sequence[float], ys: Sequence[float], fill: str, **more: Any) -> go.Scatter:
    return go.Scatter(
        x=list(xs), y=list(ys), mode="lines", fill="toself", fillcolor=fill, line={"width": 0}, **_QUIET, **more
    )


def _areas(frame: Frame, theme: Theme) -> list[go.Scatter]:
    """Edges of a range, zones, hatched bands, the continuation."""
    t, found = frame.t, []
    low, high = frame.ticks.low, frame.ticks.high
    for value in t.range or ():
        edge = {"color": colour("ink-2", theme), "width": 1, "dash": "7px,4px"}
        xs, ys = [frame.x.low, frame.x.high], [value, value]
        found.append(go.Scatter(x=xs, y=ys, mode="lines", line=edge, name="range", **_QUIET))
    if len(t.zones) > 1:
        ends = [float(z.end) for z in t.zones]
        base, off, risk = ([getattr(z, name) for z in t.zones] for name in ("baseline", "off_track", "at_risk"))
        both = ends + ends[::-1]
        found.append(_area(both, base + off[::-1], colour("zone-off", theme), name="zone-off"))
        found.append(_area(both, off + risk[::-1], colour("zone-risk", theme), name="zone-risk"))
    for band in t.bands:
        sides, heights = [band.start, band.start, band.end, band.end], [low, high, high, low]
        pattern = {"shape": "/", "size": 7, "solidity": 0.14, "fgcolor": colour("control", theme)}
        pattern |= {"bgcolor": "rgba(0,0,0,0)"}
        found.append(_area(sides, heights, "rgba(0,0,0,0)", fillpattern=pattern, name="band"))
    if t.continuation is not None and not t.restart:
        upper, lower = geometry.continuation_edges(frame)
        xs, ys = _values(frame, [*upper, *reversed(lower)])
        found.append(_area(xs, ys, _rgba(colour("forecast", theme)), name="continuation-band"))
        c = t.continuation
        line = {"color": colour("ink", theme), "width": 1.6, "dash": "2px,3.5px"}
        ends, middles = [c.start_end, c.end], [c.start_value, c.value]
        found.append(go.Scatter(x=ends, y=middles, mode="lines", line=line, name="continuation", **_QUIET))
    return found


def _rgba(hex_colour: str) -> str:
    """#RRGGBBAA as rgba(), which Plotly knows."""
    red, green, blue, alpha = (int(hex_colour[i : i + 2], 16) for i in (1, 3, 5, 7))
    return f"rgba({red},{green},{blue},{alpha / 255:.3f})"


def _plan(frame: Frame, theme: Theme) -> list[go.Scatter]:
    """Baseline, old plan, plan with its ticks."""
    t, found = frame.t, []
    ink, ink_3 = colour("ink", theme), colour("ink-3", theme)
    if t.baseline is not None:
        line = {"color": ink_3, "width": 1, "dash": "1.5px,3.5px"}
        ys = [t.baseline.value] * 2
        if not t.restart:
            found.append(go.Scatter(x=[t.baseline.end, frame.x.high], y=ys, mode="lines", line=line, **_QUIET))
        dot = {"symbol": "circle", "size": 9, "color": colour("page", theme), "line": {"color": ink, "width": 2}}
        found.append(
            go.Scatter(
                x=[t.baseline.end], y=ys[:1], mode="markers", marker=dot, name="baseline", cliponaxis=False, **_QUIET
            )
        )
    for points, name, style in (
        (t.old_plan, "old-plan", {"color": ink_3, "width": 1.2, "dash": "2px,4px"}),
        (t.plan, "plan", {"color": colour("ink-2", theme), "width": 1.5, "dash": "5px,4px"}),
    ):
        if points:
            months, values = _broken(frame, geometry.plan_paths(frame, points))
            found.append(go.Scatter(x=months, y=values, mode="lines", line=style, name=name, **_QUIET))
    tick = {"symbol": "line-ew", "size": 6, "line": {"color": ink, "width": 3}}
    named = [p for p in t.plan if p.label or not t.restart]
    ends, heights = [p.end for p in named], [p.value for p in named]
    found.append(go.Scatter(x=ends, y=heights, mode="markers", marker=tick, name="targets", cliponaxis=False, **_QUIET))
    return found


def _actual(frame: Frame, theme: Theme) -> list[go.Scatter]:
    """The line (broken at gaps, Januaries and breaks), dots with their titles, gaps, corrections, the last sign."""
    t = frame.t
    ink = colour("ink", theme)
    found = []
    for partial in (False, True):
        pieces = [[start, stop] for start, stop, dashed in geometry.actual_segments(frame) if dashed is partial]
        xs, ys = _broken(frame, pieces)
        line = {"color": ink, "width": 2.6, "dash": "6px,4px" if partial else "solid"}
        found.append(go.Scatter(x=xs, y=ys, mode="lines", line=line, name="line", **_QUIET))
    last = judged_point(t)
    dots = [p for p in t.points if p.value is not None and p is not last]
    fills = [colour("page", theme) if p.preliminary else ink for p in dots]
    style = {"size": 6, "color": fills, "line": {"color": ink, "width": 1.6}}
    found.append(
        _titled([p.end for p in dots], [_drawn(frame, p) for p in dots], [p.title for p in dots], style, "actual")
    )
    gaps = [p for p in t.points if p.value is None]
    middle = (frame.ticks.low + frame.ticks.high) / 2
    unseen = {"size": 8, "color": colour("ink-3", theme), "opacity": 0}
    found.append(_titled([p.end for p in gaps], [middle] * len(gaps), [p.title for p in gaps], unseen, "gaps"))
    ring = {"symbol": "x-thin-open", "size": 8, "color": colour("ink-2", theme), "line": {"width": 1.8}}
    old = t.revised
    found.append(_titled([p.end for p in old], [p.value for p in old], [p.title for p in old], ring, "revised"))
    if last is not None:
        found.append(_last(frame, theme))
    return found


def _drawn(frame: Frame, point: Point) -> float | None:
    """The value, at the edge of the axis where it lies beyond."""
    return None if point.value is None else min(max(point.value, frame.ticks.low), frame.ticks.high)


def _titled(
    xs: Sequence[float], ys: Sequence[float | None], titles: Sequence[str], style: dict[str, Any], name: str
) -> go.Scatter:
    """Points whose tooltip is their title and nothing else."""
    return go.Scatter(
        x=list(xs),
        y=list(ys),
        mode="markers",
        marker=style,
        customdata=[safe(title) for title in titles],
        hovertemplate="%{customdata}<extra></extra>",
        name=name,
        cliponaxis=False,
    )


def _last(frame: Frame, theme: Theme) -> go.Scatter:
    point = judged_point(frame.t)
    status = Status(frame.t.status)
    assert point is not None  # noqa: S101 - asked by the caller
    style = marker(status, theme, frame.layout.glyph - 2)
    if point.preliminary:
        style["color"] = colour("page", theme)
    trace = _titled([point.end], [_drawn(frame, point)], [point.title], style, "last")
    mark = "" if point.preliminary else MARKS.get(status, "")
    font = {"size": 12, "color": mark_ink(status, theme)}
    return trace.update(mode="markers+text", text=[f"<b>{mark}</b>"], textposition="middle center", textfont=font)
