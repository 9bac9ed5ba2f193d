"""What a reader takes away from an indicator's page: files, pictures, paper, citations.

Plain links: these addresses are no pages of the live app.
"""

from urllib.parse import quote

from kpi.documents.html import Html, el, join
from kpi.model import Language
from kpi.text import Text


def buttons(code: str, text: Text) -> Html:
    """CSV, Excel, SVG, PNG, print."""
    written, lang = quote(code, safe=""), _lang(text)
    files = (
        ("CSV", f"/download/indicator/{written}.csv"),
        ("Excel", f"/download/indicator/{written}.xlsx{lang}"),
        ("SVG", f"/chart/{written}.svg{lang}"),
        ("PNG", f"/chart/{written}.png{lang}"),
    )
    taken = (
        el(
            "a",
            label,
            href=href,
            class_="p-button",
            download=True,
            aria_label=text.say("indicator.take.label", format=label, code=code),
        )
        for label, href in files
    )
    paper = el("a", text.say("indicator.take.print"), href=f"/print/indicator/{written}{lang}", class_="p-button")
    return el("div", *taken, paper, class_="p-actions", role="group", aria_label=text.say("indicator.take.group"))


def references(code: str, text: Text) -> Html:
    """The citation for reference managers."""
    written, lang = quote(code, safe=""), _lang(text)
    links = (
        el("a", label, href=f"/download/indicator/{written}.{ending}{lang}", download=True, class_="p-link")
        for label, ending in (("BibTeX", "bib"), ("RIS", "ris"))
    )
    return el("p", text.say("indicator.take.references"), " ", join(links, " · "), class_="p-meta p-print-hide")


def _lang(text: Text) -> str:
    return "" if text.language is Language.UK else f"?lang={text.language}"
