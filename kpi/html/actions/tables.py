"""The tables of «Заходи і гроші»: money by year and source, the actions of a sector."""

from collections.abc import Iterable

from kpi.html.components import details, join_with_dots, section, sub, table
from kpi.html.lang_markup import mark_language, mark_name
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.text import DASH
from kpi.text.markup import Child, Markup, el, join
from kpi.views.actions.money_table import MoneyRow
from kpi.views.actions.page import ActionPart, ActionsView
from kpi.views.actions.rows import TimedAction

_NUMBERS = ("plan", "actual", "share")


def money(view: ActionsView, page: PageContext) -> Markup | None:
    """By year and source, and what the sums do not hold; None where nothing is told of money."""
    without = el("ul", *(el("li", words) for words in view.without), class_="p-prose") if view.without else None
    told = (el("p", page.say("actions.without.heading"), class_="p-prose"), without) if without else ()
    if not view.money:
        return section("money", page.say("actions.money.heading"), *told) if told else None
    listed = _money_table("years", view.years, ("year", *_NUMBERS), page)
    by_source = _money_table("caption", view.money, ("year", "source", *_NUMBERS), page)
    folded = details(page, page.say("actions.money.by_source"), by_source)
    return section("money", page.say("actions.money.heading"), listed, folded, *told, note=view.money_note)


def _money_table(caption: str, rows: Iterable[MoneyRow], names: tuple[str, ...], page: PageContext) -> Markup:
    labels = {name: page.say(f"actions.column.{name}") for name in names}
    lines = (_money_row(row, labels, page) for row in rows)
    return table(page.say(f"actions.money.{caption}"), labels, lines, numbers=_NUMBERS, class_="p-table-money")


def _money_row(row: MoneyRow, labels: dict[str, str], page: PageContext) -> Markup:
    year = el("th", row.year, scope="row") if row.year else el("td")
    cells = [year]
    if "source" in labels:
        source = mark_language(row.source, page.text)
        cells.append(el("td", source, data_label=labels["source"] if row.source else None))
    cells += [el("td", amount(getattr(row, name), page), class_="p-num", data_label=labels[name]) for name in _NUMBERS]
    return el("tr", *cells, class_="p-sum" if row.sum else None)


def amount(words: str, page: PageContext) -> Child:
    """«—» is read as «не вказано»."""
    if words != DASH:
        return words
    return join((el("span", DASH, aria_hidden="true"), el("span", page.say("indicator.fact.none"), class_="p-hidden")))


def action_rows(part: ActionPart, page: PageContext) -> Markup:
    """The actions of a sector and the sum of their money."""
    names = ("name", "state", "time", "plan", "actual", "moved")
    labels = {name: page.say(f"actions.column.{name}") for name in names}
    rows = [_action(row, labels, page) for row in part.rows]
    rows.append(_total(part, labels, page))
    return table(page.say("actions.caption"), labels, rows, numbers=("plan", "actual"), class_="p-table-plan")


def _action(row: TimedAction, labels: dict[str, str], page: PageContext) -> Markup:
    name = mark_name(row.name, page.text)
    whose = link(row.code, page.href(row.page, id=row.code) if row.page else None, class_="p-code")
    return el(
        "tr",
        el("th", whose, " ", name, _detail(row, page), scope="row"),
        el("td", row.standing, sub(row.state), data_label=labels["state"]),
        el("td", amount(row.time, page), sub(row.passed), data_label=labels["time"]),
        el("td", amount(row.plan, page), class_="p-num", data_label=labels["plan"]),
        el("td", amount(row.actual, page), sub(row.spent), class_="p-num", data_label=labels["actual"]),
        el("td", amount(row.moved, page), data_label=labels["moved"]),
    )


def _detail(row: TimedAction, page: PageContext) -> Markup | None:
    parts: list[Child] = [mark_language(words, page.text) for words in row.detail]
    number, address = row.project
    if number:
        said = page.say("goal.action.dream", id=number)
        parts.append(
            link(said, address, class_="p-link", rel="noopener") if address else mark_language(said, page.text)
        )
    return el("span", join_with_dots(parts), class_="p-sub") if parts else None


def _total(part: ActionPart, labels: dict[str, str], page: PageContext) -> Markup:
    return el(
        "tr",
        el("th", page.say("actions.total" if part.whole else "actions.total_of_pages"), scope="row"),
        el("td"),
        el("td"),
        el("td", amount(part.plan, page), class_="p-num", data_label=labels["plan"]),
        el("td", amount(part.actual, page), sub(part.share), class_="p-num", data_label=labels["actual"]),
        el("td"),
        class_="p-sum",
    )
