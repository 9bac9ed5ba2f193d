"""Значення показника as HTML: the rows in force, the form that withdraws one of them."""

from kpi.html.components import code_and_name, section, sub, table
from kpi.html.desk.uploads import alert, said
from kpi.html.forms import area, button, field, get_form, post_form
from kpi.html.lang_markup import mark_language, mark_languages
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.desk.values import IndicatorValues, ValueLine


def choice(page: PageContext) -> Markup:
    """The page without an indicator: which one."""
    return join(
        (
            el("h1", page.say("editor.values.title"), class_="p-h1"),
            get_form(
                page.href("upload/indicator"),
                page,
                field(page.say("editor.values.code"), "id", maxlength=40, required=True),
                button(page.say("editor.values.show"), primary=True),
                data_apply=False,
            ),
        )
    )


def body(view: IndicatorValues, page: PageContext) -> Markup:
    """The content of <main>."""
    public = el("a", page.say("editor.values.public"), href=page.href("indicator", id=view.name.code), class_="p-link")
    return join(
        (
            el("h1", code_and_name(view.name, page), class_="p-h1"),
            el("p", page.say("editor.values.access", access=view.access), class_="p-lede"),
            el("p", public) if view.public else None,
            said(view.notice),
            alert(view.wrong),
            None if view.chosen is None else _form(view, view.chosen, page),
            _list(view, page),
        )
    )


def _form(view: IndicatorValues, line: ValueLine, page: PageContext) -> Markup:
    words = page.say("editor.withdrawal.words", period=_period(line, page), value=line.value)
    inside = post_form(
        page.href("upload/indicator", id=view.name.code, key=line.key),
        view.token,
        el("p", mark_languages(words, page.text)),
        area(page.say("editor.withdrawal.reason"), "reason", view.reason, required=True),
        el("p", button(page.say("editor.withdrawal.button"), primary=True)),
        class_="p-panel",
    )
    return section("withdraw", page.say("editor.withdrawal.title"), inside)


def _list(view: IndicatorValues, page: PageContext) -> Markup:
    title = page.say("editor.values.title")
    if not view.lines:
        return section("values", title, el("p", page.say("editor.values.none"), class_="p-empty"))
    keys = ("period", "value", "comment", "receipt", *(("withdraw",) if view.may else ()))
    heads = {key: page.say(f"editor.values.column.{key}") for key in keys}
    rows = (_row(view, line, heads, page) for line in view.lines)
    return section("values", title, table(title, heads, rows, numbers={"value"}))


def _row(view: IndicatorValues, line: ValueLine, heads: dict[str, str], page: PageContext) -> Markup:
    receipt = page.href("upload/receipt", number=str(line.number))
    number = page.say("submit.receipt.no", number=line.number)
    cells = [
        el("th", mark_languages(_period(line, page), page.text), scope="row"),
        el("td", line.value, class_="p-num", data_label=heads["value"]),
        el("td", mark_language(line.comment, page.text), class_="p-cell-wide", data_label=heads["comment"]),
        el("td", el("a", number, href=receipt, class_="p-link"), sub(line.published)),
    ]
    if view.may:
        href = page.href("upload/indicator", id=view.name.code, key=line.key)
        named = page.say("editor.withdrawal.of", period=_period(line, page))
        # the name of a part is in the city's language: in an attribute nothing could announce it
        whole = el("span", mark_languages(named, page.text), class_="p-hidden")
        shown = el("span", page.say("editor.withdrawal.do"), aria_hidden="true")
        cells.append(el("td", el("a", shown, whole, href=href, class_="p-link")))
    return el("tr", *cells)


def _period(line: ValueLine, page: PageContext) -> str:
    if not line.breakdown:
        return line.period
    return page.say("submit.review.part", period=line.period, part=line.breakdown)
