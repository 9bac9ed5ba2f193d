"""The choice between the two histories as HTML: two plain links, one of them where the reader is."""

from kpi.documents.html import Html, address, el, link
from kpi.text import Text
from kpi.views.histories import PARAMETER, HistoryChoice, HistoryWay


def history_choice(choice: HistoryChoice | None, text: Text, *, brief: bool = False) -> Html | None:
    """Which history the page tells, and the way to the other one; the address keeps the choice.

    brief  without the sentence, which then stands elsewhere on the page
    """
    if choice is None:
        return None

    def way(one: HistoryWay) -> Html:
        given = {"id": choice.id or None, PARAMETER: one.value or None}
        href = address(choice.page, lang=text.language, **given)
        return el("li", link(one.words, href, class_="p-link", aria_current="true" if one.shown else None))

    ways = el("ul", *(way(one) for one in choice.ways), class_="p-history-ways")
    words = None if brief else el("p", choice.words, class_="p-meta")
    return el("nav", words, ways, aria_label=text.say("history.label"), class_="p-history")
