"""The page of an address that does not exist: with the community's name, the menu and a search, as every page."""

from kpi import clock
from kpi.html.forms import search_form
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page, sentence
from kpi.services.published import releases
from kpi.text.markup import el, join
from kpi.views.common import page_frame


def page(page: PageContext) -> bytes:
    """The whole page; errors of `releases.survey` where there are no data to name the community by.

    It has no parameters to keep: its other language is the same path, `page.address` «».
    """
    survey = releases.survey()
    around = page_frame.build(survey, page.text, "missing", today=clock.today())
    title = page.say("web.missing.title")
    body = join(
        (
            el("h1", title, class_="p-h1"),
            el("p", page.say("web.missing.words"), class_="p-lede"),
            search_form(page, page.say("indicators.search"), page.say("indicators.find")),
            el("p", link(page.say("web.missing.home"), page.href("overview"), class_="p-link")),
        )
    )
    return render_page(title, body, page, shell=around)


def plain_page(page: PageContext) -> bytes:
    """The same where there are no data to draw a header from."""
    title = page.say("web.missing.title")
    return render_page(title, sentence(title, page.say("web.missing.words"), page), page)
