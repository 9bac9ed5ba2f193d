"""Керування as HTML: approvals, who has not reported, the journal with its filter and CSV."""

from dataclasses import asdict

from kpi.documents.html import Html, address, el, join
from kpi.documents.parts import coded, language_field, section, sub, table
from kpi.documents.submit import said
from kpi.text import Text
from kpi.views.admin import Admin, EntryLine, MissingLine, WaitingLine


def body(view: Admin, text: Text) -> Html:
    """The content of <main>."""
    return join(
        (
            el("h1", text.say("admin.title"), class_="p-h1"),
            said(view.notice),
            _ways(view, text),
            _waiting(view, text),
            _missing(view, text),
            _journal(view, text),
        )
    )


def _ways(view: Admin, text: Text) -> Html:
    """The ways to the other pages of looking after."""
    pages = {
        "admin/releases": "admin.releases.way",
        "admin/visibility": "access_page.way",
        "admin/suspensions": "suspensions.way",
    }
    if view.administrator:
        pages |= {"admin/plan": "planning.way", "admin/accounts": "accounts.way"}
    links = (
        el("li", el("a", text.say(key), href=address(page, lang=text.language), class_="p-link"))
        for page, key in pages.items()
    )
    return el("nav", el("ul", *links, class_="p-ways"), aria_label=text.say("submit.more"))


def _waiting(view: Admin, text: Text) -> Html:
    title = text.say("admin.waiting.title")
    if not view.waiting:
        return section("waiting", title, el("p", text.say("admin.waiting.none"), class_="p-empty"))
    heads = {key: text.say(f"admin.waiting.{key}") for key in ("subject", "who", "file", "open")}
    rows = (_waiting_row(line, heads, text) for line in view.waiting)
    return section("waiting", title, table(title, heads, rows))


def _waiting_row(line: WaitingLine, heads: dict[str, str], text: Text) -> Html:
    page = "admin/visibility" if line.access else "upload/draft"
    href = address(page, lang=text.language, number=str(line.number))
    onward = el("a", text.say("admin.waiting.look"), href=href, class_="p-button")
    return el(
        "tr",
        el("th", coded(line.subject, text), sub(line.access), scope="row"),
        el("td", line.who, el("span", line.when, class_="p-sub"), data_label=heads["who"]),
        el("td", line.filename, data_label=heads["file"]),
        el("td", onward),
    )


def _missing(view: Admin, text: Text) -> Html:
    title = text.say("admin.missing.title")
    if not view.missing:
        return section("missing", title, el("p", text.say("admin.missing.none"), class_="p-empty"))
    heads = {key: text.say(f"admin.missing.{key}") for key in ("department", "goal", "codes", "overdue")}
    rows = (_missing_row(line, heads, text) for line in view.missing)
    return section("missing", title, table(title, heads, rows, numbers={"overdue"}))


def _missing_row(line: MissingLine, heads: dict[str, str], text: Text) -> Html:
    return el(
        "tr",
        el("th", line.department, scope="row"),
        el("td", coded(line.goal, text), class_="p-cell-wide"),
        el("td", ", ".join(line.codes), data_label=heads["codes"]),
        el("td", line.overdue, class_="p-num", data_label=heads["overdue"]),
    )


def _journal(view: Admin, text: Text) -> Html:
    query = asdict(view.chosen)
    csv = el("a", "CSV", href=address("admin/journal.csv", lang=text.language, **query), download=True)
    heads = {key: text.say(f"admin.journal.{key}") for key in ("when", "who", "action", "goals", "files")}
    rows = (_entry_row(line, heads) for line in view.entries)
    title = text.say("admin.journal.title")
    return section(
        "journal",
        title,
        _filter(view, query, text),
        el("p", view.found, class_="p-meta p-found", role="status"),
        table(title, heads, rows) if view.entries else None,
        note=csv,
    )


def _filter(view: Admin, query: dict[str, str], text: Text) -> Html:
    kinds = {"since": "date", "until": "date", "actor": "text", "goal": "text"}
    fields = [
        el(
            "label",
            el("span", text.say(f"admin.filter.{name}")),
            el("input", type=kind, name=name, value=query[name] or None, maxlength=40, autocomplete="off"),
            class_="p-field",
        )
        for name, kind in kinds.items()
    ]
    options = (el("option", word, value=code, selected=code == view.chosen.action or None) for code, word in view.deeds)
    every = el("option", text.say("admin.filter.every_deed"), value="")
    deed = el("select", every, *options, name="action")
    show = el("button", text.say("admin.filter.show"), type="submit", class_="p-button")
    return el(
        "form",
        *fields,
        el("label", el("span", text.say("admin.journal.action")), deed, class_="p-field"),
        language_field(text),
        show,
        class_="p-form",
        method="get",
        action="/admin",
        aria_label=text.say("admin.filter.label"),
    )


def _entry_row(line: EntryLine, heads: dict[str, str]) -> Html:
    return el(
        "tr",
        el("th", line.when, scope="row", class_="p-nowrap"),
        el("td", line.who, data_label=heads["who"], class_="p-nowrap"),
        el("td", line.action, sub(line.reason), class_="p-cell-wide"),
        el("td", line.goals, data_label=heads["goals"]),
        el("td", line.files, data_label=heads["files"]),
    )
