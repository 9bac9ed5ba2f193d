"""The page of an address that does not exist: with the community's name, the menu and a search, as every page."""

from kpi.documents import shell as frame
from kpi.documents.html import address, el, join, link
from kpi.documents.whole import Served, whole
from kpi.model import Language
from kpi.site import cache, shelf
from kpi.text import Text
from kpi.views import shell
from kpi.web.assets import assets


def page(text: Text) -> bytes:
    """The whole page; errors of `cache.standing` where there are no data to name the community by."""
    survey = cache.survey(cache.standing().release, cache.PUBLIC)
    title = text.say("web.missing.title")
    # a page that does not exist has no parameters to keep: its other language is the same path
    around = shell.build(survey, text, "missing", today=shelf.today(), address="")
    home = link(text.say("web.missing.home"), address("overview", lang=text.language), class_="p-link")
    body = join(
        (
            el("h1", title, class_="p-h1"),
            el("p", text.say("web.missing.words"), class_="p-lede"),
            _search(text),
            el("p", home),
        )
    )
    return whole(frame.title(title, around, text), frame.page(around, text, body), text, _served())


def _search(text: Text) -> str:
    language = None if text.language is Language.UK else el("input", type="hidden", name="lang", value=text.language)
    field = el("input", type="search", name="q", autocomplete="off", maxlength=200)
    return el(
        "form",
        el("label", el("span", text.say("indicators.search")), field, class_="p-field"),
        language,
        el("button", text.say("indicators.find"), type="submit", class_="p-button"),
        class_="p-form",
        role="search",
        action=address("indicators"),
        method="get",
    )


def _served() -> Served:
    files = assets()
    styles = tuple(files.url(name) for name in files.names(".css"))
    return Served(styles, (), files.url("mark.svg"), (files.url("theme.js"),))
