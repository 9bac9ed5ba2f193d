"""What a reader takes away from an indicator's page: files, pictures, paper, citations; the way to the dashboard."""

from kpi.html.links import address, way
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join


def buttons(code: str, page: PageContext) -> Markup:
    """CSV, Excel, SVG, PNG, print, the dashboard."""
    files = (
        ("CSV", page.at(address(f"download/indicator/{code}.csv"))),
        ("Excel", page.href(f"download/indicator/{code}.xlsx")),
        ("SVG", page.href(f"chart/{code}.svg")),
        ("PNG", page.href(f"chart/{code}.png")),
    )
    taken = (
        way(
            label,
            href,
            class_="p-button",
            download=True,
            aria_label=page.say("indicator.take.label", format=label, code=code),
        )
        for label, href in files
    )
    ways = (
        way(page.say("indicator.take.print"), page.href(f"print/indicator/{code}"), class_="p-button"),
        way(page.say("explore.indicator"), page.href("dashboard/indicator", id=code), class_="p-button"),
    )
    return el("div", *taken, *ways, class_="p-actions", role="group", aria_label=page.say("indicator.take.group"))


def references(code: str, page: PageContext) -> Markup:
    """The citation for reference managers."""
    links = (
        way(label, page.href(f"download/indicator/{code}.{ending}"), download=True, class_="p-link")
        for label, ending in (("BibTeX", "bib"), ("RIS", "ris"))
    )
    return el("p", page.say("indicator.take.references"), " ", join(links, " · "), class_="p-meta p-print-hide")
