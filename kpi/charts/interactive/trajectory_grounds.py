"""What stands behind and beside the lines of a trajectory: the day shown, breaks, gaps and suspensions, their words."""

from typing import Any

from kpi.charts.interactive.theme import day, safe, shortened
from kpi.charts.tokens import Theme, colour
from kpi.views.common.series import Trajectory

_MONTHS = 12


def shapes(t: Trajectory, theme: Theme) -> list[dict[str, Any]]:
    """The day shown, a break of the series, grounds of gaps and suspensions."""

    def upright(end: int, dash: str, width: float) -> dict[str, Any]:
        line = {"color": colour("ink-3", theme), "width": width, "dash": dash}
        return {
            "type": "line",
            "x0": day(end, t.fiscal_year),
            "x1": day(end, t.fiscal_year),
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": line,
        }

    found = [
        {
            "type": "rect",
            "x0": day(band.start, t.fiscal_year),
            "x1": day(band.end, t.fiscal_year),
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"width": 0},
            "fillcolor": colour("surface-2", theme),
            "layer": "below",
        }
        for band in t.bands
    ]
    if t.as_of_label:
        found.append(upright(t.as_of, "solid", 1))
    if t.break_end is not None:
        found.append(upright(t.break_end, "dashdot", 2))
    return found


def annotations(t: Trajectory, theme: Theme) -> list[dict[str, Any]]:
    """Words at the day shown, at a break and over the grounds."""
    font = {"size": 12, "color": colour("ink-3", theme)}
    base = {"yref": "paper", "showarrow": False, "font": font}
    found = [
        {
            **base,
            "x": day(t.as_of, t.fiscal_year),
            "y": 1.0,
            "yanchor": "bottom",
            "xanchor": "right",
            "text": safe(t.as_of_label),
        }
    ] * bool(t.as_of_label)
    if t.break_end is not None:
        found.append(
            {
                **base,
                "x": day(t.break_end, t.fiscal_year),
                "y": 0.04,
                "xanchor": "left",
                "text": safe(shortened(t.break_label, 60)),
            }
        )
    for band in t.bands:
        middle = day((band.start + band.end + 1) // 2, t.fiscal_year)
        narrow = band.end - band.start < _MONTHS
        found.append({**base, "x": middle, "y": 0.02, "yanchor": "bottom", "text": safe(band.label)})
        found[-1] |= {"textangle": -90} if narrow else {}
    return found
