"""An indicator on paper: status, path and facts, then data, history, origin, citation; two pages as a rule."""

from kpi.charts.legend import trajectory_legend
from kpi.charts.trajectory import trajectory
from kpi.html.components import section
from kpi.html.indicator.breakdown import breakdown
from kpi.html.indicator.peers import peers
from kpi.html.lang_markup import mark_as_written, mark_languages
from kpi.html.oversight.chain import chain
from kpi.html.page_context import PageContext
from kpi.html.pages.indicator import about, banner, figures, notes, origin
from kpi.html.pages.indicator_data import changes, columns, data, revisions
from kpi.html.pages.indicator_previous import previous
from kpi.html.print.sheets import Sheets
from kpi.html.questions.answers import questions
from kpi.text.markup import Markup, el, join
from kpi.views.beside.number import NOTHING, Beside
from kpi.views.indicator.page import IndicatorView

#: More periods than these are printed in two columns.
MOST_ROWS = 26


def sheets(view: IndicatorView, page: PageContext, beside: Beside = NOTHING) -> Sheets:
    """One flow: what does not fit under the chart goes on before the data."""
    return Sheets(view.title, (join((_state(view, page), _record(view, page, beside))),), ("indicator", view.code))


def _state(view: IndicatorView, page: PageContext) -> Markup:
    way = " / ".join(crumb.label for crumb in view.crumbs)
    return join(
        (
            el("p", mark_languages(way, page.text), class_="p-crumbs"),
            el("h1", mark_languages(view.title, page.text), class_="p-h1"),
            banner(view, page),
            chain(view.chain, page),
            figures(view.figures, page),
            _chart(view, page),
            about(view, page),
        )
    )


def _chart(view: IndicatorView, page: PageContext) -> Markup:
    value = view.trajectory
    return el(
        "section",
        el("h2", page.say("indicator.chart.heading"), class_="p-hidden", id="way"),
        el(
            "figure",
            el("figcaption", mark_as_written(value.subtitle, page.text), class_="p-meta"),
            trajectory_legend(value, page.language, ("print",)),
            trajectory(value, page.language, "print"),
        ),
        el("p", *(el("span", mark_as_written(part, page.text)) for part in view.source_line), class_="p-source"),
        notes(view, page),
        class_="p-section",
        aria_labelledby="way",
    )


def _record(view: IndicatorView, page: PageContext, beside: Beside) -> Markup:
    values = data(view, page) if len(view.data) <= MOST_ROWS else columns(view, page)
    citation = section(
        "share",
        page.say("indicator.share.citation"),
        el("p", mark_as_written(view.citation, page.text), class_="p-prose"),
    )
    last = el("div", origin(view, page), citation, class_="p-grid-2")
    parts, asked = breakdown(beside.breakdown, page), questions(beside.questions, view.code, beside.released, page)
    parts = join((parts, peers(beside.peers, page)))
    corrected = revisions(view, page) if view.revisions else None
    return join((values, previous(view, page), parts, changes(view, page), corrected, asked, last))
