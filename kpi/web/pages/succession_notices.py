"""What a page of a goal or an indicator says of the other editions: what it was before, what it goes on as."""

from dataclasses import replace

from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.html.pages.succession import Sentences
from kpi.model import Level, Strategy
from kpi.services.published.successions import step_into, step_out_of
from kpi.text.editions import edition_words
from kpi.text.markup import Markup, el, join
from kpi.views.succession.crosswalk import FateLink, ItemKey
from kpi.web.pages.crosswalks import sides_of
from kpi.web.pages.page_request import PageRequest
from kpi.web.release_boards import crosswalk_of

_LEVELS: dict[str, Level | None] = {"goal": Level.OPERATIONAL_GOAL, "indicator": None}


def with_succession(reader: PageRequest, page: PageContext) -> tuple[PageContext, frozenset[tuple[str, str]]]:
    """The page with what the crosswalks say of its goal or indicator, and which items of other editions it has named.

    The items are (edition, code) of the page's own kind.
    """
    if reader.address.page not in _LEVELS or not reader.id:
        return page, frozenset()
    key = _LEVELS[reader.address.page], reader.id
    told = (*_before(reader, key, page), *_after(reader, key, page))
    named = frozenset(
        (edition, one.item.name.code)
        for _, edition, links in told
        for one in links
        if one.item is not None and one.item.level is key[0]
    )
    notices = (el("p", words, class_="p-notice p-notice-line") for words, _, _ in told)
    return replace(page, notice=join((page.notice, *notices))), named


_Told = tuple[Markup, str, tuple[FateLink, ...]]


def _before(reader: PageRequest, key: ItemKey, page: PageContext) -> tuple[_Told, ...]:
    step = step_into(reader.key)
    walk = crosswalk_of(step, reader.text.language) if step is not None else None
    if step is None or walk is None or walk.new_item(key) is None:
        return ()
    other = walk.old.survey.dataset.strategy
    edition = edition_words(other, reader.text)
    links = walk.before(key)
    there = sides_of(step, reader.key, page).old
    words = Sentences(side="before", level=key[0], edition=edition, page=page, there=there).of(links)
    return ((join((words, _made_up(other, page), _all(page)), " "), step.old.edition, links),)


def _after(reader: PageRequest, key: ItemKey, page: PageContext) -> tuple[_Told, ...]:
    step = step_out_of(reader.key)
    walk = crosswalk_of(step, reader.text.language) if step is not None else None
    if step is None or walk is None or walk.old_item(key) is None:
        return ()
    other = walk.new.survey.dataset.strategy
    edition = edition_words(other, reader.text)
    links, there = walk.after(key), sides_of(step, reader.key, page).new
    words = Sentences(side="after", level=key[0], edition=edition, page=page, there=there).of(links)
    return ((join((words, _made_up(other, page), _all(there)), " "), step.new.edition, links),)


def _made_up(other: Strategy, page: PageContext) -> str | None:
    """That the other edition's plan is an example: what it says of a goal is no news of the community."""
    return page.say("succession.made_up", edition=edition_words(other, page.text)) if other.illustrative else None


def _all(at: PageContext | None) -> Markup | None:
    """The way to the whole crosswalk."""
    return link(at.say("succession.all"), at.href("succession")) if at is not None and at.href("succession") else None
