"""What the Plotly figures share: light and dark templates, settings with the Ukrainian locale, safe text."""

from html import escape
from typing import Any

import plotly.graph_objects as go

from kpi.figures.tokens import COLOURED, STATUS_TOKENS, Theme, colour
from kpi.model import Language, Status
from kpi.text import Text

FONT = "Inter, system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
HEAD_FONT = "Arsenal, Inter, Georgia, serif"
SYMBOLS = {
    Status.ACHIEVED: "circle",
    Status.ON_TRACK: "circle",
    Status.AT_RISK: "triangle-up",
    Status.OFF_TRACK: "diamond",
    Status.MOVING_AWAY: "diamond",
    Status.NO_DATA: "circle",
    Status.SUSPENDED: "circle",
    Status.NOT_DUE: "circle",
}
MARKS = {
    Status.ACHIEVED: "✓",
    Status.AT_RISK: "!",
    Status.OFF_TRACK: "!",
    Status.MOVING_AWAY: "↓",
    Status.NO_DATA: "?",
    Status.SUSPENDED: "II",
}
_DICTIONARY = {
    "Zoom": "zoom",
    "Zoom in": "zoom_in",
    "Zoom out": "zoom_out",
    "Pan": "pan",
    "Autoscale": "autoscale",
    "Reset axes": "reset",
    "Download plot as a PNG": "download",
    "Double-click to zoom back out": "double_click",
}


def safe(text: str) -> str:
    """Plotly reads a little HTML in texts: names and explanations must stay text."""
    return escape(text, quote=False)


def template(theme: Theme) -> go.layout.Template:
    """The look of the charts in a theme; hover labels in the colours of the page."""
    ink, page = colour("ink", theme), colour("page", theme)
    axis = {"gridcolor": colour("line", theme), "zeroline": False, "showline": False, "fixedrange": True}
    spaced = {**axis, "ticks": "outside", "ticklen": 7, "tickcolor": "rgba(0,0,0,0)"}
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "color": colour("ink-2", theme), "size": 14},
            "paper_bgcolor": page,
            "plot_bgcolor": page,
            "xaxis": axis,
            "yaxis": spaced,
            "hoverlabel": {
                "bgcolor": page,
                "bordercolor": colour("control", theme),
                "font": {"family": FONT, "color": ink, "size": 14},
                "align": "left",
            },
            "showlegend": False,
            "dragmode": False,
        }
    )


def config(language: Language = Language.UK) -> dict[str, Any]:
    """Settings for the page: no tool bar, no request to another host, the words and numbers of the language inline."""
    text = Text(Language(language))
    months = text.say("figures.plotly.months").split()
    days = text.say("figures.plotly.days").split()
    format_: dict[str, Any] = {
        "months": months,
        "shortMonths": text.say("figures.month.short").split(),
        "days": days,
        "shortDays": text.say("figures.plotly.short_days").split(),
        "date": "%d.%m.%Y" if text.language is Language.UK else "%d %b %Y",
        "decimal": "," if text.language is Language.UK else ".",
        "thousands": "\u202f" if text.language is Language.UK else ",",
    }
    words = {english: text.say(f"figures.plotly.{key}") for english, key in _DICTIONARY.items()}
    return {
        "locale": text.language.value,
        "locales": {text.language.value: {"dictionary": words, "format": format_}},
        "displayModeBar": False,
        "displaylogo": False,
        "showEditInChartStudio": False,
        "showLink": False,
        "scrollZoom": False,
        "doubleClick": False,
        "responsive": True,
    }


def marker(status: Status, theme: Theme, size: float) -> dict[str, Any]:
    """Shape and colours of a status as a Plotly marker."""

    names = STATUS_TOKENS[status]
    solid = status in COLOURED
    outline = colour(names.line if solid else names.fill, theme)
    return {
        "symbol": SYMBOLS[status],
        "size": size,
        "color": colour(names.fill if solid else "page", theme),
        "line": {"color": outline, "width": 1.5 if solid else 2},
    }


def mark_ink(status: Status, theme: Theme) -> str:
    """Colour of the mark on a status's fill."""

    return colour(STATUS_TOKENS[status].on, theme)
