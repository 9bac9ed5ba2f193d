"""Corrective actions that go on, decisions with open assignments and risks as parts of other pages."""

from collections.abc import Sequence

from kpi.charts.fates import fate_sign
from kpi.html.components import details, join_with_dots, name_of, section
from kpi.html.folded_list import folded_list
from kpi.html.lang_markup import mark_languages, mark_name
from kpi.html.links import link
from kpi.html.oversight.fates import fate_chip
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.oversight.decision_rows import Fate
from kpi.views.oversight.risks import RiskRow
from kpi.views.oversight.waiting import Waiting, WaitingAction, WaitingDecision

#: of a list before the rest is folded: on a phone, everywhere
_ON_A_PHONE, _SHOWN = 2, 5


def waiting(value: Waiting, page: PageContext) -> Markup | None:
    """«Що роблять і що доручено»; nothing where nothing waits."""
    if not value:
        return None
    parts = (
        _list("actions", [_action(one, page) for one in value.actions], page),
        _list("decisions", [_decision(one, page) for one in value.decisions], page),
    )
    notes: list[Markup | str] = [page.say("waiting.as_of", day=page.text.date(value.as_of))]
    if value.decisions:
        notes.append(link(page.say("decisions.all"), page.href("decisions")))
    drawn = [part for part in parts if part is not None]
    grid = el("div", *drawn, class_="p-grid-2") if len(drawn) > 1 else drawn[0]
    return section("waiting", page.say("waiting.heading"), grid, note=join_with_dots(notes))


def _list(key: str, items: Sequence[Markup], page: PageContext) -> Markup | None:
    if not items:
        return None
    shown, more = (items[:_SHOWN], items[_SHOWN:]) if len(items) > _SHOWN + 1 else (items, ())
    rest = details(page, page.count("shell.more", len(more)), el("ul", *more, class_="p-reasons")) if more else None
    listed = folded_list(shown, _ON_A_PHONE, "p-reasons", page, rest, beyond=len(more))
    head = el("h3", page.say(f"waiting.{key}"), " ", el("span", page.text.number(len(items)), class_="p-quiet"))
    return el("div", head, listed, class_="p-waiting")


def _action(one: WaitingAction, page: PageContext) -> Markup:
    action = one.action
    name = link(name_of(one.row.name, page), page.href("indicator", id=one.row.code), class_="p-name p-strong")
    facts = [fate_chip(action.sign, action.state(page.text) or page.say("decisions.open"))]
    if action.responsible:
        facts.append(mark_name(action.responsible, page.text))
    words = el("p", mark_name(action.measure, page.text), class_="p-meta")
    return el("li", el("div", name, words, el("p", join_with_dots(facts), class_="p-meta")))


def _decision(one: WaitingDecision, page: PageContext) -> Markup:
    name = link(name_of(one.row.name, page), page.href("decisions", id=one.row.code), class_="p-name p-strong")
    told = mark_languages(one.line.words, page.text)
    words = fate_chip(one.line.fate, told) if one.line.fate is not None else told
    return el("li", el("div", name, el("p", words, class_="p-meta")))


def risks(rows: tuple[RiskRow, ...], page: PageContext) -> Markup | None:
    """What must hold for the goal; nothing where nothing is written down."""
    if not rows:
        return None
    items = (_risk(row, page) for row in rows)
    return section("risks", page.say("risk.heading"), el("ul", *items, class_="p-reasons"))


def _risk(row: RiskRow, page: PageContext) -> Markup:
    facts: list[Markup | str] = []
    if row.watcher:
        facts.append(mark_languages(page.say("risk.watcher", watcher=row.watcher), page.text))
    if row.review_by:
        day = page.text.date(row.review_by)
        late = fate_chip(Fate.OVERDUE, page.say("risk.overdue", day=day))
        facts.append(late if row.overdue else page.say("risk.review", day=day))
    said = el("p", join_with_dots(facts), class_="p-meta") if facts else None
    return el("li", el("div", el("p", name_of(row.name, page)), said))


def action_note(words: Sequence[str], page: PageContext) -> Markup | None:
    """Under an explanation: what is done about it, a line each."""
    if not words:
        return None
    label = el("b", page.say("chain.line.action"))
    lines = (join((fate_sign(Fate.OPEN, 14), label, mark_languages(one, page.text)), " ") for one in words)
    return el("ul", *(el("li", line) for line in lines), class_="p-chain p-chain-plain")
