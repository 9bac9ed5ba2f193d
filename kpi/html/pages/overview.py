"""Overview as HTML."""

from kpi.charts.glyphs import glyph
from kpi.charts.small import share_line
from kpi.html.components import (
    CHIP,
    LIST,
    amount,
    department,
    details,
    distribution,
    explanation,
    explore,
    join_with_dots,
    mark,
    name_of,
    origin,
    section,
)
from kpi.html.folded_list import folded_list
from kpi.html.history_choice import history_choice
from kpi.html.lang_markup import mark_languages
from kpi.html.links import link, way
from kpi.html.oversight.waiting import action_note, waiting
from kpi.html.page_context import PageContext
from kpi.html.pages.overview_goals import cards, folded, goals
from kpi.model import FAR_BEHIND, Status
from kpi.text import NO_BREAK_SPACE
from kpi.text.markup import Child, Markup, el, join
from kpi.views.changes.since_quarter import ChangeGroup, QuarterChange
from kpi.views.public.overview import Attention, OverviewView

MOST_CHANGES, FOLDED_CHANGES = 5, 3
#: What small screens show of a list before the rest is folded.
PHONE_ATTENTION, PHONE_CHANGES = 3, 2


def body(view: OverviewView, page: PageContext) -> Markup:
    """The content of <main>; of many goals what needs attention comes before them."""
    if view.folded:
        return join((_top(view, page), news(view, page), folded(view, page), _about(view, page)))
    return join((state(view, page), news(view, page)))


def state(view: OverviewView, page: PageContext) -> Markup:
    """How things stand: finding, bar, sectors, all goals. The first sheet on paper."""
    if view.folded:
        return join((_top(view, page), folded(view, page)))
    return join((_top(view, page), cards(view, page), _about(view, page), goals(view, page)))


def _top(view: OverviewView, page: PageContext) -> Markup:
    return join((_hero(view, page), distribution(view.counts, page)))


def _about(view: OverviewView, page: PageContext) -> Markup:
    onward = explore(page, "overview", "dashboard/")
    return el("p", join((mark_languages(view.about, page.text), onward), " "), class_="p-prose p-about p-print-hide")


def _hero(view: OverviewView, page: PageContext) -> Markup:
    heading = el("h1", mark_languages(view.headline, page.text), class_="p-h1")
    finding = el("div", heading, el("p", view.lede, class_="p-lede"), _session(view, page))
    chart = None
    if view.share is not None:
        told = history_choice(view.history, page, brief=True)
        chart = el("div", share_line(view.share, page.language), _numbers(view, page), told)
    return el("div", finding, chart, class_="p-grid-hero")


def _session(view: OverviewView, page: PageContext) -> Markup | None:
    """What changed since the last session of the council, and the way to all of it."""
    said = view.session
    if said is None:
        return None
    address = page.href("changes", **{"from": said.since}) if said.since else None
    onward = way(page.say("council.all"), address, class_="p-link")
    return el("p", said.words, " " if onward else None, onward, class_="p-meta p-since")


def _numbers(view: OverviewView, page: PageContext) -> Markup:
    """The chart as a table, folded."""
    heads = (f"period.{view.rhythm}", "share", "on_plan")
    head = (
        el("th", page.say(f"overview.share.{name}"), scope="col", class_="p-num" if number else None)
        for number, name in enumerate(heads)
    )
    rows = (
        el("tr", el("th", quarter, scope="row"), el("td", share, class_="p-num"), el("td", counts, class_="p-num"))
        for quarter, share, counts in view.share_rows
    )
    table = el(
        "table",
        el("caption", page.say(f"overview.share.table.{view.rhythm}"), class_="p-hidden"),
        el("thead", el("tr", *head)),
        el("tbody", *rows),
        class_="p-table",
    )
    basis = el("p", view.history.words, class_="p-meta") if view.history else None
    return details(page, page.say(f"overview.share.numbers.{view.rhythm}"), basis, table)


def news(view: OverviewView, page: PageContext) -> Markup:
    """What needs attention, what has changed: the second sheet on paper; on screens what is done about it too."""
    done = None if page.on_paper else waiting(view.waiting, page)
    return join((el("div", _attention(view, page), _changes(view, page), class_="p-grid-5-4"), done))


def _attention(view: OverviewView, page: PageContext) -> Markup:
    note: Child = None
    if view.far_behind_words:
        status = ",".join(status for status in Status if status in FAR_BEHIND)
        note = link(view.far_behind_words, page.href("indicators", status=status))
    items = [_attention_item(item, page) for item in view.attention]
    content = folded_list(items, PHONE_ATTENTION, "p-attention", page)
    if not view.attention:
        none = "empty" if view.counts.judged else "not_judged"
        content = el("p", page.say(f"overview.attention.{none}"), class_="p-empty")
    return section("attention", page.say("overview.attention.title"), content, note=note)


def _attention_item(item: Attention, page: PageContext) -> Markup:
    row = item.row
    facts = (
        item.status_words,
        name_of(item.sector, page) if item.sector else None,
        department(row.department, page) if row.department.name else None,
        row.overdue,
    )
    return el(
        "li",
        mark(row, LIST),
        el(
            "div",
            link(name_of(row.name, page), page.href("indicator", id=row.code), class_="p-name p-strong"),
            el("p", join_with_dots(facts), class_="p-meta"),
            explanation(row, page),
            action_note(item.actions, page),
        ),
        el(
            "p",
            el("b", amount(row.value_words, page)),
            origin(row, page),
            el("span", mark_languages(item.planned, page.text)),
            class_="p-value",
        ),
    )


def _changes(view: OverviewView, page: PageContext) -> Markup:
    if view.changes is None:
        why = page.say(f"overview.changes.{'none_before' if view.counts.judged else 'not_judged'}")
        return section("changes", page.say("overview.changes.title_first"), el("p", why, class_="p-empty"))
    most = FOLDED_CHANGES if view.folded else MOST_CHANGES
    content: list[Child] = [part for group in view.changes for part in _group(group, most, page)]
    if not content:
        content = [el("p", page.say("overview.changes.empty"), class_="p-empty")]
    everything = link(page.say("overview.changes.all"), page.href("changes"))
    return section("changes", view.changes_title, *content, note=everything)


def _group(group: ChangeGroup, most: int, page: PageContext) -> list[Child]:
    items = [_change(change, page) for change in group.changes]
    shown, more = items[:most], items[most:]
    head = el("h3", group.title, " ", el("span", page.text.number(len(group.changes)), class_="p-quiet"), class_="p-h3")
    folded: Child = None
    if more:
        folded = details(page, page.count("shell.more", len(more)), el("ul", *more, class_="p-changes"))
    return [head, folded_list(shown, PHONE_CHANGES, "p-changes", page, folded)]


def _change(change: QuarterChange, page: PageContext) -> Markup:
    row = change.row
    new = page.say(f"status.{row.status}")
    signs: list[Child] = [mark(row, CHIP, new)]
    if change.old is not None:
        old = page.say(f"status.{change.old}")
        signs = [glyph(change.old, CHIP, old), el("span", "→", aria_hidden="true"), *signs]
    name = link(name_of(row.name, page), page.href("indicator", id=row.code), class_="p-name")
    told, shown = join_with_dots(change.notes), origin(row, page) if change.valued else None
    if told and shown:  # the divider goes where its mark goes
        shown = el("span", f"{NO_BREAK_SPACE}· ", shown, class_=f"p-told-{row.provenance}")
    why = el("p", told, shown, class_="p-meta p-quiet") if told or shown else None
    return el("li", el("span", *signs, class_="p-change"), el("div", name, el("p", change.words, class_="p-meta"), why))
