"""Доступ до показників as HTML: the list, the form of an indicator, what a change shows, its decision."""

from collections.abc import Iterable

from kpi.html.components import code_and_name, section, table
from kpi.html.desk.uploads import alert, said
from kpi.html.forms import area, button, field, post_form, select
from kpi.html.lang_markup import mark_language
from kpi.html.page_context import PageContext
from kpi.model import Visibility
from kpi.text import DASH
from kpi.text.markup import Markup, el, join
from kpi.views.desk.visibility import AccessDecision, AccessForm, AccessLine, AccessLook, AskedLine, VisibilityPage


def body(view: VisibilityPage, page: PageContext) -> Markup:
    """The content of <main>."""
    return join(
        (
            el("h1", page.say("access_page.title"), class_="p-h1"),
            el("p", page.say("access_page.lede"), class_="p-lede"),
            said(view.notice),
            alert(view.wrong),
            None if view.form is None else _form(view, view.form, page),
            _asked(view, page),
            _list(view.lines, page),
        )
    )


def _form(view: VisibilityPage, form: AccessForm, page: PageContext) -> Markup:
    """The fields; after a look, what the change would do and the button that does it."""
    heading = page.say("access_page.form", code=form.name.code)
    hides = form.hides and form.visibility is not Visibility.PUBLIC
    ask = form.decides or (view.look is not None and view.look.second)
    buttons = [button(page.say("access_page.look"), "look", primary=view.look is None)]
    if view.look is not None:
        if hides:
            buttons.append(button(page.say("editor.hidden.do"), "hide", primary=True))
        words = page.say("access_page.ask" if ask else "access_page.do")
        buttons.append(button(words, "confirm", primary=not form.hides))
    inside = post_form(
        page.href("admin/visibility", code=form.name.code),
        view.token,
        el("div", *_fields(form, page), class_="p-form"),
        None if view.look is None else _look(view.look, page, hides=hides),
        el("div", *buttons, class_="p-actions"),
        class_="p-panel",
    )
    now = el("p", code_and_name(form.name, page), ". ", page.say("access_page.now", access=form.now))
    about = "editor.hidden.about" if form.hides else "access_page.by_another"
    who = el("p", page.say(about), class_="p-meta") if form.decides else None
    return section("form", heading, now, who, inside)


def _fields(form: AccessForm, page: PageContext) -> Iterable[Markup]:
    def label(name: str) -> str:
        return page.say(f"access_page.field.{name}")

    options = ((str(one), page.say(f"visibility.{one}")) for one in Visibility)
    yield select(label("access"), "visibility", options, str(form.visibility))
    yield field(label("open_from"), "open_from", form.open_from, type="date")
    yield field(label("delay"), "delay", form.delay, type="number", min="0", max="120", inputmode="numeric")
    for name, value in (("ground", form.ground), ("why", form.why)):
        yield field(label(name), name, value, maxlength=500, wide=True)


def _look(look: AccessLook, page: PageContext, *, hides: bool = False) -> Markup:
    """Before and after, and the very values that everybody would see or lose; whether a second person is waited for.

    hides  a button beside it hides at once: then a second person is waited for only by what is sent to one
    """
    words = page.say("access_page.second_sent" if hides else "access_page.second")
    second = el("p", words, class_="p-meta") if look.second else None
    return _effect(look, page.say("access_page.looked"), second, page)


def _seen(view: AccessDecision, page: PageContext) -> Markup:
    """What an approval does; of what is hidden already, what opening it again does."""
    return _effect(view.look, page.say("editor.hidden.looked" if view.hidden else "access_page.looked"), None, page)


def _effect(look: AccessLook, heading: str, second: Markup | None, page: PageContext) -> Markup:
    moves = el("p", el("b", page.say("access_page.moves", before=look.before, after=look.after)))
    sentences = (el("p", words) for words in look.said)
    lists = (_values(key, lines, page) for key, lines in (("appear", look.appear), ("vanish", look.vanish)) if lines)
    return el("div", el("h3", heading, class_="p-h3"), moves, *sentences, second, *lists)


def _values(key: str, lines: Iterable[tuple[str, str, str]], page: PageContext) -> Markup:
    heads = {name: page.say(f"access_page.value.{name}") for name in ("period", "part", "value")}
    rows = (
        el(
            "tr",
            el("th", period, scope="row"),
            el("td", part or DASH, data_label=heads["part"]),
            el("td", value, class_="p-num", data_label=heads["value"]),
        )
        for period, part, value in lines
    )
    return table(page.say(f"access_page.values.{key}"), heads, rows, numbers={"value"})


def _asked(view: VisibilityPage, page: PageContext) -> Markup | None:
    if not view.asked:
        return None
    items = el("ul", *(_asked_item(line, view.token, page) for line in view.asked), class_="p-drafts")
    return section("asked", page.say("access_page.asked"), items)


def _asked_item(line: AskedLine, token: str, page: PageContext) -> Markup:
    drop = post_form(
        page.href("upload/discard", number=str(line.number)), token, button(page.say("access_page.take_back"))
    )
    return el(
        "li",
        el("p", el("b", code_and_name(line.subject, page)), " ", el("span", line.state, class_="p-tag")),
        el("p", page.say("access_page.wanted", access=line.access, when=line.when), class_="p-meta"),
        el("p", line.comment) if line.comment else None,
        drop if line.may_drop else None,
        class_="p-panel",
    )


def _list(lines: tuple[AccessLine, ...], page: PageContext) -> Markup:
    title = page.count("count.indicators", len(lines))
    heads = {key: page.say(f"access_page.column.{key}") for key in ("name", "access", "ground", "change")}
    rows = (_row(line, heads, page) for line in lines)
    return section("list", title, table(title, heads, rows))


def _row(line: AccessLine, heads: dict[str, str], page: PageContext) -> Markup:
    href = page.href("admin/visibility", code=line.name.code)
    named = page.say("access_page.change_of", code=line.name.code)
    return el(
        "tr",
        el("th", code_and_name(line.name, page), scope="row"),
        el("td", line.access, data_label=heads["access"]),
        el(
            "td",
            mark_language(line.ground, page.text) if line.ground else DASH,
            class_="p-cell-wide",
            data_label=heads["ground"],
        ),
        el("td", el("a", page.say("access_page.change"), href=href, class_="p-link", aria_label=named)),
    )


def decision(view: AccessDecision, page: PageContext) -> Markup:
    """Another's wish: what it would show, who asks and why; approve or send back."""
    return join(
        (
            el("h1", page.say("access_page.decide"), class_="p-h1"),
            el("p", code_and_name(view.name, page), class_="p-lede"),
            said(view.notice),
            el("p", page.say("editor.hidden.now"), class_="p-lede") if view.hidden else None,
            section("wish", view.who, el("p", view.why) if view.why else None, _seen(view, page)),
            section("decision", page.say("access_page.decision"), _decide(view, page)),
        )
    )


def _decide(view: AccessDecision, page: PageContext) -> Markup:
    if not view.may:
        return el("p", page.say("access_page.not_yours"), class_="p-empty")
    return post_form(
        page.href("upload/decide", number=str(view.number)),
        view.token,
        area(page.say("submit.decide.comment"), "comment"),
        el(
            "div",
            button(
                page.say("editor.hidden.confirm" if view.hidden else "admin.waiting.approve"), "approve", primary=True
            ),
            button(page.say("editor.hidden.reopen" if view.hidden else "submit.decide.return"), "return"),
            class_="p-actions",
        ),
        class_="p-panel",
    )
