"""The choice between the two histories as HTML: two plain links, one of them where the reader is."""

from kpi.html.links import list_markup, way
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el
from kpi.views.common.histories import PARAMETER, HistoryChoice, HistoryWay


def history_choice(choice: HistoryChoice | None, page: PageContext, *, brief: bool = False) -> Markup | None:
    """Which history the page tells, and the way to the other one; the address keeps the choice.

    brief  without the sentence, which then stands elsewhere on the page
    """
    if choice is None:
        return None

    def choice_of(one: HistoryWay) -> Markup | None:
        href = page.href(choice.page, id=choice.id or None, **{PARAMETER: one.value or None})
        return way(one.words, href, class_="p-link", aria_current="true" if one.shown else None)

    ways = el("ul", list_markup(*map(choice_of, choice.ways)), class_="p-history-ways")
    words = None if brief else el("p", choice.words, class_="p-meta")
    return el("nav", words, ways, aria_label=page.say("history.label"), class_="p-history")
