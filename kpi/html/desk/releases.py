"""Випуски as HTML: the list, a form for two of them, what changed between them, the way back."""

from collections.abc import Iterable

from kpi.html.components import chip, code_and_name, section, table
from kpi.html.desk.change_table import change_table
from kpi.html.desk.uploads import alert, said
from kpi.html.forms import area, button, get_form, post_form, select, tick
from kpi.html.page_context import PageContext
from kpi.text import DASH
from kpi.text.markup import Child, Markup, el, join
from kpi.views.desk.releases import ReleaseLine, Releases, ReleasesCompared, StatusLine


def body(view: Releases, page: PageContext) -> Markup:
    """The content of <main>."""
    return join(
        (
            el("h1", page.say("admin.releases.title"), class_="p-h1"),
            el("p", page.say("admin.releases.lede"), class_="p-lede"),
            said(view.notice),
            alert(view.wrong),
            _choice(view, page),
            None if view.compared is None else _compared(view.compared, page),
            None if view.compared is None else _way_back(view, view.compared, page),
            _list(view.lines, page),
        )
    )


def _choice(view: Releases, page: PageContext) -> Markup | None:
    if len(view.lines) < 2:
        return None
    days = [(line.day, line.when) for line in view.lines]
    return get_form(
        page.href("admin/releases"),
        page,
        select(page.say("admin.releases.old"), "old", days, view.old),
        select(page.say("admin.releases.new"), "new", days, view.new),
        button(page.say("admin.releases.compare")),
        aria_label=page.say("admin.releases.compare_label"),
    )


def _compared(found: ReleasesCompared, page: PageContext) -> Markup:
    return section(
        "compared",
        found.heading,
        el("p", found.summary),
        join((el("h3", page.say("submit.others"), class_="p-h3"), sentences(found.others))) if found.others else None,
        change_table(found.lines, page, done=True) if found.lines else None,
        el("p", found.cut, class_="p-meta") if found.cut else None,
        _statuses(found.statuses, page) if found.statuses else None,
    )


def _statuses(lines: Iterable[StatusLine], page: PageContext) -> Markup:
    heads = {key: page.say(f"admin.releases.status.{key}") for key in ("name", "before", "after")}
    rows = (
        el(
            "tr",
            el("th", code_and_name(line.name, page), scope="row"),
            el("td", DASH if line.before is None else chip(line.before, page), data_label=heads["before"]),
            el("td", chip(line.after, page), data_label=heads["after"]),
        )
        for line in lines
    )
    return table(page.say("admin.releases.status.caption"), heads, rows)


def _way_back(view: Releases, found: ReleasesCompared, page: PageContext) -> Markup | None:
    """The form that brings the earlier state back: a reason and a tick, nothing is erased."""
    if not found.back_to:
        return None
    inside = post_form(
        page.href("admin/releases", old=found.old, new=found.new),
        view.token,
        el("p", page.say("admin.releases.back.words")),
        el("h3", page.say("editor.back.changes"), class_="p-h3") if found.goes_back else None,
        sentences(found.goes_back) if found.goes_back else None,
        area(page.say("admin.releases.back.reason"), "reason", view.reason, required=True),
        el("p", tick(page.say("admin.releases.back.check"), "confirmed", required=True)),
        el("p", button(page.say("admin.releases.back.button"))),
        class_="p-panel",
    )
    return section("back", page.say("admin.releases.back.title"), inside)


def sentences(lines: Iterable[str]) -> Markup:
    """A list of whole sentences."""
    return el("ul", *(el("li", words) for words in lines), class_="p-list p-prose")


def _list(lines: tuple[ReleaseLine, ...], page: PageContext) -> Markup:
    title = page.count("admin.releases.count", len(lines))
    heads = {key: page.say(f"admin.releases.column.{key}") for key in ("day", "uploads", "note", "open")}
    rows = (_row(line, lines[0].day, heads, page) for line in lines)
    return section("list", title, table(title, heads, rows))


def _row(line: ReleaseLine, last: str, heads: dict[str, str], page: PageContext) -> Markup:
    onward: Child = el("span", page.say("admin.releases.current"), class_="p-tag p-tag-ok")
    if not line.current:
        href = page.href("admin/releases", old=line.day, new=last)
        onward = el("a", page.say("admin.releases.against"), href=href, class_="p-link")
    return el(
        "tr",
        el("th", line.when, scope="row", class_="p-nowrap"),
        el("td", line.uploads, data_label=heads["uploads"]),
        el("td", line.note or DASH, class_="p-cell-wide", data_label=heads["note"]),
        el("td", onward),
    )
