"""An indicator on paper: status, path and facts, then data, history, origin, citation; two pages as a rule."""

from kpi.documents.html import Html, el, join, raw, unbroken
from kpi.documents.indicator import about, banner, figures, notes, origin
from kpi.documents.indicator_data import changes, columns, data, revisions
from kpi.documents.parts import section
from kpi.documents.print_page import Sheets
from kpi.figures.legend import trajectory_legend
from kpi.figures.trajectory import trajectory
from kpi.text import Text
from kpi.views.indicator import IndicatorView

#: More periods than these are printed in two columns.
MOST_ROWS = 26


def sheets(view: IndicatorView, text: Text) -> Sheets:
    """One flow: what does not fit under the chart goes on before the data."""
    return Sheets(view.title, (join((_state(view, text), _record(view, text))),), ("indicator", view.code))


def _state(view: IndicatorView, text: Text) -> Html:
    way = " / ".join(crumb.label for crumb in view.crumbs)
    return join(
        (
            el("p", way, class_="p-crumbs"),
            el("h1", unbroken(view.title), class_="p-h1"),
            banner(view, text),
            figures(view.figures, text),
            _chart(view, text),
            about(view, text),
        )
    )


def _chart(view: IndicatorView, text: Text) -> Html:
    value = view.trajectory
    return el(
        "section",
        el("h2", text.say("indicator.chart.heading"), class_="p-hidden", id="way"),
        el(
            "figure",
            el("figcaption", value.subtitle, class_="p-meta"),
            raw(trajectory_legend(value, text.language)),
            raw(trajectory(value, text.language, "print")),
        ),
        el("p", *(el("span", part) for part in view.source_line), class_="p-source"),
        notes(view, text),
        class_="p-section",
        aria_labelledby="way",
    )


def _record(view: IndicatorView, text: Text) -> Html:
    values = data(view, text) if len(view.data) <= MOST_ROWS else columns(view, text)
    citation = section("share", text.say("indicator.share.citation"), el("p", view.citation, class_="p-prose"))
    last = el("div", origin(view, text), citation, class_="p-grid-2")
    return join((values, changes(view, text), revisions(view, text), last))
