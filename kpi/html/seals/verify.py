"""The verification as HTML: the content of <main>."""

from kpi.html.components import details, section, table
from kpi.html.forms import button, field, get_form
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.services.seals.proof import Proof
from kpi.text.markup import Markup, el, join
from kpi.views.seals.verify import VerifyView

#: letters of a SHA-256 in hex
_HEX = 64


def body(view: VerifyView, page: PageContext) -> Markup:
    """What is proved, the file by its hash, the numbers of the proof, how to check it without us."""
    return join(
        (
            el("h1", view.title, class_="p-h1"),
            el("p", view.lede, class_="p-lede"),
            _findings(view, page),
            _file(view, page) if page.served else None,
            _proof(view, view.proof, page) if view.proof else None,
            _yourself(view, page),
        )
    )


def _findings(view: VerifyView, page: PageContext) -> Markup:
    labels = {"outcome": page.say("seal.page.column.outcome"), "said": page.say("seal.page.column.said")}
    rows = (
        el(
            "tr",
            el("th", el("b", word) if outcome == "failed" else word, scope="row", class_="p-nowrap"),
            el("td", said, class_="p-cell-wide", data_label=labels["said"]),
        )
        for outcome, word, said in view.lines
    )
    return table(page.say("seal.page.caption"), labels, rows)


def _file(view: VerifyView, page: PageContext) -> Markup:
    answer = el("p", view.answer, class_="p-prose" if view.known else "p-alert", role="status") if view.answer else None
    asked = field(
        page.say("seal.page.hash"), "hash", view.asked, wide=True, maxlength=_HEX, pattern=f"[0-9A-Fa-f]{{{_HEX}}}"
    )
    form = get_form(
        page.href("verify"), page, asked, el("p", button(page.say("seal.page.ask"))), data_apply=None, class_="p-form"
    )
    return section("file", page.say("seal.page.file_heading"), el("p", page.say("seal.page.file_how")), answer, form)


def _proof(view: VerifyView, proof: Proof, page: PageContext) -> Markup:
    place = page.say("seal.page.place", leaf=proof.leaf, size=proof.size)
    told = ((page.say("seal.page.leaf_hash"), proof.leaf_hash), (page.say("seal.page.root"), proof.root))
    lines = (el("p", name, " ", el("code", value)) for name, value in told)
    path = el("ol", *(el("li", el("code", one)) for one in proof.path)) if proof.path else None
    key = el("p", page.say("seal.page.key"), " ", el("code", view.key)) if view.key else None
    shown = details(page, page.say("seal.page.path"), path) if path else None
    return section("proof", page.say("seal.page.proof"), el("p", place), *lines, shown, key)


def _yourself(view: VerifyView, page: PageContext) -> Markup:
    way = page.at("/log/checkpoint")
    stamp = el("p", link(page.say("seal.page.stamp"), page.at(view.stamp), class_="p-link")) if view.stamp else None
    files = (
        el("p", link(page.say("seal.page.checkpoint"), way, class_="p-link")),
        stamp,
        el("p", link(page.say("seal.page.content"), page.at(view.content), class_="p-link")),
    )
    saved = el("p", page.say("seal.page.saved"), " ", el("code", "postup verify site.zip"))
    return section("yourself", page.say("seal.page.yourself"), el("p", page.say("seal.page.how")), saved, *files)
