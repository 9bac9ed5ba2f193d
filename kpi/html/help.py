"""The guide as a page, and the way to it."""

from kpi.html.components import section
from kpi.html.links import link
from kpi.html.markdown import parts
from kpi.html.page_context import PageContext
from kpi.text.guide_text import guide_text
from kpi.text.markup import Markup, el, join


def help_link(page: PageContext) -> Markup:
    """«Довідка», on every page of those who submit data."""
    return el("p", link(page.say("help.link"), page.href("help"), class_="p-link"), class_="p-group p-meta")


def body(page: PageContext) -> Markup:
    """The content of <main>."""
    told = (
        section(f"help-{place}", part.title, el("div", part.body, class_="p-text"))
        for place, part in enumerate(parts(guide_text(page.text)), start=1)
    )
    return join(
        (el("h1", page.say("help.title"), class_="p-h1"), el("p", page.say("help.lede"), class_="p-lede"), *told)
    )
