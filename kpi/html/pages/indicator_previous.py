"""What an indicator was measured at in the edition before, on its page: apart from its own values, with their word."""

from dataclasses import replace

from kpi.html.components import amount, code_and_name, details, section, table
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.model import edition_prefix
from kpi.text.markup import Markup, el, join
from kpi.views.indicator.page import IndicatorView
from kpi.views.indicator.previous_series import PreviousSeries, PreviousValue

#: so many stand open, the older ones unfold
OPEN_ROWS = 8


def previous(view: IndicatorView, page: PageContext) -> Markup | None:
    """The former values, or why they are not joined; None where the indicator is kept from no other."""
    found = view.previous
    if found is None:
        return None
    heading = page.say("succession.series.heading", edition=found.edition)
    if found.why_not:
        return section("previous", heading, el("p", found.why_not, " ", _there(found, page), class_="p-prose"))
    said = page.say("succession.series.words"), page.say("succession.series.there")
    newer, older = found.values[:OPEN_ROWS], found.values[OPEN_ROWS:]
    folded = None
    if older:
        folded = details(page, page.count("indicator.data.older", len(older)), _table(view, found, older, page))
    words = el("p", join(said, " "), " ", _there(found, page), class_="p-prose")
    return section("previous", heading, words, _table(view, found, newer, page), folded)


def _there(found: PreviousSeries, page: PageContext) -> Markup:
    """The way to the former indicator, its name alone where no address can carry its edition."""
    prefix = edition_prefix(found.edition_name)
    at = replace(page, prefix=prefix, release=None) if prefix else None
    href = at.href("indicator", id=found.name.code) if at is not None else None
    return link(code_and_name(found.name, page), href)


def _table(view: IndicatorView, found: PreviousSeries, rows: tuple[PreviousValue, ...], page: PageContext) -> Markup:
    labels = {key: page.say(f"indicator.data.column.{key}") for key in ("period", "value")}
    caption = page.say("succession.series.caption", name=view.row.name.name, edition=found.edition)
    return table(
        caption, labels, (_row(row, labels, page) for row in rows), numbers=("value",), class_="p-table-previous"
    )


def _row(row: PreviousValue, labels: dict[str, str], page: PageContext) -> Markup:
    origin = None
    if row.provenance is not None:
        words = page.say(f"provenance.{row.provenance}")
        origin = el("span", words, class_=f"p-sub p-origin p-origin-{row.provenance}")
    notes = (el("span", note, class_="p-sub") for note in row.notes)
    return el(
        "tr",
        el("th", row.period, scope="row", class_="p-nowrap"),
        el("td", amount(row.value, page), origin, *notes, class_="p-num", data_label=labels["value"]),
    )
