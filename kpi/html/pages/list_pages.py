"""The pages of a long list as links, and what a search finds beside its rows."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from kpi.html.components import code_and_name, department, details, name_of, sub
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.list_pages import ListPages
from kpi.views.oversight.decision_rows import DecisionRow
from kpi.views.public.indicators import IndicatorFilters
from kpi.views.public.search_hits import Hits

#: goals and departments that a search names at once
_OPEN_HITS = 5


def shown(pages: ListPages, page: PageContext) -> Markup | None:
    """« · 101–200 з 2 000», nothing where the list stands whole."""
    if pages.last == 1:
        return None
    first, last = (page.text.number(n) for n in pages.span)
    return join((" · ", el("span", page.say("lists.pages.shown", first=first, last=last, total=pages.total))))


#: the address of a page of the list by its number
Address = Callable[[int], str | None]


def page_links(pages: ListPages, to: Address, page: PageContext, label: str = "lists.pages.label") -> Markup | None:
    """The ways to the other pages; nothing where there is one. `label` is a key."""
    if pages.last == 1:
        return None
    items = [_beside("before", -1, pages, to, page), *_numbers(pages, to, page)]
    items.append(_beside("after", 1, pages, to, page))
    return el("nav", el("ul", *filter(None, items), class_="p-pages"), aria_label=page.say(label))


def indicator_page(filters: IndicatorFilters, page: PageContext) -> Address:
    """The pages of the list of indicators with these filters."""
    return lambda number: page.href("indicators", **replace(filters, page=number).parameters())


def _beside(key: str, step: int, pages: ListPages, to: Address, page: PageContext) -> Markup | None:
    number = pages.number + step
    if not 1 <= number <= pages.last:
        return None
    rel = "prev" if step < 0 else "next"
    return el("li", link(page.say(f"lists.pages.{key}"), to(number), rel=rel))


def _numbers(pages: ListPages, to: Address, page: PageContext) -> list[Markup]:
    found = []
    for before, number in pairwise((0, *pages.named())):
        if number > before + 1:
            found.append(el("li", "…", class_="p-pages-gap", aria_hidden="true"))
        name = page.say("lists.pages.page", number=number, last=pages.last)
        here = "page" if number == pages.number else None
        found.append(el("li", link(number, to(number), aria_label=name, aria_current=here)))
    return found


def search_hits(hits: Hits, page: PageContext) -> Markup | None:
    """Goals, departments and decisions with the ways to them; nothing where the query found none."""
    goals = [link(code_and_name(name, page), page.href("goal", id=name.code)) for name in hits.goals]
    units = [department(name, page) for name in hits.departments]
    decided = [_decision(row, page) for row in hits.decisions]
    found = (("goals", goals), ("departments", units), ("decisions", decided))
    lists = (_hits(key, links, page) for key, links in found)
    return el("div", *lists, class_="p-hits") if hits else None


def _decision(row: DecisionRow, page: PageContext) -> Markup:
    name = link(name_of(row.name, page), page.href("decisions", id=row.code))
    return join((name, sub(row.title(page.text))))


def _hits(key: str, links: list[Markup], page: PageContext) -> Markup | None:
    if not links:
        return None
    first, rest = (el("ul", *(el("li", one) for one in part)) for part in (links[:_OPEN_HITS], links[_OPEN_HITS:]))
    count = len(links) - _OPEN_HITS
    more = details(page, page.count("lists.hits.more", count), rest) if count > 0 else None
    return el("section", el("h2", page.say(f"lists.hits.{key}"), class_="p-h3"), first, more)
