"""Overview as HTML."""

from collections.abc import Sequence

from kpi.documents.foreign import mixed
from kpi.documents.history import history_choice
from kpi.documents.html import Child, Html, address, el, join, link, raw
from kpi.documents.parts import (
    CHIP,
    LIST,
    amount,
    coded,
    department,
    distribution,
    dotted,
    explanation,
    fold,
    goal_address,
    indicator_address,
    mark,
    name_of,
    origin,
    rollup,
    section,
    sector_address,
    thin_bar,
)
from kpi.figures.glyphs import glyph
from kpi.figures.small import share_line
from kpi.model import FAR_BEHIND, Status
from kpi.text import NO_BREAK_SPACE, Text
from kpi.views.changes import Change, ChangeGroup
from kpi.views.overview import Attention, GoalBlock, GoalRow, Overview, SectorCard
from kpi.views.rows import IndicatorRow

MOST_CHANGES = 5
#: What small screens show of a list before the rest is folded.
PHONE_ATTENTION, PHONE_CHANGES = 3, 2


def body(view: Overview, text: Text) -> Html:
    """The content of <main>."""
    return join((state(view, text), news(view, text)))


def state(view: Overview, text: Text) -> Html:
    """How things stand: finding, bar, sectors, all goals. The first sheet on paper."""
    about = el("p", mixed(view.about, text), class_="p-prose p-about p-print-hide")
    return join((_hero(view, text), distribution(view.counts, text), _cards(view, text), about, _goals(view, text)))


def _hero(view: Overview, text: Text) -> Html:
    finding = el("div", el("h1", mixed(view.headline, text), class_="p-h1"), el("p", view.lede, class_="p-lede"))
    chart = None
    if view.share is not None:
        told = history_choice(view.history, text, brief=True)
        chart = el("div", raw(share_line(view.share, text.language)), _numbers(view, text), told)
    return el("div", finding, chart, class_="p-grid-hero")


def _numbers(view: Overview, text: Text) -> Html:
    """The chart as a table, folded."""
    heads = ("quarter", "share", "on_plan")
    head = (
        el("th", text.say(f"overview.share.{name}"), scope="col", class_=None if name == "quarter" else "p-num")
        for name in heads
    )
    rows = (
        el("tr", el("th", quarter, scope="row"), el("td", share, class_="p-num"), el("td", counts, class_="p-num"))
        for quarter, share, counts in view.share_rows
    )
    table = el(
        "table",
        el("caption", text.say("overview.share.table"), class_="p-hidden"),
        el("thead", el("tr", *head)),
        el("tbody", *rows),
        class_="p-table",
    )
    basis = el("p", view.history.words, class_="p-meta") if view.history else None
    return el("details", el("summary", text.say("overview.share.numbers")), basis, table, class_="p-more")


def _cards(view: Overview, text: Text) -> Html | None:
    if not view.cards:
        return None
    heading = el("h2", text.say("overview.sectors"), class_="p-hidden", id="sectors")
    return el(
        "section",
        heading,
        el("div", *(_card(card, text) for card in view.cards), class_="p-cards"),
        aria_labelledby="sectors",
    )


def _card(card: SectorCard, text: Text) -> Html:
    words: list[Child] = [" ".join(card.sentences)]
    if card.weakest is not None:
        goal = link(name_of(card.weakest, text), goal_address(text, card.weakest.code))
        words += [" ", text.say("overview.card.weakest"), goal, card.weakest_words]
    figure: Child = None
    if card.counts.judged:
        figure = el(
            "p", el("span", card.counts.on_plan, class_="p-figure"), " ", card.of_judged, class_="p-card-figure"
        )
    return el(
        "article",
        el("h3", link(name_of(card.name, text), sector_address(text, card.name.code), class_="p-name"), class_="p-h3"),
        figure,
        thin_bar(card.counts, text),
        el("p", join(words), class_="p-meta"),
        rollup(card.rollup, text),
        class_="p-card",
    )


def _goals(view: Overview, text: Text) -> Html:
    blocks = (_block(block, text) for block in view.blocks)
    return section(
        "goals",
        text.say("overview.goals.title"),
        el("div", *blocks, class_="p-goals"),
        note=text.say("overview.goals.note"),
    )


def _block(block: GoalBlock, text: Text) -> Html:
    return el(
        "section",
        el("h3", name_of(block.sector, text), class_="p-h3"),
        el("ul", *(_goal(goal, text) for goal in block.goals)),
        class_="p-goal-block",
    )


def _goal(goal: GoalRow, text: Text) -> Html:
    return el(
        "li",
        link(coded(goal.name, text), goal_address(text, goal.name.code), class_="p-name"),
        el("span", *(_sign(row, text) for row in goal.rows), class_="p-glyphs"),
        el("span", goal.count, class_="p-goal-count"),
        class_="p-goal",
    )


def _sign(row: IndicatorRow, text: Text) -> Html:
    """A sign that leads to its indicator, named by the indicator and its status."""
    status = text.say(f"status.{row.status}")
    words = f"{row.name.name}: {status}" + (f"; {row.overdue}" if row.overdue else "")
    return link(mark(row, LIST, words), indicator_address(text, row.code), class_="p-glyph", title=words)


def news(view: Overview, text: Text) -> Html:
    """What needs attention, what has changed. The second sheet on paper."""
    return el("div", _attention(view, text), _changes(view, text), class_="p-grid-5-4")


def _attention(view: Overview, text: Text) -> Html:
    note: Child = None
    if view.far_behind_words:
        status = ",".join(status for status in Status if status in FAR_BEHIND)
        note = link(view.far_behind_words, address("indicators", lang=text.language, status=status))
    items = [_attention_item(item, text) for item in view.attention]
    content = _list(items, PHONE_ATTENTION, "p-attention", text)
    if not view.attention:
        none = "empty" if view.counts.judged else "not_judged"
        content = el("p", text.say(f"overview.attention.{none}"), class_="p-empty")
    return section("attention", text.say("overview.attention.title"), content, note=note)


def _list(items: Sequence[Html], first: int, class_: str, text: Text, more: Child = None) -> Html:
    """A list of which small screens show the first few; what would save a single row is not folded.

    more  what every screen folds after it
    """
    if len(items) <= first + 1:
        return join((el("ul", *items, class_=class_), more))
    rest = items[first:]
    words = text.count("shell.more", len(rest))
    return join((el("ul", *items[:first], class_=class_), fold(words, el("ul", *rest, class_=class_), more)))


def _attention_item(item: Attention, text: Text) -> Html:
    row = item.row
    facts = (
        item.status_words,
        name_of(item.sector, text) if item.sector else None,
        department(row.department, text) if row.department.name else None,
        row.overdue,
    )
    return el(
        "li",
        mark(row, LIST),
        el(
            "div",
            link(name_of(row.name, text), indicator_address(text, row.code), class_="p-name p-strong"),
            el("p", dotted(facts), class_="p-meta"),
            explanation(row, text),
        ),
        el("p", el("b", amount(row.value_words)), origin(row, text), el("span", item.planned), class_="p-value"),
    )


def _changes(view: Overview, text: Text) -> Html:
    if view.changes is None:
        why = text.say(f"overview.changes.{'none_before' if view.counts.judged else 'not_judged'}")
        return section("changes", text.say("overview.changes.title_first"), el("p", why, class_="p-empty"))
    content: list[Child] = [part for group in view.changes for part in _group(group, text)]
    if not content:
        content = [el("p", text.say("overview.changes.empty"), class_="p-empty")]
    everything = link(text.say("overview.changes.all"), address("changes", lang=text.language))
    return section("changes", view.changes_title, *content, note=everything)


def _group(group: ChangeGroup, text: Text) -> list[Child]:
    items = [_change(change, text) for change in group.changes]
    shown, more = items[:MOST_CHANGES], items[MOST_CHANGES:]
    head = el("h3", group.title, " ", el("span", len(group.changes), class_="p-quiet"), class_="p-h3")
    folded: Child = None
    if more:
        words = el("summary", text.count("shell.more", len(more)))
        folded = el("details", words, el("ul", *more, class_="p-changes"), class_="p-more")
    return [head, _list(shown, PHONE_CHANGES, "p-changes", text, folded)]


def _change(change: Change, text: Text) -> Html:
    row = change.row
    new = text.say(f"status.{row.status}")
    signs: list[Child] = [mark(row, CHIP, new)]
    if change.old is not None:
        old = text.say(f"status.{change.old}")
        signs = [raw(glyph(change.old, CHIP, old)), el("span", "→", aria_hidden="true"), *signs]
    name = link(name_of(row.name, text), indicator_address(text, row.code), class_="p-name")
    told, shown = dotted(change.notes), origin(row, text) if change.valued else None
    if told and shown:  # the divider goes where its mark goes
        shown = el("span", f"{NO_BREAK_SPACE}· ", shown, class_=f"p-told-{row.provenance}")
    why = el("p", told, shown, class_="p-meta p-quiet") if told or shown else None
    return el("li", el("span", *signs, class_="p-change"), el("div", name, el("p", change.words, class_="p-meta"), why))
