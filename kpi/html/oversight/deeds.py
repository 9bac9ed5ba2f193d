"""What was decided and done between two releases."""

from kpi.charts.fates import fate_sign
from kpi.html.components import CHIP, name_of, section
from kpi.html.lang_markup import mark_languages
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el
from kpi.views.changes.deeds import Deed


def deeds(rows: tuple[Deed, ...], page: PageContext) -> Markup | None:
    """A list; nothing where nothing was."""
    if not rows:
        return None
    items = el("ul", *(_deed(row, page) for row in rows), class_="p-changes")
    return section("deeds", page.say("deeds.heading"), items, note=page.say("deeds.note"))


def _deed(row: Deed, page: PageContext) -> Markup:
    name = link(name_of(row.name, page), page.href(row.page, id=row.id), class_="p-name")
    words = el("p", mark_languages(row.words, page.text), class_="p-meta")
    return el("li", el("span", fate_sign(row.sign, CHIP), class_="p-change"), el("div", name, words))
