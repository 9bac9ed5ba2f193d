"""«Інші громади» on the page of an indicator: a table with whose each number is, and the series on one scale."""

from kpi.charts.breakdown import panel, panel_scale
from kpi.html.components import amount, section, sub, table
from kpi.html.lang_markup import mark_language, mark_languages
from kpi.html.outward_links import outward, outward_link
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join
from kpi.views.beside.peers import PeerRow, Peers


def peers(found: Peers | None, page: PageContext) -> Markup | None:
    """The section; None where no other community names the code."""
    if found is None:
        return None
    keys = ["community", "value", *(["per_head"] if found.per_head else []), "source"]
    heads = {key: page.say(f"peers.column.{key}") for key in keys}
    caption = page.say("peers.caption", code=found.catalogue_code)
    words = page.say("peers.words", code=found.catalogue_code)
    return section(
        "peers",
        page.say("peers.heading"),
        el("p", words, class_="p-prose"),
        table(caption, heads, (_row(row, heads, page) for row in found.rows), numbers={"value", "per_head"}),
        _panels(found, page),
    )


def _row(row: PeerRow, heads: dict[str, str], page: PageContext) -> Markup:
    own = el("span", page.say("peers.own"), class_="p-sub") if row.own else sub(row.indicator)
    missing = el("span", page.say("gap.no_value"), class_="p-missing")
    value: Child = amount(row.value, page) if row.value else missing
    why = el("p", row.why_not, class_="p-meta") if row.why_not else None
    cells = [
        el("th", mark_language(row.name, page.text), own, scope="row"),
        el("td", value, sub(row.period), class_="p-num", data_label=heads["value"]),
    ]
    if "per_head" in heads:
        head = amount(row.per_head, page) if row.per_head else "—"
        cells.append(el("td", head, sub(row.counted), class_="p-num", data_label=heads["per_head"]))
    notes = (el("p", note, class_="p-meta") for note in row.notes)
    cells.append(el("td", _source(row, page), why, *notes, class_="p-cell-wide", data_label=heads["source"]))
    return el("tr", *cells)


def _source(row: PeerRow, page: PageContext) -> Markup | None:
    """Of which release, under which licence, where it is published."""
    if row.own:
        return None
    licence: Child = page.say("peers.no_licence")
    if row.licence:
        licence = outward(row.licence_url, row.licence) if row.licence_url else row.licence
    where = outward_link(row.site) if row.site else None
    parts = (page.say("peers.released", day=row.released), licence, where)
    return join((part for part in parts if part), " · ")


def _panels(found: Peers, page: PageContext) -> Markup | None:
    if found.panels is None:
        return None
    scale = panel_scale(found.panels, page.language)
    drawn = (
        el(
            "article",
            el("h3", mark_language(part.name, page.text), class_="p-h3"),
            el("p", el("span", amount(part.last, page), class_="p-now"), " ", el("span", part.period, class_="p-meta")),
            panel(found.panels, part, scale, page.language),
            class_="p-part",
        )
        for part in found.panels.parts
    )
    how = el(
        "p",
        mark_languages(page.say("breakdown.scale", unit=scale.unit or found.panels.unit), page.text),
        class_="p-meta",
    )
    return join((how, el("div", *drawn, class_="p-parts")))
