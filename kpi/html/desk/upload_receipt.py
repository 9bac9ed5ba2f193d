"""The receipt of a publication: what was published, the way back, the ways on."""

from datetime import date

from kpi.html.components import section
from kpi.html.desk.change_table import change_table
from kpi.html.desk.uploads import said, top
from kpi.html.forms import area, button, post_form
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.desk.uploads import ReceiptView


def receipt(view: ReceiptView, page: PageContext) -> Markup:
    """What was published, where it stands now, and the way back for a quarter of an hour."""
    facts = (el("div", el("dt", label), el("dd", value)) for label, value in view.facts)
    onward = el(
        "p",
        el("a", page.say("submit.receipt.more"), href=page.href("upload"), class_="p-link"),
        " · ",
        el("a", page.say("report.mine.title"), href=page.href("upload/mine"), class_="p-link"),
    )
    told = [words for words in (view.next_words, view.sent_to) if words]
    after = join((el("h3", page.say("report.receipt.next"), class_="p-h3"), *(el("p", words) for words in told)))
    return join(
        (
            top(view.desk, "", page),
            el(
                "section",
                el("h2", view.heading, class_="p-h2", id="receipt", tabindex=-1, autofocus=True),
                said(view.notice, first=False),
                el("dl", *facts, class_="p-facts"),
                _verify(view.sealed, page) if view.sealed else None,
                change_table(view.lines, page, done=True) if view.lines else None,
                el("ul", *(el("li", words) for words in view.others), class_="p-list p-prose") if view.others else None,
                after if told else None,
                onward,
                class_="p-section",
                aria_labelledby="receipt",
            ),
            _values_of(view, page),
            _undo(view, page),
        )
    )


def _verify(day: date, page: PageContext) -> Markup:
    """The way to what is proved of the release."""
    return el("p", link(page.say("seal.receipt.verify"), page.href("verify", v=day.isoformat()), class_="p-link"))


def _values_of(view: ReceiptView, page: PageContext) -> Markup | None:
    """The ways to the values of its indicators, where a single one is withdrawn."""
    if not view.values_of:
        return None
    links = (
        el("li", el("a", code, href=page.href("upload/indicator", id=code), class_="p-link")) for code in view.values_of
    )
    return el("nav", el("p", page.say("editor.values.ways"), class_="p-meta"), el("ul", *links, class_="p-ways"))


def _undo(view: ReceiptView, page: PageContext) -> Markup | None:
    if view.undone:
        href = page.href("upload/receipt", number=str(view.undone_by))
        return el("p", view.undone, " ", el("a", page.say("editor.receipt.open"), href=href, class_="p-link"))
    if not view.undo:
        return None
    inside = post_form(
        page.href("upload/undo", number=str(view.number)),
        view.desk.token,
        el("p", view.undo),
        area(page.say("submit.undo.reason"), "reason", required=True),
        el("p", button(page.say("submit.undo.button"))),
        class_="p-panel",
    )
    return section("undo", page.say("submit.undo.title"), inside)
