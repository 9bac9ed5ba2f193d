"""The lists of committees at the desk as HTML."""

from kpi.html.components import section, sub
from kpi.html.desk.uploads import alert, said
from kpi.html.forms import button, field, hidden, post_form, select
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.desk.subscriptions import ListedAddress, SubscriberLists


def body(view: SubscriberLists, page: PageContext) -> Markup:
    """The content of <main>."""
    lists = {one.committee: [row for row in view.lines if row.committee == one.committee] for one in view.lines}
    shown = [_list(name, rows, view, page) for name, rows in lists.items()]
    return join(
        (
            el("h1", page.say("subscribe.lists.title"), class_="p-h1"),
            el("p", view.readers, class_="p-lede"),
            el("p", page.say("subscribe.lists.words"), class_="p-prose"),
            said(view.notice),
            alert(view.wrong),
            section("new", page.say("subscribe.lists.new"), _form(view, page)),
            *(shown or [el("p", page.say("subscribe.lists.none"), class_="p-empty")]),
        )
    )


def _list(name: str, rows: list[ListedAddress], view: SubscriberLists, page: PageContext) -> Markup:
    items = (
        el(
            "li",
            post_form(
                page.href("admin/subscribers"),
                view.token,
                el("span", row.address, sub(row.codes)),
                " ",
                hidden("key", row.key),
                button(
                    join((page.say("subscribe.lists.remove"), el("span", f" {row.address}", class_="p-hidden"))),
                    "remove",
                ),
            ),
        )
        for row in rows
    )
    return section(f"list-{rows[0].key[:8]}", name, el("ul", *items, class_="p-list"))


def _form(view: SubscriberLists, page: PageContext) -> Markup:
    def entry(name: str, most: int, *, required: bool = True, type: str = "text") -> Markup:
        label = page.say(f"subscribe.lists.field.{name}")
        return field(label, name, view.typed.get(name, ""), maxlength=most, required=required, type=type)

    return post_form(
        page.href("admin/subscribers"),
        view.token,
        el("div", entry("committee", 120), entry("address", 254, type="email"), class_="p-form"),
        el(
            "div",
            entry("codes", 200, required=False),
            select(
                page.say("subscribe.lists.field.language"), "language", view.languages, view.typed.get("language", "")
            ),
            class_="p-form",
        ),
        el("p", button(page.say("subscribe.lists.add"), "add"), class_="p-actions"),
        class_="p-panel",
    )
