"""Керування as HTML: approvals, who has not reported, the journal with its filter and CSV."""

from dataclasses import asdict

from kpi.html.components import code_and_name, section, sub, table
from kpi.html.desk.uploads import said
from kpi.html.forms import button, field, get_form, select
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.desk.admin import Admin, EntryLine, MissingLine, WaitingLine


def body(view: Admin, page: PageContext) -> Markup:
    """The content of <main>."""
    return join(
        (
            el("h1", page.say("admin.title"), class_="p-h1"),
            said(view.notice),
            _ways(view, page),
            _waiting(view, page),
            _missing(view, page),
            _journal(view, page),
        )
    )


def _ways(view: Admin, page: PageContext) -> Markup:
    """The ways to the other pages of looking after."""
    pages = {
        "admin/releases": "admin.releases.way",
        "admin/visibility": "access_page.way",
        "admin/suspensions": "suspensions.way",
    }
    if view.administrator:
        pages |= {"admin/plan": "planning.way", "admin/accounts": "accounts.way"}
    links = (el("li", el("a", page.say(key), href=page.href(name), class_="p-link")) for name, key in pages.items())
    return el("nav", el("ul", *links, class_="p-ways"), aria_label=page.say("submit.more"))


def _waiting(view: Admin, page: PageContext) -> Markup:
    title = page.say("admin.waiting.title")
    if not view.waiting:
        return section("waiting", title, el("p", page.say("admin.waiting.none"), class_="p-empty"))
    heads = {key: page.say(f"admin.waiting.{key}") for key in ("subject", "who", "file", "open")}
    rows = (_waiting_row(line, heads, page) for line in view.waiting)
    return section("waiting", title, table(title, heads, rows))


def _waiting_row(line: WaitingLine, heads: dict[str, str], page: PageContext) -> Markup:
    href = page.href("admin/visibility" if line.access else "upload/draft", number=str(line.number))
    onward = el("a", page.say("admin.waiting.look"), href=href, class_="p-button")
    return el(
        "tr",
        el("th", code_and_name(line.subject, page), sub(line.access), scope="row"),
        el("td", line.who, el("span", line.when, class_="p-sub"), data_label=heads["who"]),
        el("td", line.filename, data_label=heads["file"]),
        el("td", onward),
    )


def _missing(view: Admin, page: PageContext) -> Markup:
    title = page.say("admin.missing.title")
    if not view.missing:
        return section("missing", title, el("p", page.say("admin.missing.none"), class_="p-empty"))
    heads = {key: page.say(f"admin.missing.{key}") for key in ("department", "goal", "codes", "overdue")}
    rows = (_missing_row(line, heads, page) for line in view.missing)
    return section("missing", title, table(title, heads, rows, numbers={"overdue"}))


def _missing_row(line: MissingLine, heads: dict[str, str], page: PageContext) -> Markup:
    return el(
        "tr",
        el("th", line.department, scope="row"),
        el("td", code_and_name(line.goal, page), class_="p-cell-wide"),
        el("td", ", ".join(line.codes), data_label=heads["codes"]),
        el("td", line.overdue, class_="p-num", data_label=heads["overdue"]),
    )


def _journal(view: Admin, page: PageContext) -> Markup:
    query = asdict(view.chosen)
    csv = el("a", "CSV", href=page.href("admin/journal.csv", **query), download=True)
    heads = {key: page.say(f"admin.journal.{key}") for key in ("when", "who", "action", "goals", "files")}
    rows = (_entry_row(line, heads) for line in view.entries)
    title = page.say("admin.journal.title")
    return section(
        "journal",
        title,
        _filter(view, query, page),
        el("p", view.found, class_="p-meta p-found", role="status"),
        table(title, heads, rows) if view.entries else None,
        note=csv,
    )


def _filter(view: Admin, query: dict[str, str], page: PageContext) -> Markup:
    kinds = {"since": "date", "until": "date", "actor": "text", "goal": "text"}
    fields = (
        field(page.say(f"admin.filter.{name}"), name, query[name], type=kind, maxlength=40)
        for name, kind in kinds.items()
    )
    every = page.say("admin.filter.every_deed")
    return get_form(
        page.href("admin"),
        page,
        *fields,
        select(page.say("admin.journal.action"), "action", view.deeds, view.chosen.action, every),
        button(page.say("admin.filter.show")),
        aria_label=page.say("admin.filter.label"),
    )


def _entry_row(line: EntryLine, heads: dict[str, str]) -> Markup:
    return el(
        "tr",
        el("th", line.when, scope="row", class_="p-nowrap"),
        el("td", line.who, data_label=heads["who"], class_="p-nowrap"),
        el("td", line.action, sub(line.reason), class_="p-cell-wide"),
        el("td", line.goals, data_label=heads["goals"]),
        el("td", line.files, data_label=heads["files"]),
    )
