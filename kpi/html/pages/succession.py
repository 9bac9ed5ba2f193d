"""«Що стало з цілями» as HTML: the content of <main>, readable without scripts."""

from dataclasses import dataclass

from kpi.html.components import chip, code_and_name, details, name_of, section, table
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.html.pages.list_pages import Address, page_links
from kpi.model import Level
from kpi.text.markup import Markup, el, join
from kpi.views.common.phrases import status_words
from kpi.views.succession.crosswalk import CrosswalkItem, FateLink, GoalFate
from kpi.views.succession.page import FateRow, SectorFates, SuccessionView

#: levels that have a page, by its name
_PAGES: dict[Level | None, str] = {None: "indicator", Level.OPERATIONAL_GOAL: "goal", Level.SECTOR: "sector"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """How the links to each edition are written; None where no address leads to it."""

    old: PageContext | None
    new: PageContext | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One direction of the page: `key` after or before; how its own items are linked, and those of the other side."""

    key: str
    view: SuccessionView
    page: PageContext
    here: PageContext | None
    there: PageContext | None

    def say(self, name: str) -> str:
        return self.page.say(f"succession.{self.key}.{name}", old=self.view.old, new=self.view.new)


def body(view: SuccessionView, page: PageContext, editions: Editions) -> Markup:
    """The whole page: one h1, a section for each direction, a part for each sector."""

    def to(number: int) -> str | None:
        return page.href("succession", page="" if number == 1 else str(number))

    return join((introduction(view), sections(view, page, editions, to)))


def sections(view: SuccessionView, page: PageContext, editions: Editions, to: Address) -> Markup:
    """Both directions, each by the sectors of its own edition, and the ways to the other pages."""
    after = _Side(key="after", view=view, page=page, here=editions.old, there=editions.new)
    before = _Side(key="before", view=view, page=page, here=editions.new, there=editions.old)
    told = (
        section(side.key, side.say("heading"), *(_sector(one, side) for one in sectors))
        for side, sectors in ((after, view.after), (before, view.before))
        if sectors
    )
    return join((*told, page_links(view.pages, to, page, "succession.pages")))


def introduction(view: SuccessionView, form: Markup | None = None) -> Markup:
    """The finding, what it rests on, the form that chose what is told, the counts."""
    counts = el("ul", *(el("li", words) for words in view.counts), class_="p-sums")
    return join((el("h1", view.title, class_="p-h1"), el("p", view.lede, class_="p-lede"), form, counts))


def unknown(page: PageContext) -> Markup:
    """What stands here where the strategy has one edition, or nothing is said of what became of its goals."""
    home = link(page.say("indicator.unknown.home"), page.href("overview"), class_="p-link")
    lede = el("p", page.say("succession.unknown.lede"), class_="p-lede")
    return join((el("h1", page.say("succession.unknown.heading"), class_="p-h1"), lede, el("p", home)))


def _sector(one: SectorFates, side: _Side) -> Markup:
    page = side.page
    head = el("h3", name_of(one.name, page), class_="p-h3") if one.name is not None else None
    folded = None
    if one.indicators:
        summary = page.count("succession.indicators", len(one.indicators))
        folded = details(page, summary, _table("indicators", one.indicators, side))
    return join((head, _table("goals", one.goals, side), folded))


def _table(kind: str, rows: tuple[FateRow, ...], side: _Side) -> Markup:
    columns = ("item", "status", "fate") if side.key == "after" else ("item", "fate")
    labels = {key: side.say(f"column.{kind}.{key}") for key in columns}
    made = (_row(row, labels, side) for row in rows)
    return table(side.say(f"caption.{kind}"), labels, made, class_="p-table-succession")


def _row(row: FateRow, labels: dict[str, str], side: _Side) -> Markup:
    name = _named(row.item, side.page, side.here)
    strong = row.item.level in {Level.STRATEGIC_GOAL, Level.SECTOR}
    cells = [el("th", el("b", name) if strong else name, scope="row")]
    if "status" in labels:
        status = chip(row.item.status, side.page) if row.item.status is not None else None
        cells.append(el("td", status, data_label=labels["status"] if status else None))
    fates = [_fate(link, side) for link in row.links] or [_unsaid(row.item, side)]
    cells.append(el("td", *fates, class_="p-cell-wide", data_label=labels["fate"]))
    return el("tr", *cells)


def _fate(one: FateLink, side: _Side) -> Markup:
    """«Об’єднано в: 1.2 Спорт», in the other direction with the status that the old one ended with."""
    words = el("b", side.say(f"fate.{one.fate}"))
    if one.item is None:
        return el("div", words)
    status = chip(one.item.status, side.page) if side.key == "before" and one.item.status is not None else None
    return el("div", join((part for part in (words, _named(one.item, side.page, side.there), status) if part), " "))


def _unsaid(item: CrosswalkItem, side: _Side) -> Markup:
    return el("em", side.say(f"unsaid.{'indicator' if item.level is None else 'goal'}"), class_="p-missing")


def _named(item: CrosswalkItem, page: PageContext, at: PageContext | None, *, class_: str | None = "p-name") -> Markup:
    """Code and name, a link where the edition has an address and the item a page; within a sentence of no class."""
    name = _PAGES.get(item.level)
    words = code_and_name(item.name, page)
    href = at.href(name, id=item.name.code) if at is not None and name is not None else None
    return link(words, href, class_=class_) if href else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """What a page of one goal or indicator says of another edition.

    side     "after": what the next edition made of it; "before": what it was in the one before
    level    of what the page is about, None an indicator
    edition  the other edition in words; `there`: how links lead to it
    """

    side: str
    level: Level | None
    edition: str
    page: PageContext
    there: PageContext | None

    def of(self, links: tuple[FateLink, ...]) -> Markup:
        """«У стратегії 2027–2031 продовжується як 1.1 Лікарні.», or that nothing is said."""
        if not links:
            return join((self._say(GoalFate.UNSAID, self.level),))
        return join((self._one(fate, links) for fate in GoalFate if any(one.fate is fate for one in links)), " ")

    def _one(self, fate: GoalFate, links: tuple[FateLink, ...]) -> Markup:
        items = [one.item for one in links if one.fate is fate and one.item is not None]
        level = items[0].level if items and self.side == "before" else self.level
        before, mark, after = self._say(fate, level, items=_MARK).partition(_MARK)
        return join((before, join(map(self._item, items), ", ") if mark else None, after))

    def _say(self, fate: GoalFate, level: Level | None, **values: str) -> str:
        kind = "indicator" if level is None else "goal"
        return self.page.say(f"succession.said.{self.side}.{kind}.{fate}", edition=self.edition, **values)

    def _item(self, item: CrosswalkItem) -> Markup:
        """With the status that the old one ended with."""
        status = f" ({status_words(item.status, self.page.text)})" if self.side == "before" and item.status else None
        return join((_named(item, self.page, self.there, class_=None), status))


_MARK = "\0"
