"""Overview as HTML."""

from collections.abc import Sequence

from kpi.charts.glyphs import glyph
from kpi.charts.small import share_line
from kpi.html.components import (
    CHIP,
    LIST,
    amount,
    code_and_name,
    department,
    details,
    distribution,
    explanation,
    explore,
    fold,
    join_with_dots,
    mark,
    name_of,
    origin,
    rollup,
    section,
    thin_bar,
)
from kpi.html.history_choice import history_choice
from kpi.html.lang_markup import mark_languages
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.model import FAR_BEHIND, Status
from kpi.text import NO_BREAK_SPACE
from kpi.text.markup import Child, Markup, el, join
from kpi.views.changes.since_quarter import ChangeGroup, QuarterChange
from kpi.views.common.rows import IndicatorRow
from kpi.views.public.overview import Attention, GoalBlock, GoalRow, OverviewView, SectorCard

MOST_CHANGES = 5
#: What small screens show of a list before the rest is folded.
PHONE_ATTENTION, PHONE_CHANGES = 3, 2


def body(view: OverviewView, page: PageContext) -> Markup:
    """The content of <main>."""
    return join((state(view, page), news(view, page)))


def state(view: OverviewView, page: PageContext) -> Markup:
    """How things stand: finding, bar, sectors, all goals. The first sheet on paper."""
    onward = explore(page, "overview", "dashboard/")
    about = el("p", join((mark_languages(view.about, page.text), onward), " "), class_="p-prose p-about p-print-hide")
    return join((_hero(view, page), distribution(view.counts, page), _cards(view, page), about, _goals(view, page)))


def _hero(view: OverviewView, page: PageContext) -> Markup:
    finding = el(
        "div", el("h1", mark_languages(view.headline, page.text), class_="p-h1"), el("p", view.lede, class_="p-lede")
    )
    chart = None
    if view.share is not None:
        told = history_choice(view.history, page, brief=True)
        chart = el("div", share_line(view.share, page.language), _numbers(view, page), told)
    return el("div", finding, chart, class_="p-grid-hero")


def _numbers(view: OverviewView, page: PageContext) -> Markup:
    """The chart as a table, folded."""
    heads = ("quarter", "share", "on_plan")
    head = (
        el("th", page.say(f"overview.share.{name}"), scope="col", class_=None if name == "quarter" else "p-num")
        for name in heads
    )
    rows = (
        el("tr", el("th", quarter, scope="row"), el("td", share, class_="p-num"), el("td", counts, class_="p-num"))
        for quarter, share, counts in view.share_rows
    )
    table = el(
        "table",
        el("caption", page.say("overview.share.table"), class_="p-hidden"),
        el("thead", el("tr", *head)),
        el("tbody", *rows),
        class_="p-table",
    )
    basis = el("p", view.history.words, class_="p-meta") if view.history else None
    return details(page, page.say("overview.share.numbers"), basis, table)


def _cards(view: OverviewView, page: PageContext) -> Markup | None:
    if not view.cards:
        return None
    heading = el("h2", page.say("overview.sectors"), class_="p-hidden", id="sectors")
    return el(
        "section",
        heading,
        el("div", *(_card(card, page) for card in view.cards), class_="p-cards"),
        aria_labelledby="sectors",
    )


def _card(card: SectorCard, page: PageContext) -> Markup:
    words: list[Child] = [" ".join(card.sentences)]
    if card.weakest is not None:
        goal = link(name_of(card.weakest, page), page.href("goal", id=card.weakest.code))
        words += [" ", page.say("overview.card.weakest"), goal, card.weakest_words]
    figure: Child = None
    if card.counts.judged:
        figure = el(
            "p", el("span", card.counts.on_plan, class_="p-figure"), " ", card.of_judged, class_="p-card-figure"
        )
    return el(
        "article",
        el(
            "h3", link(name_of(card.name, page), page.href("sector", id=card.name.code), class_="p-name"), class_="p-h3"
        ),
        figure,
        thin_bar(card.counts, page),
        el("p", join(words), class_="p-meta"),
        # of nothing judged the sentences have said so
        rollup(card.rollup, page) if card.counts.judged else None,
        class_="p-card",
    )


def _goals(view: OverviewView, page: PageContext) -> Markup:
    blocks = (_block(block, page) for block in view.blocks)
    return section(
        "goals",
        page.say("overview.goals.title"),
        el("div", *blocks, class_="p-goals"),
        note=page.say("overview.goals.note"),
    )


def _block(block: GoalBlock, page: PageContext) -> Markup:
    return el(
        "section",
        el("h3", name_of(block.above, page), class_="p-h3") if block.above else None,
        el("ul", *(_goal(goal, page) for goal in block.goals)),
        class_="p-goal-block",
    )


def _goal(goal: GoalRow, page: PageContext) -> Markup:
    return el(
        "li",
        link(code_and_name(goal.name, page), page.href("goal", id=goal.name.code), class_="p-name"),
        el("span", *(_sign(row, page) for row in goal.rows), class_="p-glyphs"),
        el("span", goal.count, class_="p-goal-count"),
        class_="p-goal",
    )


def _sign(row: IndicatorRow, page: PageContext) -> Markup:
    """A sign that leads to its indicator, named by the indicator and its status."""
    status = page.say(f"status.{row.status}")
    words = f"{row.name.name}: {status}" + (f"; {row.overdue}" if row.overdue else "")
    return link(mark(row, LIST, words), page.href("indicator", id=row.code), class_="p-glyph", title=words)


def news(view: OverviewView, page: PageContext) -> Markup:
    """What needs attention, what has changed. The second sheet on paper."""
    return el("div", _attention(view, page), _changes(view, page), class_="p-grid-5-4")


def _attention(view: OverviewView, page: PageContext) -> Markup:
    note: Child = None
    if view.far_behind_words:
        status = ",".join(status for status in Status if status in FAR_BEHIND)
        note = link(view.far_behind_words, page.href("indicators", status=status))
    items = [_attention_item(item, page) for item in view.attention]
    content = _list(items, PHONE_ATTENTION, "p-attention", page)
    if not view.attention:
        none = "empty" if view.counts.judged else "not_judged"
        content = el("p", page.say(f"overview.attention.{none}"), class_="p-empty")
    return section("attention", page.say("overview.attention.title"), content, note=note)


def _list(items: Sequence[Markup], first: int, class_: str, page: PageContext, more: Child = None) -> Markup:
    """A list of which small screens show the first few; what would save a single row is not folded.

    more  what every screen folds after it
    """
    if len(items) <= first + 1:
        return join((el("ul", *items, class_=class_), more))
    rest = items[first:]
    words = page.count("shell.more", len(rest))
    return join((el("ul", *items[:first], class_=class_), fold(page, words, el("ul", *rest, class_=class_), more)))


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
        ),
        el("p", el("b", amount(row.value_words)), origin(row, page), el("span", item.planned), class_="p-value"),
    )


def _changes(view: OverviewView, page: PageContext) -> Markup:
    if view.changes is None:
        why = page.say(f"overview.changes.{'none_before' if view.counts.judged else 'not_judged'}")
        return section("changes", page.say("overview.changes.title_first"), el("p", why, class_="p-empty"))
    content: list[Child] = [part for group in view.changes for part in _group(group, page)]
    if not content:
        content = [el("p", page.say("overview.changes.empty"), class_="p-empty")]
    everything = link(page.say("overview.changes.all"), page.href("changes"))
    return section("changes", view.changes_title, *content, note=everything)


def _group(group: ChangeGroup, page: PageContext) -> list[Child]:
    items = [_change(change, page) for change in group.changes]
    shown, more = items[:MOST_CHANGES], items[MOST_CHANGES:]
    head = el("h3", group.title, " ", el("span", len(group.changes), class_="p-quiet"), class_="p-h3")
    folded: Child = None
    if more:
        folded = details(page, page.count("shell.more", len(more)), el("ul", *more, class_="p-changes"))
    return [head, _list(shown, PHONE_CHANGES, "p-changes", page, folded)]


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
