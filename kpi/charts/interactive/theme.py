"""What the interactive figures share: the template of a theme, the words of Plotly's tools, markers, safe texts."""

from collections.abc import Sequence
from datetime import timedelta
from html import escape
from textwrap import wrap
from typing import Any, TypeAlias

import plotly.graph_objects as go

from kpi.charts.tokens import COLOURED, STATUS_TOKENS, DesignToken, Theme, colour
from kpi.model import FiscalYear, Language, Status
from kpi.text import Text
from kpi.text.numbers import decimal_sign, thousands_sign

#: what every function here returns
Figure: TypeAlias = go.Figure
FONT = "Inter, system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
#: colours of goals, sectors and indicators as lines: none of them is a status's
SERIES = (
    DesignToken("#5B3F8C", "#C3A6F2"),
    DesignToken("#00706B", "#5CD0C4"),
    DesignToken("#7A4A2B", "#DDB08C"),
    DesignToken("#3D5A10", "#B4D676"),
    DesignToken("#93277E", "#F09BDF"),
    DesignToken("#3E5568", "#AFC3D4"),
)
#: beyond the colours the dash tells lines apart
DASHES = ("solid", "dash", "dot")
SYMBOLS = {
    Status.ACHIEVED: "circle",
    Status.ON_TRACK: "circle",
    Status.AT_RISK: "triangle-up",
    Status.OFF_TRACK: "diamond",
    Status.MOVING_AWAY: "triangle-down",
    Status.NO_DATA: "circle-open-dot",
    Status.SUSPENDED: "square-open",
    Status.NOT_DUE: "circle-open",
}
#: Plotly's own words -> our keys
_WORDS = {
    "Autoscale": "autoscale",
    "Box Select": "box",
    "Compare data on hover": "compare",
    "Double-click on legend to isolate one trace": "isolate",
    "Double-click to zoom back out": "double_click",
    "Download plot as a PNG": "download",
    "Download plot": "download",
    "Lasso Select": "lasso",
    "Pan": "pan",
    "Reset": "reset",
    "Reset axes": "reset",
    "Show closest data on hover": "closest",
    "Snapshot succeeded": "saved",
    "Taking snapshot - this may take a few seconds": "saving",
    "Toggle Spike Lines": "spikes",
    "Zoom": "zoom",
    "Zoom in": "zoom_in",
    "Zoom out": "zoom_out",
}


#: years that have a line where they are not the calendar's; an axis shows those that lie on it
_YEARS = range(1990, 2071)


def safe(text: str) -> str:
    """Plotly reads a little HTML in texts: names and explanations must stay text."""
    return escape(text, quote=False)


def lines(text: str, width: int = 60) -> str:
    """The text in lines of at most `width` letters, safe for Plotly."""
    return "<br>".join(safe(line) for line in wrap(text, width, break_long_words=False)) or ""


def shortened(text: str, length: int) -> str:
    """The text cut at a word, with dots where something was cut."""
    if len(text) <= length:
        return text
    return text[: length + 1].rsplit(" ", 1)[0].rstrip(" ,;—") + "…"


def day(end: int, fiscal_year: FiscalYear) -> str:
    """The last day of a month index, as a date axis takes it."""
    return fiscal_year.last_day(end).isoformat()


def day_at(at: float, fiscal_year: FiscalYear) -> str:
    """The day of a month index with a share: what of the next month had passed at its end."""
    whole = int(at)
    begins, ends = (fiscal_year.last_day(end) for end in (whole, whole + 1))
    return (begins + timedelta(days=round((ends - begins).days * (at - whole)))).isoformat()


def template(theme: Theme) -> go.layout.Template:
    """The look of all figures in a theme. The ground is left to the page."""
    ink, page, line = colour("ink", theme), colour("page", theme), colour("line", theme)
    axis = {
        "gridcolor": line,
        "linecolor": line,
        "zeroline": False,
        "automargin": True,
        "tickfont": {"size": 13, "color": colour("ink-2", theme)},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "color": colour("ink-2", theme), "size": 14},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": {**axis, "showgrid": False},
            "yaxis": axis,
            "hoverlabel": {
                "bgcolor": page,
                "bordercolor": colour("control", theme),
                "font": {"family": FONT, "color": ink, "size": 14},
                "align": "left",
            },
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 13}},
            "modebar": {
                "bgcolor": "rgba(0,0,0,0)",
                "color": colour("ink-3", theme),
                "activecolor": colour("link", theme),
            },
            "margin": {"l": 8, "r": 8, "t": 40, "b": 8},
            "hovermode": "closest",
        }
    )


def config(language: Language) -> dict[str, Any]:
    """The settings of every chart: tools with words and numbers of the language, nothing asked of another host."""
    text = Text(language)
    form: dict[str, Any] = {
        "months": text.say("figures.plotly.months").split(),
        "shortMonths": text.say("figures.month.short").split(),
        "days": text.say("figures.plotly.days").split(),
        "shortDays": text.say("figures.plotly.short_days").split(),
        "date": language.form("date_chart"),
        "decimal": decimal_sign(language),
        "thousands": thousands_sign(language),
    }
    words = {english: text.say(f"figures.plotly.{key}") for english, key in _WORDS.items()}
    return {
        "locale": language.value,
        "locales": {language.value: {"dictionary": words, "format": form}},
        "displaylogo": False,
        "displayModeBar": "hover",
        "modeBarButtonsToRemove": ["select2d", "lasso2d"],
        "toImageButtonOptions": {"format": "png", "scale": 2},
    }


def alternative(figure: Figure) -> str:
    """The figure in words, for who does not see it."""
    return str(figure.layout.meta["alt"])


def marker(status: Status, theme: Theme, size: float = 10) -> dict[str, Any]:
    """Shape and colours of a status."""
    names, solid = STATUS_TOKENS[status], status in COLOURED
    return {
        "symbol": SYMBOLS[status],
        "size": size,
        "color": colour(names.fill, theme),
        "line": {"color": colour(names.line, theme), "width": 1.5 if solid else 2},
    }


def date_axis(theme: Theme, fiscal_year: FiscalYear, size: int = 13) -> dict[str, Any]:
    """An axis of days: a line and a label for each year, for each month when it is zoomed into.

    Years that are not the calendar's have their line where they begin, and are called as elsewhere: «2025/26».
    """
    stops = [("M1", "M3", "%b %Y"), ("M3", "M6", "%b\n%Y"), ("M12", None, "%Y")]
    own = {
        "tickmode": "array",
        "tickvals": [fiscal_year.year_begins(year).isoformat() for year in _YEARS],
        "ticktext": [fiscal_year.label(year) for year in _YEARS],
    }
    return {
        **({} if fiscal_year.is_calendar else own),
        "type": "date",
        "showgrid": True,
        "ticklabelmode": "period" if fiscal_year.is_calendar else "instant",
        "hoverformat": "%b %Y",
        "tickfont": {"size": size, "color": colour("ink-2", theme)},
        "tickformatstops": [{"dtickrange": [low, high], "value": form} for low, high, form in stops]
        if fiscal_year.is_calendar
        else [],
    }


def percents(shares: Sequence[float | None]) -> list[float | None]:
    """Shares as percents, for an axis with `percent_axis`."""
    return [None if share is None else 100 * share for share in shares]


def percent_axis(language: Language) -> dict[str, str]:
    """The ticks of an axis in percents, as the language writes them."""
    return {"ticksuffix": language.form("percent"), "tickformat": ".0f"}


def series_colour(place: int, theme: Theme) -> str:
    """The colour of the line at a place; it comes again after the last one, with another dash."""
    return SERIES[place % len(SERIES)].of(theme)


def series_dash(place: int) -> str:
    """The dash of the line at a place."""
    return DASHES[place // len(SERIES) % len(DASHES)]
