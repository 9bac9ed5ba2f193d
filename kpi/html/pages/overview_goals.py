"""Sectors and goals of the overview: cards and rows of signs; of many goals a folded list by sectors."""

from kpi.html.components import (
    LIST,
    code_and_name,
    details,
    mark,
    name_of,
    rollup,
    section,
    thin_bar,
)
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join
from kpi.views.common.rows import IndicatorRow
from kpi.views.public.overview import OverviewView, SectorCard
from kpi.views.public.overview_goals import GoalBlock, GoalRow


def cards(view: OverviewView, page: PageContext) -> Markup | None:
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
    figure: Child = None
    if card.counts.judged:
        figure = el(
            "p",
            el("span", page.text.number(card.counts.on_plan), class_="p-figure"),
            " ",
            card.of_judged,
            class_="p-card-figure",
        )
    return el(
        "article",
        el(
            "h3", link(name_of(card.name, page), page.href("sector", id=card.name.code), class_="p-name"), class_="p-h3"
        ),
        figure,
        thin_bar(card.counts, page),
        _sentences(card, page),
        # of nothing judged the sentences have said so
        rollup(card.rollup, page) if card.counts.judged else None,
        class_="p-card",
    )


def _sentences(card: SectorCard, page: PageContext) -> Markup:
    words: list[Child] = [" ".join(card.sentences)]
    if card.weakest is not None:
        goal = link(name_of(card.weakest, page), page.href("goal", id=card.weakest.code))
        words += [" ", page.say("overview.card.weakest"), goal, card.weakest_words]
    return el("p", join(words), class_="p-meta")


def goals(view: OverviewView, page: PageContext) -> Markup:
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


def folded(view: OverviewView, page: PageContext) -> Markup:
    """Each sector opens on asking; a single one stands open."""
    known = {card.name.code: card for card in view.cards}
    parts = (_folded_block(block, known, page, opened=len(view.blocks) == 1) for block in view.blocks)
    title = page.say("overview.fold.title" if view.cards else "overview.goals.title")
    return section("goals", title, *parts, note=page.say("overview.fold.note"))


def _folded_block(block: GoalBlock, known: dict[str, SectorCard], page: PageContext, *, opened: bool) -> Markup:
    name = name_of(block.above, page) if block.above else page.say("overview.goals.title")
    said = el("span", ", ".join(filter(None, (block.of_judged, block.far_behind))), class_="p-meta")
    summary = join((el("b", name, class_="p-name"), said, thin_bar(block.counts, page, "span")))
    card = known.get(block.above.code) if block.above else None
    rows = el("ul", *(_folded_goal(goal, page) for goal in block.goals), class_="p-goal-block")
    return details(
        page, summary, _of_sector(card, page) if card else None, rows, class_="p-sector", open=opened or page.on_paper
    )


def _of_sector(card: SectorCard, page: PageContext) -> Markup:
    onward = link(page.say("overview.fold.sector"), page.href("sector", id=card.name.code), class_="p-link")
    return el("div", _sentences(card, page), rollup(card.rollup, page) if card.counts.judged else None, el("p", onward))


def _folded_goal(goal: GoalRow, page: PageContext) -> Markup:
    return el(
        "li",
        link(code_and_name(goal.name, page), page.href("goal", id=goal.name.code), class_="p-name"),
        thin_bar(goal.counts, page),
        el("span", goal.count, class_="p-goal-count"),
        class_="p-goal",
    )
