"""A list of which small screens show the first few."""

from collections.abc import Sequence

from kpi.html.components import fold
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join


def folded_list(
    items: Sequence[Markup], first: int, class_: str, page: PageContext, more: Child = None, *, beyond: int = 0
) -> Markup:
    """What would save a single row is not folded.

    more    what every screen folds after it; `beyond` how many items of it small screens are told of
    """
    if len(items) <= first + 1:
        return join((el("ul", *items, class_=class_), more))
    rest = items[first:]
    words = page.count("shell.more", len(rest) + beyond)
    return join((el("ul", *items[:first], class_=class_), fold(page, words, el("ul", *rest, class_=class_), more)))
