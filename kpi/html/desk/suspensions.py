"""Призупинення as HTML: the list with a form for each, a form for a new one."""

from kpi.html.components import code_and_name, details, section, table
from kpi.html.desk.uploads import alert
from kpi.html.forms import button, field, hidden, post_form
from kpi.html.lang_markup import mark_language
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.desk.planning import SuspensionLine, Suspensions

_TYPES = {"code": "text", "since": "date"}


def body(view: Suspensions, page: PageContext) -> Markup:
    """The content of <main>."""
    return join(
        (
            el("h1", page.say("suspensions.title"), class_="p-h1"),
            el("p", page.say("suspensions.lede"), class_="p-lede"),
            alert(view.wrong),
            _in_the_way(view, page),
            section("new", page.say("suspensions.new"), _form(view.new, view.token, page, fixed=False)),
            _list(view, page),
        )
    )


def _in_the_way(view: Suspensions, page: PageContext) -> Markup | None:
    if view.draft is None:
        return None
    href = page.href("upload/draft", number=str(view.draft))
    return el("p", el("a", page.say("submit.draft.go_on"), href=href, class_="p-button"))


def _list(view: Suspensions, page: PageContext) -> Markup:
    title = page.say("suspensions.list")
    if not view.lines:
        return section("list", title, el("p", page.say("suspensions.none"), class_="p-empty"))
    heads = {key: page.say(f"suspensions.column.{key}") for key in ("name", "since", "until", "reason", "review")}
    rows = (_row(line, heads, view.token, page) for line in view.lines)
    return section("list", title, table(title, heads | {"change": page.say("suspensions.column.change")}, rows))


def _row(line: SuspensionLine, heads: dict[str, str], token: str, page: PageContext) -> Markup:
    change = page.say("suspensions.change", code=line.name.code)
    over = el("span", page.say("suspensions.over"), class_="p-tag") if line.over else None
    due = el("span", page.say("editor.review.due"), class_="p-tag p-tag-warn") if line.review_due else None
    own = [mark_language(words, page.text) for words in (line.reason, line.act)]
    return el(
        "tr",
        el("th", code_and_name(line.name, page), scope="row"),
        el("td", line.since_words, data_label=heads["since"], class_="p-nowrap"),
        el("td", line.until_words, " ", over, data_label=heads["until"]),
        el("td", own[0], el("span", own[1], class_="p-sub"), class_="p-cell-wide", data_label=heads["reason"]),
        el("td", line.review_words, " ", due, data_label=heads["review"], class_="p-nowrap"),
        el("td", details(page, change, _form(line, token, page, fixed=True)), class_="p-cell-wide"),
    )


def _form(line: SuspensionLine, token: str, page: PageContext, *, fixed: bool) -> Markup:
    """`fixed`: code and first day are those of a known suspension."""
    known = {"code": line.name.code, "since": line.since}

    def entry(name: str, value: str, *, type: str = "text", required: bool = True, wide: bool = False) -> Markup:
        label = page.say(f"suspensions.field.{name}")
        return field(label, name, value, type=type, required=required, wide=wide, maxlength=500)

    written = (hidden(name, value) if fixed else entry(name, value, type=_TYPES[name]) for name, value in known.items())
    days = (
        entry("until", line.until, type="date", required=False),
        entry("review", line.review, type="date", required=False),
    )
    return post_form(
        page.href("admin/suspensions"),
        token,
        el("div", *written, *days, class_="p-form"),
        entry("reason", line.reason, wide=True),
        entry("act", line.act, wide=True),
        el("p", button(page.say("planning.look"))),
        class_="p-panel",
    )
