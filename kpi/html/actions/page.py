"""«Заходи і гроші»: findings, filters, money, then the actions sector by sector; it works without a script."""

from dataclasses import replace

from kpi.charts.timeline import state_sign, timeline_charts
from kpi.html.actions.tables import action_rows, money
from kpi.html.components import fold, section
from kpi.html.forms import button, get_form, select
from kpi.html.lang_markup import mark_languages
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.html.pages.list_pages import Address, page_links, shown
from kpi.model import ActionState
from kpi.text.markup import Markup, el, join
from kpi.views.actions.filters import ActionFilters, FilterChoice
from kpi.views.actions.page import ActionPart, ActionsView
from kpi.views.actions.timeline import Timeline


def body(view: ActionsView, page: PageContext) -> Markup:
    """The content of <main>."""
    if view.empty:
        found = el("p", view.empty, class_="p-empty")
        return join((_top(view, page), found))
    parts = (_part(number, part, page) for number, part in enumerate(view.parts))
    # the findings are of all actions: they stand before the first of them
    findings = (money(view, page), _results(view, page)) if view.pages.number == 1 else ()
    onward = page_links(view.pages, _to(view, page), page)
    return join((_top(view, page), *findings, *parts, onward, _files(view, page)))


def _to(view: ActionsView, page: PageContext) -> Address:
    return lambda number: page.href("actions", **replace(view.filters, page=number).parameters())


def unknown(page: PageContext) -> Markup:
    """What is said at the address where there are no actions."""
    return el("h1", page.say("actions.unknown"), class_="p-h1")


def _top(view: ActionsView, page: PageContext) -> Markup:
    lede = el("p", view.lede, class_="p-lede")
    standings = el("ul", *(el("li", words) for words in view.standings), class_="p-sums") if view.standings else None
    return join((el("h1", view.title, class_="p-h1"), lede, standings, _form(view, page), _found(view, page)))


def _form(view: ActionsView, page: PageContext) -> Markup | None:
    """None where no server answers, and on paper."""
    if not page.served or page.on_paper:
        return None
    fields = (_field(choice, page) for choice in view.choices)
    sent, label = button(page.say("actions.filter.submit")), page.say("actions.filter.label")
    form = get_form(page.href("actions"), page, *fields, sent, aria_label=label)
    return fold(page, label, form, opened=bool(view.filters.narrowing))


def _field(choice: FilterChoice, page: PageContext) -> Markup | None:
    """A filter, where there is something to choose."""
    if len(choice.options) < 2 and not choice.chosen:
        return None
    label, everything = page.say(f"actions.filter.{choice.name}"), page.say(f"actions.filter.all_{choice.name}")
    return select(label, choice.name, choice.options, choice.chosen, everything, text=page.text)


def _found(view: ActionsView, page: PageContext) -> Markup | None:
    where = shown(view.pages, page)
    if not view.found:
        return el("p", page.count("actions.count", view.pages.total), where, class_="p-meta p-found") if where else None
    reset = link(page.say("indicators.reset"), page.href("actions", **ActionFilters().parameters()), class_="p-link")
    return el("p", el("b", view.found), where, " · ", reset, class_="p-meta p-found", role="status")


def _results(view: ActionsView, page: PageContext) -> Markup:
    """Where money is spent while what it serves has not moved; that there is none, of how many."""
    items = []
    for one in view.unmoved:
        onward = link(one.code, page.href(one.page, id=one.code), class_="p-link")
        items.append(el("li", mark_languages(one.words, page.text), " ", onward))
    content = el("ul", *items, class_="p-prose") if items else None
    note = el("p", page.say("actions.unmoved.note"), class_="p-meta") if items else None
    told = el("p", view.compared, class_="p-prose")
    return section("results", page.say("actions.unmoved.heading"), told, content, note)


def _part(number: int, part: ActionPart, page: PageContext) -> Markup:
    title = mark_languages(part.name.name, page.text) if part.name else page.say("actions.all")
    drawn = _timeline(part.timeline, page) if part.timeline else None
    return section(f"actions-{number}", title, drawn, action_rows(part, page), note=part.found)


def _timeline(value: Timeline, page: PageContext) -> Markup:
    shown = {bar.state for lane in value.lanes for bar in lane.bars}
    legend = (
        el("li", state_sign(state), el("span", page.say(f"action_state.{state}")))
        for state in ActionState
        if state in shown
    )
    day = el("li", page.say("actions.time.day", day=value.day_words))
    drawn = timeline_charts(value, page.language)
    return el("figure", el("ul", *legend, day, class_="p-chart-legend"), drawn, class_="p-timeline")


def _files(view: ActionsView, page: PageContext) -> Markup:
    """The tables as files."""
    ways = (
        (page.say("actions.files.actions"), "download/actions.csv"),
        (page.say("actions.files.money"), "download/action_money.csv"),
        (page.say("actions.files.excel"), "download/data.xlsx"),
    )
    offered = (way for way in ways if view.divided or "money" not in way[1])
    links = (link(words, page.href(name), class_="p-link", download=True) for words, name in offered)
    return section("files", page.say("actions.files.heading"), el("p", join(links, " · "), class_="p-prose"))
