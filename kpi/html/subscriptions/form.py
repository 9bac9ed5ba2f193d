"""/subscribe as HTML: the form, that a letter has gone, confirming, leaving. No scripts."""

from kpi.html.desk.uploads import alert
from kpi.html.forms import button, field, hidden
from kpi.html.page_context import PageContext
from kpi.html.questions.form import TRAP
from kpi.text.markup import Child, Markup, el, join


def body(page: PageContext, *, address: str = "", error: str = "", sending: bool = True) -> Markup:
    """The form; `sending`: letters can be sent at all."""
    title = el("h1", page.say("subscribe.title"), class_="p-h1")
    if not sending:
        return join((title, el("p", page.say("subscribe.no_way"), " ", _changes(page), ".", class_="p-lede")))
    trap = field(page.say("question.trap"), TRAP, tabindex=-1)
    form = el(
        "form",
        field(
            page.say("subscribe.address"),
            "address",
            address,
            type="email",
            maxlength=254,
            autocomplete="email",
            required=True,
            aria_describedby="kept",
        ),
        el("p", page.say("subscribe.kept"), class_="p-meta", id="kept"),
        el("div", trap, class_="p-trap", aria_hidden="true"),
        el("p", button(page.say("subscribe.send"), primary=True)),
        method="post",
        action=page.href("subscribe"),
        class_="p-question-form",
    )
    feed = el("p", page.say("subscribe.feed"), " ", _changes(page), ".")
    return join((title, el("p", page.say("subscribe.lede"), class_="p-lede"), alert(error), form, feed))


def _changes(page: PageContext) -> Markup:
    return el("a", page.say("subscribe.changes"), href=page.href("changes"))


def told(page: PageContext, key: str) -> Markup:
    """A page of one sentence below its title: that a letter has gone, that it is confirmed, that it is over."""
    words = el("p", page.say(f"subscribe.{key}.words"), class_="p-lede", role="status")
    back = el("p", el("a", page.say("subscribe.changes"), href=page.href("changes"), class_="p-link"))
    return join((el("h1", page.say(f"subscribe.{key}.title"), class_="p-h1"), words, back))


def asked(page: PageContext, act: str, key: str) -> Markup:
    """One button: what a program that looks into letters follows must not subscribe anybody, or end it."""
    inside: tuple[Child, ...] = (
        hidden("key", key),
        el("p", button(page.say(f"subscribe.{act}.do"), primary=True)),
    )
    form = el("form", *inside, method="post", action=page.href(f"subscribe/{act}"))
    title = el("h1", page.say(f"subscribe.{act}.title"), class_="p-h1")
    return join((title, el("p", page.say(f"subscribe.{act}.ask"), class_="p-lede"), form))
