"""Доступ до показників as HTML: the list, the form of an indicator, what a change shows, its decision."""

from collections.abc import Iterable

from kpi.documents.html import Child, Html, address, el, join
from kpi.documents.parts import coded, section, table
from kpi.documents.submit import alert, said
from kpi.model import Visibility
from kpi.text import DASH, Text
from kpi.views.visibility import Access, AccessForm, AccessLine, AccessLook, AskedLine, Decision


def body(view: Access, text: Text) -> Html:
    """The content of <main>."""
    return join(
        (
            el("h1", text.say("access_page.title"), class_="p-h1"),
            el("p", text.say("access_page.lede"), class_="p-lede"),
            said(view.notice),
            alert(view.wrong),
            None if view.form is None else _form(view, view.form, text),
            _asked(view, text),
            _list(view.lines, text),
        )
    )


def _form(view: Access, form: AccessForm, text: Text) -> Html:
    """The fields; after a look, what the change would do and the button that does it."""
    heading = text.say("access_page.form", code=form.name.code)
    ask = form.decides or (view.look is not None and view.look.second)
    buttons: list[Child] = [_button("look", "access_page.look", text, first=view.look is None)]
    if view.look is not None:
        buttons.append(_button("confirm", "access_page.ask" if ask else "access_page.do", text, first=True))
    inside = el(
        "form",
        el("input", type="hidden", name="token", value=view.token),
        el("div", *_fields(form, text), class_="p-form"),
        None if view.look is None else _look(view.look, text),
        el("div", *buttons, class_="p-actions"),
        method="post",
        action=address("admin/visibility", lang=text.language, code=form.name.code),
        class_="p-panel",
    )
    now = el("p", coded(form.name, text), ". ", text.say("access_page.now", access=form.now))
    words = el("p", text.say("access_page.by_another"), class_="p-meta") if form.decides else None
    return section("form", heading, now, words, inside)


def _button(act: str, key: str, text: Text, *, first: bool) -> Html:
    look = "p-button p-primary" if first else "p-button"
    return el("button", text.say(key), type="submit", name="act", value=act, class_=look)


def _fields(form: AccessForm, text: Text) -> Iterable[Html]:
    options = (
        el("option", text.say(f"visibility.{one}"), value=str(one), selected=one is form.visibility)
        for one in Visibility
    )
    yield _labelled("access", el("select", *options, name="visibility"), text)
    yield _labelled("open_from", el("input", type="date", name="open_from", value=form.open_from or None), text)
    delay = el("input", type="number", name="delay", value=form.delay or None, min="0", max="120", inputmode="numeric")
    yield _labelled("delay", delay, text)
    for name, value in (("ground", form.ground), ("why", form.why)):
        field = el("input", type="text", name=name, value=value or None, maxlength=500, autocomplete="off")
        yield _labelled(name, field, text, wide=True)


def _labelled(name: str, field: Html, text: Text, *, wide: bool = False) -> Html:
    label = el("span", text.say(f"access_page.field.{name}"))
    return el("label", label, field, class_="p-field p-field-wide" if wide else "p-field")


def _look(look: AccessLook, text: Text) -> Html:
    """Before and after, and the very values that everybody would see or lose."""
    moves = el("p", el("b", text.say("access_page.moves", before=look.before, after=look.after)))
    sentences = (el("p", words) for words in look.said)
    second = el("p", text.say("access_page.second"), class_="p-meta") if look.second else None
    lists = (_values(key, lines, text) for key, lines in (("appear", look.appear), ("vanish", look.vanish)) if lines)
    return el("div", el("h3", text.say("access_page.looked"), class_="p-h3"), moves, *sentences, second, *lists)


def _values(key: str, lines: Iterable[tuple[str, str, str]], text: Text) -> Html:
    heads = {name: text.say(f"access_page.value.{name}") for name in ("period", "part", "value")}
    rows = (
        el(
            "tr",
            el("th", period, scope="row"),
            el("td", part or DASH, data_label=heads["part"]),
            el("td", value, class_="p-num", data_label=heads["value"]),
        )
        for period, part, value in lines
    )
    return table(text.say(f"access_page.values.{key}"), heads, rows, numbers={"value"})


def _asked(view: Access, text: Text) -> Html | None:
    if not view.asked:
        return None
    items = el("ul", *(_asked_item(line, view.token, text) for line in view.asked), class_="p-drafts")
    return section("asked", text.say("access_page.asked"), items)


def _asked_item(line: AskedLine, token: str, text: Text) -> Html:
    drop = el(
        "form",
        el("input", type="hidden", name="token", value=token),
        el("button", text.say("access_page.take_back"), type="submit", class_="p-button"),
        method="post",
        action=address("upload/discard", lang=text.language, number=str(line.number)),
    )
    return el(
        "li",
        el("p", el("b", coded(line.subject, text)), " ", el("span", line.state, class_="p-tag")),
        el("p", text.say("access_page.wanted", access=line.access, when=line.when), class_="p-meta"),
        el("p", text.say("submit.draft.comment", comment=line.comment)) if line.comment else None,
        drop,
        class_="p-panel",
    )


def _list(lines: tuple[AccessLine, ...], text: Text) -> Html:
    title = text.count("count.indicators", len(lines))
    heads = {key: text.say(f"access_page.column.{key}") for key in ("name", "access", "ground", "change")}
    rows = (_row(line, heads, text) for line in lines)
    return section("list", title, table(title, heads, rows))


def _row(line: AccessLine, heads: dict[str, str], text: Text) -> Html:
    href = address("admin/visibility", lang=text.language, code=line.name.code)
    named = text.say("access_page.change_of", code=line.name.code)
    return el(
        "tr",
        el("th", coded(line.name, text), scope="row"),
        el("td", line.access, data_label=heads["access"]),
        el("td", line.ground or DASH, class_="p-cell-wide", data_label=heads["ground"]),
        el("td", el("a", text.say("access_page.change"), href=href, class_="p-link", aria_label=named)),
    )


def decision(view: Decision, text: Text) -> Html:
    """Another's wish: what it would show, who asks and why; approve or send back."""
    return join(
        (
            el("h1", text.say("access_page.decide"), class_="p-h1"),
            el("p", coded(view.name, text), class_="p-lede"),
            said(view.notice),
            section("wish", view.who, el("p", view.why) if view.why else None, _look(view.look, text)),
            section("decision", text.say("access_page.decision"), _decide(view, text)),
        )
    )


def _decide(view: Decision, text: Text) -> Html:
    if not view.may:
        return el("p", text.say("access_page.not_yours"), class_="p-empty")
    comment = el("textarea", name="comment", rows=2, maxlength=1000)
    return el(
        "form",
        el("input", type="hidden", name="token", value=view.token),
        el("label", el("span", text.say("submit.decide.comment")), comment, class_="p-field p-field-wide"),
        el(
            "div",
            _button("approve", "admin.waiting.approve", text, first=True),
            _button("return", "submit.decide.return", text, first=False),
            class_="p-actions",
        ),
        method="post",
        action=address("upload/decide", lang=text.language, number=str(view.number)),
        class_="p-panel",
    )
