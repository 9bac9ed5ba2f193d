"""Changes as HTML: one GET form and lists, without a script."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from kpi.charts.glyphs import glyph
from kpi.html.components import CHIP, amount, code_and_name, department, join_with_dots, section, table
from kpi.html.lang_markup import mark_language, mark_languages
from kpi.html.links import link, way
from kpi.html.oversight.deeds import deeds
from kpi.html.page_context import PageContext
from kpi.html.pages.changes_form import form
from kpi.model import Level
from kpi.text.markup import Child, Markup, el, join
from kpi.views.changes.comparison_text import (
    AddedOrRemovedRow,
    CorrectionRow,
    DefinitionRow,
    GapRow,
    MoveRow,
    SuspensionRow,
    TargetRow,
)
from kpi.views.changes.page import Choice, GoalValues, MoveGroup, ReleaseChanges
from kpi.views.common.localized_name import LocalizedName

Row = TypeVar("Row")


def introduction(view: ReleaseChanges, page: PageContext) -> Markup:
    """What was found, and the form."""
    lede = el("p", view.lede, class_="p-lede")
    return join((el("h1", view.title, class_="p-h1"), lede, form(view.choice, page), _report(view.choice, page)))


def _report(choice: Choice, page: PageContext) -> Markup | None:
    """The way to the same comparison as a file for a session."""
    # of a session by its own day: the release that stood then does not tell what was decided on that day
    ends = (("since", choice.since or choice.old), ("as_of", choice.new))
    days = {name: day.isoformat() for name, day in ends if day}
    onward = way(page.say("changes.report"), page.href("report", sector=choice.chosen.sector, **days), class_="p-link")
    return el("p", onward, class_="p-prose p-print-hide") if onward else None


def sections(view: ReleaseChanges, page: PageContext, feed: str) -> Markup:
    """What there is to tell: its links lead to indicators and goals."""
    parts = [
        _moves(view, page),
        deeds(view.deeds, page),
        _table("corrections", view.corrections, _correction, page, _correction_columns(view)),
        _table("targets", view.targets, _target, page, ("year", "turned", "act"), note="changes.targets.note"),
        _table("filled", view.filled, _gap, page, ("period", "why", "value")),
        _table("opened", view.opened, _gap, page, ("period", "why_now")),
        _suspensions(view.suspensions, page),
        _values(view.values, page),
        _table("fields", view.fields, _field, page, ("field", "turned"), note="changes.fields.note"),
        _listed(view, page),
        el("div", el("p", page.say("changes.feed.words"), " ", _feed(feed, page), class_="p-meta"), class_="p-section"),
    ]
    return join(parts)


def _feed(address: str, page: PageContext) -> Markup:
    return link(page.say("changes.feed.link"), page.at(address), type="application/atom+xml", class_="p-link")


def _correction_columns(view: ReleaseChanges) -> tuple[str, ...]:
    """With the release where there are several."""
    columns = ("period", "turned", "reason", "who")
    return (*columns, "released") if len({row.released for row in view.corrections}) > 1 else columns


def empty_page(title: str, words: str, choice: Choice, page: PageContext) -> Markup:
    """The page where there is nothing to compare: why, and the form where there is a choice."""
    lede = el("p", words, class_="p-lede") if words else None
    return join((el("h1", title, class_="p-h1"), lede, form(choice, page) if choice.any else None))


def _moves(view: ReleaseChanges, page: PageContext) -> Markup | None:
    if not view.groups:
        return el("p", view.nothing, class_="p-empty")
    content = [part for group in view.groups for part in _group(group, page)]
    return section("moves", page.say("changes.moves.heading"), *content)


def _group(group: MoveGroup, page: PageContext) -> tuple[Markup, Markup]:
    head = el("h3", group.title, " ", el("span", len(group.rows), class_="p-quiet"), class_="p-h3")
    return head, el("ul", *(_move(row, page) for row in group.rows), class_="p-changes")


def _move(row: MoveRow, page: PageContext) -> Markup:
    old, new = (page.say(f"status.{status}") for status in (row.old, row.new))
    signs = (glyph(row.old, CHIP), el("span", "→", aria_hidden="true"), glyph(row.new, CHIP))
    words = page.say("changes.move.statuses", old=old, new=new)
    who = department(row.department, page) if row.department.name else None
    facts = join_with_dots((words, row.values, *row.notes, who))
    said = _meta(mark_language(row.explanation, page.text)) if row.explanation else None
    return el("li", el("span", *signs, class_="p-change"), el("div", _indicator(row.name, page), _meta(facts), said))


def _meta(words: Child) -> Markup:
    return el("p", words, class_="p-meta")


def _indicator(name: LocalizedName, page: PageContext) -> Markup:
    return link(code_and_name(name, page), page.href("indicator", id=name.code), class_="p-name")


#: numbers to the right, words on a line of their own where rows become blocks
_CLASSES = {
    "period": "p-nowrap",
    "turned": "p-cell-wide",
    "reason": "p-cell-wide",
    "who": "p-cell-wide",
    "act": "p-cell-wide",
    "why": "p-cell-wide",
    "why_now": "p-cell-wide",
    "value": "p-num",
    "values": "p-num",
    "of_indicators": "p-num",
}
_NUMBERS = frozenset(name for name, style in _CLASSES.items() if style == "p-num")


def _table(
    key: str,
    rows: Sequence[Row],
    cells: Callable[[Row, PageContext], tuple[Child, dict[str, Child]]],
    page: PageContext,
    columns: Iterable[str],
    *,
    note: str = "",
    first: str = "indicator",
) -> Markup | None:
    """A section with a table; nothing where there is no row. `cells` gives a row's heading and its cells by column."""
    if not rows:
        return None
    labels = {column: page.say(f"changes.column.{column}") for column in columns}
    heading = page.say(f"changes.{key}.heading")
    heads = {first: page.say(f"changes.column.{first}")} | labels
    made = (cells(row, page) for row in rows)
    lines = (
        el("tr", el("th", name, scope="row"), *(_cell(c, found[c], label) for c, label in labels.items()))
        for name, found in made
    )
    return section(key, heading, table(heading, heads, lines, numbers=_NUMBERS), note=page.say(note) if note else None)


def _cell(column: str, content: Child, label: str) -> Markup:
    return el("td", content, class_=_CLASSES.get(column), data_label=label if content else None)


def _turned(old: str, new: str, page: PageContext) -> Markup:
    """«~~43,1 %~~ → 41,0 %»."""
    word = el("span", page.say("changes.turned.arrow"), class_="p-hidden")
    return join(
        (
            el("del", amount(old, page), class_="p-was"),
            " ",
            el("span", "→", aria_hidden="true"),
            word,
            " ",
            el("b", amount(new, page)),
        )
    )


def _missing(words: str) -> Markup:
    return el("em", words, class_="p-missing")


def _correction(row: CorrectionRow, page: PageContext) -> tuple[Child, dict[str, Child]]:
    who = department(row.department, page) if row.department.name else None
    return _indicator(row.name, page), {
        "period": row.period,
        "turned": _turned(row.old, row.new, page),
        "reason": mark_languages(row.reason, page.text) if row.reason else _missing(page.say("changes.no_reason")),
        "who": who,
        "released": row.released,
    }


def _target(row: TargetRow, page: PageContext) -> tuple[Child, dict[str, Child]]:
    act = mark_language(row.act, page.text) or row.decided or _missing(page.say("changes.no_act"))
    return _indicator(row.name, page), {"year": row.year, "turned": _turned(row.old, row.new, page), "act": act}


def _gap(row: GapRow, page: PageContext) -> tuple[Child, dict[str, Child]]:
    return _indicator(row.name, page), {
        "period": row.period,
        "why": row.why,
        "why_now": row.why,
        "value": el("b", amount(row.value, page)),
    }


def _field(row: DefinitionRow, page: PageContext) -> tuple[Child, dict[str, Child]]:
    turned = _turned(mark_language(row.old, page.text), mark_language(row.new, page.text), page)
    return _indicator(row.name, page), {"field": row.field, "turned": turned}


def _suspensions(rows: Sequence[SuspensionRow], page: PageContext) -> Markup | None:
    if not rows:
        return None
    items = (el("li", el("div", _named(row, page), _meta(_suspension_days(row, page)))) for row in rows)
    return section("suspensions", page.say("changes.suspensions.heading"), el("ul", *items, class_="p-changes"))


def _suspension_days(row: SuspensionRow, page: PageContext) -> Markup:
    was = page.say("changes.suspension.was", days=row.was) if row.was else None
    said = (mark_language(words, page.text) for words in (row.reason, row.act) if words)
    return join_with_dots((join((row.kind, row.days), " "), was, *said))


def _place(name: LocalizedName, level: Level | None, page: PageContext) -> Markup:
    """A link to an indicator, a goal or a sector; a strategic goal has no page of its own."""
    match level:
        case None:
            return _indicator(name, page)
        case Level.OPERATIONAL_GOAL:
            return link(code_and_name(name, page), page.href("goal", id=name.code), class_="p-name")
        case Level.SECTOR:
            return link(code_and_name(name, page), page.href("sector", id=name.code), class_="p-name")
    return code_and_name(name, page)


def _values(rows: Sequence[GoalValues], page: PageContext) -> Markup | None:
    def cells(row: GoalValues, page: PageContext) -> tuple[Child, dict[str, Child]]:
        numbers: dict[str, Child] = {"values": row.values, "of_indicators": row.indicators}
        return _place(row.name, Level.OPERATIONAL_GOAL, page), numbers

    return _table("values", rows, cells, page, ("values", "of_indicators"), first="goal")


def _listed(view: ReleaseChanges, page: PageContext) -> Markup | None:
    lists = (("added", view.added), ("dropped", view.dropped))
    parts: list[Child] = []
    for key, rows in lists:
        if rows:
            parts.append(el("h3", page.say(f"changes.listed.{key}"), class_="p-h3"))
            parts.append(el("ul", *(_one(row, page) for row in rows), class_="p-changes"))
    return section("listed", page.say("changes.listed.heading"), *parts) if parts else None


def _one(row: AddedOrRemovedRow, page: PageContext) -> Markup:
    what = page.say(f"level.{row.level}" if row.level else "changes.listed.indicator")
    return el("li", el("div", _named(row, page), _meta(what)))


def _named(row: AddedOrRemovedRow | SuspensionRow, page: PageContext) -> Markup:
    """A link only where the later release has the page."""
    return _place(row.name, row.level, page) if row.linked else code_and_name(row.name, page)
